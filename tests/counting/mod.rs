//! An allocator that counts what each thread asks of it, and may refuse what is large. The crate `cap` counts for the whole process,
//! in which other tests run too.
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
    /// The size of the largest allocation that the thread is given.
    #[allow(dead_code, reason = "each root uses the half of this that it needs")]
    pub static MOST: Cell<usize> = const { Cell::new(usize::MAX) };
    /// The bytes that the thread has, of what it has asked for itself, and the most that it had at a time.
    #[allow(dead_code, reason = "each root uses the half of this that it needs")]
    pub static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Counts what is allocated and what is freed; a layout is never larger than `isize::MAX`.
fn count(more: usize, less: usize) {
    let signed = |bytes| isize::try_from(bytes).unwrap_or(isize::MAX);
    let live = LIVE.get() + signed(more);
    PEAK.set(PEAK.get().max(live));
    LIVE.set(live - signed(less));
}

/// Runs `f`, and returns what it returns and the most bytes that it had allocated at a time.
#[allow(dead_code, reason = "each root uses the half of this that it needs")]
pub fn peak<T>(f: impl FnOnce() -> T) -> (T, usize) {
    let before = LIVE.get();
    PEAK.set(before);
    let output = f();
    (output, usize::try_from(PEAK.get() - before).unwrap_or(0))
}

/// Returns how many bytes the thread has, of what it has asked for itself.
#[allow(dead_code, reason = "each root uses the half of this that it needs")]
pub fn live() -> isize {
    LIVE.get()
}

/// The system's, which counts what each thread asks of it; growing is asking again.
struct Counting;

// SAFETY: every call that is not refused, as any may be, goes to the system's allocator as it is; counting touches plain
// numbers of the thread's own.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() > MOST.get() {
            return ptr::null_mut();
        }
        count(layout.size(), 0);
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > MOST.get() {
            return ptr::null_mut();
        }
        // Both are there while what is in the one is moved to the other.
        count(size, layout.size());
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Runs a future, and returns what it returns and what was allocated meanwhile.
#[allow(dead_code, reason = "each root uses the half of this that it needs")]
pub fn counted<F: Future>(future: F) -> (F::Output, usize) {
    let before = COUNT.get();
    let output = run(future);
    (output, COUNT.get() - before)
}

#[allow(dead_code, reason = "each root uses the half of this that it needs")]
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}
