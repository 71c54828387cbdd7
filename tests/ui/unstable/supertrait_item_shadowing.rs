//! C42: Supertrait shadowing would let a third party's Ext trait keep its method on types that are known, and not in generic
//! code: rust-lang/rust#89151.
#![cfg_attr(unstable, feature(supertrait_item_shadowing))]

trait AsyncRead {
    fn read_frame(&mut self) -> &'static str {
        "the core trait's"
    }
}

trait FrameExt: AsyncRead {
    fn read_frame(&mut self) -> &'static str {
        "the third party's"
    }
}

impl<T: AsyncRead> FrameExt for T {}

struct Socket;
impl AsyncRead for Socket {}

fn generic<R: AsyncRead>(reader: &mut R) -> &'static str {
    reader.read_frame()
}

fn main() {
    assert_eq!(Socket.read_frame(), "the third party's");
    assert_eq!(generic(&mut Socket), "the core trait's");
}
