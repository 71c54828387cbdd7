//! Checks whether an implementation of the traits upholds their clauses.
//!
//! Each function checks one trait on instances that a closure makes. If a clause is broken, the function panics at the line of
//! its call. The message names each broken clause, and what was observed: `R7: a vectored read claims 9 bytes of 8`. The clauses
//! are on the pages of the traits: [`AsyncRead`](crate::AsyncRead), [`AsyncWrite`](crate::AsyncWrite),
//! [`AsyncBufRead`](crate::AsyncBufRead) and [`AsyncSeek`](crate::AsyncSeek).
//!
//! The functions poll each instance on the thread that calls them. If an instance returns `Pending`, it has three seconds to wake
//! the waker of the latest call. So you can check a socket whose runtime runs on other threads. To check a type of another
//! ecosystem, wrap it in its bridge from `poll-io-compat`.
//!
//! The functions [`reader`](reader()), [`writer`](writer()), [`buf_reader`](buf_reader()) and [`seeker`](seeker()) need instances
//! that make progress by themselves. They check how an instance waits only if it returns `Pending` now and then.
//!
//! The functions whose names end in `_wakes` get a closure that ends the wait, and check the wake-up strictly. [`stream_wakes`]
//! checks that a read and a write can wait at the same time.
//!
//! # Examples
//!
//! ```
//! use poll_io::{BufReader, BufWriter, simplex, prelude::*, test_util::{Fragmented, conformance}};
//!
//! let text = b"what it has to return";
//! conformance::reader(|| BufReader::with_capacity(4, Fragmented::new(&text[..], 7)), text);
//! conformance::buf_reader(|| BufReader::with_capacity(4, Fragmented::new(&text[..], 7)), text);
//! conformance::seeker(|| BufReader::with_capacity(4, std::io::Cursor::new(text)), text);
//!
//! // The bytes that have arrived are those in the inner writer.
//! conformance::writer(|| BufWriter::with_capacity(4, Vec::new()), |w| std::mem::take(w.get_mut()));
//!
//! // The closure makes a reader that waits, and a closure that ends the wait.
//! conformance::reader_wakes(|| {
//!     let (reader, mut writer) = simplex(8);
//!     (reader, move || futures_lite::future::block_on(writer.write_all(b"x")).unwrap())
//! });
//! ```

mod buf_reader;
mod driver;
mod reader;
mod seeker;
mod stream;
mod writer;

pub use buf_reader::{buf_reader, buf_reader_wakes};
pub use driver::{Violation, violations};
pub use reader::{reader, reader_wakes};
pub use seeker::seeker;
pub use stream::stream_wakes;
pub use writer::{writer, writer_wakes};
