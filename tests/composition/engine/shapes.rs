//! The shapes of a plan: the stacks of each shape, the tasks that use them, and the checks after the last act.

use super::{
    driver::{BUDGET, Checked, Task, drive, nothing},
    futures::{Actor, Way, copy},
    invariants::Invariant,
    layers::{Has, Stack, blocks, calls_besides, shifts},
    oracle::{Oracle, Source},
    plan::{Act, Deed, Family, Plan, Shape, Side, Stop, Wrap},
    stream::{Metered, Object, Reads, Writes},
    tap::Tap,
    told::{Told, told},
    world::World,
};
use poll_io::{SeekFrom, duplex, prelude::*, simplex};

/// Builds the tasks of a plan. Returns `None` if a layer does not fit, or if the stack has none of the methods.
pub fn tasks(world: &World, plan: &Plan) -> Option<Vec<Task>> {
    let sides = [plan.side(0), plan.side(1)];
    world.blocking.set(plan.sides.iter().any(blocks));
    world.shifts.set(plan.sides.iter().any(shifts));
    world.budget.set([BUDGET, plan.sides.iter().map(calls_besides).sum()]);
    let acts = plan.acts.clone();
    let two_tasks = matches!(plan.shape.kind, Shape::Halves | Shape::Simplex | Shape::Duplex);
    if two_tasks && world.blocking.get() {
        // Both tasks run on one thread, so a layer that blocks it would block the other task too.
        return None;
    }
    if plan.shape.kind == Shape::Halves && is_half_duplex(&sides[0]) {
        // The documentation of the bridge says to split the device instead of the bridge.
        return None;
    }
    match plan.shape.kind {
        Shape::Read => {
            let actor = actor(world, &sides[0], false)?;
            usable(&actor, &acts, Way::Read).then(|| vec![task(reading(actor, acts))])
        }
        Shape::Write => {
            let actor = actor(world, &sides[0], false)?;
            usable(&actor, &acts, Way::Write).then(|| vec![task(writing(actor, acts))])
        }
        Shape::File => {
            let actor = actor(world, &sides[0], true)?;
            (actor.tap.has.seek && !actor.tap.oracle.source.is_endless()).then(|| vec![task(filing(actor, acts))])
        }
        Shape::Copy => {
            let (reader, writer) = (actor(world, &sides[0], false)?, actor(world, &sides[1], false)?);
            let fits = reader.tap.has.read && writer.tap.has.write && !reader.tap.oracle.source.is_endless();
            fits.then(|| vec![task(copying(reader, writer, acts))])
        }
        Shape::Relay => {
            let [a, b] = [actor(world, &sides[0], false)?, actor(world, &sides[1], false)?];
            let both =
                |actor: &Actor| actor.tap.has.read && actor.tap.has.write && !actor.tap.oracle.source.is_endless();
            (both(&a) && both(&b)).then(|| vec![task(relaying(a, b, acts))])
        }
        Shape::Halves => {
            let stack = Stack::build(world, &sides[0], false)?;
            let end = world.ends().first().cloned();
            let [reader, writer] = stack.halves()?;
            // The layers of the second side go over the half that writes.
            let writer = writer.wrapped(world, &sides[1])?;
            let actor = |stack| Actor::new(world, Tap::new(world, stack), end.clone());
            Some(side_by_side(actor(reader), actor(writer), acts))
        }
        Shape::Simplex | Shape::Duplex => piped(world, plan, acts),
    }
}

/// Returns whether a stack cannot read and write at the same time.
fn is_half_duplex(side: &Side) -> bool {
    side.family == Family::Embedded || side.layers.iter().any(|layer| layer.kind == Wrap::Embedded)
}

/// Returns whether an act calls a method that the stack has.
fn usable(actor: &Actor, acts: &[Act], way: Way) -> bool {
    acts.iter().any(|act| act.op.kind.fits(actor.tap.has) && act.op.kind.way() == Some(way))
}

fn task(future: impl Future<Output = Checked<()>> + 'static) -> Task {
    Box::pin(future)
}

fn actor(world: &World, side: &Side, is_file: bool) -> Option<Actor> {
    let before = world.ends().len();
    let stack = Stack::build(world, side, is_file)?;
    let end = world.ends().get(before).cloned();
    Some(Actor::new(world, Tap::new(world, stack), end))
}

