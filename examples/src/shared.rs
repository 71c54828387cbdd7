use crate::resp::{Shared, Store};
use core::ops::DerefMut;
use std::sync::{Mutex, PoisonError};

/// This impl is for connections on several threads.
impl Shared for Mutex<Store> {
    fn lock(&self) -> impl DerefMut<Target = Store> {
        self.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
