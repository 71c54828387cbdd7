//! The futures of the methods that seek. Each makes one or a few calls of `poll_seek`.

use super::{opaque_debug, running};
use crate::{AsyncSeek, Result, SeekFrom, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// Seeks to `pos`. After `Pending`, the next call resumes the seek (S2).
#[inline]
fn poll_seek<S: AsyncSeek + ?Sized>(
    cx: &mut Context<'_>,
    budget: &mut Budget,
    mut stream: Pin<&mut S>,
    pos: SeekFrom,
) -> Poll<Result<u64>> {
    budget.poll_call(cx, |cx| stream.as_mut().poll_seek(cx, pos))
}

/// Generates a future that makes one seek.
macro_rules! one_seek {
    ($name:ident { $($field:ident: $ty:ty)? } -> $output:ty, $method:literal, |$this:ident| $pos:expr, |$at:ident| $result:expr) => {
        #[doc = concat!("The future that [`AsyncSeekExt::", $method, "`](crate::AsyncSeekExt::", $method, ") returns.")]
        #[must_use = "futures do nothing unless you `.await` or poll them"]
        pub struct $name<'a, S: ?Sized> {
            stream: Option<&'a mut S>,
            $($field: $ty,)?
        }

        impl<'a, S: ?Sized> $name<'a, S> {
            pub(crate) fn new(stream: &'a mut S $(, $field: $ty)?) -> Self {
                $name { stream: Some(stream) $(, $field)? }
            }
        }

        impl<S: AsyncSeek + Unpin + ?Sized> Future for $name<'_, S> {
            type Output = Result<$output>;

            #[inline]
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
                let $this = self.get_mut();
                let pos = $pos;
                let result = ready!(poll_seek(cx, &mut Budget::new(), running!($this.stream), pos));
                $this.stream = None;
                Poll::Ready(result.map(|$at| $result))
            }
        }

        opaque_debug!($name<'_, S>);
    };
}

one_seek!(Seek { pos: SeekFrom } -> u64, "seek", |this| this.pos, |at| at);
one_seek!(Rewind {} -> (), "rewind", |this| SeekFrom::Start(0), |_at| ());
one_seek!(StreamPosition {} -> u64, "stream_position", |this| SeekFrom::Current(0), |at| at);
one_seek!(SeekRelative { offset: i64 } -> (), "seek_relative", |this| SeekFrom::Current(this.offset), |_at| ());

/// The future that [`AsyncSeekExt::stream_len`](crate::AsyncSeekExt::stream_len) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct StreamLen<'a, S: ?Sized> {
    stream: Option<&'a mut S>,
    step: Step,
}

/// The steps that find the length: ask for the position, seek to the end, and seek back.
#[derive(Clone, Copy)]
enum Step {
    Here,
    End { at: u64 },
    Back { at: u64, len: u64 },
}

impl<'a, S: ?Sized> StreamLen<'a, S> {
    pub(crate) fn new(stream: &'a mut S) -> Self {
        StreamLen { stream: Some(stream), step: Step::Here }
    }
}

impl<S: AsyncSeek + Unpin + ?Sized> StreamLen<'_, S> {
    fn poll_len(&mut self, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let mut stream = running!(self.stream);
        let mut budget = Budget::new();
        loop {
            match self.step {
                Step::Here => {
                    let at = ready!(poll_seek(cx, &mut budget, stream.as_mut(), SeekFrom::Current(0)))?;
                    self.step = Step::End { at };
                }
                Step::End { at } => {
                    let len = ready!(poll_seek(cx, &mut budget, stream.as_mut(), SeekFrom::End(0)))?;
                    if len == at {
                        return Poll::Ready(Ok(len));
                    }
                    self.step = Step::Back { at, len };
                }
                Step::Back { at, len } => {
                    ready!(poll_seek(cx, &mut budget, stream.as_mut(), SeekFrom::Start(at)))?;
                    return Poll::Ready(Ok(len));
                }
            }
        }
    }
}

impl<S: AsyncSeek + Unpin + ?Sized> Future for StreamLen<'_, S> {
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let result = ready!(this.poll_len(cx));
        this.stream = None;
        Poll::Ready(result)
    }
}

opaque_debug!(StreamLen<'_, S>);
