//! The runtimes of `cargo everywhere` that are built apart: a module of short functions each, which is all that differs
//! between them.

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

/// The page of the guide about these runtimes, whose code is tested here.
#[cfg(all(doctest, feature = "compio", feature = "embassy", feature = "glommio", feature = "monoio"))]
#[doc = include_str!("../../../compat/guide/completion.md")]
pub struct Guide;
