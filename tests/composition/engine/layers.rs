//! Builds a stack layer by layer, together with its model.

use super::{
    driver::BUDGET,
    end::End,
    oracle::{Oracle, Source},
    plan::{Family, Layer, Manner, Side, Wrap},
    stream::{Buffers, BuffersAndWrites, Object, Reads, ReadsAndWrites, Stream, Writes},
    world::World,
};
use poll_io::{BufReader, BufStream, BufWriter, Either, LineWriter, empty, join, prelude::*, sink, split};
use poll_io_compat::{Compat, FromEmbedded, FromFutures, FromHyper, FromStd, FromTokio, IntoStd, tokio_1::WithHandle};
use std::{cell::RefCell, rc::Rc};
use tokio::runtime::{Handle, Runtime};

/// The traits that a stack has. Every stack reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Has {
    pub read: bool,
    pub buf: bool,
    pub write: bool,
    pub seek: bool,
}

impl Has {
    pub const READS: Self = Has { read: true, buf: false, write: false, seek: false };
    pub const WRITES: Self = Has { read: false, buf: false, write: true, seek: false };
}

/// The bytes that an `Inspect` was shown, and the model of the stack below it.
pub struct Shown {
    pub bytes: Rc<RefCell<Vec<u8>>>,
    pub below: Source,
    /// Whether the `Inspect` sees writes.
    pub writes: bool,
    /// Whether a chained stream comes before or after the stream that it inspects.
    pub is_chained: bool,
    /// Whether the end is [shy](Manner::Shy), so that bytes may be shown late.
    pub is_late: bool,
}

pub struct Stack {
    pub io: Object,
    pub has: Has,
    pub oracle: Oracle,
    pub shown: Vec<Shown>,
}

/// Returns the number of calls that the layers of a side may make in one poll in addition to the calls that they receive.
///
/// `src/budget.rs` proves that each layer makes at most one such call. A `LineWriter` or a `BufStream` makes at most two.
pub fn calls_besides(side: &Side) -> usize {
    let twice = side.layers.iter().filter(|layer| matches!(layer.kind, Wrap::LineWriter | Wrap::BufStream));
    // A shy end may not lend the same bytes again. Then `Inspect` reads the consumed bytes in a call of its own, to
    // show them.
    let is_late = side.manner == Manner::Shy && side.layers.iter().any(|layer| layer.kind == Wrap::Inspect);
    let late = if is_late { BUDGET } else { 0 };
    side.layers.len() + twice.count() + usize::from(side.family != Family::Own) + late
}

/// Returns whether a layer of the side writes into the buffer of another layer.
pub fn shifts(side: &Side) -> bool {
    let holds = |kind| matches!(kind, Wrap::BufWriter | Wrap::LineWriter | Wrap::BufStream | Wrap::Embedded);
    let layers = side.layers.iter().filter(|layer| holds(layer.kind)).count();
    layers + usize::from(side.family == Family::Embedded) > 1
}

/// Returns whether a layer of the side blocks the thread while an end waits.
pub fn blocks(side: &Side) -> bool {
    side.layers.iter().any(|layer| layer.kind == Wrap::Std)
}

fn object(io: impl Stream + 'static) -> Object {
    Box::pin(io)
}

thread_local! {
    /// A runtime that runs nothing. `WithHandle` enters its handle.
    static RUNTIME: Runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime can be built");
}

fn handle() -> Handle {
    RUNTIME.with(|runtime| runtime.handle().clone())
}

impl Stack {
    /// Builds the end of a side and the layers over it. Returns `None` if a layer does not fit on the layer below it.
    pub fn build(world: &World, side: &Side, is_file: bool) -> Option<Self> {
        Self::base(world, side, Source::of(side.content), is_file).wrapped(world, side)
    }

