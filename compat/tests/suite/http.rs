//! Runs the server of hyper against the client of hyper, with the executor and the clock of the runtime.

use super::{Runtime, both, exchange, noise, pair};
use futures_util::future::try_join_all;
use http_body_util::{BodyExt, Empty, Full};
use hyper::{
    Request, Response, StatusCode, Version,
    body::{Bytes, Incoming},
    client, header, rt, server,
    service::service_fn,
};
use poll_io::{Error, Result, prelude::*};
use poll_io_compat::Compat;
use std::{
    convert::Infallible,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// The executor and the clock that hyper needs besides a stream.
struct Host<R>(PhantomData<fn() -> R>);

impl<R> Host<R> {
    const HERE: Self = Host(PhantomData);
}

impl<R> Clone for Host<R> {
    fn clone(&self) -> Self {
        Self::HERE
    }
}

impl<R: Runtime, F: Future<Output: Send> + Send + 'static> rt::Executor<F> for Host<R> {
    fn execute(&self, future: F) {
        R::spawn(async {
            future.await;
        });
    }
}

struct Sleep(Pin<Box<dyn Future<Output = ()> + Send + Sync>>);

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(cx)
    }
}

impl rt::Sleep for Sleep {}

impl<R: Runtime> rt::Timer for Host<R> {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn rt::Sleep>> {
        Box::pin(Sleep(Box::pin(R::sleep(time))))
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn rt::Sleep>> {
        self.sleep(deadline.saturating_duration_since(Instant::now()))
    }
}

/// Sends back the body as it arrives.
async fn echo(request: Request<Incoming>) -> std::result::Result<Response<Incoming>, Infallible> {
    let (head, body) = request.into_parts();
    let mut response = Response::new(body);
    response.headers_mut().insert(header::LOCATION, head.uri.path().parse().expect("a path is a header's value"));
    Ok(response)
}

fn body(n: usize) -> Bytes {
    noise(n as u64, n * 20_000).into()
}

fn request(n: usize) -> Request<Full<Bytes>> {
    Request::post(format!("http://poll-io.test/{n}")).body(Full::new(body(n))).expect("it is a request")
}

async fn check(n: usize, version: Version, response: Response<Incoming>) -> Result<()> {
    assert_eq!((response.version(), response.status()), (version, StatusCode::OK));
    assert!(response.headers()[header::LOCATION].to_str().is_ok_and(|path| path.ends_with(&format!("/{n}"))));
    assert!(response.into_body().collect().await.map_err(Error::other)?.to_bytes() == body(n));
    Ok(())
}

/// Sends requests one after the other on one connection, with bodies of up to 600 KB.
pub fn http_1<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let server = async {
            let mut http = server::conn::http1::Builder::new();
            http.timer(Host::<R>::HERE);
            http.serve_connection(Compat::new(there), service_fn(echo)).await.map_err(Error::other)
        };
        let client = async {
            let (mut client, driver) = client::conn::http1::handshake(Compat::new(here)).await.map_err(Error::other)?;
            R::spawn(async { driver.await.unwrap() });
            for n in 0..30 {
                client.ready().await.map_err(Error::other)?;
                let response = client.send_request(request(n)).await.map_err(Error::other)?;
                check(n, Version::HTTP_11, response).await?;
            }
            Ok(())
        };
        both::<R>(server, client).await;
    });
}

/// Sends all requests at once on one connection.
pub fn http_2<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let server = async {
            let mut http = server::conn::http2::Builder::new(Host::<R>::HERE);
            http.timer(Host::<R>::HERE);
            http.serve_connection(Compat::new(there), service_fn(echo)).await.map_err(Error::other)
        };
        let client = async {
            let handshake = client::conn::http2::handshake(Host::<R>::HERE, Compat::new(here));
            let (client, driver) = handshake.await.map_err(Error::other)?;
            R::spawn(async { driver.await.unwrap() });
            let requests = (0..30).map(|n| {
                let mut client = client.clone();
                async move {
                    let response = client.send_request(request(n)).await.map_err(Error::other)?;
                    check(n, Version::HTTP_2, response).await
                }
            });
            try_join_all(requests).await?;
            Ok(())
        };
        both::<R>(server, client).await;
    });
}

/// The server uses the clock of the runtime to end a connection whose header does not end.
pub fn slow_header<R: Runtime>() {
    R::block_on(async {
        let (mut here, there) = pair::<R>().await.unwrap();
        let server = async {
            let mut http = server::conn::http1::Builder::new();
            http.timer(Host::<R>::HERE).header_read_timeout(Duration::from_millis(50));
            let served = http.serve_connection(Compat::new(there), service_fn(echo)).await;
            assert!(served.is_err_and(|e| e.is_timeout()));
            Ok(())
        };
        let client = async {
            here.write_all(b"GET / HTTP/1.1\r\nslow").await?;
            here.read_to_end(&mut Vec::new()).await?;
            Ok(())
        };
        both::<R>(server, client).await;
    });
}

/// After the upgrade, the connection is a stream with hyper's traits, which `IntoPollIo` takes.
pub fn upgrade<R: Runtime>() {
    const SIZE: usize = 1 << 20;
    async fn switch<R: Runtime>(request: Request<Incoming>) -> std::result::Result<Response<Empty<Bytes>>, Infallible> {
        R::spawn(async {
            let upgraded = hyper::upgrade::on(request).await.unwrap();
            exchange(upgraded, SIZE, 5, 6).await.unwrap();
        });
        let response = Response::builder().status(StatusCode::SWITCHING_PROTOCOLS).header(header::UPGRADE, "noise");
        Ok(response.body(Empty::new()).expect("it is a response"))
    }
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let server = async {
            let http = server::conn::http1::Builder::new();
            let served = http.serve_connection(Compat::new(there), service_fn(switch::<R>)).with_upgrades();
            served.await.map_err(Error::other)
        };
        let client = async {
            let (mut client, driver) = client::conn::http1::handshake(Compat::new(here)).await.map_err(Error::other)?;
            R::spawn(async { driver.with_upgrades().await.unwrap() });
            client.ready().await.map_err(Error::other)?;
            let request = Request::get("/").header(header::UPGRADE, "noise").body(Empty::<Bytes>::new());
            let response = client.send_request(request.expect("it is a request")).await.map_err(Error::other)?;
            assert_eq!(response.status(), StatusCode::SWITCHING_PROTOCOLS);
            exchange(hyper::upgrade::on(response).await.map_err(Error::other)?, SIZE, 6, 5).await
        };
        both::<R>(server, client).await;
    });
}
