//! Builds stacks of adapters over scripted ends, drives every future over them, and checks what must hold for all.
//!
//! | file | what it has |
//! |---|---|
//! | `plan.rs` | the plan: data that prints itself as a line, and is read from one |
//! | `draw.rs` | a plan from bytes or from a seed, and smaller plans from one that fails |
//! | `end.rs`, `script.rs`, `foreign.rs` | the ends, which do what their steps say |
//! | `stream.rs`, `layers.rs` | the layers, and the stack that is built of them |
//! | `oracle.rs` | the model of a stack |
//! | `tap.rs`, `told.rs` | the observer on top of a stack, which compares each call with the model |
//! | `futures/` | every method, and what it must leave behind |
//! | `driver.rs`, `wakers.rs` | polls, wakes, drops and panics |
//! | `shapes.rs` | which stacks there are, and what is checked in the end |
//! | `invariants.rs`, `world.rs` | what must hold, and what is counted |

pub mod draw;
pub mod driver;
pub mod end;
pub mod foreign;
pub mod futures;
pub mod invariants;
pub mod layers;
pub mod oracle;
pub mod plan;
pub mod script;
pub mod shapes;
pub mod stream;
pub mod tap;
pub mod told;
pub mod wakers;
pub mod world;

use invariants::{Fault, Invariant};
use plan::{Deed, Mischief, Move, Plan, Shape};
use std::{sync::mpsc, thread, time::Duration};
use world::{Stats, World};

/// How long a plan may take that may hang inside of a call. All of them take well below a millisecond.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs a plan as [`run`] does, and reports one that hangs inside of a call: its thread is left to itself.
pub fn run_patiently(plan: &Plan) -> Option<Result<Stats, Fault>> {
    let two_tasks = matches!(plan.shape.kind, Shape::Halves | Shape::Simplex | Shape::Duplex);
    let meddles = plan.mischief != Mischief::None
        || plan.moves().any(|step| step == Move::Hold)
        || plan.acts.iter().any(|act| act.op.kind == Deed::Debug);
    if !two_tasks || !meddles {
        return run(plan);
    }
    let (sender, receiver) = mpsc::channel();
    let own = plan.clone();
    thread::spawn(move || sender.send(run(&own)));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| Some(Invariant::Ends.breach("a call hangs")))
}

/// Runs a plan. `None` if it makes no sense: a layer does not fit on what is below it, or nothing can be done.
pub fn run(plan: &Plan) -> Option<Result<Stats, Fault>> {
    let world = World::default();
    let outcome = shapes::tasks(&world, plan).map(|tasks| driver::execute(&world, plan.mischief, tasks));
    // The ends know the world, and the world knows them.
    world.forget_ends();
    Some(outcome?.map(|()| world.stats.get()))
}
