fn main() {
    // The C library starts the program and gives it memory; nothing of Rust's does.
    println!("cargo::rustc-link-lib=c");
}
