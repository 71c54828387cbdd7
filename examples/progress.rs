//! Sends a large file over TCP and shows the progress: `cargo run --release -p poll-io-examples --example progress
//! [MIB]`.
//!
//! `copy(..).on_progress` reports the number of bytes. The crate indicatif draws it, if the output is a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use poll_io_compat::{FromFutures, FromStd};
use std::{
    env,
    error::Error,
    fs::{self, File},
    io::{self, BufRead, Write},
    net::TcpListener,
    path::Path,
    thread,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mib: u64 = env::args().nth(1).map_or(Ok(256), |arg| arg.parse())?;
    let dir = env::temp_dir().join(format!("poll-io-progress-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    let result = transfer(&dir, mib);
    fs::remove_dir_all(&dir)?;
    println!("{} bytes arrived unchanged", result?);
    Ok(())
}

/// Sends a file of `mib` mebibytes from a thread, receives it into another file, and compares the two.
fn transfer(dir: &Path, mib: u64) -> Result<u64, Box<dyn Error>> {
    let (sent, received) = (dir.join("sent"), dir.join("received"));
    generate(&sent, mib)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let source = File::open(&sent)?;
    let server = thread::spawn(move || io::copy(&mut &source, &mut listener.accept()?.0));

    let bar = ProgressBar::new(mib << 20)
        .with_style(ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {binary_bytes_per_sec} {eta}")?);
    let bytes = smol::block_on(async {
        let mut reader = FromFutures::new(smol::net::TcpStream::connect(addr).await?);
        let mut writer = FromStd::new(File::create(&received)?);
        poll_io::copy(&mut reader, &mut writer).on_progress(|bytes| bar.set_position(bytes)).await
    })?;
    bar.finish();
    server.join().map_err(|_| "the server panicked")??;
    if bytes != mib << 20 || !same(&sent, &received)? {
        return Err("the received bytes differ from the sent ones".into());
    }
    Ok(bytes)
}

/// Writes bytes whose pattern does not repeat at a power of two.
fn generate(path: &Path, mib: u64) -> io::Result<()> {
    let chunk: Vec<u8> = (0..=250).cycle().take(1 << 20).collect();
    let mut file = File::create(path)?;
    (0..mib).try_for_each(|_| file.write_all(&chunk))
}

fn same(sent: &Path, received: &Path) -> io::Result<bool> {
    let [mut sent, mut received] = [File::open(sent)?, File::open(received)?].map(io::BufReader::new);
    loop {
        let chunk = sent.fill_buf()?;
        let (n, m) = (chunk.len(), received.fill_buf()?.len().min(chunk.len()));
        if m == 0 {
            return Ok(n == 0 && received.fill_buf()?.is_empty());
        }
        if chunk[..m] != received.buffer()[..m] {
            return Ok(false);
        }
        sent.consume(m);
        received.consume(m);
    }
}
