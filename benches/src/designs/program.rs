//! The program that measures the designs. It uses only what all designs and both families have.

use super::{Drain, DynRead, DynWrite, First, Quick, Second, prelude::*};
use std::{
    hint::black_box,
    io::Result,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

/// The size in bytes of one frame, after a head of the same size.
pub const FRAME: usize = 16;

/// Answers every frame with its bytes, and the rest with its length.
#[inline]
async fn serve<R: AsyncRead + Unpin, W: AsyncWrite + Unpin>(reader: &mut R, writer: &mut W, n: usize) -> Result<usize> {
    for _ in 0..n {
        let (mut head, mut body) = ([0; FRAME], [0; FRAME]);
        reader.read_exact(&mut head).await?;
        reader.read_exact(&mut body).await?;
        writer.write_all(&head).await?;
        writer.write_all(&body).await?;
    }
    writer.flush().await?;
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).await?;
    writer.write_all(&rest).await?;
    Ok(rest.len())
}

/// Runs a task to its end, as an executor does. Each poll is a call through a pointer, which the optimizer cannot
/// see through.
fn task<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut future: Pin<&mut dyn Future<Output = T>> = future.as_mut();
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = black_box(&mut future).as_mut().poll(black_box(&mut cx)) {
            return output;
        }
    }
}

fn data(frames: usize) -> Vec<u8> {
    (0..=250).cycle().take(frames * 2 * FRAME + 100).collect()
}

/// Serves one type, and writes to it.
pub fn known(frames: usize) -> usize {
    let data = data(frames);
    task(serve(&mut First(black_box(&data)), &mut Drain(0), frames)).unwrap()
}

/// Serves a second type, whose additional code is the cost of each further type.
pub fn another(frames: usize) -> usize {
    let data = data(frames);
    task(serve(&mut Second(black_box(&data)), &mut Drain(0), frames)).unwrap()
}

/// Serves a trait object.
pub fn object(frames: usize) -> usize {
    let data = data(frames);
    let mut reader: Box<DynRead<'_>> = Box::new(First(black_box(&data)));
    let mut writer: Box<DynWrite> = Box::new(Drain(0));
    task(serve(black_box(&mut reader), black_box(&mut writer), frames)).unwrap()
}

/// Defines a function that fills pieces of 16 bytes, one call for each.
macro_rules! read_exact {
    ($(#[$doc:meta])* $name:ident: $reader:ident as $ty:ty = |$made:ident| $make:expr) => {
        $(#[$doc])*
        pub fn $name(n: u64) -> u64 {
            let data = data(1 << 10);
            let mut sum = 0;
            for _ in 0..n {
                let $made = $reader(&data);
                let mut reader: $ty = $make;
                let (reader, mut buf) = (black_box(&mut reader), [0; FRAME]);
                task(async {
                    for _ in 0..1 << 11 {
                        reader.read_exact(&mut buf).await.unwrap();
                        sum += u64::from(black_box(&buf)[0]);
                    }
                });
            }
            sum
        }
    };
}

read_exact!(
    /// Reads from a concrete type.
    read_exact_known: First as First<'_> = |reader| reader
);
read_exact!(
    /// Reads from a trait object.
    read_exact_object: First as Box<DynRead<'_>> = |reader| Box::new(reader)
);
read_exact!(
    /// Reads from a concrete type that overrides the method where it can.
    overridden_known: Quick as Quick<'_> = |reader| reader
);
read_exact!(
    /// Reads from a trait object of such a type.
    overridden_object: Quick as Box<DynRead<'_>> = |reader| Box::new(reader)
);

/// Writes pieces of 16 bytes to a trait object, one call for each.
pub fn write_all_object(n: u64) -> u64 {
    let mut sum = 0;
    for _ in 0..n {
        let mut writer: Box<DynWrite> = Box::new(Drain(0));
        let writer = black_box(&mut writer);
        task(async {
            for _ in 0..1 << 11 {
                writer.write_all(black_box(&[7; FRAME])).await.unwrap();
                sum += 1;
            }
        });
    }
    sum
}

/// Runs all parts. Returns a number that the optimizer cannot know.
pub fn main() -> usize {
    let frames = std::env::args().count();
    known(frames) + another(frames) + object(frames)
}
