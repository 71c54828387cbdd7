//! Drops each method's future after each of its polls, measures the data loss, and compares it with the page's section
//! "Cancel safety".
#![cfg(feature = "test-util")]

mod numbers;

use futures_lite::future::block_on;
use numbers::for_each_number;
use poll_io::{
    AsyncBufReadExt, BorrowedBuf, BufReader, BufWriter, IoSlice, IoSliceMut, Join, SeekFrom, copy, copy_bidirectional,
    copy_buf, join,
    prelude::*,
    test_util::{Fragmented, cancel},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    io::Cursor,
    path::Path,
};

/// Two lines of text with characters of one to four bytes.
const TEXT: &str = "the żółć and the 水🦀\nrest";
const SEEDS: u64 = 100;

/// The data loss of one method, measured over all seeds and polls.
#[derive(Clone, Copy, Debug, Default)]
struct Loss {
    /// The largest number of bytes that were lost.
    most: usize,
    /// How often a second call, after the drop, ended differently from an undisturbed call.
    spoilt: usize,
    /// How often the future was dropped before it completed.
    drops: usize,
}

/// Drops a method's future after each poll. `lost` counts the lost bytes, and `end` returns the state that a second
/// call must reach.
#[expect(clippy::needless_pass_by_value, reason = "closures that are written at the call")]
fn measure<S, T, E: PartialEq>(
    make: impl Fn(u64) -> S,
    run: impl AsyncFn(&mut S) -> T,
    lost: impl Fn(&S) -> usize,
    end: impl Fn(&S) -> E,
) -> Loss {
    let mut found = Loss::default();
    for seed in 0..SEEDS {
        let mut attempts = cancel::at_every_poll(|| make(seed), async |state| run(state).await);
        let whole = attempts.pop().expect("the last one completes").state;
        for mut attempt in attempts {
            found.drops += 1;
            found.most = found.most.max(lost(&attempt.state));
            block_on(run(&mut attempt.state));
            found.spoilt += usize::from(end(&attempt.state) != end(&whole));
        }
    }
    assert!(found.drops > 0);
    found
}

type Reader = Fragmented<&'static [u8]>;
type Writer = Fragmented<Vec<u8>>;

fn reader(seed: u64) -> Reader {
    Fragmented::new(TEXT.as_bytes(), seed)
}

fn writer(seed: u64) -> Writer {
    Fragmented::new(Vec::new(), seed)
}

/// Returns how many bytes were read from the reader.
fn gone(reader: &Reader) -> usize {
    TEXT.len() - reader.get_ref().len()
}

/// Returns how many bytes were filled. No byte of the text is 0.
fn filled(buf: &[u8]) -> usize {
    buf.iter().filter(|&&byte| byte != 0).count()
}

fn reading() -> BTreeMap<&'static str, Loss> {
    let mut all = BTreeMap::new();
    // For a single read, it only matters that nothing was read.
    let one = |r: &Reader| r.get_ref().len();
    all.insert("read", measure(reader, async |r| r.read(&mut [0; 9]).await.map(drop), gone, |_| ()));
    all.insert(
        "read_vectored",
        measure(reader, async |r| r.read_vectored(&mut [IoSliceMut::new(&mut [0; 9])]).await, gone, |_| ()),
    );
    all.insert(
        "read_buf",
        measure(reader, async |r| r.read_buf(BorrowedBuf::from(&mut [0; 9][..]).unfilled()).await, gone, |_| ()),
    );
    all.insert(
        "read_exact",
        measure(
            |seed| (reader(seed), [0; 20]),
            async |(r, buf)| r.read_exact(buf).await,
            |(r, buf)| gone(r) - filled(buf),
            |(_, buf)| *buf,
        ),
    );
    all.insert(
        "read_buf_exact",
        measure(
            |seed| (reader(seed), BorrowedBuf::from(vec![0; 20].leak())),
            async |(r, buf)| r.read_buf_exact(buf.unfilled()).await,
            |(r, buf)| gone(r) - buf.len(),
            |(_, buf)| buf.filled().to_vec(),
        ),
    );
    all.insert("read_array", measure(reader, async |r| r.read_array::<9>().await, gone, one));
    all.insert(
        "read_to_end",
        measure(
            |seed| (reader(seed), Vec::new()),
            async |(r, buf)| r.read_to_end(buf).await,
            |(r, buf)| gone(r) - buf.len(),
            |(_, buf)| buf.clone(),
        ),
    );
    all.insert(
        "read_to_string",
        measure(
            |seed| (reader(seed), String::new()),
            async |(r, buf)| r.read_to_string(buf).await.map(drop).map_err(drop),
            |(r, buf)| gone(r) - buf.len(),
            |(_, buf)| buf.clone(),
        ),
    );
    macro_rules! numbers {
        ($($_type:ty, $read:ident, $_read:ident, $_write:ident, $_write_future:ident;)*) => {$(
            all.insert(stringify!($read), measure(reader, async |r| r.$read().await.map(drop), gone, one));
        )*};
    }
    for_each_number!(numbers);
    all
}

