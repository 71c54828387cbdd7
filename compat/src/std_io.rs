//! The bridges of std's blocking traits.

mod from_std;
mod into_std;

pub use from_std::FromStd;
pub use into_std::IntoStd;
