//! Compression and decompression of streams, for every runtime and every codec of [`compression_codecs`].
//!
//! [`CodecReader`] compresses or decompresses the bytes that are read, and [`CodecWriter`] those that are written.
//! [`Encode`] compresses, and [`Decode`] decompresses. The codecs, with their levels, parameters and dictionaries, are
//! those of the codec crate.
//!
//! # Examples
//!
//! ```
//! use poll_io::prelude::*;
//! use poll_io_example_compression::{CodecReader, CodecWriter, Decode, Encode, codecs};
//!
//! # futures_lite::future::block_on(async {
//! let level = codecs::zstd::params::CParameter::quality(codecs::core::Level::Best);
//! let mut writer = CodecWriter::new(Vec::new(), Encode::new(codecs::ZstdEncoder::new(level)));
//! writer.write_all(b"hello").await?;
//! writer.shutdown().await?;
//! let compressed = writer.into_inner();
//!
//! let mut text = String::new();
//! CodecReader::new(&compressed[..], Decode::new(codecs::ZstdDecoder::new())).read_to_string(&mut text).await?;
//! assert_eq!(text, "hello");
//! # poll_io::Result::Ok(()) }).unwrap();
//! ```

mod codec;
mod driver;
mod reader;
mod writer;

pub use codec::{Codec, Decode, Encode, Step};
pub use compression_codecs as codecs;
pub use reader::CodecReader;
pub use writer::CodecWriter;

/// The largest number of inner calls in one poll. After that number, the poll wakes the task and returns `Pending`.
const CALLS: usize = 128;