fn reading_buffered() -> BTreeMap<&'static str, Loss> {
    let mut all = BTreeMap::new();
    all.insert("fill_buf", measure(reader, async |r| r.fill_buf().await.map(<[u8]>::len), gone, gone));
    all.insert("has_data_left", measure(reader, async |r| r.has_data_left().await, gone, gone));
    all.insert(
        "read_until",
        measure(
            |seed| (reader(seed), Vec::new()),
            async |(r, buf)| r.read_until(b'\n', buf).await,
            |(r, buf)| gone(r) - buf.len(),
            |(_, buf)| buf.clone(),
        ),
    );
    // The caller asked to discard these bytes, so they do not count as lost.
    all.insert("skip_until", measure(reader, async |r| r.skip_until(b'\n').await, |_| 0, gone));
    all.insert(
        "read_line",
        measure(
            |seed| (reader(seed), String::new()),
            async |(r, buf)| r.read_line(buf).await.map(drop).map_err(drop),
            |(r, buf)| gone(r) - buf.len(),
            |(_, buf)| buf.clone(),
        ),
    );
    all
}

fn writing() -> BTreeMap<&'static str, Loss> {
    let data = TEXT.as_bytes();
    let mut all = BTreeMap::new();
    let written = |w: &Writer| w.get_ref().len();
    let content = |w: &Writer| w.get_ref().clone();
    all.insert("write", measure(writer, async |w| w.write(data).await.map(drop), written, |_| ()));
    all.insert(
        "write_vectored",
        measure(writer, async |w| w.write_vectored(&[IoSlice::new(data)]).await.map(drop), written, |_| ()),
    );
    all.insert("write_all", measure(writer, async |w| w.write_all(data).await, |_| 0, content));
    all.insert(
        "write_all_vectored",
        measure(writer, async |w| w.write_all_vectored(&mut [IoSlice::new(data)]).await, |_| 0, content),
    );
    all.insert("write_fmt", measure(writer, async |w| poll_io::write!(w, "{TEXT}").await, |_| 0, content));
    let buffering = |seed| {
        let mut writer = BufWriter::new(writer(seed));
        block_on(writer.write_all(data)).expect("it is buffered");
        writer
    };
    let content = |w: &BufWriter<Writer>| w.get_ref().get_ref().clone();
    let lost = |w: &BufWriter<Writer>| TEXT.len() - w.buffer().len() - w.get_ref().get_ref().len();
    all.insert("flush", measure(buffering, async |w| w.flush().await, lost, content));
    all.insert("shutdown", measure(buffering, async |w| w.shutdown().await, lost, content));
    macro_rules! numbers {
        ($($ty:ty, $_read:ident, $_read_future:ident, $write:ident, $_write:ident;)*) => {$(
            let content = |w: &Writer| w.get_ref().clone();
            let lost = |w: &Writer| if size_of::<$ty>() == 1 { w.get_ref().len() } else { 0 };
            all.insert(stringify!($write), measure(writer, async |w| w.$write(<$ty>::default()).await, lost, content));
        )*};
    }
    for_each_number!(numbers);
    all
}

/// Returns the first paragraph of the section `Cancel safety` of each method; `None` for a method without that section.
fn claims(file: &str) -> BTreeMap<String, Option<String>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("the file exists");
    let (mut claims, mut claim, mut in_section) = (BTreeMap::new(), None::<String>, false);
    for line in text.lines().map(str::trim) {
        let words = line.strip_prefix("///").map_or("", str::trim);
        if words == "# Cancel safety" {
            in_section = true;
        } else if in_section && !words.is_empty() {
            let claim = claim.get_or_insert_default();
            claim.push_str(words);
            claim.push(' ');
        } else if let Some(rest) = line.strip_prefix("fn ") {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            claims.insert(name.to_string(), claim.take());
        }
        in_section &= claim.is_none() || !words.is_empty();
    }
    claims
}

