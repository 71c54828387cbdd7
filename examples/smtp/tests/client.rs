//! Tests the client against a script, against a server in memory with random splits, and over TCP on two
//! runtimes and on plain threads.

mod journey;

use futures_lite::future::{block_on, try_zip};
use journey::{
    HOST, NAME, calls, certificate, check, journey, large,
    server::{Session, serve},
};
use poll_io::{
    AsyncRead, BorrowedCursor, ErrorKind, Result, duplex, join, sink,
    test_util::{Builder, Fragmented},
};
use poll_io_compat::IntoPollIo;
use poll_io_example_smtp::{Client, Error};
use std::{
    io::Cursor,
    net::{TcpListener, TcpStream},
    pin::Pin,
    task::{Context, Poll},
    thread,
};

#[test]
fn on_tokio_over_tcp_and_tls() {
    use tokio::net::{TcpListener, TcpStream};
    tokio::runtime::Builder::new_multi_thread().enable_io().build().unwrap().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connecting = TcpStream::connect(listener.local_addr().unwrap());
        let (here, (there, _)) = try_zip(connecting, listener.accept()).await.unwrap();
        check(&journey(Client::connect(here, NAME), there, &large()).await, &large());
    });
}

#[test]
fn on_smol_over_tcp_and_tls() {
    use smol::net::{TcpListener, TcpStream};
    smol::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connecting = TcpStream::connect(listener.local_addr().unwrap());
        let (here, (there, _)) = try_zip(connecting, listener.accept()).await.unwrap();
        check(&journey(Client::connect(here, NAME), there, &large()).await, &large());
    });
}

/// Connects two sockets of std. They block their threads.
fn blocking() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let here = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    (here, listener.accept().unwrap().0)
}

#[test]
fn on_threads_over_tcp() {
    let ((here, there), (server, _)) = (blocking(), certificate::configs(HOST));
    let serving = thread::spawn(|| block_on(serve(there, server)));
    block_on(async {
        let mut client = Client::connect(here, NAME).await?;
        client.send("a@example.com", &["b@example.com"], b".\n").await?;
        client.quit().await
    })
    .unwrap();
    let commands = ["EHLO client.example", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA", "QUIT"];
    let session =
        Session { commands: commands.map(str::to_owned).into(), messages: vec![b".\r\n".to_vec()], encrypted: false };
    assert_eq!(serving.join().unwrap().unwrap(), session);
}

/// A blocking reader that is `Pending` once before each read. In a handshake, tokio-rustls writes the last message of the
/// client only after a read was `Pending`. Without this adapter, each end would wait for the other end.
struct Hesitant<R> {
    reader: R,
    woken: bool,
}

impl<R: AsyncRead + Unpin> AsyncRead for Hesitant<R> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: BorrowedCursor<'_>) -> Poll<Result<()>> {
        self.woken = !self.woken;
        if self.woken {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.reader).poll_read(cx, buf)
    }
}

#[test]
fn on_threads_over_tcp_and_tls() {
    let hesitant = |stream: TcpStream| {
        let reader = stream.try_clone().unwrap().into_poll_io();
        join(Hesitant { reader, woken: false }, stream.into_poll_io())
    };
    let ((here, there), (server, config)) = (blocking(), certificate::configs(HOST));
    let there = hesitant(there);
    let serving = thread::spawn(|| block_on(serve(there, server)));
    block_on(calls(Client::connect(hesitant(here), NAME), config, &large())).unwrap();
    check(&serving.join().unwrap().unwrap(), &large());
}

#[test]
fn in_memory_and_in_pieces() {
    let body = b"Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n";
    for seed in 0..20 {
        // There is room for the tickets that a server sends after the handshake, because a client does not read while
        // it writes.
        let (here, there) = duplex(4096);
        let session =
            block_on(journey(Client::connect(Fragmented::new(here, seed), NAME), Fragmented::new(there, !seed), body));
        check(&session, body);
    }
}

/// Sends a message without TLS to a peer that follows a script, and checks the bytes.
fn send(message: &[u8], wire: &[u8]) {
    let peer = Builder::new()
        .read(b"220 hello\r\n")
        .write(b"EHLO me\r\n")
        .flush()
        .read(b"250 you\r\n")
        .write(b"MAIL FROM:<a@b>\r\n")
        .flush()
        .read(b"250\r\n")
        .write(b"RCPT TO:<c@d>\r\n")
        .flush()
        .pending()
        .read(b"25")
        .read(b"1 will forward\r\n")
        .write(b"DATA\r\n")
        .flush()
        .read(b"354 go\r\n")
        .write(wire)
        .flush()
        .read(b"250-first\r\n250 second\r\n")
        .write(b"QUIT\r\n")
        .flush()
        .read(b"221 bye\r\n")
        .shutdown()
        .build();
    block_on(async {
        let mut client = Client::connect(peer, "me").await?;
        client.send("a@b", &["c@d"], message).await?;
        client.quit().await
    })
    .unwrap();
}

#[test]
fn every_line_ends_as_it_must_and_no_dot_is_taken_for_the_end() {
    send(b"", b".\r\n");
    send(b".", b"..\r\n.\r\n");
    send(b"a\nb", b"a\r\nb\r\n.\r\n");
    send(b"a\r\n.\r\nRCPT TO:<x@y>", b"a\r\n..\r\nRCPT TO:<x@y>\r\n.\r\n");
    // Some servers take each of these for the end of a message.
    send(b"a\n.\nb", b"a\r\n..\r\nb\r\n.\r\n");
    send(b"a\r.\rb", b"a\r\n..\r\nb\r\n.\r\n");
    send(b"a\n.\r\nb", b"a\r\n..\r\nb\r\n.\r\n");
    send(b"a\r\r\n\n", b"a\r\n\r\n\r\n.\r\n");
}

