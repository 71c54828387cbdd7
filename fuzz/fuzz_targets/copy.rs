//! Tests the copy functions between streams that transfer data in pieces. The written, the unwritten and the unread
//! bytes together must be the bytes that were sent.
#![no_main]

use arbitrary::Arbitrary;
use futures_lite::future::block_on;
use libfuzzer_sys::fuzz_target;
use poll_io::{BufReader, ErrorKind, join, test_util::Fragmented};

#[derive(Arbitrary, Debug)]
struct Input {
    seed: u64,
    bytes: Vec<u8>,
    /// How many times `bytes` is sent. Repeating it makes the buffers grow.
    times: u8,
    size: Option<u16>,
    /// The number of bytes that fit into the writer.
    room: Option<u16>,
    back: Vec<u8>,
}

fuzz_target!(|input: Input| {
    let sent = input.bytes.repeat(input.times.into());
    if sent.len() > 1 << 20 {
        return;
    }
    one_way(&input, &sent);
    buffered(&input, &sent);
    both_ways(&input, &sent);
});

fn one_way(input: &Input, sent: &[u8]) {
    let mut room = vec![0; input.room.map_or(sent.len(), usize::from)];
    let fits = sent.len().min(room.len());
    let mut reader = Fragmented::new(sent, input.seed);
    let mut writer = Fragmented::new(&mut room[..], !input.seed);
    let mut copy = poll_io::copy(&mut reader, &mut writer);
    if let Some(n) = input.size {
        copy = copy.buffer_size(n.into());
    }
    let result = block_on(&mut copy);
    let (read, written, unwritten) = (copy.read(), copy.written(), copy.unwritten().to_vec());
    match result {
        Ok(n) => assert_eq!((n, fits), (sent.len() as u64, sent.len())),
        Err(e) => assert_eq!((e.kind(), fits < sent.len()), (ErrorKind::WriteZero, true)),
    }
    let rest = reader.into_inner();
    assert_eq!((written, read), (fits as u64, (sent.len() - rest.len()) as u64));
    assert_eq!([&room[..fits], &unwritten, rest].concat(), sent);
}

fn buffered(input: &Input, sent: &[u8]) {
    let mut room = vec![0; input.room.map_or(sent.len(), usize::from)];
    let fits = sent.len().min(room.len());
    let capacity = input.size.unwrap_or(7).into();
    let mut reader = BufReader::with_capacity(capacity, Fragmented::new(sent, input.seed));
    let mut writer = Fragmented::new(&mut room[..], !input.seed);
    let mut copy = poll_io::copy_buf(&mut reader, &mut writer);
    let result = block_on(&mut copy);
    assert_eq!((result.is_ok(), copy.written()), (fits == sent.len(), fits as u64));
    let unread = [reader.buffer(), reader.get_ref().get_ref()].concat();
    assert_eq!([&room[..fits], &unread].concat(), sent);
}

fn both_ways(input: &Input, sent: &[u8]) {
    let mut near = join(Fragmented::new(sent, input.seed), Fragmented::new(Vec::new(), 1));
    let mut far = join(Fragmented::new(&input.back[..], !input.seed), Fragmented::new(Vec::new(), 2));
    let counts = block_on(poll_io::copy_bidirectional(&mut near, &mut far)).unwrap();
    assert_eq!(counts, (sent.len() as u64, input.back.len() as u64));
    assert_eq!(far.into_inner().1.into_inner(), sent);
    assert_eq!(near.into_inner().1.into_inner(), input.back);
}
