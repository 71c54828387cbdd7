//! Generates the plans that the gate runs: a sample of all stacks of up to three layers, with every method and script.

use crate::engine::{
    futures::Way,
    plan::{
        Act, Content, Deed, Family, Kind, Layer, Manner, Mischief, Move, Op, Plan, Shape, Side, Step, Stop, Word, Wrap,
    },
};

/// Returns the scripts of the ends. In most of them, one of the first three calls waits, yields, fails, panics or is
/// interrupted.
fn scripts() -> Vec<Vec<Step>> {
    let step = Step::new;
    let mut all = vec![vec![], vec![step(Move::Give, 1), step(Move::Give, 3)]];
    for before in 0..3 {
        for kind in [Move::Wait, Move::Yield, Move::Fail, Move::Panic, Move::Interrupt] {
            let n = i16::from(kind == Move::Interrupt);
            let gives = std::iter::repeat_n(step(Move::Give, 3), before);
            all.push(gives.chain([step(kind, n)]).collect());
        }
    }
    all.extend(
        MIXTURES.iter().map(|line| line.split(' ').map(|word| word.parse().expect("the word is a step")).collect()),
    );
    all
}

const MIXTURES: &[&str] = &[
    "wait give3 wait fail",
    "wait panic give1 panic",
    "give3 interrupt1 wait give1 fail",
    "hang",
    "give3 hang",
    "spill_yield give1 spill_yield",
    "give3 spill_fail",
    "spill_interrupt give3 spill_interrupt",
    "claim",
    "give3 claim",
    "refuse",
    "give3 refuse",
    "interrupt100 give1 interrupt100 give1",
    "interrupt300",
    "sip300",
];

/// Returns when to drop a future that runs over this script. `AtPanic` is only useful if the script panics.
fn stops(script: &[Step]) -> Vec<Stop> {
    let has = |kinds: &[Move]| script.iter().any(|step| kinds.contains(&step.kind));
    let mut all = vec![Stop::Never];
    if has(&[Move::Wait, Move::Yield, Move::Hang, Move::SpillYield, Move::Interrupt, Move::Sip, Move::SpillInterrupt]) {
        all.extend([Stop::After(1), Stop::After(2)]);
    }
    if has(&[Move::Panic]) {
        all.push(Stop::AtPanic);
    }
    all
}

fn ops(way: Way) -> Vec<Op> {
    Op::all().filter(|op| op.kind.way() == Some(way)).collect()
}

/// Returns each layer once, with a number from the middle of its list.
fn layers() -> Vec<Layer> {
    Wrap::ALL.iter().map(|&(kind, _, numbers)| Layer::new(kind, numbers[numbers.len() / 2])).collect()
}

/// Returns the stacks of at most one layer, with every number, over ends of every family.
fn shallow() -> Vec<(Family, Vec<Layer>)> {
    let families = Family::ALL.iter().map(|&(family, ..)| family);
    let stacks = || std::iter::once(Vec::new()).chain(Layer::all().map(|layer| vec![layer]));
    families.flat_map(|family| stacks().map(move |stack| (family, stack))).collect()
}

fn pairs() -> Vec<Vec<Layer>> {
    layers().into_iter().flat_map(|a| layers().into_iter().map(move |b| vec![a, b])).collect()
}

fn triples() -> Vec<Vec<Layer>> {
    pairs().into_iter().flat_map(|pair| layers().into_iter().map(move |c| [&pair[..], &[c]].concat())).collect()
}

fn content(kind: Content) -> Word<Content> {
    Word::new(kind, kind.numbers()[0])
}

/// Returns the contents that can make a difference to a method.
fn contents(op: Op) -> &'static [Content] {
    match op.kind {
        Deed::ReadToEnd | Deed::ReadUntil | Deed::SkipUntil => {
            &[Content::Bytes, Content::EndlessText, Content::EndlessLines, Content::Empty]
        }
        Deed::ReadToString | Deed::ReadLine | Deed::Lines | Deed::LinesRef | Deed::Segments => &[
            Content::Text,
            Content::Broken,
            Content::EndlessText,
            Content::EndlessLines,
            Content::EndlessBytes,
            Content::Empty,
        ],
        Deed::SegmentsRef | Deed::LinesStream => &[Content::Text, Content::Broken],
        _ => &[Content::Bytes],
    }
}

