//! `duplex`, `simplex` and `split` on two threads and with a half gone.

use futures_lite::future::block_on;
use poll_io::{ErrorKind, duplex, prelude::*, simplex, split};
use std::thread;

/// The bytes that everything here sends: long enough to fill the pipes many times.
fn payload() -> Vec<u8> {
    (0..100_000_u32).map(|n| u8::try_from(n * 31 % 251).unwrap()).collect()
}

#[test]
fn both_directions_of_a_duplex_carry_everything_between_two_threads() {
    for capacity in [0, 1, 7, 4096] {
        let size = if capacity < 8 { 2_000 } else { 100_000 };
        let data = payload()[..size].to_vec();
        let (here, there) = duplex(capacity);
        let echo = thread::spawn(move || {
            block_on(async move {
                let (mut reader, mut writer) = split(there);
                let n = poll_io::copy(&mut reader, &mut writer).await.unwrap();
                writer.shutdown().await.unwrap();
                n
            })
        });
        let (mut reader, mut writer) = split(here);
        let sent = data.clone();
        let sender = thread::spawn(move || {
            block_on(async move {
                writer.write_all(&sent).await.unwrap();
                writer.shutdown().await.unwrap();
            });
        });
        let mut back = Vec::new();
        block_on(reader.read_to_end(&mut back)).unwrap();
        sender.join().unwrap();
        assert_eq!(echo.join().unwrap(), size as u64);
        assert!(back == data, "capacity {capacity}");
    }
}

#[test]
fn b48_a_half_that_is_gone_wakes_the_other() {
    let (mut reader, writer) = simplex(4);
    let waiting = thread::spawn(move || block_on(reader.read(&mut [0; 4])).unwrap());
    drop(writer);
    assert_eq!(waiting.join().unwrap(), 0);

    let (reader, mut writer) = simplex(4);
    let waiting = thread::spawn(move || block_on(writer.write_all(b"more than fits")).unwrap_err().kind());
    drop(reader);
    assert_eq!(waiting.join().unwrap(), ErrorKind::BrokenPipe);
}

#[test]
fn b48_what_was_written_before_the_end_is_still_read() {
    block_on(async {
        let (mut here, mut there) = duplex(8);
        there.write_all(b"last").await.unwrap();
        there.shutdown().await.unwrap();
        assert_eq!(there.write(b"x").await.unwrap_err().kind(), ErrorKind::BrokenPipe);
        there.flush().await.unwrap();
        there.shutdown().await.unwrap();
        let mut text = String::new();
        here.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "last");
        here.write_all(b"half").await.unwrap();
        assert_eq!(there.read_array().await.unwrap(), *b"half");
    });
}

#[test]
fn b47_only_a_pair_is_put_together() {
    let (a, b) = duplex(8);
    let (ar, aw) = split(a);
    let (br, bw) = split(b);
    assert!(ar.is_pair_of(&aw) && !ar.is_pair_of(&bw) && !bw.is_pair_of(&ar));
    let (ar, bw) = ar.unsplit(bw).unwrap_err();
    let (mut a, mut b) = (ar.unsplit(aw).unwrap(), br.unsplit(bw).unwrap());
    block_on(async {
        a.write_all(b"hi").await.unwrap();
        assert_eq!(b.read_array().await.unwrap(), *b"hi");
    });
}