/// Connects to a peer that sends only these bytes, and returns the error.
fn greeted(says: &[u8]) -> Error {
    block_on(Client::connect(join(Cursor::new(says.to_vec()), sink()), "me")).unwrap_err()
}

#[test]
fn what_is_no_reply_is_an_error_that_says_so() {
    let bad: [&[u8]; 12] = [
        b"\r\n",
        b"\n",
        b"22\r\n",
        b"2200\r\n",
        b"220hello\r\n",
        b"abc hello\r\n",
        b"120 hello\r\n",
        b"620 hello\r\n",
        b"+20 hello\r\n",
        b"220-one\r\n221 two\r\n",
        b"\xff\xfe\xfd\xfc\r\n",
        b"\0\0\0\0\n",
    ];
    for says in bad {
        assert!(matches!(greeted(says), Error::Malformed(_)), "{}", says.escape_ascii());
    }
    for says in [&b""[..], b"2", b"220 hello", b"220 hello\r", b"220-hello\r\n", b"220 hello\r\n", b"220 hello\r\n250-"]
    {
        let error = greeted(says);
        assert!(matches!(&error, Error::Io(e) if e.kind() == ErrorKind::UnexpectedEof), "{error:?}");
    }
    assert!(matches!(greeted(b"554 go away\r\n"), Error::Refused("connecting", reply) if reply.code == 554));
    assert!(matches!(greeted(b"220 \xff\r\n502 no\r\n"), Error::Refused("EHLO", reply) if reply.code == 502));
}

/// The client stops reading from a peer that sends long lines, or too many.
#[test]
fn a_reply_is_bounded() {
    let error = block_on(Client::connect(join(poll_io::repeat(b'2'), sink()), "me")).unwrap_err();
    assert!(matches!(error, Error::Malformed("a line is too long")));
    assert!(matches!(greeted(&b"220-more\r\n".repeat(100_000)), Error::Malformed("a reply has too many lines")));
}

/// The client rejects bytes that an attacker inserts between the reply to STARTTLS and the handshake.
#[test]
fn what_follows_starttls_in_the_clear_is_not_believed() {
    let (_, config) = certificate::configs(HOST);
    let says = &b"220 hello\r\n250-you\r\n250 STARTTLS\r\n220 go\r\n250 AUTH PLAIN\r\n"[..];
    let error = block_on(async {
        let client = Client::connect(join(says, sink()), "me").await?;
        client.start_tls(config, HOST).await
    });
    assert!(matches!(error.unwrap_err(), Error::Malformed(_)));
}

#[test]
fn what_must_not_be_said_is_not_sent() {
    let peer = || {
        Builder::new()
            .read(b"220 hello\r\n")
            .write(b"EHLO me\r\n")
            .flush()
            .read(b"250-you\r\n250 AUTH PLAIN\r\n")
            .build()
    };
    block_on(async {
        for name in ["me\r\nQUIT", "m e", "<me>", "m\u{e9}"] {
            let error = Client::connect(Builder::new().build(), name).await.unwrap_err();
            assert!(matches!(error, Error::Invalid(_)), "{name:?}");
        }
        let mut client = Client::connect(peer(), "me").await.unwrap();
        for (from, to) in [("a@b>\r\nRCPT TO:<x@y", "c@d"), ("a@b", "c@d\r\nDATA"), ("a@b", "c d@e"), ("a@b", "\0")] {
            let error = client.send(from, &["ok@ok", to], b"text").await.unwrap_err();
            assert!(matches!(error, Error::Invalid(_)), "{from:?} {to:?}");
        }
        assert!(matches!(client.send("a@b", &[], b"text").await, Err(Error::Invalid(_))));
        assert!(matches!(client.send("a@b", &["c@d"], "\u{e9}".as_bytes()).await, Err(Error::NotOffered("8BITMIME"))));
        assert!(matches!(client.auth_plain("tim", "secret").await, Err(Error::Invalid(_))));
        let (_, config) = certificate::configs(HOST);
        assert!(matches!(client.start_tls(config, HOST).await, Err(Error::NotOffered("STARTTLS"))));
    });
}

#[test]
fn a_server_that_is_not_who_it_says_is_not_spoken_to() {
    let ((server, _), (_, stranger)) = (certificate::configs(HOST), certificate::configs(HOST));
    let (here, there) = duplex(10_000);
    let client = async {
        let client = Client::connect(here, "me").await.unwrap();
        client.start_tls(stranger, HOST).await
    };
    let (client, other) = block_on(futures_lite::future::zip(client, serve(there, server)));
    assert!(matches!(client.unwrap_err(), Error::Io(_)));
    assert!(other.is_err());
}

/// The public API names no wrapper of a bridge.
#[test]
fn the_interface_shows_no_wrapper() {
    let sources = [
        include_str!("../src/client.rs"),
        include_str!("../src/error.rs"),
        include_str!("../src/lib.rs"),
        include_str!("../src/reply.rs"),
    ];
    let public: Vec<&str> = sources.iter().flat_map(|text| text.split("pub ").skip(1)).collect();
    assert!(public.iter().any(|item| item.starts_with("async fn connect<M>(io: impl IntoPollIo<M")));
    for item in public {
        let signature = item.split(['{', ';']).next().unwrap_or_default();
        for wrapper in ["Compat", "From", "Tls"] {
            let words = signature.split(|c: char| !c.is_alphanumeric() && c != '_');
            let mut shown = words.filter(|word| word.starts_with(wrapper));
            assert_eq!(shown.next(), None, "{signature}");
        }
    }
}
