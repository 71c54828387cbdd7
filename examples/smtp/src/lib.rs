//! A mail client that speaks SMTP (RFC 5321) on every runtime. It supports `STARTTLS` (RFC 3207) and `AUTH PLAIN` (RFC
//! 4954 and RFC 4616).
//!
//! Users pass the stream of their runtime. [`Client::connect`] takes a stream of any family whose bridge is enabled,
//! and the API shows no wrapper. The client has no clock. For a deadline, put the timeout of the runtime around a call.
//!
//! # Examples
//!
//! ```
//! # async fn serve(mut there: poll_io::DuplexStream) -> poll_io::Result<()> {
//! #     use poll_io::prelude::*;
//! #     there.write_all(b"220 here\r\n250-here\r\n250 HELP\r\n221 bye\r\n").await?;
//! #     there.read_to_end(&mut Vec::new()).await.map(drop)
//! # }
//! use poll_io_example_smtp::{Client, Error};
//!
//! # futures_lite::future::block_on(async {
//! # let (stream, there) = poll_io::duplex(1000);
//! # let session = async {
//! let client = Client::connect(stream, "client.example").await?;
//! assert!(client.supports("HELP"));
//! client.quit().await?;
//! # Ok::<(), Error>(()) };
//! # let (session, served) = futures_lite::future::zip(session, serve(there)).await;
//! # session.unwrap();
//! # served.unwrap();
//! # });
//! ```

mod client;
mod error;
mod message;
mod reply;

pub use client::{Client, LocalClient};
pub use error::Error;
pub use reply::Reply;

/// The TLS configuration of rustls.
pub use tokio_rustls::rustls::ClientConfig;

/// Tests the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
