//! C68: Specialization for concrete types would let an implementor override a method of a blanket Ext trait. Generic
//! code would call the override. `&mut T` and trait objects would not. See rust-lang/rust#31844.
#![cfg_attr(unstable, feature(min_specialization))]

trait AsyncRead {}

impl<R: AsyncRead + ?Sized> AsyncRead for &mut R {}

trait AsyncReadExt: AsyncRead {
    fn read_exact(&mut self) -> &'static str;
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {
    default fn read_exact(&mut self) -> &'static str {
        "the default"
    }
}

struct Memory;
impl AsyncRead for Memory {}

impl AsyncReadExt for Memory {
    fn read_exact(&mut self) -> &'static str {
        "the override"
    }
}

fn generic<R: AsyncRead>(mut reader: R) -> &'static str {
    reader.read_exact()
}

fn main() {
    assert_eq!(generic(Memory), "the override");
    assert_eq!(generic(&mut Memory), "the default");
    let object: &mut dyn AsyncRead = &mut Memory;
    assert_eq!(object.read_exact(), "the default");
}
