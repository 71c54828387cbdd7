use super::{completed, opaque_debug_sized};
use crate::{AsyncSeek, BufReader, Result, SeekFrom, budget::Budget};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The future that [`BufReader::seek_relative`](crate::BufReader::seek_relative) returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct SeekRelativeBuffered<'a, R> {
    reader: Option<&'a mut BufReader<R>>,
    offset: i64,
}

impl<'a, R> SeekRelativeBuffered<'a, R> {
    pub(crate) fn new(reader: &'a mut BufReader<R>, offset: i64) -> Self {
        SeekRelativeBuffered { reader: Some(reader), offset }
    }
}

impl<R: AsyncSeek + Unpin> Future for SeekRelativeBuffered<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let Some(reader) = this.reader.as_deref_mut() else { completed() };
        // After `Pending` a seek is in progress. Then this call moves nothing, and the seek below is resumed.
        let result = if reader.move_inside(this.offset) {
            Ok(())
        } else {
            let pos = SeekFrom::Current(this.offset);
            ready!(Budget::new().poll_call(cx, |cx| Pin::new(&mut *reader).poll_seek(cx, pos))).map(|_| ())
        };
        this.reader = None;
        Poll::Ready(result)
    }
}

opaque_debug_sized!(SeekRelativeBuffered<'_, R>);
