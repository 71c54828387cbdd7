//! Tests the replies of the server: for every split of the requests, and for requests that are malformed or too long.

use futures_lite::future::{block_on, try_zip};
use poll_io::prelude::*;
use poll_io_examples::resp::{Batch, MAX_ARGUMENTS, MAX_LINE, MAX_REQUEST, Store, check, serve};
use std::cell::RefCell;

/// Sends `pieces` one by one, and returns all replies until the server closes the connection.
fn answers(pieces: &[&[u8]]) -> Vec<u8> {
    let store = RefCell::<Store>::default();
    let (here, there) = poll_io::duplex(1 << 21);
    let client = async {
        let (mut reader, mut writer) = poll_io::split(here);
        for piece in pieces {
            // After the server has closed the connection, sending fails with a broken pipe.
            if writer.write_all(piece).await.is_err() {
                break;
            }
            futures_lite::future::yield_now().await;
        }
        writer.shutdown().await?;
        let mut all = Vec::new();
        reader.read_to_end(&mut all).await?;
        Ok(all)
    };
    let server = async {
        // If the stream ends inside a request, `serve` returns an error, which this test ignores.
        let _ = serve(there, &store).await;
        Ok::<_, poll_io::Error>(())
    };
    block_on(try_zip(client, server)).unwrap().0
}

#[test]
fn a_batch_is_answered_the_same_at_every_split() {
    let batch = Batch::new(0, 0);
    for at in 0..batch.sent.len() {
        let (first, second) = batch.sent.split_at(at);
        assert!(answers(&[first, second]) == batch.expected, "split at {at}");
    }
}

#[test]
fn every_command_has_its_answer() {
    for (request, reply) in [
        ("PING\r\n", "+PONG\r\n"),
        ("  ping   hi  \r\n", "$2\r\nhi\r\n"),
        ("ECHO hi\n", "$2\r\nhi\r\n"),
        ("GET none\r\n", "$-1\r\n"),
        ("SET a 1\r\nINCR a\r\nGET a\r\n", "+OK\r\n:2\r\n$1\r\n2\r\n"),
        ("SET a x\r\nINCR a\r\n", "+OK\r\n-ERR value is not an integer or out of range\r\n"),
        ("MSET a 1 b 2\r\nMGET a b c\r\n", "+OK\r\n*3\r\n$1\r\n1\r\n$1\r\n2\r\n$-1\r\n"),
        ("MSET a 1\r\nEXISTS a b a\r\nDEL a b\r\nEXISTS a\r\n", "+OK\r\n:2\r\n:1\r\n:0\r\n"),
        ("MSET a\r\n", "-ERR wrong number of arguments\r\n"),
        ("NOSUCH\r\n", "-ERR unknown command\r\n"),
        ("COMMAND\r\nCONFIG GET save\r\n", "*0\r\n*2\r\n$4\r\nsave\r\n$0\r\n\r\n"),
        ("\r\n*0\r\nPING\r\n", "+PONG\r\n"),
        ("QUIT\r\nPING\r\n", "+OK\r\n"),
        ("*1\r\n$4\r\nPING\r\n", "+PONG\r\n"),
    ] {
        assert_eq!(String::from_utf8(answers(&[request.as_bytes()])).unwrap(), reply, "{request:?}");
    }
}

#[test]
fn what_is_malformed_or_too_long_is_answered_and_closed() {
    let long_line = vec![b'x'; MAX_LINE + 1];
    let many = format!("*{}\r\n", MAX_ARGUMENTS + 1);
    let words = format!("{}\r\n", "x ".repeat(MAX_ARGUMENTS + 1));
    let large = format!("*1\r\n${}\r\n", MAX_REQUEST + 1);
    let both = format!("*2\r\n${0}\r\n{1}\r\n$1\r\n", MAX_REQUEST, "y".repeat(MAX_REQUEST));
    for request in [
        &b"*x\r\n"[..],
        b"*99999999999999999999\r\n",
        b"*-1\r\n",
        b"*\r\n",
        b"*1\r\n$99999999999999999999\r\n",
        b"*1\r\n\r\n",
        b"*1\r\n:5\r\n",
        b"*1\r\n$-1\r\n",
        b"*1\r\n$3\r\nabcd\r\n",
        &long_line,
        many.as_bytes(),
        words.as_bytes(),
        large.as_bytes(),
        both.as_bytes(),
    ] {
        let reply = answers(&[b"PING\r\n", request, b"PING\r\nPING\r\n"]);
        let text = String::from_utf8(reply).unwrap();
        assert!(text.starts_with("+PONG\r\n-ERR Protocol error: ") && text.ends_with("\r\n"), "{text:?}");
        assert_eq!(text.matches("PONG").count(), 1, "nothing is answered after an error");
    }
}

/// A client may send the start of its next request, and wait for a reply before it sends the rest.
#[test]
fn a_reply_does_not_wait_for_the_rest_of_the_next_request() {
    let store = RefCell::<Store>::default();
    for next in ["*1\r\n$4\r\nPING\r\n", "PING\r\n"] {
        for at in 0..next.len() {
            let (mut here, there) = poll_io::duplex(1 << 10);
            let client = async {
                here.write_all(b"PING\r\n").await?;
                here.write_all(&next.as_bytes()[..at]).await?;
                assert_eq!(&here.read_array().await?, b"+PONG\r\n", "split at {at}");
                here.write_all(&next.as_bytes()[at..]).await?;
                assert_eq!(&here.read_array().await?, b"+PONG\r\n");
                here.shutdown().await
            };
            block_on(try_zip(client, serve(there, &store))).unwrap();
        }
    }
}

#[test]
fn what_was_asked_before_a_request_that_ends_early_is_answered() {
    for rest in ["PIN", "*1\r\n", "*1\r\n$4\r\nPI", "*1\r\n$4\r\nPING", "*1\r\n$4\r\nPING\r"] {
        assert_eq!(answers(&[format!("PING\r\n{rest}").as_bytes()]), b"+PONG\r\n", "{rest:?}");
    }
}

#[test]
fn what_ends_inside_a_request_is_not_answered() {
    for request in [&b"PIN"[..], b"*1\r\n", b"*1\r\n$4\r\nPI", b"*1\r\n$4\r\nPING"] {
        assert_eq!(answers(&[request]), b"");
    }
}

#[test]
fn the_client_finds_a_reply_that_differs() {
    let (here, mut there) = poll_io::duplex(1 << 20);
    let liar = async {
        there.write_all(&Batch::new(1, 0).expected).await?;
        there.write_all(&vec![b'!'; 1 << 16]).await?;
        poll_io::Result::Ok(())
    };
    let e = block_on(try_zip(liar, check(here, &[Batch::new(1, 0), Batch::new(1, 1)]))).unwrap_err();
    assert_eq!(e.kind(), poll_io::ErrorKind::InvalidData);
}

/// The counts of a round agree with its replies.
#[test]
fn a_round_keeps_the_times_of_its_batches() {
    use poll_io_examples::round::{Load, Outcome, in_memory};
    let outcome = block_on(in_memory(Load::Single(2), || poll_io::duplex(4096))).unwrap();
    assert_eq!(outcome.verified, outcome.requests);
    assert!(0 < outcome.p50 && outcome.p50 <= outcome.p99 && outcome.p99 <= outcome.nanos, "{outcome}");
    assert_eq!(outcome.to_string().parse(), Ok::<Outcome, String>(outcome));
}
