//! C42: With supertrait shadowing, a third party's Ext trait would keep its method on concrete types, but not in
//! generic code. See rust-lang/rust#89151.
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
