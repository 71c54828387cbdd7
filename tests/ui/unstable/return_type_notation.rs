//! C41: Return-type notation would let generic code require that the future of a consumer is `Send`:
//! rust-lang/rust#109417.
#![cfg_attr(unstable, feature(return_type_notation))]

trait AsyncRead {
    fn read_exact(&mut self, buf: &mut [u8]) -> impl Future<Output = ()>
    where
        Self: Sized;
}

fn spawn<F: Future<Output = ()> + Send + 'static>(_: F) {}

fn serve<R>(mut reader: R)
where
    R: AsyncRead + Send + 'static,
    R::read_exact(..): Send,
{
    spawn(async move { reader.read_exact(&mut [0; 4]).await });
}

fn main() {}