/// Returns the methods that a plan of this shape calls, and the content of its end. [`stopped`] drops one of the futures.
fn acts(shape: Shape) -> Vec<(Content, Vec<Op>)> {
    let then = |deed, n| Op::new(deed, n);
    match shape {
        Shape::Read => ops(Way::Read)
            .into_iter()
            .flat_map(|op| contents(op).iter().map(move |content| (*content, vec![op])))
            .collect(),
        Shape::Write => ops(Way::Write)
            .into_iter()
            .flat_map(|op| {
                [
                    vec![op, then(Deed::WriteAll, 6)],
                    vec![then(Deed::WriteAll, 6), op, then(Deed::Flush, 0)],
                    vec![then(Deed::WriteLines, 5), then(Deed::Shutdown, 0), op],
                ]
            })
            .map(|ops| (Content::Bytes, ops))
            .collect(),
        _ => ops(Way::Seek)
            .into_iter()
            .flat_map(|op| {
                let read = then(Deed::ReadExact, 5);
                [
                    vec![read, op, read],
                    vec![op, op, then(Deed::FillBuf, 2), then(Deed::Position, 0)],
                    vec![read, op, then(Deed::Start, 4), read],
                    vec![then(Deed::WriteAll, 6), op, then(Deed::WriteAll, 6)],
                    vec![op, read, op, read],
                ]
            })
            .map(|ops| (Content::Bytes, ops))
            .collect(),
    }
}

/// Returns the acts of a plan. The act in the middle is stopped.
fn stopped(ops: &[Op], stop: Stop) -> Vec<Act> {
    let middle = (ops.len() - 1) / 2;
    ops.iter().enumerate().map(|(i, op)| Act { op: *op, stop: if i == middle { stop } else { Stop::Never } }).collect()
}

/// Returns every case for a stack: each method, with each script and each way to stop.
fn cases(shape: Shape) -> Vec<(Content, Vec<Step>, Vec<Act>)> {
    let scripts = scripts();
    let mut all = Vec::new();
    for (content, ops) in acts(shape) {
        for script in &scripts {
            all.extend(stops(script).into_iter().map(|stop| (content, script.clone(), stopped(&ops, stop))));
        }
    }
    all
}

/// Steps through a product of lists, and calls `each` once for every `stride` elements. Passes the index into each list.
///
/// The stride is a prime that divides none of the lengths. So every element of a list meets all kinds of elements of
/// the other lists.
fn product<const N: usize>(lengths: [usize; N], stride: usize, mut each: impl FnMut([usize; N])) {
    let all: usize = lengths.iter().product();
    for i in (0..all).step_by(stride) {
        let mut rest = i;
        each(lengths.map(|length| {
            let at = rest % length;
            rest /= length;
            at
        }));
    }
}

/// The strides of the generator: it runs one plan out of that many. Every stride is a prime.
#[derive(Clone, Copy, Debug)]
pub struct Density {
    /// Applies to stacks of at most one layer over an end that implements the traits of poll-io.
    pub one: usize,
    /// Applies to stacks of at most one layer over a bridge from an end that implements other traits.
    pub bridged: usize,
    /// Applies to stacks of two layers.
    pub two: usize,
    /// Applies to stacks of three layers.
    pub three: usize,
    /// Applies to plans of two stacks.
    pub pair: usize,
}

/// Calls `each` with plans of one stack.
pub fn single(shape: Shape, density: Density, mut each: impl FnMut(Plan)) {
    let cases = cases(shape);
    let mut some = |stacks: &[(Family, Vec<Layer>)], stride: usize| {
        product([cases.len(), stacks.len()], stride, |[case, stack]| {
            let ((kind, steps, acts), (family, layers)) = (cases[case].clone(), stacks[stack].clone());
            let side = Side { family, content: content(kind), manner: Manner::Honest, steps, layers };
            each(Plan { shape: Word::new(shape, 0), mischief: Mischief::None, sides: vec![side], acts });
        });
    };
    let (own, bridged): (Vec<_>, Vec<_>) = shallow().into_iter().partition(|(family, _)| *family == Family::Own);
    let over_own = |stacks: Vec<Vec<Layer>>| stacks.into_iter().map(|stack| (Family::Own, stack)).collect::<Vec<_>>();
    some(&own, density.one);
    some(&bridged, density.bridged);
    some(&over_own(pairs()), density.two);
    some(&over_own(triples()), density.three);
}

