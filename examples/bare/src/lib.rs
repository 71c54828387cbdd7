//! Code that both programs for bare metal share: a heap, the sizes of the program, and a way to print them.
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

/// The number of clients, which run one after the other, and the number of batches of each.
const CLIENTS: usize = 2;
const BATCHES: usize = 10;

/// The size of the memory for the heap, in bytes. The program prints how much of it was used.
const HEAP: usize = 256 * 1024;
/// The size of the memory that is painted below the stack, in bytes. The paint shows how deep the stack gets.
const STACK: usize = 64 * 1024;
/// The word that the memory is painted with.
const PAINT: u32 = 0xC0DE_C0DE;

/// A heap that records the largest number of bytes in use.
struct Counting {
    heap: LlffHeap,
    most: Mutex<Cell<usize>>,
}

#[global_allocator]
static ALLOCATOR: Counting = Counting { heap: LlffHeap::empty(), most: Mutex::new(Cell::new(0)) };

// SAFETY: Each method calls the same method of the heap, which is an allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: The caller upholds the contract of `alloc`, which is that of the heap.
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

/// Runs `program`, prints its figures, and ends the emulator. Call this function once.
///
/// `program` returns how many requests were verified, and the size of the future that serves, in bytes.
pub fn run(program: impl FnOnce(&[Vec<Batch>]) -> (usize, usize)) -> ! {
    static mut MEMORY: [MaybeUninit<u8>; HEAP] = [MaybeUninit::uninit(); HEAP];
    // SAFETY: Only this function names the memory, and it is called once.
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

/// Returns the sizes of flash and of static memory in bytes, without the memory for the heap.
fn sizes() -> [usize; 2] {
    let data = addr_of!(__edata) as usize - addr_of!(__sdata) as usize;
    let zeroed = addr_of!(__ebss) as usize - addr_of!(__sbss) as usize;
    // Flash begins at address 0, and ends with the initial values of the static memory.
    let flash = addr_of!(__sidata) as usize + data;
    [flash, data + zeroed - if zeroed >= HEAP { HEAP } else { 0 }]
}

/// Returns the words that the stack may grow into, from the lowest address up to `end`.
fn below(end: usize) -> impl Iterator<Item = *mut u32> {
    let top = addr_of!(_stack_start) as usize;
    (top - STACK..end).step_by(4).map(|addr| addr as *mut u32)
}

/// Paints the memory below the stack.
#[inline(never)]
fn paint() {
    // The words near the stack pointer belong to this function.
    for word in below(cortex_m::register::msp::read() as usize - 128) {
        // SAFETY: The address is in RAM, below the stack and far above the static memory.
        unsafe { word.write_volatile(PAINT) };
    }
}

/// Returns the largest depth of the stack since `paint`, in bytes.
fn depth() -> usize {
    let top = addr_of!(_stack_start) as usize;
    // SAFETY: The address is in RAM, as in `paint`.
    let touched = below(top).find(|word| unsafe { word.read_volatile() } != PAINT);
    top - touched.map_or(top, |word| word as usize)
}
