//! The oracle: a plain model of the bytes that a stack reads and writes, and of its position.
//!
//! The model of a stack starts as the model of its end. Each layer changes it in one line or two (`layers.rs`). The model
//! knows nothing about buffers, polls or steps.

use super::plan::{Content, Word};
use poll_io::SeekFrom;

/// The content of a stream: some bytes, and perhaps a sequence after them that repeats forever.
#[derive(Clone, Debug, Default)]
pub struct Source {
    head: Vec<u8>,
    cycle: Vec<u8>,
}

impl Source {
    pub fn of(content: Word<Content>) -> Self {
        const TEXT: &str = "the żółć\r\nand 水🦀\n\nno\rmore\r\n\r\nend";
        let finite = |head: Vec<u8>| Source { head, cycle: Vec::new() };
        let endless = |cycle: &[u8]| Source { head: Vec::new(), cycle: cycle.to_vec() };
        match content.kind {
            Content::Bytes => finite((0..content.size()).map(byte).collect()),
            Content::Text => finite(TEXT.into()),
            Content::Broken => finite([TEXT.as_bytes(), b"a\xffb\n", TEXT.as_bytes()].concat()),
            Content::Empty => finite(Vec::new()),
            Content::EndlessText => endless("ab水cd".as_bytes()),
            Content::EndlessLines => endless(b"\n"),
            Content::EndlessBytes => endless(b"\xff"),
        }
    }

    /// Returns the content of the other reader of a chain.
    pub fn beside() -> Self {
        Source { head: b"BESIDE\nB".to_vec(), cycle: Vec::new() }
    }

    pub fn head(&self) -> &[u8] {
        &self.head
    }

    pub fn is_endless(&self) -> bool {
        !self.cycle.is_empty()
    }

    fn get(&self, at: u64) -> Option<u8> {
        let at = usize::try_from(at).ok()?;
        match at.checked_sub(self.head.len()) {
            None => self.head.get(at).copied(),
            Some(_) if self.cycle.is_empty() => None,
            Some(past) => Some(self.cycle[past % self.cycle.len()]),
        }
    }

    /// Returns at most `n` bytes from a position on. An endless source returns at most 32,768 bytes.
    pub fn slice(&self, at: u64, n: usize) -> Vec<u8> {
        if self.cycle.is_empty() {
            let from = usize::try_from(at).unwrap_or(usize::MAX).min(self.head.len());
            let to = from.saturating_add(n).min(self.head.len());
            return self.head[from..to].to_vec();
        }
        (at..).take(n.min(1 << 15)).map_while(|at| self.get(at)).collect()
    }

    /// Returns how many bytes there are from a position on.
    pub fn left(&self, at: u64) -> usize {
        if self.is_endless() {
            usize::MAX
        } else {
            self.head.len().saturating_sub(usize::try_from(at).unwrap_or(usize::MAX))
        }
    }

    /// Ends the source after `n` bytes. Returns whether it had more.
    pub fn truncate(&mut self, n: usize) -> bool {
        let more = self.left(0) > n;
        if more {
            *self = Source { head: self.slice(0, n), cycle: Vec::new() };
        }
        more
    }

    pub fn overwrite(&mut self, at: u64, bytes: &[u8]) {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let end = at + bytes.len();
        if self.head.len() < end {
            self.head.resize(end, 0);
        }
        self.head[at..end].copy_from_slice(bytes);
    }

    /// Replaces the content with the bytes that were written into a pipe so far.
    pub fn follow(&mut self, bytes: &[u8]) {
        self.head.clear();
        self.head.extend_from_slice(bytes);
    }

    fn then(self, other: Source) -> Self {
        if self.is_endless() { self } else { Source { head: [self.head, other.head].concat(), cycle: other.cycle } }
    }
}

/// Returns byte `i` of a sequence in which a few bytes identify their position. The sequence contains neither 0 nor '?'.
pub fn byte(i: usize) -> u8 {
    const LINE: usize = 11;
    if i % LINE == LINE - 1 { b'\n' } else { u8::try_from(64 + i % 180).unwrap_or(64) }
}

/// A seek that is in progress. Its future may have been dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeking {
    pub pos: SeekFrom,
    /// The possible targets. `None` stands for a seek that must fail. There is more than one target only after a panic.
    pub targets: Vec<Option<u64>>,
    /// The possible targets of an earlier seek whose future was dropped. This seek waits for it, and may not have
    /// started.
    pub behind: Vec<Option<u64>>,
    /// Whether no other method was called since. Then a second call with the same target resumes the seek.
    pub resumable: bool,
}

