//! A design with a required `async fn`, as in embedded-io-async, compio and the portable-interoperable sketch.
#![allow(dead_code, async_fn_in_trait, reason = "a case uses a part of it; the shape is the point")]

use poll_io::{ErrorKind, Result};

pub trait AsyncRead {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;

    async fn read_exact(&mut self, mut buf: &mut [u8]) -> Result<()> {
        while !buf.is_empty() {
            match self.read(buf).await? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                n => buf = &mut buf[n..],
            }
        }
        Ok(())
    }
}

pub trait AsyncWrite {
    async fn write(&mut self, buf: &[u8]) -> Result<usize>;
}

impl AsyncRead for &[u8] {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        poll_io::AsyncReadExt::read(self, buf).await
    }
}

impl AsyncWrite for Vec<u8> {
    async fn write(&mut self, buf: &[u8]) -> Result<usize> {
        self.extend_from_slice(buf);
        Ok(buf.len())
    }
}

impl<R: AsyncRead + ?Sized> AsyncRead for &mut R {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        R::read(self, buf).await
    }

    async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        R::read_exact(self, buf).await
    }
}
