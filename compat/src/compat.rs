use pin_project_lite::pin_project;

/// What the second call of tokio's seek needs of the first; nothing if nobody seeks in two calls.
#[cfg(feature = "tokio-1")]
type Started = Option<poll_io_core::SeekFrom>;
#[cfg(feature = "tokio-1")]
const NOTHING: Started = None;
#[cfg(not(feature = "tokio-1"))]
type Started = ();
#[cfg(not(feature = "tokio-1"))]
const NOTHING: Started = ();

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
    #[must_use = "wrappers do nothing unless they are read from or written to"]
    pub struct Compat<T> {
        #[pin]
        pub(crate) inner: T,
        pub(crate) seek: Started,
    }
}

impl<T> Compat<T> {
    /// Wraps a poll-io type.
    ///
    /// # Examples
    ///
    /// ```
    /// let wrapper = poll_io_compat::Compat::new(poll_io::empty());
    /// # let _ = wrapper;
    /// ```
    pub const fn new(inner: T) -> Self {
        Compat { inner, seek: NOTHING }
    }
}

accessors!(Compat);
pinned!(Compat);
