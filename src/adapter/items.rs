//! The machine of [`Lines`](crate::Lines) and [`Split`](crate::Split): one item after another, up to a delimiter.
//!
//! An item that lies in the reader's buffer whole is used there, and only one that does not is gathered. What was gathered
//! stays here when a call is dropped or fails, so that the next call goes on with it.

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

/// What has come of the next item, and what is still to be done for the last one.
pub(super) struct Items {
    /// The part of an item that is not in the reader's buffer any more.
    gathered: Vec<u8>,
    /// Bytes of the reader's buffer that hold the last item, lent out, and are consumed first of all.
    owed: usize,
    /// The most bytes of an item, its terminator not counted.
    max: usize,
    delimiter: u8,
    /// Whether a carriage return in front of the delimiter belongs to it.
    lines: bool,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// What is gathered belongs to the next item.
    Gathering,
    /// What is gathered was lent out, and is dropped first of all.
    Lent,
    /// The rest of an item that was too long is passed over.
    Skipping,
}

/// Where an item is.
pub(crate) enum Found<T> {
    /// In the reader's buffer; what the caller made of it there.
    There(T),
    /// In what was gathered.
    Gathered,
}

/// What one look into the reader's buffer has shown.
enum Seen<'a> {
    /// Not the end of an item that is wanted.
    More,
    /// A whole item.
    There(Piece<'a>),
    /// The end of an item of which the buffer holds a part at most, or of the file: whether one was gathered.
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

    /// Consumes what was lent out, so that the reader stands behind it.
    #[inline]
    pub(super) fn settle<R: AsyncBufRead>(&mut self, reader: Pin<&mut R>) {
        reader.consume(mem::take(&mut self.owed));
    }

    /// Returns whether an item that goes on with `bytes` can still be short enough. A carriage return at the end of a line
    /// may belong to its terminator.
    #[inline]
    fn fits(&self, bytes: &[u8]) -> bool {
        let len = self.gathered.len().saturating_add(bytes.len());
        let last = bytes.last().or(self.gathered.last());
        len.saturating_sub(usize::from(self.lines && last == Some(&b'\r'))) <= self.max
    }

    /// Does away with what was lent out last.
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

    /// Finds the next item. One that is in the buffer whole is given to `own`.
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

    /// Finds the next item, and lends what `look` makes of it, in the buffer or in what was gathered. Answers `Ok` at the
    /// end of the file.
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

    /// Looks at what is buffered, and returns what that shows and how much of it is used up.
    #[expect(clippy::inline_always, reason = "what it returns would go through memory, in a loop over items")]
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
        // What is too long is left to the next call, which skips it.
        let used = if matches!(seen, Seen::Over(Err(_))) { 0 } else { past };
        (seen, used)
    }

    /// Looks at what is not simply a whole item.
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

    /// Returns whether there is a last item, which the file has ended.
    fn last(&mut self) -> Result<bool> {
        // A carriage return may have turned out to be no terminator.
        if self.gathered.len() > self.max {
            return Err(self.too_long());
        }
        let there = !self.gathered.is_empty();
        if there {
            self.state = State::Lent;
        }
        Ok(there)
    }

    /// Gives an item up. The next call skips what is left of it.
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

    /// Takes what was gathered, for [`Found::Gathered`].
    #[inline]
    pub(super) fn take_gathered(&mut self) -> Vec<u8> {
        self.state = State::Gathering;
        mem::take(&mut self.gathered)
    }
}

/// Stamps `get_ref`, `get_mut`, `get_pin_mut` and `into_inner` for an adapter that lends its items.
macro_rules! lending_accessors {
    ($name:ident<$inner:ident>, $item:literal) => {
        impl<$inner: $crate::AsyncBufRead> $name<$inner> {
            /// Returns the reader, to look at.
            ///
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            ///
            /// # futures_lite::future::block_on(async {
            /// // As on every adapter that lends its items:
            /// let mut lines = (&b"one\ntwo"[..]).lines();
            /// lines.next_line().await?;
            /// assert_eq!(*lines.get_ref(), b"two");
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            #[doc = concat!("The ", $item, " that a `_ref` method has returned last is still in front of it.")]
            pub fn get_ref(&self) -> &$inner {
                &self.inner
            }

            /// Returns the reader, to change.
            ///
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            ///
            /// # futures_lite::future::block_on(async {
            /// // As on every adapter that lends its items:
            /// let mut lines = (&b"one\ntwo"[..]).lines();
            /// *lines.get_mut() = b"three";
            /// assert_eq!(lines.next_line().await?.as_deref(), Some("three"));
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            #[doc = concat!("What was read of a ", $item, " that has not ended is not in it, but here.")]
            pub fn get_mut(&mut self) -> &mut $inner
            where
                $inner: Unpin,
            {
                ::core::pin::Pin::new(self).get_pin_mut().get_mut()
            }

            /// Returns the reader, to change in place. See [`get_mut`](Self::get_mut).
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            ///
            /// // As on every adapter that lends its items:
            /// let mut lines = Box::pin((&b"one"[..]).lines());
            /// lines.as_mut().get_pin_mut().consume_unpin(1);
            /// assert_eq!(*lines.get_ref(), b"ne");
            /// ```
            pub fn get_pin_mut(self: ::core::pin::Pin<&mut Self>) -> ::core::pin::Pin<&mut $inner> {
                let mut this = self.project();
                this.items.settle(this.inner.as_mut());
                this.inner
            }

            /// Returns the reader.
            ///
            #[doc = concat!("It stands behind the last ", $item, " that was returned. What was read of one that has not")]
            /// ended, as after an error or a dropped call, is lost.
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            ///
            /// # futures_lite::future::block_on(async {
            /// // As on every adapter that lends its items:
            /// let mut lines = (&b"one\ntwo"[..]).lines();
            /// lines.next_line_ref().await?;
            /// assert_eq!(lines.into_inner(), b"two");
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
