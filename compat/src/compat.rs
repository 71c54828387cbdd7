use pin_project_lite::pin_project;
use poll_io_core::SeekFrom;

pin_project! {
    /// A poll-io type, seen by every enabled foreign ecosystem at once.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "tokio-1")] {
    /// use poll_io_compat::Compat;
    /// use tokio::io::AsyncReadExt;
    ///
    /// # futures_lite::future::block_on(async {
    /// let mut text = String::new();
    /// Compat::new(&b"hello"[..]).read_to_string(&mut text).await?;
    /// assert_eq!(text, "hello");
    /// # std::io::Result::Ok(()) }).unwrap();
    /// # }
    /// ```
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Compat<T> {
        #[pin]
        pub(crate) inner: T,
        // tokio's seek is two calls; this is what the second one needs of the first.
        pub(crate) seek: Option<SeekFrom>,
    }
}

impl<T> Compat<T> {
    /// Wraps a poll-io type.
    pub const fn new(inner: T) -> Self {
        Compat { inner, seek: None }
    }
}

accessors!(Compat);
