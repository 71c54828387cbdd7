//! `write!` and `writeln!`, which std has for its writers and which need another shape here.

/// Writes formatted text to an [`AsyncWrite`](crate::AsyncWrite): a future of `Result<()>`.
///
/// As [`std::write!`], with [`AsyncWriteExt::write_fmt`](crate::AsyncWriteExt::write_fmt) and `.await` behind it. Whatever
/// the arguments are, the future does not hold them: they are formatted, and gone, before it is there. So the task stays
/// `Send`, which it is not with std's macro, whose `format_args!` lives until the end of the `.await`.
///
/// The writer must outlive the statement: a temporary (`*lock.lock() as ..`) goes with the arguments.
///
/// # Errors
///
/// Those of `write_fmt`.
///
/// # Cancel safety
///
/// That of `write_fmt`.
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
/// The task is `Send`:
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
/// With std's macro it is not, and this does not compile:
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
        // The end of the statement is the end of the arguments.
        let future = $writer.write_fmt(::core::format_args!($($args)*));
        future
    }};
}

/// Writes formatted text and a line feed to an [`AsyncWrite`](crate::AsyncWrite): a future of `Result<()>`.
///
/// As [`std::writeln!`], and otherwise as [`poll_io::write!`](crate::write).
///
/// # Errors
///
/// Those of [`AsyncWriteExt::write_fmt`](crate::AsyncWriteExt::write_fmt).
///
/// # Cancel safety
///
/// That of `write_fmt`.
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
