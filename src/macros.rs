//! The macros `write!` and `writeln!`. Those of std do not fit, because their arguments live until the end of the `.await`.

/// Writes formatted text to an [`AsyncWrite`](crate::AsyncWrite). Returns a future of `Result<()>`.
///
/// The macro takes the arguments of [`std::write!`], and calls
/// [`AsyncWriteExt::write_fmt`](crate::AsyncWriteExt::write_fmt). It formats the text before it returns the future, so the
/// future does not hold the arguments. Use it in place of `std::write!`: the arguments of that macro live until the end of the
/// `.await`, and so the task is not `Send`.
///
/// The writer must not be a temporary value, because temporary values end together with the arguments. Bind it to a variable
/// first.
///
/// # Errors
///
/// Returns the errors of [`write_fmt`](crate::AsyncWriteExt::write_fmt).
///
/// # Panics
///
/// The future panics if it is polled again after it has completed.
///
/// # Cancel safety
///
/// This macro is not cancel safe. If the future is dropped before it completes, a part of the text may have been written, and
/// the length of that part is lost.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// let (mut writer, name) = (Vec::new(), "you");
/// poll_io::write!(writer, "hello, {name}").await?;
/// assert_eq!(writer, b"hello, you");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
///
/// A task that uses this macro is `Send`:
///
/// ```
/// use poll_io::prelude::*;
///
/// async fn greet(name: String) {
///     let mut writer = Vec::new();
///     poll_io::write!(writer, "hello, {name}").await.unwrap();
/// }
///
/// fn spawn(_: impl Future + Send) {}
/// spawn(greet("you".into()));
/// ```
///
/// With the macro of std the task is not `Send`, and this does not compile:
///
/// ```compile_fail
/// use poll_io::prelude::*;
///
/// async fn greet(name: String) {
///     let mut writer = Vec::new();
///     write!(writer, "hello, {name}").await.unwrap();
/// }
///
/// fn spawn(_: impl Future + Send) {}
/// spawn(greet("you".into()));
/// ```
#[cfg(feature = "alloc")]
#[macro_export]
macro_rules! write {
    ($writer:expr, $($args:tt)*) => {{
        // The arguments live until the end of this statement.
        let future = $writer.write_fmt(::core::format_args!($($args)*));
        future
    }};
}

/// Writes formatted text and a newline to an [`AsyncWrite`](crate::AsyncWrite). Returns a future of `Result<()>`.
///
/// The macro takes the arguments of [`std::writeln!`], and otherwise does what [`poll_io::write!`](crate::write!) does.
///
/// # Errors
///
/// Returns the errors of [`write_fmt`](crate::AsyncWriteExt::write_fmt).
///
/// # Panics
///
/// The future panics if it is polled again after it has completed.
///
/// # Cancel safety
///
/// This macro is not cancel safe. If the future is dropped before it completes, a part of the text may have been written, and
/// the length of that part is lost.
///
/// # Examples
///
/// ```
/// use poll_io::prelude::*;
///
/// # futures_lite::future::block_on(async {
/// let mut writer = Vec::new();
/// poll_io::writeln!(writer, "{} items", 3).await?;
/// poll_io::writeln!(writer).await?;
/// assert_eq!(writer, b"3 items\n\n");
/// # poll_io::Result::Ok(()) }).unwrap();
/// ```
#[cfg(feature = "alloc")]
#[macro_export]
macro_rules! writeln {
    ($writer:expr $(,)?) => {
        $crate::write!($writer, "\n")
    };
    ($writer:expr, $($args:tt)*) => {
        $crate::write!($writer, "{}\n", ::core::format_args!($($args)*))
    };
}
