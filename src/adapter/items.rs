//! The machine of [`Lines`](crate::Lines) and [`Split`](crate::Split): one item after another, up to a delimiter.
//!
//! An item that lies in the reader's buffer whole is used there, and only one that does not is gathered. What was gathered
//! stays here when a call is dropped or fails, so that the next call goes on with it.

use crate::{AsyncBufRead, LimitExceeded, Result, budget::Budget, search::Piece};
use alloc::vec::Vec;
use core::{
    mem,
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
enum Seen<T> {
    End,
    More,
    TooLong,
    Item(Found<T>),
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

    /// Returns whether an item that is `bytes` so far, with `before` bytes gathered, can still be short enough. A carriage
    /// return at the end of a line may belong to its terminator.
    fn fits(&self, before: usize, bytes: &[u8]) -> bool {
        let len = before.saturating_add(bytes.len());
        let last = bytes.last().or(self.gathered.last());
        len.saturating_sub(usize::from(self.lines && last == Some(&b'\r'))) <= self.max
    }

    /// Finds the next item. One that is in the buffer whole is given to `look`, as text too if it is known to be ASCII, and
    /// stays there until the next call if `lend`.
    pub(super) fn poll_next<R: AsyncBufRead, T>(
        &mut self,
        mut reader: Pin<&mut R>,
        cx: &mut Context<'_>,
        lend: bool,
        mut look: impl FnMut(&[u8], Option<&str>) -> T,
    ) -> Poll<Result<Option<Found<T>>>> {
        self.settle(reader.as_mut());
        if self.state == State::Lent {
            self.gathered.clear();
            self.state = State::Gathering;
        }
        let mut budget = Budget::new();
        loop {
            let seen = ready!(budget.poll_fill_buf(cx, reader.as_mut(), |bytes| self.see(bytes, lend, &mut look)))?;
            return Poll::Ready(match seen {
                Seen::More => continue,
                Seen::TooLong => Err(LimitExceeded::new(self.max as u64).into()),
                Seen::Item(found) => Ok(Some(found)),
                Seen::End if self.gathered.is_empty() => Ok(None),
                Seen::End if self.gathered.len() > self.max => {
                    // A carriage return that turned out to be no terminator.
                    self.gathered.clear();
                    Err(LimitExceeded::new(self.max as u64).into())
                }
                Seen::End => {
                    self.state = State::Lent;
                    Ok(Some(Found::Gathered))
                }
            });
        }
    }

    /// Looks at what is buffered, and returns what that shows and how much of it is used up.
    fn see<T>(
        &mut self,
        bytes: &[u8],
        lend: bool,
        look: &mut impl FnMut(&[u8], Option<&str>) -> T,
    ) -> (Seen<T>, usize) {
        let piece = Piece::until(self.delimiter, bytes);
        let [item @ .., _] = piece.bytes() else { return (Seen::End, 0) };
        if !piece.ended() {
            let seen = match self.state {
                State::Skipping => Seen::More,
                _ if self.fits(self.gathered.len(), bytes) => {
                    self.gathered.extend_from_slice(bytes);
                    Seen::More
                }
                _ => {
                    self.gathered.clear();
                    self.state = State::Skipping;
                    Seen::TooLong
                }
            };
            return (seen, bytes.len());
        }
        let past = piece.bytes().len();
        if self.state == State::Skipping {
            self.state = State::Gathering;
            (Seen::More, past)
        } else if !self.fits(self.gathered.len(), item) {
            self.gathered.clear();
            (Seen::TooLong, past)
        } else if self.gathered.is_empty() {
            let item = self.trim(item);
            let found = look(item, piece.ascii().and_then(|text| text.get(..item.len())));
            self.owed = if lend { past } else { 0 };
            (Seen::Item(Found::There(found)), past - self.owed)
        } else {
            self.gathered.extend_from_slice(item);
            self.gathered.truncate(self.trim(&self.gathered).len());
            self.state = State::Lent;
            (Seen::Item(Found::Gathered), past)
        }
    }

    /// Removes the carriage return from a line that had a newline.
    #[inline]
    fn trim<'a>(&self, item: &'a [u8]) -> &'a [u8] {
        match item {
            [line @ .., b'\r'] if self.lines => line,
            _ => item,
        }
    }

    /// Returns what was gathered, for [`Found::Gathered`].
    #[inline]
    pub(super) fn gathered(&self) -> &[u8] {
        &self.gathered
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