/// Returns the methods that a plan of two stacks calls.
fn acts_of_two(shape: Shape) -> Vec<Vec<Op>> {
    let lines: &[&str] = match shape {
        Shape::Copy => &["copy", "copy5", "copy_progress5", "copy_buf", "copy5 copy", "copy_buf copy_buf"],
        Shape::Relay => &["copy_bidirectional", "copy_bidirectional5", "copy_bidirectional5 copy_bidirectional"],
        // One task calls the methods that read, and the other task calls the methods that write.
        _ => &[
            "read_exact5 write_all6",
            "read_to_end write_all30 flush",
            "read50 read_exact30 write_all_vectored30 write_all6",
            "read_vectored7 read_to_string write_lines30 shutdown",
            "debug read_exact5 debug write_all6 flush",
            "lines fill_buf2 write_lines30 write_lines5",
            "next_byte3 peek5 write_vectored50 write_fmt6 flush",
        ],
    };
    lines.iter().map(|line| line.split(' ').map(|word| word.parse().expect("the word is a method")).collect()).collect()
}

/// Returns the scripts for one side of two. They are fewer, because each script meets every script of the other side.
fn short_scripts() -> Vec<Vec<Step>> {
    const SHORT: &[&str] = &[
        "",
        "wait",
        "give3 wait",
        "yield give1",
        "fail",
        "give3 fail",
        "panic",
        "give3 panic",
        "interrupt1 give1",
        "hang",
        "hold",
        "give3 hold wait hold",
        "spill_yield",
        "give3 spill_fail",
        "claim",
        "refuse",
        "sip300",
    ];
    SHORT
        .iter()
        .map(|line| line.split_whitespace().map(|word| word.parse().expect("the word is a step")).collect())
        .collect()
}

/// Calls `each` with plans of two stacks.
pub fn double(shape: Shape, density: Density, mut each: impl FnMut(Plan)) {
    let (scripts, acts) = (short_scripts(), acts_of_two(shape));
    let piped = matches!(shape, Shape::Simplex | Shape::Duplex);
    let mischiefs: Vec<Mischief> =
        Mischief::ALL.iter().map(|&(mischief, ..)| mischief).take(if piped { usize::MAX } else { 1 }).collect();
    let stops = [Stop::Never, Stop::After(1), Stop::After(2), Stop::AtPanic];
    let ones: Vec<Vec<Layer>> = std::iter::once(Vec::new()).chain(Layer::all().map(|layer| vec![layer])).collect();
    let (n, scripts_n) = (ones.len(), if piped { 1 } else { scripts.len() });
    let capacities = shape.numbers();
    let lengths = [n, scripts_n, n, scripts_n, acts.len(), stops.len(), mischiefs.len(), capacities.len()];
    product(lengths, density.pair, |[a, steps_a, b, steps_b, act, stop, mischief, capacity]| {
        let side = |layers: usize, steps: usize| Side {
            steps: scripts[steps].clone(),
            layers: ones[layers].clone(),
            ..Side::plain()
        };
        let sides = vec![side(a, steps_a), side(b, steps_b)];
        let acts = stopped_first(&acts[act], stops[stop]);
        each(Plan { shape: Word::new(shape, capacities[capacity]), mischief: mischiefs[mischief], sides, acts });
    });
}

/// Returns the acts of a plan. The first act is stopped, and so is the first act that writes.
fn stopped_first(ops: &[Op], stop: Stop) -> Vec<Act> {
    let writes = ops.iter().position(|op| op.kind.way() == Some(Way::Write));
    ops.iter()
        .enumerate()
        .map(|(i, op)| Act { op: *op, stop: if i == 0 || Some(i) == writes { stop } else { Stop::Never } })
        .collect()
}