#[test]
fn documented_cancel_safety_matches_the_measured_loss() {
    let measured =
        [("src/ext/read.rs", reading()), ("src/ext/buf_read.rs", reading_buffered()), ("src/ext/write.rs", writing())];
    for (file, measured) in measured {
        for (name, claim) in claims(file) {
            let (Some(loss), Some(claim)) = (measured.get(&*name), &claim) else {
                assert!(!measured.contains_key(&*name) && claim.is_none(), "{name}: {claim:?}");
                continue;
            };
            println!("{name}: {loss:?}: {claim}");
            let is_true = if claim.starts_with("This method is cancel safe: ") {
                loss.most == 0 && loss.spoilt == 0
            } else if !claim.starts_with("This method is not cancel safe. ") {
                panic!("{name}: the claim has another form: {claim}")
            } else if claim.contains("up to 3 bytes of an incomplete character are lost") {
                (1..=3).contains(&loss.most)
            } else if claim.contains("the bytes that it has read are lost") {
                loss.most > 0
            } else if claim.contains("but their number is lost") {
                loss.most == 0
            } else if claim.contains("the length of that part is lost") {
                loss.most == 0 && loss.spoilt > 0
            } else {
                panic!("{name}: the claim does not say what is lost: {claim}")
            };
            assert!(is_true, "{name}: {loss:?}: {claim}");
        }
    }
}

/// The positions of a stream after a seek was dropped, collected over all seeds and polls.
#[derive(Debug, Default)]
struct Places {
    /// After a future that was never polled was dropped.
    unpolled: BTreeSet<u8>,
    /// After a future that was polled, but had not completed, was dropped.
    polled: BTreeSet<u8>,
    /// After such a drop and a second call.
    again: BTreeSet<u8>,
    /// After the future had completed.
    completed: BTreeSet<u8>,
}

/// A file in which each byte is the number of its position.
type File = Fragmented<Cursor<Vec<u8>>>;
const FILE_LEN: u8 = 64;
/// The position before a seek. No seek here goes to this position.
const OLD: u8 = 3;

fn file(seed: u64) -> File {
    let mut file = Fragmented::new(Cursor::new((0..FILE_LEN).collect()), seed);
    file.get_mut().set_position(OLD.into());
    file
}

/// Drops a seek after each poll, and then reads one byte to find the position of the stream.
#[expect(clippy::needless_pass_by_value, reason = "closures that are written at the call")]
fn places<S: AsyncRead + Unpin, T>(make: impl Fn(u64) -> S, seek: impl AsyncFn(&mut S) -> T) -> Places {
    let place = |stream: &mut S| block_on(stream.read_u8()).unwrap_or(FILE_LEN);
    let mut found = Places::default();
    for seed in 0..SEEDS {
        let attempts = || cancel::at_every_poll(|| make(seed), async |state| seek(state).await);
        for (mut at_once, mut again) in attempts().into_iter().zip(attempts()) {
            let places = match (at_once.polls, at_once.output) {
                (_, Some(_)) => &mut found.completed,
                (0, _) => &mut found.unpolled,
                _ => {
                    block_on(seek(&mut again.state));
                    found.again.insert(place(&mut again.state));
                    &mut found.polled
                }
            };
            places.insert(place(&mut at_once.state));
        }
    }
    assert!([&found.unpolled, &found.polled, &found.again].iter().all(|places| !places.is_empty()));
    found
}

/// Returns the measured positions of each method that seeks.
fn seeking() -> BTreeMap<&'static str, Places> {
    let buffered = |seed| BufReader::with_capacity(8, file(seed));
    BTreeMap::from([
        ("`seek(SeekFrom::Start(n))`", places(file, async |f| f.seek(SeekFrom::Start(7)).await)),
        ("`seek(SeekFrom::End(n))`", places(file, async |f| f.seek(SeekFrom::End(-9)).await)),
        ("`seek(SeekFrom::Current(n))`", places(file, async |f| f.seek(SeekFrom::Current(4)).await)),
        ("`seek_relative`", places(file, async |f| f.seek_relative(-2).await)),
        ("`rewind`", places(file, async |f| f.rewind().await)),
        ("`stream_position`", places(file, async |f| f.stream_position().await)),
        ("`stream_len`", places(file, async |f| f.stream_len().await)),
        ("`BufReader::seek_relative`", places(buffered, async |f| f.seek_relative(20).await)),
    ])
}

