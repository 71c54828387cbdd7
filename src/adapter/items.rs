//! The shared implementation of [`Lines`](crate::Lines) and [`Split`](crate::Split), which return one item after
//! another up to a delimiter.
//!
//! An item that is complete in the buffer of the reader is used there, without a copy. The pieces of any other item are
//! gathered in memory of the adapter. If a call fails or is dropped, the gathered bytes stay, and the next call
//! continues with them.

use crate::{
    AsyncBufRead, Error, LimitExceeded, Result,
    budget::{Budget, is_interrupted},
    lend::lend,
    search::Piece,
};
use alloc::vec::Vec;
use core::{
    mem,
    ops::ControlFlow,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The state between two calls: the gathered part of the next item, and the cleanup for the last one.
pub(super) struct Items {
    /// The part of an item that was already consumed from the reader.
    gathered: Vec<u8>,
    /// How many bytes the next call must consume first: the last item was returned as a reference into the buffer of
    /// the reader.
    owed: usize,
    /// The largest allowed length of an item in bytes, without its terminator.
    max: usize,
    delimiter: u8,
    /// Whether a carriage return before the delimiter belongs to the terminator.
    lines: bool,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// The gathered bytes belong to the next item.
    Gathering,
    /// The gathered bytes were returned as a reference, and the next call discards them first.
    Lent,
    /// The rest of an item that was too long is being skipped.
    Skipping,
}

/// Says where an item was found.
pub(crate) enum Found<T> {
    /// The item is in the buffer of the reader. The caller has made this value of it.
    There(T),
    /// The item is in the gathered bytes.
    Gathered,
}

/// Says what one look into the buffer of the reader has found.
enum Seen<'a> {
    /// The item has not ended yet.
    More,
    /// A complete item.
    There(Piece<'a>),
    /// The end of an item that is partly gathered, or the end of the file. The value says whether an item was gathered.
    Over(Result<bool>),
}

impl Items {
    pub(super) fn lines() -> Self {
        Items { lines: true, ..Self::segments(b'\n') }
    }

    pub(super) fn segments(delimiter: u8) -> Self {
        Items { gathered: Vec::new(), owed: 0, max: usize::MAX, delimiter, lines: false, state: State::Gathering }
    }

    pub(super) fn limit(&mut self, max: usize) {
        self.max = max;
    }

    /// Consumes the item that was returned as a reference.
    #[inline]
    pub(super) fn settle<R: AsyncBufRead>(&mut self, reader: Pin<&mut R>) {
        reader.consume(mem::take(&mut self.owed));
    }

    /// Returns whether an item that continues with `bytes` can still be within the limit. A carriage return at the end
    /// of a line may belong to its terminator.
    #[inline]
    fn fits(&self, bytes: &[u8]) -> bool {
        let len = self.gathered.len().saturating_add(bytes.len());
        let last = bytes.last().or(self.gathered.last());
        len.saturating_sub(usize::from(self.lines && last == Some(&b'\r'))) <= self.max
    }

    /// Cleans up after the item that was returned as a reference.
    #[inline]
    fn start<R: AsyncBufRead>(&mut self, reader: Pin<&mut R>) {
        if self.owed > 0 {
            self.settle(reader);
        }
        if self.state == State::Lent {
            self.gathered.clear();
            self.state = State::Gathering;
        }
    }

    /// Finds the next item. Passes an item that is complete in the buffer to `own`.
    pub(super) fn poll_next<R: AsyncBufRead, T>(
        &mut self,
        mut reader: Pin<&mut R>,
        cx: &mut Context<'_>,
        mut own: impl FnMut(Piece<'_>) -> T,
    ) -> Poll<Result<Option<Found<T>>>> {
        self.start(reader.as_mut());
        let mut budget = Budget::new();
        loop {
            let answer = ready!(budget.poll_fill_buf(cx, reader.as_mut(), |bytes| {
                let (seen, used) = self.see(bytes);
                let answer = match seen {
                    Seen::More => None,
                    Seen::There(item) => Some(Ok(Some(Found::There(own(item))))),
                    Seen::Over(result) => Some(result.map(|there| there.then_some(Found::Gathered))),
                };
                (answer, used)
            }))?;
            if let Some(answer) = answer {
                return Poll::Ready(answer);
            }
        }
    }

    /// Finds the next item, in the buffer or in the gathered bytes, and returns the reference that `look` makes of it.
    /// Returns `Ok` at the end of the file.
    #[inline]
    pub(super) fn poll_lend<'a, R: AsyncBufRead + Unpin, T: ?Sized>(
        &'a mut self,
        mut reader: &'a mut R,
        cx: &mut Context<'_>,
        look: impl for<'x> Fn(Piece<'x>) -> Result<&'x T>,
    ) -> ControlFlow<&'a T, Poll<Result<()>>> {
        self.start(Pin::new(reader));
        let mut budget = Budget::new();
        loop {
            if budget.poll_spend(cx).is_pending() {
                return ControlFlow::Continue(Poll::Pending);
            }
            let mut used = 0;
            let lent = lend(reader, |reader| {
                let bytes = match Pin::new(reader).poll_fill_buf(cx) {
                    Poll::Ready(Ok(bytes)) => bytes,
                    Poll::Ready(Err(e)) => return ControlFlow::Continue(Poll::Ready(Err(e))),
                    Poll::Pending => return ControlFlow::Continue(Poll::Pending),
                };
                let seen;
                (seen, used) = self.see(bytes);
                ControlFlow::Continue(Poll::Ready(match seen {
                    Seen::More => Ok(None),
                    Seen::There(item) => match look(item) {
                        Ok(item) => {
                            self.owed = used;
                            return ControlFlow::Break(item);
                        }
                        Err(e) => Err(e),
                    },
                    Seen::Over(result) => result.map(Some),
                }))
            });
            let answer = match lent {
                Ok(item) => return ControlFlow::Break(item),
                Err((back, answer)) => {
                    reader = back;
                    answer
                }
            };
            let Poll::Ready(answer) = answer else { return ControlFlow::Continue(Poll::Pending) };
            Pin::new(&mut *reader).consume(used);
            return ControlFlow::Continue(Poll::Ready(match answer {
                Ok(None) => continue,
                Err(e) if is_interrupted(&e) => continue,
                Ok(Some(false)) => Ok(()),
                Ok(Some(true)) => match look(Piece::of(&self.gathered)) {
                    Ok(item) => return ControlFlow::Break(item),
                    Err(e) => Err(e),
                },
                Err(e) => Err(e),
            }));
        }
    }

    /// Looks at the buffered bytes. Returns the result and the number of bytes to consume.
    #[expect(clippy::inline_always, reason = "otherwise the result goes through memory in a loop over items")]
    #[inline(always)]
    fn see<'a>(&mut self, bytes: &'a [u8]) -> (Seen<'a>, usize) {
        let piece = Piece::until(self.delimiter, bytes);
        let past = piece.bytes().len();
        if piece.ended() && self.state == State::Gathering && self.gathered.is_empty() {
            let item = &piece.bytes()[..past - 1];
            if self.fits(item) {
                return (Seen::There(piece.first(self.trim(item).len())), past);
            }
        }
        let seen = self.see_part(piece);
        // An item that is too long stays in the buffer, and the next call skips it.
        let used = if matches!(seen, Seen::Over(Err(_))) { 0 } else { past };
        (seen, used)
    }

    /// Handles everything except an item that is complete in the buffer.
    #[cold]
    fn see_part<'a>(&mut self, piece: Piece<'_>) -> Seen<'a> {
        match piece.bytes() {
            [] => Seen::Over(self.last()),
            [..] if self.state == State::Skipping => {
                if piece.ended() {
                    self.state = State::Gathering;
                }
                Seen::More
            }
            [item @ .., _] if piece.ended() && self.fits(item) => {
                self.gathered.extend_from_slice(item);
                self.gathered.truncate(self.trim(&self.gathered).len());
                self.state = State::Lent;
                Seen::Over(Ok(true))
            }
            item if !piece.ended() && self.fits(item) => {
                self.gathered.extend_from_slice(item);
                Seen::More
            }
            _ => Seen::Over(Err(self.too_long())),
        }
    }

    /// Returns whether the end of the file ends a last item.
    fn last(&mut self) -> Result<bool> {
        // A carriage return at the end of the file is not a terminator, so it counts.
        if self.gathered.len() > self.max {
            return Err(self.too_long());
        }
        let there = !self.gathered.is_empty();
        if there {
            self.state = State::Lent;
        }
        Ok(there)
    }

    /// Discards an item that is too long. The next call skips the rest of it.
    fn too_long(&mut self) -> Error {
        self.gathered.clear();
        self.state = State::Skipping;
        LimitExceeded::new(self.max as u64).into()
    }

    /// Removes the carriage return from a line that had a newline.
    #[inline]
    fn trim<'a>(&self, item: &'a [u8]) -> &'a [u8] {
        match item {
            [line @ .., b'\r'] if self.lines => line,
            _ => item,
        }
    }

    /// Takes the gathered bytes, for [`Found::Gathered`].
    #[inline]
    pub(super) fn take_gathered(&mut self) -> Vec<u8> {
        self.state = State::Gathering;
        mem::take(&mut self.gathered)
    }
}

