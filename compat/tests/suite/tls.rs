//! Runs rustls through tokio-rustls and through futures-rustls: a handshake, and 10 MiB in both directions at once.

use super::{Runtime, both, certificate::configs, exchange, pair};
use poll_io_compat::Compat;
use tokio_rustls::rustls::{ProtocolVersion, pki_types::ServerName};

const SIZE: usize = 10 << 20;
const NAME: &str = "poll-io.test";

fn name() -> ServerName<'static> {
    NAME.try_into().unwrap()
}

pub fn by_tokio_rustls<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let (server, client) = configs(NAME);
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
        let (server, client) = configs(NAME);
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