/// Describes a set of positions in words.
fn in_words(places: &BTreeSet<u8>, completed: &BTreeSet<u8>) -> String {
    let words = |place: &u8| match *place {
        OLD => "the old position",
        FILE_LEN => "the end",
        place => {
            assert!(completed.contains(&place), "{place} of {completed:?}");
            "the new position"
        }
    };
    places.iter().map(words).collect::<Vec<_>>().join(", or ")
}

#[test]
fn a_dropped_seek_leaves_the_stream_where_the_documentation_says() {
    let measured = seeking();
    for (name, claim) in claims("src/ext/seek.rs") {
        let claim = claim.unwrap_or_else(|| panic!("{name} has no section on cancel safety"));
        let mut rows = measured.iter().filter(|(call, _)| call[1..].split(['(', '`']).next() == Some(&name));
        let mut is_true = |holds: fn(&Places) -> bool| {
            let first = rows.next().unwrap_or_else(|| panic!("{name} is not measured")).1;
            holds(first) && rows.all(|(_, places)| holds(places))
        };
        assert!(
            if claim.starts_with("This method is cancel safe") {
                is_true(|places| places.polled == places.completed && places.again == places.completed)
            } else if claim.starts_with("This method is not cancel safe") {
                is_true(|places| places.polled != places.completed)
            } else {
                panic!("{name}: the claim has another form: {claim}")
            },
            "{name}: {claim}"
        );
    }
}

fn items_and_copies() -> BTreeMap<&'static str, Loss> {
    let mut all = BTreeMap::new();
    // The adapter keeps the incomplete item.
    all.insert(
        "Lines::next_line",
        measure(
            |seed| (reader(seed).lines(), None),
            async |(lines, out)| *out = lines.next_line().await.expect("it is text"),
            |_| 0,
            |(_, out)| out.clone(),
        ),
    );
    all.insert(
        "Lines::next_line_ref",
        measure(
            |seed| (reader(seed).lines(), None),
            async |(lines, out)| *out = lines.next_line_ref().await.expect("it is text").map(String::from),
            |_| 0,
            |(_, out)| out.clone(),
        ),
    );
    all.insert(
        "Split::next_segment",
        measure(
            |seed| (AsyncBufReadExt::split(reader(seed), b'\n'), None),
            async |(segments, out)| *out = segments.next_segment().await.expect("it is there"),
            |_| 0,
            |(_, out)| out.clone(),
        ),
    );
    all.insert(
        "Split::next_segment_ref",
        measure(
            |seed| (AsyncBufReadExt::split(reader(seed), b'\n'), None),
            async |(segments, out)| *out = segments.next_segment_ref().await.expect("it is there").map(<[u8]>::to_vec),
            |_| 0,
            |(_, out)| out.clone(),
        ),
    );
    all.insert(
        "Bytes::next_byte",
        measure(
            |seed| (reader(seed).bytes(), None),
            async |(bytes, out)| *out = bytes.next_byte().await.expect("it is there"),
            |(bytes, _)| gone(bytes.get_ref()),
            |(_, out)| *out,
        ),
    );
    all.insert(
        "BufReader::peek_array",
        measure(
            |seed| BufReader::with_capacity(64, reader(seed)),
            async |r| r.peek_array::<9>().await,
            |r| gone(r.get_ref()) - r.buffer().len(),
            |r| r.buffer()[..9].to_vec(),
        ),
    );
    all.insert(
        "BufReader::peek_exact",
        measure(
            |seed| BufReader::with_capacity(64, reader(seed)),
            async |r| r.peek_exact(9).await.map(<[u8]>::to_vec),
            |r| gone(r.get_ref()) - r.buffer().len(),
            |r| r.buffer()[..9].to_vec(),
        ),
    );
    all.insert(
        "BufReader::peek",
        measure(
            |seed| BufReader::with_capacity(64, reader(seed)),
            async |r| r.peek(9).await.map(<[u8]>::to_vec),
            |r| gone(r.get_ref()) - r.buffer().len(),
            |r| r.buffer()[..9].to_vec(),
        ),
    );
    let pair = |seed| (reader(seed), writer(seed));
    let between = |(r, w): &(Reader, Writer)| gone(r) - w.get_ref().len();
    let arrived = |(_, w): &(Reader, Writer)| w.get_ref().clone();
    all.insert("copy_buf", measure(pair, async |(r, w)| copy_buf(r, w).await, between, arrived));
    all.insert("copy", measure(pair, async |(r, w)| copy(r, w).await, between, arrived));
    let streams = |seed| [join(reader(seed), writer(!seed)), join(reader(seed + 1), writer(!seed))];
    all.insert(
        "copy_bidirectional",
        measure(
            streams,
            async |[a, b]| copy_bidirectional(a, b).await,
            |[a, b]: &[Stream; 2]| {
                let between = |from: &Stream, to: &Stream| gone(from.reader()) - to.writer().get_ref().len();
                between(a, b).max(between(b, a))
            },
            |[a, b]| [a, b].map(|stream| stream.writer().get_ref().clone()),
        ),
    );
    all
}

