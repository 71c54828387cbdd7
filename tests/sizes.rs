//! Compares the sizes of the futures with those of futures-util, which are the smallest of the peers. A future may be
//! larger only by the numbers that the contract requires. `cargo test --test sizes -- --nocapture` prints the table.
#![cfg(target_pointer_width = "64")]

use futures_util::io as peer;
use poll_io::future as own;
use std::fmt::Write;

type Slice = &'static [u8];
type Bytes = Vec<u8>;

/// Each row: the name, our type, the peer's type, how many more 8-byte numbers ours may have, and the reason.
macro_rules! table {
    ($($name:literal: $own:ty, $peer:ty, $more:literal $why:literal;)*) => {
        [$(($name, size_of::<$own>(), size_of::<$peer>(), $more, $why),)*]
    };
}

#[test]
fn futures_are_larger_than_those_of_the_peer_only_by_required_numbers() {
    let table: [(&str, usize, usize, usize, &str); 22] = table! {
        "read": own::Read<'static, Slice>, peer::Read<'static, Slice>, 0 "";
        "read_exact": own::ReadExact<'static, Slice>, peer::ReadExact<'static, Slice>, 0 "";
        "read_vectored": own::ReadVectored<'static, 'static, Slice>, peer::ReadVectored<'static, Slice>, 0 "";
        "read_to_end": own::ReadToEnd<'static, Slice>, peer::ReadToEnd<'static, Slice>, 1 "the number of initialized bytes";
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
        "copy": own::Copy<'static, Slice, Bytes>, peer::Copy<'static, Slice, Bytes>, 2 "the counts of read and written bytes";
        "copy_buf": own::CopyBuf<'static, Slice, Bytes>, peer::CopyBuf<'static, Slice, Bytes>, 0 "";
        "take": poll_io::Take<Slice>, peer::Take<Slice>, 5 "the length of the window, and the seek in progress";
        "chain": poll_io::Chain<Slice, Slice>, peer::Chain<Slice, Slice>, 0 "";
        "BufReader": poll_io::BufReader<Slice>, peer::BufReader<Slice>, 5 "the number of initialized bytes, and the seek in progress";
        "BufWriter": poll_io::BufWriter<Bytes>, peer::BufWriter<Bytes>, 4 "the seek in progress";
        "ReadHalf": poll_io::ReadHalf<Bytes>, peer::ReadHalf<Bytes>, 0 "";
    };
    let mut text = format!("{:<16} {:>5} {:>12}  {}\n", "bytes of", "own", "futures-util", "reason for the difference");
    for (name, own, peer, _, why) in table {
        writeln!(text, "{name:<16} {own:>5} {peer:>12}  {why}").unwrap();
    }
    println!("{text}");
    for (name, own, peer, more, _) in table {
        assert!(own <= peer + 8 * more, "{name} has {own} bytes, and that of the peer has {peer}\n{text}");
    }
}
