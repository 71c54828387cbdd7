/// The position to seek to, in bytes. It stands in for `std::io::SeekFrom`.
///
/// # Examples
///
/// ```
/// use poll_io_core::SeekFrom;
///
/// assert_ne!(SeekFrom::Start(0), SeekFrom::End(0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeekFrom {
    /// This number of bytes from the start.
    Start(u64),
    /// This number of bytes from the end. A negative number is before the end.
    End(i64),
    /// This number of bytes from the current position. A negative number is before the position.
    Current(i64),
}