/// Generates `get_ref`, `get_mut`, `get_pin_mut` and `into_inner` for an adapter that returns references to its items.
///
/// `$item` is the name of an item. The examples make an adapter with `$make`, and call its methods `$next` and `$next_ref`.
macro_rules! lending_accessors {
    ($name:ident<$inner:ident>, $item:literal, $make:literal, $next:literal, $next_ref:literal) => {
        impl<$inner: $crate::AsyncBufRead> $name<$inner> {
            /// Returns a reference to the inner reader.
            ///
            #[doc = concat!("If the last ", $item, " was returned by [`", $next_ref, "`](Self::", $next_ref, "), the reader still contains it.")]
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{AsyncBufReadExt, prelude::*};
            ///
            /// # futures_lite::future::block_on(async {
            #[doc = concat!("let mut items = ", $make, ";")]
            #[doc = concat!("items.", $next, "().await?;")]
            /// assert_eq!(*items.get_ref(), b"two");
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn get_ref(&self) -> &$inner {
                &self.inner
            }

            /// Returns a mutable reference to the inner reader.
            ///
            #[doc = concat!("The reader is positioned after the last ", $item, " that was returned. If the next ", $item, " is incomplete, the")]
            /// adapter holds the part of it that was read, and the reader does not.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{AsyncBufReadExt, prelude::*};
            ///
            /// # futures_lite::future::block_on(async {
            #[doc = concat!("let mut items = ", $make, ";")]
            /// *items.get_mut() = b"three";
            #[doc = concat!("assert_eq!(items.", $next, "().await?.unwrap().len(), 5);")]
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn get_mut(&mut self) -> &mut $inner
            where
                $inner: Unpin,
            {
                ::core::pin::Pin::new(self).get_pin_mut().get_mut()
            }

            /// Returns a pinned mutable reference to the inner reader.
            ///
            /// See [`get_mut`](Self::get_mut) for the position of the reader.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{AsyncBufReadExt, prelude::*};
            ///
            #[doc = concat!("let mut items = Box::pin(", $make, ");")]
            /// items.as_mut().get_pin_mut().consume_unpin(1);
            /// assert_eq!(*items.get_ref(), b"ne\ntwo");
            /// ```
            pub fn get_pin_mut(self: ::core::pin::Pin<&mut Self>) -> ::core::pin::Pin<&mut $inner> {
                let mut this = self.project();
                this.items.settle(this.inner.as_mut());
                this.inner
            }

            /// Returns the inner reader.
            ///
            #[doc = concat!("The reader is positioned after the last ", $item, " that was returned. If the next ", $item, " is incomplete, for example")]
            /// after an error or a dropped future, the part of it that was read is lost.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::{AsyncBufReadExt, prelude::*};
            ///
            /// # futures_lite::future::block_on(async {
            #[doc = concat!("let mut items = ", $make, ";")]
            #[doc = concat!("items.", $next_ref, "().await?;")]
            /// assert_eq!(items.into_inner(), b"two");
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn into_inner(mut self) -> $inner
            where
                $inner: Unpin,
            {
                self.get_mut();
                self.inner
            }
        }
    };
}
pub(super) use lending_accessors;