/// The model of a stack: its content, its position and its promises.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Oracle {
    /// The content of the stack, from the position at which it was built.
    pub source: Source,
    /// The possible positions of the stack, mostly one. If there are several, the next bytes decide between them.
    pub places: Vec<u64>,
    /// Whether the source has more bytes after this content, which a limit forbids.
    pub exceeded: bool,
    /// The length that seeks from the end use, if a window sets it.
    pub window: Option<u64>,
    /// The furthest position that a seek can reach.
    pub furthest: u64,
    pub seeking: Option<Seeking>,
    /// Whether the end forgets a seek whose future was dropped.
    pub forgetful: bool,
    /// All bytes that the stack has accepted.
    pub taken: Vec<u8>,
    /// Whether writes change the bytes that reads return.
    pub is_file: bool,
    /// Whether a file was written since the last seek ended.
    pub is_written: bool,
    /// Whether a shutdown has begun.
    pub is_closing: bool,
    /// Whether a shutdown has ended.
    pub is_shut_down: bool,
    /// Whether the hints of the end are honest.
    pub hints: bool,
    /// The expected result of `is_write_vectored`.
    pub vectored: bool,
    /// Whether all slices of a vectored read reach the end, and then the same for a vectored write.
    pub slices: [bool; 2],
    /// Whether a shutdown reaches the end.
    pub ends: bool,
    /// Whether a layer accepts bytes before it knows whether they can be written, and reports a failure later.
    pub writes_behind: bool,
    /// Whether the stack is over a pipe: the reader reads the bytes that the writer has accepted.
    pub piped: bool,
    /// Whether a seek may leave the end at its position, because the target is in a buffer.
    pub keeps_ahead: bool,
    /// Whether the model no longer knows the content of the file.
    pub unsure: bool,
}

impl Oracle {
    pub fn new(source: Source, is_file: bool, hints: bool, vectored: bool) -> Self {
        Oracle {
            source,
            places: vec![0],
            is_file,
            hints,
            vectored,
            furthest: u64::MAX,
            slices: [true; 2],
            ends: true,
            ..Oracle::default()
        }
    }

    /// Ends the content after `n` bytes, as `take` does.
    pub fn take(&mut self, n: u64) {
        let n_bytes = usize::try_from(n).unwrap_or(usize::MAX);
        // A `Take` asks for no byte after its last one, so it does not meet a limit there.
        self.exceeded &= self.source.left(0) < n_bytes;
        self.source.truncate(n_bytes);
        self.window = Some(n);
        self.furthest = self.furthest.min(n);
    }

    /// Lets reads fail after `n` bytes, as `limited` does.
    pub fn limit(&mut self, n: u64) {
        self.exceeded |= self.source.truncate(usize::try_from(n).unwrap_or(usize::MAX));
    }

    /// Continues with another source, as `chain` does.
    pub fn chain(&mut self, other: Source) {
        if !self.exceeded {
            self.source = std::mem::take(&mut self.source).then(other);
        }
    }

    /// Puts another source before this one.
    pub fn chain_behind(&mut self, other: Source) {
        self.source = other.then(std::mem::take(&mut self.source));
    }

    /// Returns the target of a seek from `at`, or `None` if the seek must fail.
    pub fn target(&self, at: u64, pos: SeekFrom) -> Option<u64> {
        let end = self.window.unwrap_or(self.source.head().len() as u64);
        let target = match pos {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::Current(n) => at.checked_add_signed(n),
            SeekFrom::End(n) => end.checked_add_signed(n),
        };
        target.filter(|target| *target <= self.furthest)
    }

    /// Returns the possible positions after the seek in progress, if there is one.
    pub fn ahead(&self) -> Vec<u64> {
        match &self.seeking {
            Some(Seeking { targets, behind, .. }) => {
                // A seek that fails leaves the stack where it was.
                let stays = self.forgetful || targets.contains(&None) || behind.contains(&None);
                let old = self.places.iter().filter(|_| stays);
                targets.iter().chain(behind).flatten().chain(old).copied().collect()
            }
            None => self.places.clone(),
        }
    }

    /// Notes that an operation has ended. So an earlier seek has ended too.
    pub fn settle(&mut self) {
        self.places = self.ahead();
        self.seeking = None;
    }

    /// Returns the position of the stack. If there are several, returns the first.
    pub fn at(&self) -> u64 {
        self.places.first().copied().unwrap_or_default()
    }

    /// Notes that bytes were read, or the end of the stream if there are none. Returns whether the model allows that.
    pub fn read(&mut self, bytes: &[u8]) -> bool {
        self.settle();
        let possible: Vec<u64> = self.places.iter().copied().filter(|at| self.is_next(*at, bytes)).collect();
        let there = !possible.is_empty();
        if there {
            self.places = possible;
        }
        self.advance(bytes.len());
        there
    }

    /// Returns whether these bytes come next at a position. An empty slice stands for the end of the stream.
    fn is_next(&self, at: u64, bytes: &[u8]) -> bool {
        if bytes.is_empty() {
            self.source.left(at) == 0 && !self.exceeded
        } else {
            self.source.slice(at, bytes.len()) == bytes
        }
    }

    /// Notes that `fill_buf` returned these bytes. Returns whether the model allows that.
    pub fn lend(&mut self, bytes: &[u8]) -> bool {
        let there = self.read(bytes);
        self.places.iter_mut().for_each(|at| *at -= bytes.len() as u64);
        there
    }

    pub fn advance(&mut self, n: usize) {
        self.places.iter_mut().for_each(|at| *at += n as u64);
    }

    /// Notes that the stack has accepted bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        self.settle();
        if self.is_file {
            // If the position is not known, the content of the file is not known either.
            self.unsure |= self.places.len() > 1;
            self.is_written = true;
            self.source.overwrite(self.at(), bytes);
            self.advance(bytes.len());
        } else {
            self.taken.extend(bytes);
        }
    }
}