    fn base(world: &World, side: &Side, source: Source, is_file: bool) -> Self {
        let hints = side.manner != Manner::Boastful;
        let mut oracle = Oracle::new(source.clone(), is_file, hints, side.manner != Manner::Unvectored);
        let end = End::new(world, side, source, is_file);
        let all = Has { read: true, buf: true, write: true, seek: true };
        let (io, has) = match side.family {
            Family::Own => (object(end), all),
            Family::Tokio => (object(FromTokio::new(end)), all),
            Family::Futures => (object(FromFutures::new(end)), all),
            Family::Hyper => (object(ReadsAndWrites(FromHyper::new(end))), Has { buf: false, seek: false, ..all }),
            Family::Std => (object(FromStd::new(end)), all),
            Family::Embedded => (object(FromEmbedded::new(end)), all),
        };
        // Over a shy end, an `Inspect` may still owe a read of the consumed bytes, and a seek waits for that read.
        oracle.forgetful = matches!(side.manner, Manner::Forgetful | Manner::Shy);
        oracle.bridge(side.family);
        world.fragile.set(world.fragile.get() || side.family == Family::Embedded);
        Stack { io, has, oracle, shown: Vec::new() }
    }

    /// Puts a layer on the stack. Returns `None` if it does not fit.
    fn put(self, world: &World, side: &Side, layer: Layer) -> Option<Self> {
        let Stack { io, has, mut oracle, mut shown } = self;
        let n = layer.size();
        // The other reader of a chain follows the same steps, and implements the traits of poll-io.
        let beside = |world: &World| {
            let beside = Side { family: Family::Own, layers: Vec::new(), ..side.clone() };
            End::new(world, &beside, Source::beside(), false)
        };
        let only = |fits: bool, io: fn(Object, usize) -> Object, has: Has| fits.then_some((io, has));
        let (make, has) = match layer.kind {
            Wrap::ChainAfter | Wrap::ChainBefore => {
                if !has.read {
                    return None;
                }
                let end = beside(world);
                let after = layer.kind == Wrap::ChainAfter;
                let io = if after { object(Buffers(end.chain(io))) } else { object(Buffers(io.chain(end))) };
                if after {
                    oracle.chain_behind(Source::beside());
                } else {
                    oracle.chain(Source::beside());
                }
                oracle.slices[0] = false;
                for shown in &mut shown {
                    shown.is_chained = true;
                }
                let has = Has { write: false, seek: false, ..has };
                return Some(Stack { io, has, oracle, shown });
            }
            Wrap::Inspect | Wrap::InspectWrite => {
                let bytes = Rc::new(RefCell::new(Vec::new()));
                let writes = layer.kind == Wrap::InspectWrite;
                shown.push(Shown {
                    bytes: bytes.clone(),
                    below: oracle.source.clone(),
                    writes,
                    is_chained: false,
                    is_late: side.manner == Manner::Shy,
                });
                let show = move |piece: &[u8]| bytes.borrow_mut().extend(piece);
                let io = if writes { object(io.inspect_write(show)) } else { object(io.inspect(show)) };
                return Some(Stack { io, has, oracle, shown });
            }
            Wrap::Take => only(true, |io, n| object(io.take(n as u64)), has),
            Wrap::Limited => {
                only(has.read, |io, n| object(BuffersAndWrites(io.limited(n as u64))), Has { seek: false, ..has })
            }
            Wrap::BufReader => {
                only(has.read, |io, n| object(BufReader::with_capacity(n, io)), Has { buf: true, ..has })
            }
            Wrap::BufWriter => only(has.write, |io, n| object(BufWriter::with_capacity(n, io)), has),
            Wrap::LineWriter => only(has.write, |io, n| object(Writes(LineWriter::with_capacity(n, io))), Has::WRITES),
            Wrap::BufStream => only(
                has.read && has.write,
                |io, n| object(BufStream::with_capacity(n, n, io)),
                Has { buf: true, ..has },
            ),
            Wrap::JoinReader => only(
                has.read,
                |io, _| object(BuffersAndWrites(join(io, sink()))),
                Has { write: false, seek: false, ..has },
            ),
            Wrap::JoinWriter => only(has.write, |io, _| object(BuffersAndWrites(join(empty(), io))), Has::WRITES),
            Wrap::Left => only(true, |io, _| object(Either::<Object, Object>::Left(io)), has),
            Wrap::Right => only(true, |io, _| object(Either::<Object, Object>::Right(io)), has),
            Wrap::Split => only(
                has.read && has.write,
                |io, _| {
                    let (reader, writer) = split(io);
                    object(ReadsAndWrites(join(reader, writer)))
                },
                Has { buf: false, seek: false, ..has },
            ),
            Wrap::Boxed => only(true, |io, _| object(Box::new(io)), has),
            Wrap::Tokio => only(true, |io, _| object(FromTokio::new(Compat::new(io))), has),
            Wrap::Handle => only(true, |io, _| object(FromTokio::new(WithHandle::new(handle(), Compat::new(io)))), has),
            Wrap::Futures => only(true, |io, _| object(FromFutures::new(Compat::new(io))), has),
            Wrap::Hyper => only(
                true,
                |io, _| object(ReadsAndWrites(FromHyper::new(Compat::new(io)))),
                Has { buf: false, seek: false, ..has },
            ),
            Wrap::Std => only(true, |io, _| object(FromStd::new(IntoStd::new(io))), has),
            Wrap::Embedded => {
                only(true, |io, _| object(FromEmbedded::new(Compat::new(io))), Has { buf: has.read, ..has })
            }
        }?;
        oracle.put(layer);
        world.fragile.set(world.fragile.get() || layer.kind == Wrap::Embedded);
        Some(Stack { io: make(io, n), has, oracle, shown })
    }

