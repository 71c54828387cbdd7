//! A plan: which stack is built over which ends, and what is done to it. A plan is data.
//!
//! It prints itself as one line, and the line can be read again, so that a fault is reported as something to run:
//!
//! ```text
//! read; own text: wait give3 fail; take10 buf_reader4; read_exact5@1 read_line
//! ```
//!
//! From left to right: the shape, one or two sides, and the acts. A side has an end (its family, its content and, if it is
//! not honest, its manner), the steps of that end, and the layers over it, the innermost first. An act is a method with the
//! way in which it is stopped: `@2` drops the future after its second `Pending`, `@!` drops it at the first panic, and
//! without either the future is polled until it is ready, also after a panic.

use std::{fmt, str::FromStr};

/// What may stand in a plan: a list of words, each with the numbers that are worth trying.
pub trait Kind: Copy + PartialEq + Sized + 'static {
    const ALL: &'static [(Self, &'static str, &'static [i16])];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("?", |(_, name, _)| name)
    }

    fn numbers(self) -> &'static [i16] {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or(&[0], |(.., numbers)| numbers)
    }
}

/// A word of a plan and the number behind it: `take10`, `wait`, `current-3`. A word without a number has 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<K> {
    pub kind: K,
    pub n: i16,
}

impl<K: Kind> Word<K> {
    pub const fn new(kind: K, n: i16) -> Self {
        Word { kind, n }
    }

    /// Every word with every number of its list.
    pub fn all() -> impl Iterator<Item = Self> {
        K::ALL.iter().flat_map(|&(kind, _, numbers)| numbers.iter().map(move |&n| Word { kind, n }))
    }

    /// The number, of a word whose number is a size.
    pub fn size(self) -> usize {
        usize::try_from(self.n).unwrap_or(0)
    }
}

impl<K: Kind> fmt::Display for Word<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if self.n == 0 { Ok(()) } else { write!(f, "{}", self.n) }
    }
}

impl<K: Kind> FromStr for Word<K> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.find(|c: char| c.is_ascii_digit() || c == '-').unwrap_or(text.len());
        let (name, n) = text.split_at(digits);
        let (kind, ..) = K::ALL.iter().find(|(_, word, _)| *word == name).ok_or(format!("no such word: {text}"))?;
        let n = if n.is_empty() { 0 } else { n.parse().map_err(|_| format!("no such number: {text}"))? };
        Ok(Word { kind: *kind, n })
    }
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $word:literal $numbers:expr,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl Kind for $name {
            const ALL: &'static [(Self, &'static str, &'static [i16])] = &[$(($name::$variant, $word, &$numbers),)*];
        }
    };
}

words! {
    /// How many stacks there are, and what connects them.
    Shape {
        /// A stack that reads a stream.
        Read "read" [0],
        /// A stack that writes a stream.
        Write "write" [0],
        /// A stack over a file, which reads, writes and seeks.
        File "file" [0],
        /// A stack that reads and one that writes, and a copy from one to the other.
        Copy "copy" [0],
        /// Two stacks that read and write, and a copy in both directions.
        Relay "relay" [0],
        /// The two halves of a split stack, each in a task of its own. The layers of the second side are over the half
        /// that writes.
        Halves "halves" [0],
        /// A writer and a reader, each in a task of its own, and between them a `simplex` of that capacity.
        Simplex "simplex" [1, 7],
        /// The same, and between them a `duplex`.
        Duplex "duplex" [1, 7],
    }
}

words! {
    /// What the wakers of the tasks do besides waking.
    Mischief {
        None "" [0],
        /// Cloning a waker polls the other task.
        ClonePolls "clone_polls" [0],
        /// Cloning a waker drops the other task, and with it its half or end.
        CloneDrops "clone_drops" [0],
        /// Waking polls the other task.
        WakePolls "wake_polls" [0],
        /// Waking drops the other task.
        WakeDrops "wake_drops" [0],
        /// Dropping a waker polls the other task.
        DropPolls "drop_polls" [0],
    }
}

words! {
    /// Whose traits an end implements, and so which bridge is over it.
    Family {
        Own "own" [0],
        Tokio "tokio" [0],
        Futures "futures" [0],
        Hyper "hyper" [0],
        Std "std" [0],
        Embedded "embedded" [0],
    }
}

words! {
    /// What an end has to read.
    Content {
        /// So many bytes, with a line feed now and then.
        Bytes "bytes" [40],
        /// Text with characters of one to four bytes and with line ends of both kinds.
        Text "text" [0],
        /// Text, a byte that is not text, and text again.
        Broken "broken" [0],
        Empty "empty" [0],
        /// Text for ever, without a line end.
        EndlessText "endless_text" [0],
        /// Line feeds for ever.
        EndlessLines "endless_lines" [0],
        /// Bytes that are not text, for ever.
        EndlessBytes "endless_bytes" [0],
    }
}

