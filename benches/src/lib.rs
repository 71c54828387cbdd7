//! The parts that the measuring programs share.
//!
//! A [`Row`](contest::Row) is one workload, with a contestant for each family of traits that can do it. `bodies`
//! has the source of the workloads. [`families`] compiles that source once for each family, so all contestants run
//! the same code.
#![expect(
    clippy::cast_precision_loss,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    reason = "figures of measurements, taken by programs that may stop at whatever goes wrong"
)]
#![expect(clippy::duplicate_mod, reason = "the workloads are compiled for each family")]

pub mod bridges;
pub mod callgrind;
pub mod chart;
pub mod contest;
pub mod curves;
pub mod data;
pub mod designs;
pub mod facts;
pub mod families;
pub mod guard;
pub mod idle;
pub mod layouts;
pub mod loopback;
pub mod overriding;
pub mod raw;
pub mod record;
pub mod relay;
#[cfg(feature = "iterator-style")]
pub mod rows;
pub mod sizes;
pub mod source;
pub mod summary;
pub mod weigh;
