//! rustls by the crates of both ecosystems: a handshake, and 10 MiB each way at once.

use super::{Runtime, both, noise, pair};
use futures_lite::future::try_zip;
use poll_io::{Result, prelude::*, split};
use poll_io_compat::{Compat, IntoPollIo};
use std::sync::Arc;
use tokio_rustls::rustls::{
    ClientConfig, ProtocolVersion, RootCertStore, ServerConfig,
    pki_types::{PrivatePkcs8KeyDer, ServerName},
};

const SIZE: usize = 10 << 20;
const NAME: &str = "poll-io.test";

/// A server with a certificate of its own, and a client that trusts it.
fn configs() -> (Arc<ServerConfig>, Arc<ClientConfig>) {
    let rcgen::CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der()).into();
    let server = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key);
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let client = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    (Arc::new(server.unwrap()), Arc::new(client))
}

fn name() -> ServerName<'static> {
    NAME.try_into().unwrap()
}

/// Sends and receives at once, up to the end of both directions.
async fn exchange<M, T: IntoPollIo<M, Io: Unpin>>(io: T, send: u64, expect: u64) -> Result<()> {
    let (mut reader, mut writer) = split(io.into_poll_io());
    let write = async {
        writer.write_all(&noise(send, SIZE)).await?;
        writer.shutdown().await
    };
    let read = async {
        let mut received = Vec::new();
        reader.read_to_end(&mut received).await?;
        assert!(received == noise(expect, SIZE), "what arrives is not what was sent");
        Ok(())
    };
    try_zip(write, read).await?;
    Ok(())
}

pub fn by_tokio_rustls<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let (server, client) = configs();
        let server = async move {
            let tls = tokio_rustls::TlsAcceptor::from(server).accept(Compat::new(there)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, 1, 2).await
        };
        let client = async {
            let tls = tokio_rustls::TlsConnector::from(client).connect(name(), Compat::new(here)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, 2, 1).await
        };
        both::<R>(server, client).await;
    });
}

pub fn by_futures_rustls<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let (server, client) = configs();
        let server = async move {
            let tls = futures_rustls::TlsAcceptor::from(server).accept(Compat::new(there)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, 1, 2).await
        };
        let client = async {
            let tls = futures_rustls::TlsConnector::from(client).connect(name(), Compat::new(here)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, 2, 1).await
        };
        both::<R>(server, client).await;
    });
}
