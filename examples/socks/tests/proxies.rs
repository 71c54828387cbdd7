//! The tests of tokio-socks, written again: `connect` and `bind`, without a login, with a login, and with a long login,
//! over sockets of tokio and of smol. The proxy is a small one in this file. The functions of tokio-socks pass the same
//! tests.

use futures_lite::future::block_on;
use poll_io::prelude::*;
use poll_io_compat::FromStd;
use poll_io_example_socks::{Auth, Error, Target, accept, bind, connect};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    thread,
};

/// The logins of the tests: none, a short login and a long login.
const LONG: (&str, &str) = (
    "mylonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglogin",
    "longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglongpassword",
);
const LOGINS: [Option<(&str, &str)>; 3] = [None, Some(("mylogin", "mypassword")), Some(LONG)];

fn auth<'a>(login: Option<(&'a str, &'a str)>) -> Auth<'a> {
    login.map_or(Auth::None, |(user, password)| Auth::Password { user, password })
}

/// Sends back the bytes of one connection. Returns the address that it listens on.
fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        io::copy(&mut &stream, &mut &stream).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
    });
    addr
}

/// Starts a proxy for one connection that asks for this login. Returns the address that it listens on.
fn proxy(login: Option<(&'static str, &'static str)>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    thread::spawn(move || {
        let client = listener.accept().unwrap().0;
        // A client that is refused closes the connection. The proxy must not fail then.
        let _ = block_on(serve(&client, login));
    });
    addr
}

async fn serve(client: &TcpStream, login: Option<(&str, &str)>) -> poll_io::Result<()> {
    let mut stream = FromStd::new(client);
    let [5, count] = stream.read_array().await? else { panic!("not SOCKS5") };
    let mut methods = vec![0; count.into()];
    stream.read_exact(&mut methods).await?;
    match login {
        None => stream.write_all(&[5, 0]).await?,
        Some(_) if !methods.contains(&2) => return stream.write_all(&[5, 0xff]).await,
        Some((user, password)) => {
            stream.write_all(&[5, 2]).await?;
            assert_eq!(stream.read_u8().await?, 1);
            for expected in [user, password] {
                let mut got = vec![0; stream.read_u8().await?.into()];
                stream.read_exact(&mut got).await?;
                if got != expected.as_bytes() {
                    return stream.write_all(&[1, 7]).await;
                }
            }
            stream.write_all(&[1, 0]).await?;
        }
    }
    let [5, command, 0, kind] = stream.read_array().await? else { panic!("not a request") };
    let target = match kind {
        1 => IpAddr::from(stream.read_array::<4>().await?),
        3 => {
            let mut name = vec![0; stream.read_u8().await?.into()];
            stream.read_exact(&mut name).await?;
            assert_eq!(name, b"localhost");
            Ipv4Addr::LOCALHOST.into()
        }
        _ => return stream.write_all(&[5, 8, 0, 1, 0, 0, 0, 0, 0, 0]).await,
    };
    let target = SocketAddr::from((target, stream.read_u16().await?));
    let reply = |addr: SocketAddr| {
        let IpAddr::V4(ip) = addr.ip() else { panic!("an address of version 6") };
        [&[5, 0, 0, 1][..], &ip.octets(), &addr.port().to_be_bytes()].concat()
    };
    let server = if command == 2 {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        stream.write_all(&reply(listener.local_addr()?)).await?;
        let (server, from) = listener.accept()?;
        stream.write_all(&reply(from)).await?;
        server
    } else {
        let Ok(server) = TcpStream::connect(target) else {
            return stream.write_all(&[5, 5, 0, 1, 0, 0, 0, 0, 0, 0]).await;
        };
        stream.write_all(&reply(server.local_addr()?)).await?;
        server
    };
    thread::scope(|scope| {
        scope.spawn(|| {
            let _ = io::copy(&mut &*client, &mut &server);
            let _ = server.shutdown(Shutdown::Write);
        });
        let _ = io::copy(&mut &server, &mut &*client);
        let _ = client.shutdown(Shutdown::Write);
    });
    Ok(())
}

/// Plays the other side of a `bind`: connects to the address of the proxy, and sends back the bytes that it receives.
fn call(addr: &Target) {
    let Target::Ip(addr) = addr else { panic!("the proxy listens on a name") };
    let stream = TcpStream::connect(addr).unwrap();
    thread::spawn(move || {
        io::copy(&mut &stream, &mut &stream).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
    });
}

