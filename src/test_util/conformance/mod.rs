//! Whether a type keeps the contract, clause by clause.
//!
//! Each function checks one trait, over instances that a closure makes, and panics with the clauses that are broken and what
//! was seen: `R7: a vectored read claims 9 bytes of 8`. The clauses stand on the pages of the traits:
//! [`AsyncRead`](crate::AsyncRead), [`AsyncWrite`](crate::AsyncWrite), [`AsyncBufRead`](crate::AsyncBufRead),
//! [`AsyncSeek`](crate::AsyncSeek).
//!
//! What is checked is polled on this thread. An instance that returns `Pending` is given three seconds to wake the waker of
//! the latest call, so a socket whose runtime runs on other threads can be checked as well as memory. A type of another
//! ecosystem is checked through its bridge in `poll-io-compat`.
//!
//! The four functions named after a trait need an instance that makes progress by itself. They see how it waits only where it
//! is `Pending` now and then. The functions whose names end in `_wakes` are given a function that ends the waiting, and check
//! the wake-up strictly. [`stream_wakes`] checks that a read and a write can wait at the same time.
//!
//! A check that finds nothing prints nothing. One that finds something panics at the line of its call.
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
//! // What has arrived behind a buffered writer is what the inner one has.
//! conformance::writer(|| BufWriter::with_capacity(4, Vec::new()), |w| std::mem::take(w.get_mut()));
//!
//! // A reader that waits, and what it waits for.
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
