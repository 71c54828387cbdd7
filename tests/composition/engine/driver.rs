//! Polls the futures of the acts, drops them when the act says so, and polls the tasks when they are woken.

use super::{
    invariants::{Fault, Invariant},
    plan::{Mischief, Stop},
    wakers::Token,
    world::{Meddling, Scripted, Shared, World},
};
use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

/// The number of calls that a future may make of its stack in one poll.
pub const BUDGET: usize = 128;

/// The number of rounds of polls after which a plan has failed. No plan needs that many.
const POLLS: usize = 3_000;

pub type Checked<T> = Result<T, Fault>;

/// Polls a future until it is ready or until `stop` drops it. Returns `None` if it was dropped. Calls `look` after each
/// poll.
pub async fn drive<F: Future + Unpin>(
    world: &World,
    stop: Stop,
    mut future: F,
    mut look: impl FnMut(&F) -> Checked<()>,
) -> Checked<Option<F::Output>> {
    if stop == Stop::After(0) || world.is_dead() {
        return Ok(None);
    }
    let mut pendings = 0_u8;
    poll_fn(move |cx| {
        loop {
            if world.give_up.take() {
                return Poll::Ready(Ok(None));
            }
            let Ok(poll) = poll_once(world, cx, &mut future)? else {
                look(&future)?;
                if stop == Stop::AtPanic || world.is_dead() {
                    return Poll::Ready(Ok(None));
                }
                continue;
            };
            look(&future)?;
            match poll {
                Poll::Ready(output) => return Poll::Ready(Ok(Some(output))),
                Poll::Pending => {
                    pendings = pendings.saturating_add(1);
                    if stop == Stop::After(pendings) {
                        return Poll::Ready(Ok(None));
                    }
                    return Poll::Pending;
                }
            }
        }
    })
    .await
}

/// Accepts a future after a poll without looking at it.
#[expect(clippy::unnecessary_wraps, reason = "other functions that look at a future return faults")]
pub fn nothing<T>(_: &T) -> Checked<()> {
    Ok(())
}

/// Polls once, and checks the limits of one poll. The inner `Err` means that an end has panicked as scripted.
fn poll_once<F: Future + Unpin>(
    world: &World,
    cx: &mut Context<'_>,
    future: &mut F,
) -> Checked<Result<Poll<F::Output>, ()>> {
    let (calls, stack_calls, steps, yields) =
        (world.calls.get(), world.stack_calls.get(), world.steps.get(), world.yields.get());
    let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(future).poll(cx)));
    let (calls, stack_calls) = (world.calls.get() - calls, world.stack_calls.get() - stack_calls);
    world.update(|stats| stats.polls += 1);
    world.fault()?;
    let [budget, layers] = world.budget.get();
    world
        .check(Invariant::Budget, stack_calls <= budget, || format!("{stack_calls} calls of the stack in one poll"))?;
    // A layer that blocks the thread repeats its call for as long as the end returns `Pending`.
    if !world.blocking.get() {
        let allowed = budget + layers;
        world
            .check(Invariant::Calls, calls <= allowed, || format!("{calls} calls of ends in one poll, of {allowed}"))?;
        world.update(|stats| stats.most_calls = stats.most_calls.max(calls));
    }
    let poll = match polled {
        Ok(poll) => poll,
        Err(payload) if payload.is::<Scripted>() => return Ok(Err(())),
        Err(payload) => {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            return Invariant::Panics.breach(text.or(payload.downcast_ref().copied()).unwrap_or("a panic"));
        }
    };
    world.moved(steps != world.steps.get() || yields != world.yields.get());
    Ok(Ok(poll))
}

impl Shared {
    fn moved(&self, moved: bool) {
        self.progress.set(self.progress.get() || moved);
    }
}

/// A future that runs the acts of one task.
pub type Task = Pin<Box<dyn Future<Output = Checked<()>>>>;

/// A task that waits to be woken.
struct Slot {
    /// `None` while the task is being polled and after it is done.
    task: RefCell<Option<Task>>,
    done: Cell<bool>,
    token: RefCell<Option<Rc<Token>>>,
    outcome: RefCell<Checked<()>>,
}

