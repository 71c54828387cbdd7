//! The copies. Their counts and buffers are checked after each poll, even after a poll that has panicked.

use super::Actor;
use crate::engine::{
    driver::{Checked, drive},
    invariants::Invariant,
    plan::{Act, Deed},
    world::World,
};
use poll_io::{Result, copy, copy_bidirectional, copy_buf, future::Direction};

/// Copies from the reader to the writer.
pub async fn one_way(reader: &mut Actor, writer: &mut Actor, act: Act) -> Checked<()> {
    let world = reader.world.clone();
    let (n, stop) = (act.op.size(), act.stop);
    reader.tap.begin();
    writer.tap.begin();
    if !reader.tap.has.read || !writer.tap.has.write {
        return Ok(());
    }
    let copied = match act.op.kind {
        Deed::CopyBuf if reader.tap.has.buf => {
            let (passed_in, passed_out) = (reader.tap.watch_gone(), writer.tap.watch_taken());
            let future = copy_buf(&mut reader.tap, &mut writer.tap);
            drive(&world, stop, future, |copy| {
                let (read, taken) = (passed_in.borrow(), passed_out.borrow());
                counts(&world, &read, &taken, read.len() as u64, copy.written(), None)
            })
            .await?
        }
        Deed::CopyBuf => return Ok(()),
        Deed::CopyProgress => {
            let (passed_in, passed_out) = (reader.tap.watch_gone(), writer.tap.watch_taken());
            let mut totals = Vec::new();
            let future = copy(&mut reader.tap, &mut writer.tap).buffer_size(n).on_progress(|total| totals.push(total));
            let copied = drive(&world, stop, future, |progress| {
                let (copy, read, taken) = (progress.get_ref(), passed_in.borrow(), passed_out.borrow());
                counts(&world, &read, &taken, copy.read(), copy.written(), Some(copy.unwritten()))
            })
            .await?;
            let taken = passed_out.borrow().len() as u64;
            let told = totals.is_sorted() && totals.last().copied().unwrap_or(0) == taken;
            world.check(Invariant::Counts, told, || format!("the progress was {totals:?} of {taken} bytes"))?;
            copied
        }
        _ => {
            let (passed_in, passed_out) = (reader.tap.watch_gone(), writer.tap.watch_taken());
            let mut future = copy(&mut reader.tap, &mut writer.tap);
            if n > 0 {
                future = future.buffer_size(n);
            }
            drive(&world, stop, future, |copy| {
                let (read, taken) = (passed_in.borrow(), passed_out.borrow());
                counts(&world, &read, &taken, copy.read(), copy.written(), Some(copy.unwritten()))
            })
            .await?
        }
    };
    match copied {
        Some(Ok(total)) => {
            let (gone, taken) = (reader.tap.gone(), writer.tap.taken());
            world.check(Invariant::Kept, gone == taken && total == taken.len() as u64, || {
                format!("{total} bytes were copied, {} read and {} written", gone.len(), taken.len())
            })?;
            world.check(Invariant::Bytes, reader.at_end(), || "the copy ended before its reader".into())?;
            writer.closed(Some(Ok(())), false)
        }
        Some(Err(e)) => {
            let own = reader.tap.oracle.exceeded || writer.tap.oracle.is_closing;
            reader.failed(&e, own)
        }
        None => Ok(()),
    }
}

/// Compares the counts and the buffer of a copy with the bytes that have passed the observers.
fn counts(world: &World, gone: &[u8], taken: &[u8], read: u64, written: u64, unwritten: Option<&[u8]>) -> Checked<()> {
    world.check(Invariant::Counts, (read, written) == (gone.len() as u64, taken.len() as u64), || {
        format!("it counts {read} read and {written} written, of {} and {}", gone.len(), taken.len())
    })?;
    world.check(Invariant::Kept, gone.starts_with(taken), || "other bytes were written than were read".into())?;
    let left = gone.get(taken.len()..).unwrap_or_default();
    // `copy_buf` consumes only the bytes that were written, so it holds none.
    let unwritten = unwritten.unwrap_or_default();
    world.check(Invariant::Kept, unwritten == left, || format!("it holds {unwritten:?} instead of {left:?}"))
}

/// Copies between two stacks, in both directions.
pub async fn both_ways(a: &mut Actor, b: &mut Actor, act: Act) -> Checked<()> {
    let world = a.world.clone();
    let has = |actor: &Actor| actor.tap.has.read && actor.tap.has.write;
    if !has(a) || !has(b) || act.op.kind != Deed::CopyBidirectional {
        return Ok(());
    }
    a.tap.begin();
    b.tap.begin();
    let (from_a, to_a, from_b, to_b) =
        (a.tap.watch_gone(), a.tap.watch_taken(), b.tap.watch_gone(), b.tap.watch_taken());
    let mut future = copy_bidirectional(&mut a.tap, &mut b.tap);
    if act.op.n > 0 {
        future = future.buffer_size(act.op.size());
    }
    let copied: Option<Result<(u64, u64)>> = drive(&world, act.stop, future, |copy| {
        let direction = |d: &Direction, gone: &[u8], taken: &[u8]| {
            counts(&world, gone, taken, d.read(), d.written(), Some(d.unwritten()))
        };
        direction(copy.a_to_b(), &from_a.borrow(), &to_b.borrow())?;
        direction(copy.b_to_a(), &from_b.borrow(), &to_a.borrow())
    })
    .await?;
    match copied {
        Some(Ok(totals)) => {
            let counted = (to_b.borrow().len() as u64, to_a.borrow().len() as u64);
            world.check(Invariant::Counts, totals == counted, || {
                format!("it counts {totals:?} instead of {counted:?}")
            })?;
            world.check(Invariant::Bytes, a.at_end() && b.at_end(), || "the copy ended before its readers".into())?;
            a.closed(Some(Ok(())), true)?;
            b.closed(Some(Ok(())), true)
        }
        Some(Err(e)) => a.failed(&e, a.tap.oracle.exceeded || b.tap.oracle.exceeded),
        None => Ok(()),
    }
}
