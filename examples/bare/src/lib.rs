//! What both programs for bare metal need: a heap, the sizes of the program, and a way to say them.
#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use core::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    mem::MaybeUninit,
    ptr::addr_of,
};
use cortex_m::interrupt::Mutex;
use cortex_m_semihosting::{debug, hprintln};
use embedded_alloc::LlffHeap;
use panic_semihosting as _;
use poll_io_examples::resp::Batch;

/// The clients, one after the other, and the batches of each.
const CLIENTS: usize = 2;
const BATCHES: usize = 10;

/// The room for the heap, in bytes. What is used of it is printed.
const HEAP: usize = 256 * 1024;
/// What is painted below the stack, in bytes, to see how deep the stack gets.
const STACK: usize = 64 * 1024;
/// What it is painted with.
const PAINT: u32 = 0xC0DE_C0DE;

/// A heap that remembers the most bytes that were in use.
struct Counting {
    heap: LlffHeap,
    most: Mutex<Cell<usize>>,
}

#[global_allocator]
static ALLOCATOR: Counting = Counting { heap: LlffHeap::empty(), most: Mutex::new(Cell::new(0)) };

// SAFETY: All of it is done by the heap, which is an allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: The caller promises what the heap asks for.
        let ptr = unsafe { self.heap.alloc(layout) };
        cortex_m::interrupt::free(|cs| {
            let most = self.most.borrow(cs);
            most.set(most.get().max(self.heap.used()));
        });
        ptr
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: The memory came from the heap, with this layout.
        unsafe { self.heap.dealloc(ptr, layout) }
    }
}

unsafe extern "C" {
    static __sdata: u32;
    static __edata: u32;
    static __sidata: u32;
    static __sbss: u32;
    static __ebss: u32;
    static _stack_start: u32;
}

/// Returns the batches of each client.
pub fn batches() -> Vec<Vec<Batch>> {
    (0..CLIENTS).map(|id| (0..BATCHES).map(|round| Batch::new(id, round)).collect()).collect()
}

/// Runs `program`, which returns how many requests were verified and the size of the future that serves; prints its figures,
/// and ends the emulator. Must be called once.
pub fn run(program: impl FnOnce(&[Vec<Batch>]) -> (usize, usize)) -> ! {
    static mut MEMORY: [MaybeUninit<u8>; HEAP] = [MaybeUninit::uninit(); HEAP];
    // SAFETY: The memory is named here alone, and this function is called once.
    unsafe { ALLOCATOR.heap.init((&raw mut MEMORY) as usize, HEAP) };
    let batches = batches();
    let before = ALLOCATOR.heap.used();
    cortex_m::interrupt::free(|cs| ALLOCATOR.most.borrow(cs).set(before));
    paint();
    let (verified, task) = program(&batches);
    let stack = depth();
    let heap = cortex_m::interrupt::free(|cs| ALLOCATOR.most.borrow(cs).get()) - before;
    let (requests, bytes) = batches.iter().flatten().fold((0, 0), |(requests, bytes), batch| {
        (requests + batch.requests, bytes + batch.sent.len() + batch.expected.len())
    });
    let [flash, fixed] = sizes();
    hprintln!("{} {} {} {} {} {} {} {}", requests, verified, bytes, task, flash, fixed, heap, stack);
    debug::exit(if verified == requests { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    unreachable!("the emulator has ended")
}

/// Returns the bytes of flash and of static memory, without the room for the heap.
fn sizes() -> [usize; 2] {
    let data = addr_of!(__edata) as usize - addr_of!(__sdata) as usize;
    let zeroed = addr_of!(__ebss) as usize - addr_of!(__sbss) as usize;
    // Flash begins at address 0, and ends with the initial values of the static memory.
    let flash = addr_of!(__sidata) as usize + data;
    [flash, data + zeroed - if zeroed >= HEAP { HEAP } else { 0 }]
}

/// Returns the words that the stack may grow into, from the lowest, up to `end`.
fn below(end: usize) -> impl Iterator<Item = *mut u32> {
    let top = addr_of!(_stack_start) as usize;
    (top - STACK..end).step_by(4).map(|addr| addr as *mut u32)
}

/// Paints the memory below the stack.
#[inline(never)]
fn paint() {
    // What is near the pointer is this function's own.
    for word in below(cortex_m::register::msp::read() as usize - 128) {
        // SAFETY: It is memory of this machine, below the stack and far above what is static.
        unsafe { word.write_volatile(PAINT) };
    }
}

/// Returns how deep the stack has got since it was painted, in bytes from its start.
fn depth() -> usize {
    let top = addr_of!(_stack_start) as usize;
    // SAFETY: It is memory of this machine, as in `paint`.
    let touched = below(top).find(|word| unsafe { word.read_volatile() } != PAINT);
    top - touched.map_or(top, |word| word as usize)
}
