//! The futures beside those of futures-util, the smallest of the peers: none is larger by more than the counts that the
//! contract asks for. Prints the table: `cargo test --test sizes -- --nocapture`.
#![cfg(target_pointer_width = "64")]

use futures_util::io as peer;
use poll_io::future as own;
use std::fmt::Write;

type Slice = &'static [u8];
type Bytes = Vec<u8>;

/// The name, our type, the peer's, and how many numbers of 8 bytes ours has more, and why it must.
macro_rules! table {
    ($($name:literal: $own:ty, $peer:ty, $more:literal $why:literal;)*) => {
        [$(($name, size_of::<$own>(), size_of::<$peer>(), $more, $why),)*]
    };
}

#[test]
fn no_future_is_larger_than_the_peers_and_its_counts() {
    let table: [(&str, usize, usize, usize, &str); 22] = table! {
        "read": own::Read<'static, Slice>, peer::Read<'static, Slice>, 0 "";
        "read_exact": own::ReadExact<'static, Slice>, peer::ReadExact<'static, Slice>, 0 "";
        "read_vectored": own::ReadVectored<'static, 'static, Slice>, peer::ReadVectored<'static, Slice>, 0 "";
        "read_to_end": own::ReadToEnd<'static, Slice>, peer::ReadToEnd<'static, Slice>, 1 "what is initialised";
        "read_to_string": own::ReadToString<'static, Slice>, peer::ReadToString<'static, Slice>, 0 "";
        "fill_buf": own::FillBuf<'static, Slice>, peer::FillBuf<'static, Slice>, 0 "";
        "read_until": own::ReadUntil<'static, Slice>, peer::ReadUntil<'static, Slice>, 0 "";
        "read_line": own::ReadLine<'static, Slice>, peer::ReadLine<'static, Slice>, 0 "";
        "lines": poll_io::Lines<Slice>, peer::Lines<Slice>, 0 "";
        "seek": own::Seek<'static, peer::Cursor<Bytes>>, peer::Seek<'static, peer::Cursor<Bytes>>, 0 "";
        "write": own::Write<'static, Bytes>, peer::Write<'static, Bytes>, 0 "";
        "write_vectored": own::WriteVectored<'static, Bytes>, peer::WriteVectored<'static, Bytes>, 0 "";
        "write_all": own::WriteAll<'static, Bytes>, peer::WriteAll<'static, Bytes>, 0 "";
        "flush": own::Flush<'static, Bytes>, peer::Flush<'static, Bytes>, 0 "";
        "shutdown": own::Shutdown<'static, Bytes>, peer::Close<'static, Bytes>, 0 "";
        "copy": own::Copy<'static, Slice, Bytes>, peer::Copy<'static, Slice, Bytes>, 2 "what is read and what is written";
        "copy_buf": own::CopyBuf<'static, Slice, Bytes>, peer::CopyBuf<'static, Slice, Bytes>, 0 "";
        "take": poll_io::Take<Slice>, peer::Take<Slice>, 5 "its length, to seek in it, and the seek in progress";
        "chain": poll_io::Chain<Slice, Slice>, peer::Chain<Slice, Slice>, 0 "";
        "BufReader": poll_io::BufReader<Slice>, peer::BufReader<Slice>, 5 "what is initialised, and the seek in progress";
        "BufWriter": poll_io::BufWriter<Bytes>, peer::BufWriter<Bytes>, 4 "the seek in progress";
        "ReadHalf": poll_io::ReadHalf<Bytes>, peer::ReadHalf<Bytes>, 0 "";
    };
    let mut text = format!("{:<16} {:>5} {:>12}  {}\n", "bytes of", "own", "futures-util", "what more is for");
    for (name, own, peer, _, why) in table {
        writeln!(text, "{name:<16} {own:>5} {peer:>12}  {why}").unwrap();
    }
    println!("{text}");
    for (name, own, peer, more, _) in table {
        assert!(own <= peer + 8 * more, "{name} has {own} bytes, and the peer's has {peer}\n{text}");
    }
}