words! {
    /// What an end has wrong besides its steps.
    Manner {
        Honest "" [0],
        /// Gives no hint of what is left.
        Hintless "hintless" [0],
        /// Its hint is `usize::MAX`.
        Boastful "boastful" [0],
        /// Takes one slice at a time, and says so.
        Unvectored "unvectored" [0],
        /// Returns `Pending`, and wakes, when it is asked again for what it has lent already.
        Shy "shy" [0],
        /// Forgets a seek that was given up, where others complete it before the next operation.
        Forgetful "forgetful" [0],
    }
}

words! {
    /// What an end does in one call. After its last step it transfers all it can.
    Move {
        /// Transfers at most so many bytes. Without a number: as many as there is room for.
        Give "give" [1, 3],
        /// Transfers one byte in each of so many calls.
        Sip "sip" [300],
        /// Returns `Pending` until something happens, which wakes the last waker.
        Wait "wait" [0],
        /// Wakes at once and returns `Pending`.
        Yield "yield" [0],
        /// Returns `Pending`, and nothing happens.
        Hang "hang" [0],
        /// Fails.
        Fail "fail" [0],
        /// Is interrupted in each of so many calls.
        Interrupt "interrupt" [1, 300],
        /// Panics.
        Panic "panic" [0],
        /// Puts bytes in the buffer that it does not stand by, wakes at once and returns `Pending`.
        SpillYield "spill_yield" [0],
        /// Puts bytes in the buffer that it does not stand by, and fails.
        SpillFail "spill_fail" [0],
        /// Puts bytes in the buffer that it does not stand by, and is interrupted.
        SpillInterrupt "spill_interrupt" [0],
        /// Claims one byte more than it was offered.
        Claim "claim" [0],
        /// Takes nothing.
        Refuse "refuse" [0],
        /// Polls the other task, then transfers: so does a thread that is preempted, or that blocks.
        Hold "hold" [0],
    }
}

words! {
    /// An adapter or bridge.
    Wrap {
        Take "take" [0, 9, 100],
        Limited "limited" [0, 9, 100],
        /// Something else comes first.
        ChainAfter "chain_after" [0],
        /// Something else comes last.
        ChainBefore "chain_before" [0],
        Inspect "inspect" [0],
        InspectWrite "inspect_write" [0],
        BufReader "buf_reader" [1, 4, 64],
        BufWriter "buf_writer" [1, 4, 64],
        LineWriter "line_writer" [8, 64],
        BufStream "buf_stream" [4, 64],
        /// The reader of a `Join`.
        JoinReader "join_reader" [0],
        /// The writer of a `Join`.
        JoinWriter "join_writer" [0],
        Left "left" [0],
        Right "right" [0],
        /// Both halves of a split stream, joined again.
        Split "split" [0],
        /// A second box, through which every method is called.
        Boxed "boxed" [0],
        /// To tokio's traits and back. The others likewise.
        Tokio "tokio" [0],
        Handle "handle" [0],
        Futures "futures" [0],
        Hyper "hyper" [0],
        Std "std" [0],
        Embedded "embedded" [0],
    }
}

words! {
    /// A method. The number is that of bytes, or the limit, or the distance.
    Deed {
        Read "read" [0, 3, 50],
        ReadVectored "read_vectored" [0, 7],
        ReadBuf "read_buf" [5],
        ReadExact "read_exact" [5, 30],
        ReadBufExact "read_buf_exact" [5, 30],
        ReadArray "read_array" [0],
        ReadNumber "read_number" [1, 2, 4, 8, 16],
        ReadFloat "read_float" [0],
        ReadInto "read_into" [6],
        ReadToEnd "read_to_end" [0, 7],
        ReadToString "read_to_string" [0, 7],
        NextByte "next_byte" [3],
        FillBuf "fill_buf" [0, 2],
        HasDataLeft "has_data_left" [0],
        ReadUntil "read_until" [0, 7],
        SkipUntil "skip_until" [0, 7],
        ReadLine "read_line" [0, 7],
        Lines "lines" [0, 7],
        LinesRef "lines_ref" [0, 7],
        Segments "segments" [0, 7],
        SegmentsRef "segments_ref" [0, 7],
        LinesStream "lines_stream" [0],
        Peek "peek" [5],
        Write "write" [0, 3, 50],
        WriteVectored "write_vectored" [0, 7, 50],
        WriteAll "write_all" [6, 30],
        WriteAllVectored "write_all_vectored" [6, 30],
        /// Writes lines of a few bytes.
        WriteLines "write_lines" [5, 30],
        WriteFmt "write_fmt" [6],
        WriteNumber "write_number" [1, 2, 4, 8, 16],
        WriteBuf "write_buf" [6],
        WriteAllBuf "write_all_buf" [12],
        Flush "flush" [0],
        Shutdown "shutdown" [0],
        Start "start" [0, 4, 25],
        Current "current" [0, 3, -2],
        End "end" [0, -5],
        Rewind "rewind" [0],
        Position "position" [0],
        Length "length" [0],
        Relative "relative" [2, -1],
        /// `BufReader::seek_relative`, between two reads.
        Leaf "leaf" [2, 9, -2],
        Copy "copy" [0, 5],
        CopyProgress "copy_progress" [5],
        CopyBuf "copy_buf" [0],
        CopyBidirectional "copy_bidirectional" [0, 5],
        /// Formats the stack with `{:?}`, and polls the other task at each piece of text.
        Debug "debug" [0],
    }
}