/// Builds a pipe and its two tasks. One task writes through its layers, and the other task reads those bytes through
/// its own.
fn piped(world: &World, plan: &Plan, acts: Vec<Act>) -> Option<Vec<Task>> {
    let capacity = plan.shape.size().max(1);
    let (reader, writer): (Object, Object) = if plan.shape.kind == Shape::Simplex {
        let (reader, writer) = simplex(capacity);
        (Box::pin(Reads(Metered::new(world, reader))), Box::pin(Writes(Metered::new(world, writer))))
    } else {
        let (reader, writer) = duplex(capacity);
        (Box::pin(Reads(Metered::new(world, reader))), Box::pin(Writes(Metered::new(world, writer))))
    };
    // The reader must return the bytes that the writer has accepted, unless a layer ends the stream or adds to it.
    let mut oracle = Oracle::new(Source::default(), false, false, true);
    oracle.piped = true;
    let mut from_pipe = oracle.clone();
    let changed = [Wrap::Take, Wrap::Limited, Wrap::ChainAfter, Wrap::ChainBefore];
    if plan.side(0).layers.iter().any(|layer| changed.contains(&layer.kind)) {
        (from_pipe.piped, from_pipe.unsure) = (false, true);
    }
    let reader = Stack::over(reader, Has::READS, from_pipe).wrapped(world, &plan.side(0))?;
    let writer = Stack::over(writer, Has::WRITES, oracle).wrapped(world, &plan.side(1))?;
    let actor = |stack| Actor::new(world, Tap::new(world, stack), None);
    Some(side_by_side(actor(reader), actor(writer), acts))
}

/// Returns two tasks. The second one runs the acts that write, and the first one runs all other acts.
fn side_by_side(reader: Actor, writer: Actor, acts: Vec<Act>) -> Vec<Task> {
    let (of_writer, of_reader): (Vec<Act>, Vec<Act>) =
        acts.into_iter().partition(|act| act.op.kind.way() == Some(Way::Write));
    vec![task(reading(reader, of_reader)), task(writing(writer, of_writer))]
}

async fn reading(mut actor: Actor, acts: Vec<Act>) -> Checked<()> {
    for act in acts {
        actor.act(act).await?;
    }
    actor.calm();
    actor.drain().await?;
    actor.check_shown()?;
    actor.check_errors()
}

async fn writing(mut actor: Actor, acts: Vec<Act>) -> Checked<()> {
    for act in acts {
        actor.act(act).await?;
    }
    actor.calm();
    actor.finish().await?;
    actor.check_shown()?;
    actor.check_errors()
}

async fn filing(mut actor: Actor, acts: Vec<Act>) -> Checked<()> {
    for act in acts {
        actor.act(act).await?;
    }
    actor.calm();
    if actor.world.is_dead() {
        return Ok(());
    }
    if actor.tap.has.write {
        actor.flush_at_last().await?;
    }
    let world = actor.world.clone();
    actor.tap.oracle.unsure |= !actor.can_tell();
    let sought = drive(&world, Stop::Never, actor.tap.seek(SeekFrom::Start(0)), nothing).await?;
    if let Some(Err(e)) = sought {
        // The error may belong to an earlier seek whose future was dropped.
        if matches!(told(&e), Told::Scripted(..)) {
            drive(&world, Stop::Never, actor.tap.seek(SeekFrom::Start(0)), nothing).await?;
        }
    }
    if actor.tap.has.read {
        actor.drain().await?;
    }
    let oracle = &actor.tap.oracle;
    if let (Some(end), None, true) = (&actor.end, oracle.window, actor.can_tell() && !oracle.unsure) {
        let (file, expected) = (end.file(), oracle.source.head());
        world.check(Invariant::Arrival, file == expected, || {
            format!(
                "the file has {:?} instead of {:?}",
                String::from_utf8_lossy(&file),
                String::from_utf8_lossy(expected)
            )
        })?;
    }
    actor.check_errors()
}

async fn copying(mut reader: Actor, mut writer: Actor, acts: Vec<Act>) -> Checked<()> {
    for act in acts {
        match act.op.kind {
            Deed::Copy | Deed::CopyBuf | Deed::CopyProgress => copy::one_way(&mut reader, &mut writer, act).await?,
            deed if deed.way() == Some(Way::Write) => writer.act(act).await?,
            _ => reader.act(act).await?,
        }
    }
    reader.calm();
    reader.drain().await?;
    writer.finish().await?;
    reader.check_shown()?;
    writer.check_shown()?;
    reader.check_errors()
}

