//! A plan says which stacks to build over which ends, and which methods to call. A plan is data.
//!
//! A plan prints itself as one line, and is parsed from such a line. So the report of a fault is a line that can be run:
//!
//! ```text
//! read; own text: wait give3 fail; take10 buf_reader4; read_exact5@1 read_line
//! ```
//!
//! A line has these parts, from left to right: the shape, one or two sides, and the acts. A side has an end, the steps
//! of the end, and the layers over the end, the innermost first. An end has a family, a content and, if it is not
//! honest, a manner. An act is a method and a way to stop its future. `@2` drops the future after its second `Pending`,
//! and `@!` drops it at the first panic. Without either, the future is polled until it is ready, even after a panic.

use std::{fmt, str::FromStr};

/// A part of a plan: a list of words, each with the numbers that are worth trying.
pub trait Kind: Copy + PartialEq + Sized + 'static {
    const ALL: &'static [(Self, &'static str, &'static [i16])];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("?", |(_, name, _)| name)
    }

    fn numbers(self) -> &'static [i16] {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or(&[0], |(.., numbers)| numbers)
    }
}

/// A word of a plan, followed by a number: `take10`, `wait` or `current-3`. A word without a number has the
/// number 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<K> {
    pub kind: K,
    pub n: i16,
}

impl<K: Kind> Word<K> {
    pub const fn new(kind: K, n: i16) -> Self {
        Word { kind, n }
    }

    /// Returns every word with every number of its list.
    pub fn all() -> impl Iterator<Item = Self> {
        K::ALL.iter().flat_map(|&(kind, _, numbers)| numbers.iter().map(move |&n| Word { kind, n }))
    }

    /// Returns the number as a size.
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
        let (kind, ..) = K::ALL.iter().find(|(_, word, _)| *word == name).ok_or(format!("unknown word: {text}"))?;
        let n = if n.is_empty() { 0 } else { n.parse().map_err(|_| format!("invalid number: {text}"))? };
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
    /// The number of stacks, and the connection between them.
    Shape {
        /// A stack that reads a stream.
        Read "read" [0],
        /// A stack that writes a stream.
        Write "write" [0],
        /// A stack over a file, which reads, writes and seeks.
        File "file" [0],
        /// A stack that reads, a stack that writes, and a copy from the reader to the writer.
        Copy "copy" [0],
        /// Two stacks that read and write, and a copy between them in both directions.
        Relay "relay" [0],
        /// The two halves of a split stack. Each half is used by a task of its own. The layers of the second side are
        /// over the half that writes.
        Halves "halves" [0],
        /// A writer and a reader that a `simplex` connects. Each is used by a task of its own. The number is the
        /// capacity.
        Simplex "simplex" [1, 7],
        /// A writer and a reader that a `duplex` connects. Each is used by a task of its own. The number is the capacity.
        Duplex "duplex" [1, 7],
    }
}

