//! Draws random plans from a seed or from the bytes of a fuzzer, and shrinks a plan that fails.

use super::{
    plan::{Act, Content, Deed, Family, Kind, Manner, Mischief, Move, Plan, Shape, Side, Stop, Word, Wrap},
    run_patiently,
};

/// A source of random numbers.
pub enum Dice<'a> {
    /// The bytes of a fuzzer. Each throw takes one byte; after the last byte every throw is 0.
    Bytes(&'a [u8]),
    /// The state of Vigna's `SplitMix64`, which gives the same sequence on every platform.
    Seed(u64),
}

impl Dice<'_> {
    /// Returns a number below `n`. `n` must not be 0.
    fn below(&mut self, n: usize) -> usize {
        match self {
            Dice::Bytes(bytes) => {
                let Some((first, rest)) = bytes.split_first() else { return 0 };
                *bytes = rest;
                usize::from(*first) % n
            }
            Dice::Seed(seed) => {
                *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = *seed;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or(0) % n
            }
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Returns a word with one of its numbers.
    fn word<K: Kind>(&mut self) -> Word<K> {
        let (kind, _, numbers) = self.one_of(K::ALL);
        Word::new(kind, self.one_of(numbers))
    }

    /// Returns `first` in three of four cases, and any word in the fourth.
    fn rarely<K: Kind>(&mut self, first: K) -> K {
        if self.below(4) == 0 { self.word().kind } else { first }
    }

    fn side(&mut self) -> Side {
        let family = self.rarely(Family::Own);
        let content = Word { kind: self.rarely(Content::Bytes), n: 40 };
        let content = if content.kind == Content::Bytes { content } else { Word { n: 0, ..content } };
        let manner = self.rarely(Manner::Honest);
        let (steps, layers) = (self.below(7), self.below(5));
        let steps = (0..steps)
            .map(|_| {
                let plain = self.below(2) == 0;
                if plain { Word::new(Move::Give, self.one_of(&[1, 3, 7])) } else { self.word() }
            })
            .collect();
        Side { family, content, manner, steps, layers: (0..layers).map(|_| self.word()).collect() }
    }

    fn act(&mut self, shape: Shape) -> Act {
        let op = match shape {
            Shape::Copy if self.below(2) == 0 => {
                Word::new(self.one_of(&[Deed::Copy, Deed::CopyBuf, Deed::CopyProgress]), 0)
            }
            Shape::Relay => Word::new(Deed::CopyBidirectional, self.one_of(&[0, 5])),
            _ => self.word(),
        };
        let stop = match self.below(6) {
            0 => Stop::After(1),
            1 => Stop::After(2),
            2 => Stop::After(3),
            3 => Stop::AtPanic,
            _ => Stop::Never,
        };
        Act { op, stop }
    }

    /// Returns a plan. It may be one that cannot run.
    pub fn plan(&mut self) -> Plan {
        let shape: Word<Shape> = self.word();
        let two = !matches!(shape.kind, Shape::Read | Shape::Write | Shape::File);
        let piped = matches!(shape.kind, Shape::Simplex | Shape::Duplex);
        let mischief = if piped { self.rarely(Mischief::None) } else { Mischief::None };
        let sides = (0..=usize::from(two)).map(|_| self.side()).collect();
        let acts = 1 + self.below(5);
        Plan { shape, mischief, sides, acts: (0..acts).map(|_| self.act(shape.kind)).collect() }
    }
}

/// Returns the plans that are one step smaller.
fn smaller(plan: &Plan) -> Vec<Plan> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Plan)| {
        let mut less = plan.clone();
        change(&mut less);
        if less != *plan {
            all.push(less);
        }
    };
    for i in (0..plan.acts.len()).rev() {
        with(&|plan| {
            plan.acts.remove(i);
        });
    }
    for (s, side) in plan.sides.iter().enumerate() {
        for i in (0..side.layers.len()).rev() {
            with(&|plan| {
                plan.sides[s].layers.remove(i);
            });
        }
        for i in (0..side.steps.len()).rev() {
            with(&|plan| {
                plan.sides[s].steps.remove(i);
            });
        }
        with(&|plan| plan.sides[s].manner = Manner::Honest);
        with(&|plan| plan.sides[s].family = Family::Own);
        with(&|plan| plan.sides[s].content = Side::plain().content);
        for i in 0..side.layers.len() {
            let n = Wrap::numbers(side.layers[i].kind)[0];
            with(&|plan| plan.sides[s].layers[i].n = n);
        }
    }
    if plan.sides.len() > 1 {
        with(&|plan| plan.sides.truncate(1));
    }
    for i in 0..plan.acts.len() {
        with(&|plan| plan.acts[i].stop = Stop::Never);
    }
    with(&|plan| plan.mischief = Mischief::None);
    all
}

/// Returns a smaller plan that breaks the same invariant. No single step of [`smaller`] makes it smaller still.
pub fn shrunk(plan: &Plan) -> Plan {
    let broken = |plan: &Plan| run_patiently(plan).and_then(Result::err).map(|fault| fault.invariant);
    let Some(invariant) = broken(plan) else { return plan.clone() };
    let mut least = plan.clone();
    while let Some(less) = smaller(&least).into_iter().find(|plan| broken(plan) == Some(invariant)) {
        least = less;
    }
    least
}
