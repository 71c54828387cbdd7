//! Compares this crate with tokio-socks. Both send the same bytes, and accept or refuse the same replies.

use futures_lite::future::block_on;
use poll_io::{BufWriter, ErrorKind, duplex, join, prelude::*, test_util::Fragmented};
use poll_io_compat::Compat;
use poll_io_example_socks::{Auth, Error, Target, connect};
use tokio_socks::{TargetAddr, tcp::socks5::Socks5Stream};

/// The bytes that a client has sent, and the address that the proxy has returned, if it has returned one.
type Outcome = (Vec<u8>, Option<String>);

fn ours(target: &str, login: Option<(&str, &str)>, replies: &[u8]) -> Outcome {
    let mut stream = join(replies, Vec::new());
    let auth = login.map_or(Auth::None, |(user, password)| Auth::Password { user, password });
    // The reply arrives in random pieces.
    let told = block_on(connect(Fragmented::new(&mut stream, replies.len() as u64), target, auth));
    (stream.writer().clone(), told.ok().map(|addr| addr.to_string()))
}

fn theirs(target: &str, login: Option<(&str, &str)>, replies: &[u8]) -> Outcome {
    let mut stream = join(replies, Vec::new());
    let socket = Compat::new(&mut stream);
    let told = block_on(async {
        match login {
            None => Socks5Stream::connect_with_socket(socket, target).await,
            Some((user, password)) => {
                Socks5Stream::connect_with_password_and_socket(socket, target, user, password).await
            }
        }
        .map(|stream| match stream.target_addr() {
            TargetAddr::Ip(addr) => addr.to_string(),
            TargetAddr::Domain(name, port) => format!("{name}:{port}"),
        })
    });
    (stream.writer().clone(), told.ok())
}

const TARGETS: [&str; 4] = ["1.2.3.4:80", "[::1]:8080", "example.com:443", "xn--bcher-kva.example:1"];
const LOGINS: [Option<(&str, &str)>; 2] = [None, Some(("mylogin", "mypassword"))];
const REPLIES: [&[u8]; 3] =
    [b"\x05\0\0\x01\x7f\0\0\x01\x1f\x90", b"\x05\0\0\x03\x04host\0\x50", b"\x05\0\0\x04fedcba9876543210\0\x01"];

#[test]
fn the_same_bytes_go_out_and_the_same_address_comes_back() {
    for target in TARGETS {
        for login in LOGINS {
            for reply in REPLIES {
                for start in [&b"\x05\0"[..], b"\x05\x02\x01\0"] {
                    let replies = [start, reply].concat();
                    let outcome = ours(target, login, &replies);
                    assert_eq!(outcome, theirs(target, login, &replies), "{target} {login:?} {replies:?}");
                }
            }
        }
    }
}

#[test]
fn every_damaged_reply_is_refused_or_accepted_alike() {
    for login in LOGINS {
        for reply in REPLIES {
            let replies = [if login.is_some() { &b"\x05\x02\x01\0"[..] } else { b"\x05\0" }, reply].concat();
            for at in 0..replies.len() {
                let cut = &replies[..at];
                assert_eq!(ours("a.b:1", login, cut), theirs("a.b:1", login, cut), "{cut:?}");
                for byte in [0, 1, 2, 3, 4, 5, 8, 9, 0x7f, 0x80, 0xff] {
                    let mut damaged = replies.clone();
                    damaged[at] = byte;
                    assert_eq!(ours("a.b:1", login, &damaged), theirs("a.b:1", login, &damaged), "{damaged:?}");
                }
            }
        }
    }
}

/// tokio-socks never flushes, so it waits for ever over a stream that buffers.
#[test]
fn a_stream_that_buffers_is_flushed() {
    let (near, mut far) = duplex(64);
    let client = async {
        let told = connect(BufWriter::new(near), "1.2.3.4:80", Auth::None).await;
        assert_eq!(told.unwrap(), Target::Ip("127.0.0.1:8080".parse().unwrap()));
        poll_io::Result::Ok(())
    };
    let proxy = async {
        assert_eq!(far.read_array().await?, [5, 1, 0]);
        far.write_all(&[5, 0]).await?;
        assert_eq!(far.read_array().await?, [5, 1, 0, 1, 1, 2, 3, 4, 0, 80]);
        far.write_all(REPLIES[0]).await
    };
    block_on(futures_lite::future::try_zip(client, proxy)).unwrap();
}

#[test]
fn what_cannot_be_sent_is_an_error() {
    let run = |target: &str, auth| block_on(connect(join(&b"\x05\x02"[..], Vec::new()), target, auth));
    for target in ["", "host", "host:", "host:65536", ":1", &format!("{}:1", "x".repeat(256))] {
        let error = run(target, Auth::None).unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{target}: {error:?}");
    }
    let long = "x".repeat(256);
    for (user, password) in [("", "x"), ("x", ""), (&*long, "x"), ("x", &*long)] {
        let error = run("a:1", Auth::Password { user, password }).unwrap_err();
        assert!(matches!(error, Error::Invalid("user" | "password")), "{error:?}");
    }
    let error = block_on(connect(join(&b""[..], Vec::new()), "a:1", Auth::None)).unwrap_err();
    assert!(matches!(error, Error::Io(e) if e.kind() == ErrorKind::UnexpectedEof));
}