    /// Splits the stack into a half that reads and a half that writes.
    pub fn halves(self) -> Option<[Self; 2]> {
        if !self.has.read || !self.has.write {
            return None;
        }
        let (reader, writer) = split(self.io);
        let (by_writer, by_reader) = self.shown.into_iter().partition(|shown| shown.writes);
        let (mut reader, mut writer) = (
            Stack::over(object(Reads(reader)), Has::READS, self.oracle.clone()),
            Stack::over(object(Writes(writer)), Has::WRITES, self.oracle),
        );
        (reader.shown, writer.shown) = (by_reader, by_writer);
        Some([reader, writer])
    }

    /// Returns a stack without layers over an object.
    pub fn over(io: Object, has: Has, oracle: Oracle) -> Self {
        Stack { io, has, oracle, shown: Vec::new() }
    }

    /// Puts the layers of a side on the stack. Returns `None` if a layer does not fit on the layer below it.
    pub fn wrapped(self, world: &World, side: &Side) -> Option<Self> {
        side.layers.iter().try_fold(self, |stack, layer| stack.put(world, side, *layer))
    }
}

/// The methods that apply a layer to the model.
impl Oracle {
    /// Applies the bridge over an end with other traits.
    fn bridge(&mut self, family: Family) {
        match family {
            Family::Own => {}
            Family::Tokio | Family::Hyper => self.slices[0] = false,
            // These traits do not tell whether vectored calls are efficient, so the bridge returns true.
            Family::Futures => self.vectored = true,
            Family::Std => {
                self.vectored = true;
                self.ends = false;
            }
            Family::Embedded => self.embedded(),
        }
    }

    fn embedded(&mut self) {
        self.slices = [false; 2];
        self.vectored = false;
        self.ends = false;
        self.writes_behind = true;
    }

    fn put(&mut self, layer: Layer) {
        let n = layer.size() as u64;
        match layer.kind {
            Wrap::Take => {
                self.take(n);
                // `Take` offers only part of the slices if they exceed its limit.
                self.slices[0] = false;
            }
            Wrap::Limited => {
                self.limit(n);
                self.slices[0] = false;
            }
            // Both may buffer the bytes that they are offered.
            Wrap::BufWriter | Wrap::BufStream => {
                self.vectored = true;
                self.slices = [false; 2];
            }
            Wrap::BufReader => {
                self.keeps_ahead = true;
                self.slices = [false; 2];
            }
            Wrap::LineWriter => self.slices = [false; 2],
            Wrap::Tokio | Wrap::Handle => self.bridge(Family::Tokio),
            Wrap::Hyper => self.bridge(Family::Hyper),
            Wrap::Futures => self.bridge(Family::Futures),
            Wrap::Std => self.bridge(Family::Std),
            Wrap::Embedded => self.embedded(),
            Wrap::ChainAfter
            | Wrap::ChainBefore
            | Wrap::Inspect
            | Wrap::InspectWrite
            | Wrap::JoinReader
            | Wrap::JoinWriter
            | Wrap::Left
            | Wrap::Right
            | Wrap::Split
            | Wrap::Boxed => {}
        }
    }
}
