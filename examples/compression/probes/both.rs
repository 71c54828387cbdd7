//! Uses both modules of async-compression, like a program that serves both families.

#[path = "futures.rs"]
mod futures_module;
#[path = "tokio.rs"]
mod tokio_module;

fn main() {
    tokio_module::main();
    futures_module::main();
}
