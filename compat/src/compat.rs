use pin_project_lite::pin_project;

/// The seek that tokio's first call, `start_seek`, has started, and that `poll_complete` completes.
#[cfg(feature = "tokio-1")]
type Started<T> = Option<crate::seeking::InProgress<Compat<T>>>;
/// Nothing, because no other family seeks in two calls. The type is invariant in `T`, as it is with the feature
/// `tokio-1`. So code that compiles without the feature also compiles with it.
#[cfg(not(feature = "tokio-1"))]
type Started<T> = core::marker::PhantomData<fn(T) -> T>;

const fn nothing_started<T>() -> Started<T> {
    #[cfg(feature = "tokio-1")]
    return None;
    #[cfg(not(feature = "tokio-1"))]
    return core::marker::PhantomData;
}

pin_project! {
    /// A poll-io stream with the traits of every enabled family at once.
    ///
    /// Pass it to a crate that asks for the traits of tokio, futures-io, hyper or embedded-io-async. To keep the stream,
    /// wrap a reference: `Compat::new(&mut stream)`.
    /// [`IntoStd`](https://docs.rs/poll-io-compat/latest/poll_io_compat/struct.IntoStd.html) is the wrapper for std's
    /// blocking traits.
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
        pub(crate) seek: Started<T>,
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
        Compat { inner, seek: nothing_started() }
    }
}

accessors!(Compat);
pinned!(Compat);
