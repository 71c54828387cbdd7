//! The runtimes of `cargo everywhere` that are built only when they are asked for. Each runtime is a module of short
//! functions. Everything else is the same for all of them.

#[cfg(feature = "compio")]
pub mod compio_direct;
#[cfg(feature = "compio")]
pub mod on_compio;
#[cfg(feature = "embassy")]
pub mod on_embassy;
#[cfg(feature = "glommio")]
pub mod on_glommio;
#[cfg(feature = "monoio")]
pub mod on_monoio;
#[cfg(feature = "compio")]
pub mod resp_compio;

/// Tests the code of the guide about these runtimes.
#[cfg(all(doctest, feature = "compio", feature = "embassy", feature = "glommio", feature = "monoio"))]
#[doc = include_str!("../../../compat/guide/completion.md")]
pub struct Guide;
