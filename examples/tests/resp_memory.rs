//! Checks by an allocator that counts that a connection and the store stay within their memory limits.

use futures_lite::future::block_on;
use poll_io::{join, sink};
use poll_io_examples::resp::{MAX_ARGUMENTS, MAX_CONNECTION, MAX_LINE, MAX_REQUEST, MAX_STORE, Store, serve};
use std::cell::RefCell;

#[path = "../../tests/counting/mod.rs"]
mod counting;

use counting::LIVE;

/// Serves `requests`, and returns the largest amount of memory that was in use. The stream is a slice and a sink, so
/// only the server allocates.
fn serve_counted(store: &RefCell<Store>, requests: &[u8]) -> usize {
    // The stream may end inside a request. The error does not matter here.
    let serve = || drop(block_on(serve(join(requests, sink()), store)));
    counting::peak(serve).1
}

fn request(words: &[&[u8]]) -> Vec<u8> {
    let mut request = format!("*{}\r\n", words.len()).into_bytes();
    for word in words {
        request.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
        request.extend_from_slice(word);
        request.extend_from_slice(b"\r\n");
    }
    request
}

fn many(name: &str, word: impl Fn(usize) -> String) -> Vec<u8> {
    let words: Vec<String> = (1..MAX_ARGUMENTS).map(word).collect();
    let words = words.iter().map(String::as_bytes);
    request(&std::iter::once(name.as_bytes()).chain(words).collect::<Vec<_>>())
}

#[test]
fn a_connection_takes_no_more_than_it_states() {
    let store = RefCell::<Store>::default();
    let text = vec![b'x'; MAX_REQUEST - 4];
    let key = |n| format!("{n:04}");
    // A thousand of the short values fill a reply, and one long value does.
    for n in 0..MAX_ARGUMENTS {
        serve_counted(&store, &request(&[b"SET", key(n).as_bytes(), &text[..MAX_REQUEST / MAX_ARGUMENTS]]));
    }
    serve_counted(&store, &request(&[b"SET", b"l", &text]));
    let echo = request(&[b"ECHO", &text]);
    // The replies are just too short to be sent. A long reply follows.
    let mut pipelined = request(&[b"ECHO", &text[..1000]]).repeat(16);
    pipelined.extend_from_slice(&echo);
    let cases = [
        ("nothing", b"".to_vec()),
        ("echo", echo.clone()),
        ("echoes", echo.repeat(3)),
        ("pipelined", pipelined),
        ("cut short", echo[..echo.len() - 2].to_vec()),
        ("get", request(&[b"GET", b"l"])),
        ("mget", many("MGET", key)),
        ("mget of one often", many("MGET", |_| "l".into())),
        ("long keys", many("MGET", |n| format!("{n:01000}"))),
        ("short keys", many("DEL", |_| "none".into())),
        ("a word", b"x".repeat(MAX_LINE * 2)),
        ("words", [b"x ".repeat(MAX_LINE / 2 - 1), b"\r\n".to_vec()].concat()),
        ("announced only", format!("*1\r\n${MAX_REQUEST}\r\n").into_bytes()),
        ("announced too much", b"*1024\r\n$9999999999\r\n".to_vec()),
    ];
    for (name, requests) in cases {
        let before = LIVE.get();
        let most = serve_counted(&store, &requests);
        assert!(most <= MAX_CONNECTION, "{name}: {most} of {MAX_CONNECTION}");
        assert_eq!(LIVE.get(), before, "{name}: nothing is left of a connection");
    }
    // The limit is also not much too high.
    assert!(serve_counted(&store, &echo) > MAX_CONNECTION * 9 / 10);
}

#[test]
fn the_store_takes_no_more_than_it_states() {
    let store = RefCell::<Store>::default();
    let mut kept = 0_usize;
    let mut serve = |requests: &[u8]| {
        let before = LIVE.get();
        let most = kept + serve_counted(&store, requests);
        kept = kept.checked_add_signed(LIVE.get() - before).expect("no more is freed than was kept");
        assert!(most <= MAX_STORE + MAX_CONNECTION, "{most}");
        assert!(kept <= MAX_STORE, "{kept}");
        kept
    };
    // The store is filled and emptied with small keys, whose overhead is large, and then with large values.
    for size in [1, 500_000] {
        let (value, count) = (vec![b'x'; size], MAX_STORE / (size + 256) + 1);
        let keys: Vec<_> = (0..count).map(|n| n.to_string()).collect();
        let set = |key: &String| request(&[b"SET", key.as_bytes(), &value]);
        let del = |key: &String| request(&[b"DEL", key.as_bytes()]);
        let full = keys.chunks(16).map(|keys| serve(&keys.iter().flat_map(set).collect::<Vec<_>>())).max();
        assert!(full > Some(MAX_STORE / 4), "{full:?} of {MAX_STORE} were used");
        let empty = keys.chunks(16).map(|keys| serve(&keys.iter().flat_map(del).collect::<Vec<_>>())).min();
        assert!(empty < Some(4096), "{empty:?} are left");
    }
    // Storing the same key repeatedly takes no more memory than storing it once.
    for n in 0..1000 {
        assert!(serve(&request(&[b"SET", b"k", &vec![b'x'; 1000 + n]])) < 8192);
    }
}

#[test]
fn what_finds_no_room_is_refused_whole() {
    let store = RefCell::<Store>::default();
    let answer = |requests: &[u8]| {
        let mut stream = join(requests, Vec::new());
        block_on(serve(&mut stream, &store)).unwrap();
        String::from_utf8(stream.writer().clone()).unwrap()
    };
    let value = vec![b'x'; MAX_REQUEST / 2];
    let stored = (0..1000).find(|n| answer(&request(&[b"SET", n.to_string().as_bytes(), &value])) != "+OK\r\n");
    let last = stored.unwrap().to_string();
    assert_eq!(answer(&request(&[b"SET", last.as_bytes(), &value])), "-OOM the store is full\r\n");
    assert_eq!(answer(&request(&[b"MSET", b"small", b"1", last.as_bytes(), &value])), "-OOM the store is full\r\n");
    assert_eq!(answer(&request(&[b"EXISTS", b"small", last.as_bytes()])), ":0\r\n");
    assert_eq!(answer(&request(&[b"MGET", b"0", b"1", b"2"])), "-ERR the reply would be too long\r\n");
    assert_eq!(answer(b"DEL 0\r\nSET small 1\r\nINCR small\r\n"), ":1\r\n+OK\r\n:2\r\n");
}
