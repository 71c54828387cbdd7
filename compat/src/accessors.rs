//! What every wrapper has besides its traits.

/// Stamps the way to what is wrapped through a pin, for a wrapper whose field `inner` is pinned with it.
macro_rules! pinned {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns what is wrapped, to change in place.
            ///
            /// # Examples
            ///
            /// ```
            /// // As on every wrapper:
            /// let mut wrapper = Box::pin(poll_io_compat::Compat::new(vec![7]));
            /// wrapper.as_mut().get_pin_mut().push(8);
            /// assert_eq!(wrapper.get_ref(), &[7, 8]);
            /// ```
            pub fn get_pin_mut(self: core::pin::Pin<&mut Self>) -> core::pin::Pin<&mut T> {
                self.project().inner
            }
        }
    };
}

/// The same for one whose field `inner` is not.
#[cfg(feature = "std-io")]
macro_rules! unpinned {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns what is wrapped, to change in place.
            ///
            /// # Examples
            ///
            /// ```
            /// // As on every wrapper:
            /// let mut wrapper = Box::pin(poll_io_compat::FromStd::new(vec![7]));
            /// wrapper.as_mut().get_pin_mut().push(8);
            /// assert_eq!(wrapper.get_ref(), &[7, 8]);
            /// ```
            pub fn get_pin_mut(self: core::pin::Pin<&mut Self>) -> core::pin::Pin<&mut T>
            where
                T: Unpin,
            {
                core::pin::Pin::new(self.project().inner)
            }
        }
    };
}

/// Stamps what every wrapper has around its field `inner`, besides its traits.
macro_rules! accessors {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns what is wrapped, to look at.
            ///
            /// # Examples
            ///
            /// ```
            /// // As on every wrapper:
            /// let wrapper = poll_io_compat::Compat::new(vec![7]);
            /// assert_eq!(wrapper.get_ref(), &[7]);
            /// ```
            pub fn get_ref(&self) -> &T {
                &self.inner
            }

            /// Returns what is wrapped, to change.
            ///
            /// # Examples
            ///
            /// ```
            /// // As on every wrapper:
            /// let mut wrapper = poll_io_compat::Compat::new(vec![7]);
            /// wrapper.get_mut().push(8);
            /// assert_eq!(wrapper.get_ref(), &[7, 8]);
            /// ```
            pub fn get_mut(&mut self) -> &mut T {
                &mut self.inner
            }

            /// Returns what is wrapped.
            ///
            /// # Examples
            ///
            /// ```
            /// // As on every wrapper:
            /// let wrapper = poll_io_compat::Compat::new(vec![7]);
            /// assert_eq!(wrapper.into_inner(), [7]);
            /// ```
            pub fn into_inner(self) -> T {
                self.inner
            }
        }

        handles!($name);
    };
}

/// Stamps the handles of the operating system, as those of what is wrapped.
macro_rules! handles {
    ($name:ident) => {
        #[cfg(all(unix, feature = "std"))]
        impl<T: std::os::fd::AsFd> std::os::fd::AsFd for $name<T> {
            fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
                self.get_ref().as_fd()
            }
        }

        #[cfg(all(unix, feature = "std"))]
        impl<T: std::os::fd::AsRawFd> std::os::fd::AsRawFd for $name<T> {
            fn as_raw_fd(&self) -> std::os::fd::RawFd {
                self.get_ref().as_raw_fd()
            }
        }

        #[cfg(all(windows, feature = "std"))]
        impl<T: std::os::windows::io::AsSocket> std::os::windows::io::AsSocket for $name<T> {
            fn as_socket(&self) -> std::os::windows::io::BorrowedSocket<'_> {
                self.get_ref().as_socket()
            }
        }

        #[cfg(all(windows, feature = "std"))]
        impl<T: std::os::windows::io::AsRawSocket> std::os::windows::io::AsRawSocket for $name<T> {
            fn as_raw_socket(&self) -> std::os::windows::io::RawSocket {
                self.get_ref().as_raw_socket()
            }
        }
    };
}
