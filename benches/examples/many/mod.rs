//! A program that makes 32 calls. poll-io, futures-util and tokio have all of the methods. `cargo study weight` shows its size.
//!
//! The program reads from a buffered stream and writes to a buffered writer. Then it does both through trait objects. The 32 calls
//! do not include the constructors.

use super::io::{self, prelude::*};
use poll_io_benches::{families::task, source::Chunked};
use std::{
    hint::black_box,
    io::{IoSlice, Result},
};

const TEXT: &[u8] = b"a line\nand more words of a text that is short\n";

/// Makes the calls. Returns how many bytes they moved.
pub fn run() -> u64 {
    task(all(black_box(TEXT))).unwrap()
}

async fn all(text: &[u8]) -> Result<u64> {
    let mut written = Vec::new();
    let mut writer = io::BufWriter::new(black_box(&mut written));
    let mut read = from_stream(io::BufReader::new(black_box(Chunked::new(text, 8192)))).await?;
    read += into_stream(text, &mut writer).await?;
    let reader: Box<io::DynRead> = Box::new(Chunked::new(black_box(b"an object\nin a box\n"), 8));
    read += from_object(black_box(reader)).await?;
    let writer: Box<io::DynWrite> = Box::<Vec<u8>>::default();
    into_object(text, black_box(writer)).await?;
    Ok(read + written.len() as u64)
}

async fn from_stream(mut reader: io::BufReader<Chunked<'_>>) -> Result<u64> {
    let (mut line, mut word, mut head) = (String::new(), Vec::new(), [0; 4]);
    let mut n = reader.read_line(&mut line).await?;
    n += reader.read_until(b' ', &mut word).await?;
    reader.read_exact(&mut head).await?;
    n += reader.read(&mut head).await?;
    n += reader.fill_buf().await?.len();
    n += (&mut reader).take(64).read_to_end(&mut word).await?;
    n += (&mut reader).take(64).read_line(&mut line).await?;
    n += (&b"before"[..]).chain(&mut reader).read(&mut head).await?;
    let copied = io::copy(&mut (&mut reader).take(1000), &mut word).await?;
    n += reader.read_to_string(&mut line).await?;
    Ok(n as u64 + copied)
}

async fn into_stream(mut text: &[u8], writer: &mut io::BufWriter<&mut Vec<u8>>) -> Result<u64> {
    let mut n = writer.write(b"one").await?;
    writer.write_all(black_box(text)).await?;
    n += writer.write_vectored(&[IoSlice::new(b"two"), IoSlice::new(black_box(text))]).await?;
    n += text.read(&mut [0; 4]).await?;
    let copied = io::copy_buf(&mut text, writer).await?;
    writer.flush().await?;
    Ok(n as u64 + copied)
}

async fn from_object(mut reader: Box<io::DynRead>) -> Result<u64> {
    let (mut line, mut word, mut head) = (String::new(), Vec::new(), [0; 4]);
    let mut n = reader.read(&mut head).await?;
    reader.read_exact(&mut head).await?;
    n += (&mut reader).take(1).read_to_end(&mut word).await?;
    let mut reader = io::BufReader::new(reader);
    n += reader.read_line(&mut line).await?;
    n += reader.read_until(b' ', &mut word).await?;
    Ok(n as u64 + io::copy_buf(&mut reader, &mut word).await?)
}

async fn into_object(text: &[u8], mut writer: Box<io::DynWrite>) -> Result<()> {
    let _: usize = writer.write(b"one").await?;
    writer.write_all(black_box(text)).await?;
    let _: usize = writer.write_vectored(&[IoSlice::new(b"two"), IoSlice::new(black_box(text))]).await?;
    let _: u64 = io::copy(&mut &text[..], &mut writer).await?;
    writer.flush().await
}
