//! An allocator that counts the allocations of each thread and can refuse large ones. The crate `cap` would count for
//! the whole process, in which other tests run too.
#![expect(unsafe_code, reason = "an allocator is unsafe to implement")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    pin::pin,
    ptr,
    task::{Context, Poll, Waker},
};

thread_local! {
    pub static COUNT: Cell<usize> = const { Cell::new(0) };
    /// The size of the largest allocation that succeeds on this thread.
    #[allow(dead_code, reason = "each test crate uses a part of this module")]
    pub static MOST: Cell<usize> = const { Cell::new(usize::MAX) };
    /// The number of bytes that this thread has allocated and not freed, and the largest value of that number.
    #[allow(dead_code, reason = "each test crate uses a part of this module")]
    pub static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Counts allocated and freed bytes. A layout is never larger than `isize::MAX`.
fn count(more: usize, less: usize) {
    let signed = |bytes| isize::try_from(bytes).unwrap_or(isize::MAX);
    let live = LIVE.get() + signed(more);
    PEAK.set(PEAK.get().max(live));
    LIVE.set(live - signed(less));
}

/// Runs `f`. Returns its result and the largest number of bytes that it had allocated at one time.
#[allow(dead_code, reason = "each test crate uses a part of this module")]
pub fn peak<T>(f: impl FnOnce() -> T) -> (T, usize) {
    let before = LIVE.get();
    PEAK.set(before);
    let output = f();
    (output, usize::try_from(PEAK.get() - before).unwrap_or(0))
}

/// Returns how many bytes the thread has, of what it has asked for itself.
#[allow(dead_code, reason = "each test crate uses a part of this module")]
pub fn live() -> isize {
    LIVE.get()
}

/// The system allocator with counters for each thread. Growing an allocation counts as another allocation.
struct Counting;

// SAFETY: every call is forwarded unchanged to the system allocator, or refused, which an allocator may always do. The
// counters are plain thread-local numbers.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() > MOST.get() {
            return ptr::null_mut();
        }
        count(layout.size(), 0);
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller upholds the same requirements, and the arguments are forwarded unchanged.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: the caller upholds the requirements, and the memory came from the system allocator.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > MOST.get() {
            return ptr::null_mut();
        }
        // Both allocations exist while the content moves from the old one to the new one.
        count(size, layout.size());
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller upholds the requirements, and the memory came from the system allocator.
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Runs a future. Returns its output and the number of allocations.
#[allow(dead_code, reason = "each test crate uses a part of this module")]
pub fn counted<F: Future>(future: F) -> (F::Output, usize) {
    let before = COUNT.get();
    let output = run(future);
    (output, COUNT.get() - before)
}

#[allow(dead_code, reason = "each test crate uses a part of this module")]
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