words! {
    /// A side effect of the wakers of the tasks.
    Mischief {
        None "" [0],
        /// Cloning a waker polls the other task.
        ClonePolls "clone_polls" [0],
        /// Cloning a waker drops the other task, together with its half or its end of the pipe.
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
    /// The ecosystem whose traits an end implements. It decides which bridge is over the end.
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
    /// The bytes that an end returns to its readers.
    Content {
        /// That many bytes, with a line feed after every ten bytes.
        Bytes "bytes" [40],
        /// Text that has characters of one to four bytes and line ends of both kinds.
        Text "text" [0],
        /// Text, then a line that is not UTF-8, then text again.
        Broken "broken" [0],
        Empty "empty" [0],
        /// Text that never ends and has no line end.
        EndlessText "endless_text" [0],
        /// Line feeds that never end.
        EndlessLines "endless_lines" [0],
        /// Bytes that never end and are not UTF-8.
        EndlessBytes "endless_bytes" [0],
    }
}

words! {
    /// A fault that an end has in addition to its steps.
    Manner {
        Honest "" [0],
        /// Gives no hint: `remaining_hint` returns 0.
        Hintless "hintless" [0],
        /// Returns `usize::MAX` as its hint.
        Boastful "boastful" [0],
        /// Uses only the first slice of a vectored call, and says so.
        Unvectored "unvectored" [0],
        /// Wakes and returns `Pending` when `poll_fill_buf` is called again for the same bytes.
        Shy "shy" [0],
        /// Forgets a seek whose future was dropped. Other ends complete such a seek before the next operation.
        Forgetful "forgetful" [0],
    }
}

words! {
    /// A step of an end: its behavior in one call. After its last step, an end transfers as many bytes as it can.
    Move {
        /// Transfers at most that many bytes. Without a number, transfers as many as it can.
        Give "give" [1, 3],
        /// Transfers one byte in each of that many calls.
        Sip "sip" [300],
        /// Returns `Pending` until the driver releases the end, which wakes the last waker.
        Wait "wait" [0],
        /// Wakes at once and returns `Pending`.
        Yield "yield" [0],
        /// Returns `Pending` forever, and wakes no task.
        Hang "hang" [0],
        /// Fails.
        Fail "fail" [0],
        /// Returns `Interrupted` in each of that many calls.
        Interrupt "interrupt" [1, 300],
        /// Panics.
        Panic "panic" [0],
        /// Puts bytes in the buffer that are not part of the stream, wakes at once and returns `Pending`.
        SpillYield "spill_yield" [0],
        /// Puts bytes in the buffer that are not part of the stream, and fails.
        SpillFail "spill_fail" [0],
        /// Puts bytes in the buffer that are not part of the stream, and returns `Interrupted`.
        SpillInterrupt "spill_interrupt" [0],
        /// Claims one byte more than it was offered.
        Claim "claim" [0],
        /// Accepts no byte: a write returns `Ok(0)`.
        Refuse "refuse" [0],
        /// Polls the other task, and then transfers. A thread that is preempted or that blocks has the same effect.
        Hold "hold" [0],
    }
}

words! {
    /// An adapter or bridge that wraps the stack below it.
    Wrap {
        Take "take" [0, 9, 100],
        Limited "limited" [0, 9, 100],
        /// Another reader comes first.
        ChainAfter "chain_after" [0],
        /// Another reader comes last.
        ChainBefore "chain_before" [0],
        Inspect "inspect" [0],
        InspectWrite "inspect_write" [0],
        BufReader "buf_reader" [1, 4, 64],
        BufWriter "buf_writer" [1, 4, 64],
        LineWriter "line_writer" [8, 64],
        BufStream "buf_stream" [4, 64],
        /// Makes the stack the reader of a `Join`.
        JoinReader "join_reader" [0],
        /// Makes the stack the writer of a `Join`.
        JoinWriter "join_writer" [0],
        Left "left" [0],
        Right "right" [0],
        /// Joins both halves of a split stream again.
        Split "split" [0],
        /// Boxes the stack again. Every call passes through the second box.
        Boxed "boxed" [0],
        /// Converts to tokio's traits and back. The bridges below do the same for other traits.
        Tokio "tokio" [0],
        Handle "handle" [0],
        Futures "futures" [0],
        Hyper "hyper" [0],
        Std "std" [0],
        Embedded "embedded" [0],
    }
}

words! {
    /// A method. The number is a number of bytes, a limit or a distance.
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
        /// Formats the stack with `{:?}`, and polls the other task whenever a piece of text is written.
        Debug "debug" [0],
    }
}

pub type Step = Word<Move>;
pub type Layer = Word<Wrap>;
pub type Op = Word<Deed>;

/// The moment at which a future is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Drops the future when it is ready. If an end panics, the panic is caught and the future is polled again.
    Never,
    /// Drops the future after it has returned `Pending` that many times.
    After(u8),
    /// Drops the future when it has panicked.
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
    /// The plan has one side or two. If a shape needs two sides and the plan has one, the second side has no layers and
    /// no steps.
    pub sides: Vec<Side>,
    pub acts: Vec<Act>,
}

impl Side {
    /// Returns a side whose end implements the traits of poll-io and has 40 bytes. It has no layers.
    pub fn plain() -> Self {
        let content = Word::new(Content::Bytes, 40);
        Side { family: Family::Own, content, manner: Manner::Honest, steps: Vec::new(), layers: Vec::new() }
    }
}

impl Plan {
    pub fn side(&self, i: usize) -> Side {
        self.sides.get(i).cloned().unwrap_or_else(Side::plain)
    }

    /// Returns every step of every side.
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
            Some((op, polls)) => (op, Stop::After(polls.parse().map_err(|_| format!("invalid number: {text}"))?)),
        };
        Ok(Act { op: op.parse()?, stop })
    }
}

impl FromStr for Plan {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let parts: Vec<&str> = line.split(';').collect();
        let [head, sides @ .., acts] = &parts[..] else {
            return Err("a plan must have a shape, sides and acts".into());
        };
        let mut head = head.split_whitespace();
        let shape = head.next().unwrap_or_default().parse()?;
        let mischief = kind(head.next())?;
        let sides = sides
            .chunks(2)
            .map(|side| {
                let [end, layers] = side else { return Err("a side must have an end and layers".to_string()) };
                let (end, steps) = end.split_once(':').ok_or("an end must have a colon before its steps")?;
                let mut end = end.split_whitespace();
                let family = kind(end.next())?;
                let content = end.next().unwrap_or_default().parse()?;
                Ok(Side { family, content, manner: kind(end.next())?, steps: parsed(steps)?, layers: parsed(layers)? })
            })
            .collect::<Result<Vec<_>, String>>()?;
        if sides.is_empty() {
            return Err("a plan must have a side".into());
        }
        Ok(Plan { shape, mischief, sides, acts: parsed(acts)? })
    }
}
