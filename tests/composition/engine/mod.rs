//! Builds stacks of adapters over scripted ends, drives every future over them, and checks the invariants.
//!
//! | file | contents |
//! |---|---|
//! | `plan.rs` | the plan, which prints itself as a line and is parsed from one |
//! | `draw.rs` | random plans from bytes or from a seed, and the shrinking of a plan that fails |
//! | `end.rs`, `script.rs`, `foreign.rs` | the ends, which follow their steps |
//! | `stream.rs`, `layers.rs` | the layers, and the stack that is built from them |
//! | `oracle.rs` | the model of a stack |
//! | `tap.rs`, `told.rs` | the observer on top of a stack, which compares each call with the model |
//! | `futures/` | every method, and the checks after its future has ended |
//! | `driver.rs`, `wakers.rs` | polls, wakes, drops and panics |
//! | `shapes.rs` | the shapes of a plan, and the checks at its end |
//! | `invariants.rs`, `world.rs` | the invariants, and the counts |

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

/// The time that a plan may take if it may hang inside a call. A plan that does not hang takes well below a millisecond, and
/// under Miri a minute.
const PATIENCE: Duration = Duration::from_secs(if cfg!(miri) { 600 } else { 1 });

/// Runs a plan as [`run`] does, and reports a plan that hangs inside a call. The thread of such a plan is never joined.
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

/// Runs a plan. Returns `None` if a layer does not fit on the layer below it, or if the stack has none of the methods.
pub fn run(plan: &Plan) -> Option<Result<Stats, Fault>> {
    let world = World::default();
    let outcome = shapes::tasks(&world, plan).map(|tasks| driver::execute(&world, plan.mischief, tasks));
    // The ends and the world own each other. This breaks the cycle.
    world.forget_ends();
    Some(outcome?.map(|()| world.stats.get()))
}
