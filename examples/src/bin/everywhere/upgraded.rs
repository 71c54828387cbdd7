//! Runs the protocol over a connection that starts as HTTP and is upgraded by hyper.

use hyper::{Request, Response, StatusCode, client, header, server, service::service_fn, upgrade::OnUpgrade};
use poll_io_compat::{Compat, FromHyper, IntoPollIo};
use poll_io_examples::{
    resp::{self, Batch, Shared},
    round::{self, Tally},
};
use std::{
    convert::Infallible,
    io,
    sync::{Mutex, PoisonError},
};

const PROTOCOL: &str = "resp";

/// Accepts the upgrade of the connection, and serves the protocol over it.
pub async fn serve<M>(stream: impl IntoPollIo<M, Io: Unpin + Send + 'static>, store: &impl Shared) -> io::Result<()> {
    let asked: Mutex<Option<OnUpgrade>> = Mutex::default();
    let service = service_fn(|request| {
        *asked.lock().unwrap_or_else(PoisonError::into_inner) = Some(hyper::upgrade::on(request));
        let response = Response::builder().status(StatusCode::SWITCHING_PROTOCOLS).header(header::UPGRADE, PROTOCOL);
        async { Ok::<_, Infallible>(response.body(String::new()).expect("the header is valid")) }
    });
    let http = server::conn::http1::Builder::new().serve_connection(Compat::new(stream.into_poll_io()), service);
    http.with_upgrades().await.map_err(io::Error::other)?;
    let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
    let upgraded = asked.ok_or(io::ErrorKind::UnexpectedEof)?.await.map_err(io::Error::other)?;
    resp::serve(FromHyper::new(upgraded), store).await
}

/// Asks for the upgrade of the connection, and checks every reply.
pub async fn check<M>(stream: impl IntoPollIo<M, Io: Unpin + Send + 'static>, batches: &[Batch]) -> io::Result<Tally> {
    let handshake = client::conn::http1::handshake(Compat::new(stream.into_poll_io()));
    let (mut http, connection) = handshake.await.map_err(io::Error::other)?;
    let ask = async {
        http.ready().await?;
        let request = Request::get("/").header(header::UPGRADE, PROTOCOL);
        let response = http.send_request(request.body(String::new()).expect("the header is valid")).await?;
        hyper::upgrade::on(response).await
    };
    let ((), upgraded) =
        futures_lite::future::try_zip(connection.with_upgrades(), ask).await.map_err(io::Error::other)?;
    round::check(FromHyper::new(upgraded), batches).await
}
