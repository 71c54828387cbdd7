//! Macros that generate what every wrapper has besides its traits: access to the wrapped value, and handles.

/// Generates `get_pin_mut` for a wrapper whose field `inner` is pinned together with the wrapper.
macro_rules! pinned {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns a pinned mutable reference to the wrapped value.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let mut wrapper = Box::pin(poll_io_compat::", stringify!($name), "::new(vec![7]));")]
            /// wrapper.as_mut().get_pin_mut().push(8);
            /// assert_eq!(wrapper.get_ref(), &[7, 8]);
            /// ```
            pub fn get_pin_mut(self: core::pin::Pin<&mut Self>) -> core::pin::Pin<&mut T> {
                self.project().inner
            }
        }
    };
}

/// Generates `get_pin_mut` for a wrapper whose field `inner` is not pinned.
#[cfg(feature = "std-io")]
macro_rules! unpinned {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns a pinned mutable reference to the wrapped value.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let mut wrapper = Box::pin(poll_io_compat::", stringify!($name), "::new(vec![7]));")]
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

/// Generates `get_ref`, `get_mut`, `into_inner` and the handles for a wrapper with a field `inner`.
macro_rules! accessors {
    ($name:ident) => {
        impl<T> $name<T> {
            /// Returns a reference to the wrapped value.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let wrapper = poll_io_compat::", stringify!($name), "::new(vec![7]);")]
            /// assert_eq!(wrapper.get_ref(), &[7]);
            /// ```
            pub fn get_ref(&self) -> &T {
                &self.inner
            }

            /// Returns a mutable reference to the wrapped value.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let mut wrapper = poll_io_compat::", stringify!($name), "::new(vec![7]);")]
            /// wrapper.get_mut().push(8);
            /// assert_eq!(wrapper.get_ref(), &[7, 8]);
            /// ```
            pub fn get_mut(&mut self) -> &mut T {
                &mut self.inner
            }

            /// Consumes the wrapper and returns the wrapped value.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let wrapper = poll_io_compat::", stringify!($name), "::new(vec![7]);")]
            /// assert_eq!(wrapper.into_inner(), [7]);
            /// ```
            pub fn into_inner(self) -> T {
                self.inner
            }
        }

        handles!($name);
    };
}

/// Generates the traits of the handles of the operating system. The handle is that of the wrapped value.
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
