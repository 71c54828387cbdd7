//! rustls by the crates of both ecosystems: a handshake, and 10 MiB each way at once.

use super::{Runtime, both, exchange, pair};
use poll_io_compat::Compat;
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

pub fn by_tokio_rustls<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let (server, client) = configs();
        let server = async move {
            let tls = tokio_rustls::TlsAcceptor::from(server).accept(Compat::new(there)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, SIZE, 1, 2).await
        };
        let client = async {
            let tls = tokio_rustls::TlsConnector::from(client).connect(name(), Compat::new(here)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, SIZE, 2, 1).await
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
            exchange(tls, SIZE, 1, 2).await
        };
        let client = async {
            let tls = futures_rustls::TlsConnector::from(client).connect(name(), Compat::new(here)).await?;
            assert_eq!(tls.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            exchange(tls, SIZE, 2, 1).await
        };
        both::<R>(server, client).await;
    });
}
