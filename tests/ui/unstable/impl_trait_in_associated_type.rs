//! C69: `impl Trait` in an associated type would let an implementor name the future of an `async` block. That would
//! remove half of the cost in C62. See rust-lang/rust#63063.
#![cfg_attr(unstable, feature(impl_trait_in_assoc_type))]

trait AsyncRead {
    type ReadExact<'a>: Future<Output = ()>
    where
        Self: Sized + 'a;

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> Self::ReadExact<'a>
    where
        Self: Sized;
}

struct Zeros;

impl AsyncRead for Zeros {
    type ReadExact<'a> = impl Future<Output = ()> + 'a;

    fn read_exact<'a>(&'a mut self, buf: &'a mut [u8]) -> Self::ReadExact<'a> {
        async move {
            let _ = self;
            buf.fill(0);
        }
    }
}

fn send<R: AsyncRead>(mut reader: R)
where
    for<'a> R::ReadExact<'a>: Send,
{
    fn is_send(_: impl Send) {}
    is_send(reader.read_exact(&mut [1]));
}

fn main() {
    send(Zeros);
}
