use core::fmt;

/// The future that [`on_progress`](crate::future::CopyBuf::on_progress) returns: a copy that reports its progress.
///
/// It exists for [`copy`](fn@crate::copy), [`copy_buf`](fn@crate::copy_buf) and
/// [`copy_bidirectional`](fn@crate::copy_bidirectional).
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct OnProgress<C, F> {
    pub(super) copy: C,
    pub(super) on_progress: F,
}

impl<C, F> OnProgress<C, F> {
    pub(super) fn new(copy: C, on_progress: F) -> Self {
        OnProgress { copy, on_progress }
    }

    /// Returns the copy itself, which has the counts.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut writer) = (&b"hello"[..], Vec::new());
    /// let mut copy = poll_io::copy(&mut reader, &mut writer).on_progress(|_| {});
    /// (&mut copy).await?;
    /// assert_eq!(copy.get_ref().written(), 5);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn get_ref(&self) -> &C {
        &self.copy
    }

    /// Returns the copy itself, which goes on without reporting.
    ///
    /// # Examples
    ///
    /// ```
    /// # futures_lite::future::block_on(async {
    /// let (mut reader, mut writer) = (&b"hello"[..], Vec::new());
    /// let mut copy = poll_io::copy(&mut reader, &mut writer).on_progress(|_| {});
    /// assert_eq!(copy.into_inner().await?, 5);
    /// # poll_io::Result::Ok(()) }).unwrap();
    /// ```
    pub fn into_inner(self) -> C {
        self.copy
    }
}

/// The function is called, and never pinned.
impl<C: Unpin, F> Unpin for OnProgress<C, F> {}

impl<C: fmt::Debug, F> fmt::Debug for OnProgress<C, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnProgress").field("copy", &self.copy).finish_non_exhaustive()
    }
}