/// Polls a task unless it is done or being polled already.
fn poll_slot(world: &World, mischief: Mischief, slot: &Slot) {
    let Some(mut task) = slot.task.take() else { return };
    let (token, waker) = Token::new(world, mischief);
    slot.token.replace(Some(token.clone()));
    let outer = world.progress.replace(false);
    let yields = world.yields.get();
    let poll = task.as_mut().poll(&mut Context::from_waker(&waker));
    match poll {
        Poll::Ready(outcome) => {
            slot.done.set(true);
            if slot.outcome.borrow().is_ok() {
                *slot.outcome.borrow_mut() = outcome;
            }
        }
        Poll::Pending => {
            // A task that has woken itself must have made progress, unless an end has woken it.
            let own = token.is_woken() && yields == world.yields.get();
            world.checked(1);
            if own && !world.progress.get() && !world.shifts.get() && slot.outcome.borrow().is_ok() {
                let storm = Invariant::Storm.breach("a task woke itself and returned Pending without progress");
                *slot.outcome.borrow_mut() = storm;
            }
            slot.task.replace(Some(task));
        }
    }
    world.progress.set(outer || world.progress.get());
}

/// Runs tasks until all are done.
pub fn execute(world: &World, mischief: Mischief, tasks: Vec<Task>) -> Checked<()> {
    let slots: Rc<Vec<Slot>> = Rc::new(
        tasks
            .into_iter()
            .map(|task| Slot {
                task: RefCell::new(Some(task)),
                done: Cell::new(false),
                token: RefCell::new(None),
                outcome: RefCell::new(Ok(())),
            })
            .collect(),
    );
    if slots.len() > 1 {
        let (others, shared) = (slots.clone(), Rc::downgrade(world));
        let depth = Cell::new(0);
        world.set_meanwhile(Some(Rc::new(move |what| {
            let Some(world) = shared.upgrade() else { return };
            if depth.get() > 0 {
                return;
            }
            depth.set(1);
            for slot in others.iter() {
                match what {
                    Meddling::Poll => poll_slot(&world, Mischief::None, slot),
                    Meddling::Drop => {
                        let dropped = slot.task.take();
                        slot.done.set(slot.done.get() || dropped.is_some());
                    }
                }
            }
            depth.set(0);
        })));
    }
    let outcome = run(world, mischief, &slots);
    world.set_meanwhile(None);
    outcome
}

fn run(world: &World, mischief: Mischief, slots: &[Slot]) -> Checked<()> {
    for _ in 0..POLLS {
        let mut idle = true;
        for slot in slots {
            let woken = slot.token.borrow().as_ref().is_none_or(|token| token.is_woken());
            if woken && !slot.done.get() {
                idle = false;
                poll_slot(world, mischief, slot);
                slot.outcome.borrow().clone()?;
                world.fault()?;
            }
        }
        if slots.iter().all(|slot| slot.done.get()) {
            return Ok(());
        }
        if idle {
            wait(world, slots)?;
        }
    }
    Invariant::Ends.breach(format!("the plan is not done after {POLLS} rounds of polls"))
}

/// Releases the ends when no task is woken, and checks that this wakes a task.
fn wait(world: &World, slots: &[Slot]) -> Checked<()> {
    let woken =
        || slots.iter().any(|slot| !slot.done.get() && slot.token.borrow().as_ref().is_some_and(|t| t.is_woken()));
    world.release();
    // A waker may have polled its task at once, which then waits for an end again, or have dropped all tasks.
    if woken() || world.waits() || slots.iter().all(|slot| slot.done.get()) {
        return Ok(());
    }
    world.checked(1);
    if !world.hangs() {
        return Invariant::Wake.breach("a task returned Pending, and no end wakes it");
    }
    // The future waits forever, so its caller drops it.
    world.give_up.set(true);
    for slot in slots.iter().filter(|slot| !slot.done.get()) {
        slot.token.replace(None);
    }
    Ok(())
}
