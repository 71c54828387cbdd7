//! C62: … and the trait cannot give that default. Associated type defaults are not stable (rust-lang/rust#29661), and
//! the trait could not use its own default anyway.
//!
//! Twin: `pass/associated_override.rs`, which has no default.

pub struct ReadExact<'a, R>(&'a mut R);

impl<R> Future for ReadExact<'_, R> {
    type Output = ();

    fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<()> {
        std::task::Poll::Ready(())
    }
}

pub trait AsyncRead {
    type ReadExact<'a>: Future<Output = ()> = ReadExact<'a, Self>
    where
        Self: Sized + 'a;

    fn read_exact(&mut self) -> Self::ReadExact<'_>
    where
        Self: Sized,
    {
        ReadExact(self)
    }
}

fn main() {}