type Stream = Join<Reader, Writer>;

#[test]
fn items_and_peeks_lose_nothing_and_copies_lose_unwritten_bytes() {
    for (name, loss) in items_and_copies() {
        match name {
            "copy" | "copy_bidirectional" => {
                assert!(loss.most > 0, "{name}: bytes that were read but not written are lost");
            }
            _ => assert_eq!((loss.most, loss.spoilt), (0, 0), "{name}"),
        }
    }
}

/// Describes the content of the caller's buffer after a drop, for the methods that take one.
fn filled_by(name: &str, loss: Loss) -> &'static str {
    match name {
        "read_exact" | "read_buf_exact" | "read_to_end" | "read_until" | "read_line" | "read_to_string" => {
            if loss.most == 0 { "has all bytes that were read" } else { "has every complete character" }
        }
        "read" | "read_buf" | "read_vectored" => "has nothing",
        name if name.starts_with("write") && loss.spoilt > 0 => "a part may be written",
        name if name.starts_with("write") => "nothing is written",
        _ => "",
    }
}

/// Returns the table of the documentation, built from the measured loss.
fn table() -> String {
    let mut text = String::from("| method | bytes lost | the caller's buffer | called again |\n|---|---|---|---|\n");
    for measured in [reading(), reading_buffered(), writing(), items_and_copies()] {
        for (name, loss) in measured {
            let number = name.strip_prefix("read_").and_then(|name| name[1..].split('_').next()?.parse::<usize>().ok());
            let lost = match (name, loss.most, number) {
                (_, 0, _) => "none".into(),
                ("copy" | "copy_bidirectional", ..) => "bytes that were read but not written".into(),
                ("read_array", ..) => "bytes that were read, fewer than `N`".into(),
                (_, most, Some(bits)) => {
                    assert_eq!(most, bits / 8 - 1, "{name}: the schedules must reach the largest possible loss");
                    format!("bytes that were read, at most {most}")
                }
                (_, most, None) => format!("at most {most}"),
            };
            let again = if loss.spoilt == 0 { "resumes" } else { "starts over" };
            writeln!(text, "| `{name}` | {lost} | {} | {again} |", filled_by(name, loss)).unwrap();
        }
    }
    text.push_str(
        "\n| method | dropped before a poll | dropped after a poll | called again at once |\n|---|---|---|---|\n",
    );
    for (call, Places { unpolled, polled, again, completed }) in seeking() {
        let [unpolled, polled, again] = [unpolled, polled, again].map(|places| in_words(&places, &completed));
        writeln!(text, "| {call} | {unpolled} | {polled} | {again} |").unwrap();
    }
    text
}

/// The environment variable that makes the test write the table.
const WRITE: &str = "WRITE_CANCEL_SAFETY";

#[test]
fn the_table_in_the_documentation_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cancel_safety.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let marker = "<!-- table -->\n";
    let (head, written) = page.split_once(marker).expect("it has the table");
    let table = table();
    if env::var_os(WRITE).is_some() {
        fs::write(&path, format!("{head}{marker}{table}")).expect("it can be written");
    } else {
        assert_eq!(written, table, "set {WRITE}=1 to update the table");
    }
}