/// Tests over the sockets of a runtime. After the handshake, the user calls the methods of the runtime on their own
/// socket.
macro_rules! tests {
    ($runtime:ident, $stream:ty, $block_on:expr, $close:ident, $($own:tt)*) => {
        mod $runtime {
            use super::*;
            #[allow(unused_imports, reason = "one runtime needs two traits, and the other has both in one")]
            use $($own)*;

            async fn exchange(mut socket: $stream) {
                socket.write_all(b"hello").await.unwrap();
                socket.$close().await.unwrap();
                let mut got = String::new();
                socket.read_to_string(&mut got).await.unwrap();
                assert_eq!(got, "hello");
            }

            #[test]
            fn connects() {
                for login in LOGINS {
                    $block_on(async {
                        let mut socket = <$stream>::connect(proxy(login)).await.unwrap();
                        connect(&mut socket, echo(), auth(login)).await.unwrap();
                        exchange(socket).await;
                    });
                }
            }

            #[test]
            fn connects_to_a_name() {
                $block_on(async {
                    let mut socket = <$stream>::connect(proxy(None)).await.unwrap();
                    let target = format!("localhost:{}", echo().port());
                    connect(&mut socket, &*target, Auth::None).await.unwrap();
                    exchange(socket).await;
                });
            }

            #[test]
            fn binds() {
                for login in LOGINS {
                    $block_on(async {
                        let mut socket = <$stream>::connect(proxy(login)).await.unwrap();
                        let addr = bind(&mut socket, echo(), auth(login)).await.unwrap();
                        call(&addr);
                        accept(&mut socket).await.unwrap();
                        exchange(socket).await;
                    });
                }
            }

            #[test]
            fn refusals_are_errors() {
                $block_on(async {
                    let login = Some(("mylogin", "mypassword"));
                    let mut socket = <$stream>::connect(proxy(login)).await.unwrap();
                    let refused = connect(&mut socket, echo(), Auth::None).await;
                    assert!(matches!(refused, Err(Error::AuthRefused)), "{refused:?}");
                    let mut socket = <$stream>::connect(proxy(login)).await.unwrap();
                    let refused = connect(&mut socket, echo(), auth(Some(("mylogin", "wrong")))).await;
                    assert!(matches!(refused, Err(Error::PasswordRefused(7))), "{refused:?}");
                    // The listener is closed.
                    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
                    let mut socket = <$stream>::connect(proxy(None)).await.unwrap();
                    let refused = connect(&mut socket, gone, Auth::None).await;
                    assert!(matches!(refused, Err(Error::Refused(5))), "{refused:?}");
                });
            }
        }
    };
}

fn on_tokio<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap().block_on(future)
}

tests!(tokio_sockets, tokio::net::TcpStream, on_tokio, shutdown, tokio::io::{AsyncReadExt as _, AsyncWriteExt as _});
tests!(smol_sockets, smol::net::TcpStream, smol::block_on, close, smol::io::{AsyncReadExt as _, AsyncWriteExt as _});

#[test]
fn connects_over_blocking_sockets() {
    block_on(async {
        let socket = TcpStream::connect(proxy(None)).unwrap();
        connect(FromStd::new(&socket), echo(), Auth::None).await.unwrap();
        io::Write::write_all(&mut &socket, b"hello").unwrap();
        socket.shutdown(Shutdown::Write).unwrap();
        assert_eq!(io::read_to_string(&socket).unwrap(), "hello");
    });
}

/// tokio-socks passes the tests with the same proxy.
#[test]
fn tokio_socks_passes_the_same() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio_socks::tcp::socks5::{Socks5Listener, Socks5Stream};
    on_tokio(async {
        for login in LOGINS {
            let (proxy_of_connect, proxy_of_bind) = (proxy(login), proxy(login));
            let connected = match login {
                None => Socks5Stream::connect(proxy_of_connect, echo()).await,
                Some((user, password)) => {
                    Socks5Stream::connect_with_password(proxy_of_connect, echo(), user, password).await
                }
            };
            let listener = match login {
                None => Socks5Listener::bind(proxy_of_bind, echo()).await,
                Some((user, password)) => {
                    Socks5Listener::bind_with_password(proxy_of_bind, echo(), user, password).await
                }
            };
            let listener = listener.unwrap();
            let tokio_socks::TargetAddr::Ip(addr) = listener.bind_addr() else { panic!("the proxy listens on a name") };
            call(&addr.into());
            for mut stream in [connected.unwrap(), listener.accept().await.unwrap()] {
                stream.write_all(b"hello").await.unwrap();
                stream.shutdown().await.unwrap();
                let mut got = String::new();
                stream.read_to_string(&mut got).await.unwrap();
                assert_eq!(got, "hello");
            }
        }
    });
}
