//! The first example of README.md, run against a server that sends back what it gets.
#![cfg(not(any(loom, target_family = "wasm")))]
#![expect(missing_debug_implementations, clippy::missing_errors_doc, reason = "an example shows what it is about")]

// example
use poll_io::{BufReader, ErrorKind, Result, prelude::*};
use poll_io_compat::IntoPollIo;

/// A connection that exchanges frames. A frame is the length of its content in two bytes, and the content.
pub struct Connection<S>(BufReader<S>);

/// Takes a socket of tokio, smol or std, an upgraded connection of hyper, or a `duplex`. `M` is inferred: the crate whose traits `io` has.
pub fn connect<M, I: IntoPollIo<M>>(io: I) -> Connection<I::Io> {
    const LARGEST_FRAME: usize = 2 + u16::MAX as usize;
    Connection(BufReader::with_capacity(LARGEST_FRAME, io.into_poll_io()))
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    /// Sends one frame.
    pub async fn send(&mut self, content: &[u8]) -> Result<()> {
        let len = u16::try_from(content.len()).map_err(|_| ErrorKind::InvalidInput)?;
        self.0.write_all(&[&len.to_be_bytes(), content].concat()).await?;
        self.0.flush().await
    }

    /// Receives one frame. This method is cancel safe: it consumes nothing before the whole frame is there.
    pub async fn receive(&mut self) -> Result<Vec<u8>> {
        let len = 2 + usize::from(u16::from_be_bytes(self.0.peek_array().await?));
        let content = self.0.peek_exact(len).await?[2..].to_vec();
        self.0.consume_unpin(len); // takes `&mut self`, where `consume` takes `Pin<&mut Self>`
        Ok(content)
    }
}

/// Your users write this. The server here sends back each frame.
async fn hello(addr: std::net::SocketAddr) -> Result<()> {
    let mut on_tokio = connect(tokio::net::TcpStream::connect(addr).await?);
    let mut on_smol = connect(smol::net::TcpStream::connect(addr).await?);
    let mut blocking = connect(std::net::TcpStream::connect(addr)?); // blocks this thread while it waits
    let (near, far) = poll_io::duplex(1024);
    let (mut in_memory, mut other_end) = (connect(near), connect(far));
    on_tokio.send(b"hello").await?;
    on_smol.send(b"hello").await?;
    blocking.send(b"hello").await?;
    other_end.send(b"hello").await?;
    assert_eq!(on_tokio.receive().await?, in_memory.receive().await?);
    assert_eq!(on_smol.receive().await?, blocking.receive().await?);
    Ok(())
}
// end

#[test]
fn the_first_example_of_readme_runs() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || std::io::copy(&mut &stream, &mut &stream));
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    runtime.block_on(hello(addr)).unwrap();
}

#[test]
fn the_first_example_of_readme_is_this_one() {
    let example = include_str!("readme.rs").split("// example\n").nth(1).unwrap().split("// end\n").next().unwrap();
    assert!(include_str!("../README.md").contains(&format!("```rust\n{example}```")));
}