async fn relaying(mut a: Actor, mut b: Actor, acts: Vec<Act>) -> Checked<()> {
    for act in acts {
        match act.op.kind {
            Deed::CopyBidirectional => copy::both_ways(&mut a, &mut b, act).await?,
            _ => a.act(act).await?,
        }
    }
    a.calm();
    a.drain().await?;
    b.drain().await?;
    a.finish().await?;
    b.finish().await?;
    a.check_errors()
}

/// The steps after the last act. By then the ends transfer as many bytes as they can.
impl Actor {
    fn calm(&self) {
        self.world.calm();
    }

    /// Reads the bytes that are left. The observer checks that no byte is missing or comes twice.
    async fn drain(&mut self) -> Checked<()> {
        const ENOUGH: usize = 300;
        let (world, mut all, mut failures) = (self.world.clone(), 0, 0);
        let mut buf = [0; 64];
        self.tap.begin();
        while self.tap.has.read && !self.world.is_dead() && all < ENOUGH {
            match drive(&world, Stop::Never, self.tap.read(&mut buf), nothing).await? {
                Some(Ok(0)) | None => break,
                Some(Ok(n)) => all += n,
                Some(Err(e)) if told(&e) == Told::LimitExceeded => break,
                Some(Err(e)) => {
                    failures += 1;
                    world.check(Invariant::Errors, failures < 4, || format!("reads fail forever: {e:?}"))?;
                }
            }
        }
        Ok(())
    }

    async fn flush_at_last(&mut self) -> Checked<()> {
        let (world, mut failures) = (self.world.clone(), 0);
        while let Some(Err(e)) = drive(&world, Stop::Never, self.tap.flush(), nothing).await? {
            if world.peer_gone.get() {
                break;
            }
            failures += 1;
            world.check(Invariant::Errors, failures < 4, || format!("flushes fail forever: {e:?}"))?;
        }
        Ok(())
    }

    /// Flushes and shuts down. Checks that all accepted bytes have arrived, and that no further byte is accepted.
    async fn finish(&mut self) -> Checked<()> {
        if !self.tap.has.write || self.world.is_dead() {
            return Ok(());
        }
        let world = self.world.clone();
        self.flush_at_last().await?;
        self.is_finished = true;
        self.closed(Some(Ok(())), false)?;
        let mut failures = 0;
        while let Some(Err(e)) = drive(&world, Stop::Never, self.tap.shutdown(), nothing).await? {
            if world.peer_gone.get() {
                break;
            }
            failures += 1;
            world.check(Invariant::Errors, failures < 4, || format!("shutdowns fail forever: {e:?}"))?;
        }
        self.closed(Some(Ok(())), true)?;
        if self.tap.oracle.ends && !world.peer_gone.get() {
            self.tap.begin();
            let written = drive(&world, Stop::Never, self.tap.write(b"!"), nothing).await?;
            world.check(Invariant::Closing, matches!(written, Some(Err(_))), || {
                format!("a write after a shutdown returned {written:?}")
            })?;
            self.flush_at_last().await?;
        }
        Ok(())
    }

    /// Checks that each `Inspect` was shown the bytes that have passed it.
    fn check_shown(&self) -> Checked<()> {
        let known = !self.world.is_dead() && !self.tap.has_sought && !self.world.peer_gone.get();
        for shown in self.tap.shown.iter().filter(|_| known) {
            let bytes = shown.bytes.borrow();
            let (same, all) = if shown.writes {
                let taken = &self.tap.oracle.taken;
                let all = bytes.len() >= taken.len() || !self.is_finished;
                (taken.starts_with(&bytes) || !self.can_tell(), all || !self.can_tell())
            } else {
                let passed = usize::try_from(self.tap.oracle.at()).unwrap_or(usize::MAX);
                // Over a shy end, bytes are shown later, which may be never.
                let all = shown.is_chained || shown.is_late || passed <= bytes.len();
                let below = if self.tap.oracle.piped { &self.tap.oracle.source } else { &shown.below };
                let same = below.slice(0, bytes.len()) == **bytes || self.tap.oracle.unsure;
                (same, all)
            };
            self.world.check(Invariant::Counts, same && all, || {
                format!("an `Inspect` was shown {:?}", String::from_utf8_lossy(&bytes))
            })?;
        }
        Ok(())
    }

    /// Checks that every error of an end was reported.
    fn check_errors(&self) -> Checked<()> {
        let unseen = self.world.unseen_errors();
        let told = unseen.is_empty() || self.world.is_dead() || self.tap.oracle.writes_behind;
        self.world.check(Invariant::Errors, told, || format!("errors {unseen:?} were not reported"))
    }
}
