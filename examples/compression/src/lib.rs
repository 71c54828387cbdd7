//! Compression and decompression of streams, for every runtime and every codec of [`compression_codecs`].
//!
//! [`CodecReader`] works on what is read, [`CodecWriter`] on what is written; [`Encode`] and [`Decode`] say which way. The
//! codec itself, its level, its parameters and its dictionary are the codec crate's own.
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
mod machine;
mod reader;
mod writer;

pub use codec::{Codec, Decode, Encode, Step};
pub use compression_codecs as codecs;
pub use reader::CodecReader;
pub use writer::CodecWriter;

/// The inner calls of one poll; after so many it wakes itself and gives the other tasks of the thread their turn.
const CALLS: usize = 128;
