use core::fmt;

/// A future with a limit on the number of bytes that it reads. The method `limit` of the inner future makes it.
///
/// Returns `InvalidData` with a [`LimitExceeded`](crate::LimitExceeded) if there are more bytes than the limit. Exactly
/// as many bytes as the limit allows are not an error.
///
/// # Examples
///
/// ```
/// use poll_io::{ErrorKind, prelude::*};
///
/// # futures_lite::future::block_on(async {
/// let mut body = Vec::new();
/// let mut reader: &[u8] = b"hello";
/// let error = reader.read_to_end(&mut body).limit(4).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidData);
/// # });
/// ```
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct WithLimit<Fut> {
    pub(super) future: Fut,
    pub(super) max: usize,
}

impl<Fut: fmt::Debug> fmt::Debug for WithLimit<Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithLimit").field("future", &self.future).field("max", &self.max).finish()
    }
}

/// Generates the public interface of a state machine that has a method `poll_within(&mut self, cx, max)`: its `Future`
/// impl without a limit, the method `limit`, and the `Future` impl with a limit.
macro_rules! limitable {
    ($name:ident<$lifetime:lifetime, R: $bound:ident>) => {
        impl<$lifetime, R: ?Sized> $name<$lifetime, R> {
            /// Sets the largest number of bytes that the future may read. Returns a future with that limit.
            ///
            /// If there are more than `max` bytes, the future returns `InvalidData` with a
            /// [`LimitExceeded`](crate::LimitExceeded).
            ///
            /// # Examples
            ///
            /// ```
            /// use poll_io::prelude::*;
            ///
            /// # futures_lite::future::block_on(async {
            /// let mut reader: &[u8] = b"hello\n";
            /// assert_eq!(reader.skip_until(b'\n').limit(6).await?, 6);
            /// # poll_io::Result::Ok(()) }).unwrap();
            /// ```
            pub fn limit(self, max: usize) -> $crate::future::WithLimit<Self> {
                $crate::future::WithLimit { future: self, max }
            }
        }

        impl<R: $crate::$bound + Unpin + ?Sized> ::core::future::Future for $name<'_, R> {
            type Output = $crate::Result<usize>;

            #[inline]
            fn poll(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<Self::Output> {
                let this = self.get_mut();
                let result = ::core::task::ready!(this.poll_within(cx, usize::MAX));
                this.reader = None;
                ::core::task::Poll::Ready(result)
            }
        }

        impl<R: $crate::$bound + Unpin + ?Sized> ::core::future::Future for $crate::future::WithLimit<$name<'_, R>> {
            type Output = $crate::Result<usize>;

            #[inline]
            fn poll(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<Self::Output> {
                let this = self.get_mut();
                let result = ::core::task::ready!(this.future.poll_within(cx, this.max));
                this.future.reader = None;
                ::core::task::Poll::Ready(result)
            }
        }
    };
}
pub(super) use limitable;
