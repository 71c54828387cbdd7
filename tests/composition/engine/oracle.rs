//! The oracle: a plain model of what a stack reads, writes and where it stands.
//!
//! The model of a stack is that of its end, changed by each layer (`layers.rs`) in one line or two. It knows nothing of
//! buffers, of polls or of steps.

use super::plan::{Content, Word};
use poll_io::SeekFrom;

/// What there is to read: some bytes, and perhaps others again and again after them.
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

    /// The bytes that stand before or behind those of a chained reader.
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

    /// At most `n` bytes from a place on. Of those that never end no more than some thousand at a time.
    pub fn slice(&self, at: u64, n: usize) -> Vec<u8> {
        if self.cycle.is_empty() {
            let from = usize::try_from(at).unwrap_or(usize::MAX).min(self.head.len());
            let to = from.saturating_add(n).min(self.head.len());
            return self.head[from..to].to_vec();
        }
        (at..).take(n.min(1 << 15)).map_while(|at| self.get(at)).collect()
    }

    /// How many bytes there are from a place on.
    pub fn left(&self, at: u64) -> usize {
        if self.is_endless() {
            usize::MAX
        } else {
            self.head.len().saturating_sub(usize::try_from(at).unwrap_or(usize::MAX))
        }
    }

    /// Ends after `n` bytes; whether there were more.
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

    /// Becomes what has gone into a pipe so far.
    pub fn follow(&mut self, bytes: &[u8]) {
        self.head.clear();
        self.head.extend_from_slice(bytes);
    }

    fn then(self, other: Source) -> Self {
        if self.is_endless() { self } else { Source { head: [self.head, other.head].concat(), cycle: other.cycle } }
    }
}

/// The byte with that number, of a sequence without 0 and '?', in which a place can be told from those around it.
pub fn byte(i: usize) -> u8 {
    const LINE: usize = 11;
    if i % LINE == LINE - 1 { b'\n' } else { u8::try_from(64 + i % 180).unwrap_or(64) }
}

/// A seek that is in progress, and perhaps was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeking {
    pub pos: SeekFrom,
    /// Where it may lead to; `None` if it cannot be done. Mostly one: there are several after a panic.
    pub targets: Vec<Option<u64>>,
    /// Where a seek that was given up before it may lead to: this one waits for that, and may not have started.
    pub behind: Vec<Option<u64>>,
    /// Whether nothing else was called since, so that the same call resumes it.
    pub resumable: bool,
}

/// The model of a stack.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Oracle {
    /// What there is to read, from the place on where the stack was built.
    pub source: Source,
    /// Where the stack stands in it. Mostly one place: which of several it is, the next bytes tell.
    pub places: Vec<u64>,
    /// Whether more comes behind it, which a limit forbids.
    pub exceeded: bool,
    /// How far it is to the end that seeks know, and the furthest place that they can reach.
    pub window: Option<u64>,
    pub furthest: u64,
    pub seeking: Option<Seeking>,
    /// Whether the end forgets a seek that was given up.
    pub forgetful: bool,
    /// Everything that the stack has taken.
    pub taken: Vec<u8>,
    /// Whether what is written changes what is read.
    pub is_file: bool,
    /// Whether a file was written since the last seek that has ended.
    pub is_written: bool,
    /// Whether a shutdown has begun, and whether it has ended.
    pub is_closing: bool,
    pub is_shut_down: bool,
    /// Whether the hints of the end are honest.
    pub hints: bool,
    /// What `is_write_vectored` returns.
    pub vectored: bool,
    /// Whether all slices of a call that reads, and of one that writes, reach the end.
    pub slices: [bool; 2],
    /// Whether the end has a direction that can be shut down.
    pub ends: bool,
    /// Whether a layer takes bytes before it knows whether they can be written, and tells of a failure later.
    pub writes_behind: bool,
    /// Whether it is an end of a pipe: what one has taken is what the other reads.
    pub piped: bool,
    /// Whether a seek may leave the end where it is, since its target is in a buffer.
    pub keeps_ahead: bool,
    /// Whether it is no longer known what is in the file.
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

    /// Ends after `n` bytes, as `take` does.
    pub fn take(&mut self, n: u64) {
        let n_bytes = usize::try_from(n).unwrap_or(usize::MAX);
        // It asks for no byte behind its last one, and so does not meet a limit there.
        self.exceeded &= self.source.left(0) < n_bytes;
        self.source.truncate(n_bytes);
        self.window = Some(n);
        self.furthest = self.furthest.min(n);
    }

    /// Fails after `n` bytes, as `limited` does.
    pub fn limit(&mut self, n: u64) {
        self.exceeded |= self.source.truncate(usize::try_from(n).unwrap_or(usize::MAX));
    }

    /// Goes on with another one.
    pub fn chain(&mut self, other: Source) {
        if !self.exceeded {
            self.source = std::mem::take(&mut self.source).then(other);
        }
    }

    /// Comes behind another one.
    pub fn chain_behind(&mut self, other: Source) {
        self.source = other.then(std::mem::take(&mut self.source));
    }

    /// Where a seek from `at` leads to, if it can.
    pub fn target(&self, at: u64, pos: SeekFrom) -> Option<u64> {
        let end = self.window.unwrap_or(self.source.head().len() as u64);
        let target = match pos {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::Current(n) => at.checked_add_signed(n),
            SeekFrom::End(n) => end.checked_add_signed(n),
        };
        target.filter(|target| *target <= self.furthest)
    }

    /// Where it may stand once the seek in progress, if there is one, has ended well.
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

    /// An operation has ended: a seek that was given up before is over.
    pub fn settle(&mut self) {
        self.places = self.ahead();
        self.seeking = None;
    }

    /// The one place where the stack stands.
    pub fn at(&self) -> u64 {
        self.places.first().copied().unwrap_or_default()
    }

    /// Bytes were read, or the end was: whether they can have been.
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

    /// Whether these bytes come next at a place; none are the end.
    fn is_next(&self, at: u64, bytes: &[u8]) -> bool {
        if bytes.is_empty() {
            self.source.left(at) == 0 && !self.exceeded
        } else {
            self.source.slice(at, bytes.len()) == bytes
        }
    }

    /// Bytes were lent: whether they can have been.
    pub fn lend(&mut self, bytes: &[u8]) -> bool {
        let there = self.read(bytes);
        self.places.iter_mut().for_each(|at| *at -= bytes.len() as u64);
        there
    }

    pub fn advance(&mut self, n: usize) {
        self.places.iter_mut().for_each(|at| *at += n as u64);
    }

    /// Bytes were taken.
    pub fn write(&mut self, bytes: &[u8]) {
        self.settle();
        if self.is_file {
            // If it is not known where, what is in the file is not known either.
            self.unsure |= self.places.len() > 1;
            self.is_written = true;
            self.source.overwrite(self.at(), bytes);
            self.advance(bytes.len());
        } else {
            self.taken.extend(bytes);
        }
    }
}
