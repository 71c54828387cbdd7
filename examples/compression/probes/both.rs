//! Both of their modules, as a program has them that serves both ecosystems.

#[path = "futures.rs"]
mod futures_module;
#[path = "tokio.rs"]
mod tokio_module;

fn main() {
    tokio_module::main();
    futures_module::main();
}