pub type Step = Word<Move>;
pub type Layer = Word<Wrap>;
pub type Op = Word<Deed>;

/// When a future is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Not before it is ready. A panic of an end is caught, and the future is polled again.
    Never,
    /// Once it has returned `Pending` so many times.
    After(u8),
    /// When it has panicked.
    AtPanic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    pub op: Op,
    pub stop: Stop,
}

/// An end, and the layers over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub family: Family,
    pub content: Word<Content>,
    pub manner: Manner,
    pub steps: Vec<Step>,
    pub layers: Vec<Layer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub shape: Word<Shape>,
    pub mischief: Mischief,
    /// At least one. A shape that has two, and is given one, has the second without layers and steps.
    pub sides: Vec<Side>,
    pub acts: Vec<Act>,
}

impl Side {
    /// An end of our own traits that holds some bytes, with nothing over it.
    pub fn plain() -> Self {
        let content = Word::new(Content::Bytes, 40);
        Side { family: Family::Own, content, manner: Manner::Honest, steps: Vec::new(), layers: Vec::new() }
    }
}

impl Plan {
    pub fn side(&self, i: usize) -> Side {
        self.sides.get(i).cloned().unwrap_or_else(Side::plain)
    }

    /// Every step of every side.
    pub fn moves(&self) -> impl Iterator<Item = Move> {
        self.sides.iter().flat_map(|side| &side.steps).map(|step| step.kind)
    }
}

fn words<K: Kind>(f: &mut fmt::Formatter<'_>, words: &[Word<K>]) -> fmt::Result {
    words.iter().try_for_each(|word| write!(f, " {word}"))
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.op.fmt(f)?;
        match self.stop {
            Stop::Never => Ok(()),
            Stop::After(polls) => write!(f, "@{polls}"),
            Stop::AtPanic => f.write_str("@!"),
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shape.fmt(f)?;
        if self.mischief != Mischief::None {
            write!(f, " {}", self.mischief.name())?;
        }
        for side in &self.sides {
            write!(f, "; {} {}", side.family.name(), side.content)?;
            if side.manner != Manner::Honest {
                write!(f, " {}", side.manner.name())?;
            }
            f.write_str(":")?;
            words(f, &side.steps)?;
            f.write_str(";")?;
            words(f, &side.layers)?;
        }
        f.write_str(";")?;
        self.acts.iter().try_for_each(|act| write!(f, " {act}"))
    }
}

fn parsed<T: FromStr<Err = String>>(text: &str) -> Result<Vec<T>, String> {
    text.split_whitespace().map(str::parse).collect()
}

fn kind<K: Kind>(word: Option<&str>) -> Result<K, String> {
    Ok(word.unwrap_or_default().parse::<Word<K>>()?.kind)
}

impl FromStr for Act {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (op, stop) = match text.split_once('@') {
            None => (text, Stop::Never),
            Some((op, "!")) => (op, Stop::AtPanic),
            Some((op, polls)) => (op, Stop::After(polls.parse().map_err(|_| format!("no such number: {text}"))?)),
        };
        Ok(Act { op: op.parse()?, stop })
    }
}

impl FromStr for Plan {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let parts: Vec<&str> = line.split(';').collect();
        let [head, sides @ .., acts] = &parts[..] else { return Err("a plan has a shape, sides and acts".into()) };
        let mut head = head.split_whitespace();
        let shape = head.next().unwrap_or_default().parse()?;
        let mischief = kind(head.next())?;
        let sides = sides
            .chunks(2)
            .map(|side| {
                let [end, layers] = side else { return Err("a side has an end and layers".to_string()) };
                let (end, steps) = end.split_once(':').ok_or("an end has a colon before its steps")?;
                let mut end = end.split_whitespace();
                let family = kind(end.next())?;
                let content = end.next().unwrap_or_default().parse()?;
                Ok(Side { family, content, manner: kind(end.next())?, steps: parsed(steps)?, layers: parsed(layers)? })
            })
            .collect::<Result<Vec<_>, String>>()?;
        if sides.is_empty() {
            return Err("a plan has a side".into());
        }
        Ok(Plan { shape, mischief, sides, acts: parsed(acts)? })
    }
}
