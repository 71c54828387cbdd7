//! What the product weighs, for `.ci/hooks`: the slots of its vtables, and the machine code of three programs.

use poll_io_benches::{record, weigh};

fn main() {
    print!("{}", record::head());
    let (reader, writer) = weigh::given("program_split", false).slots;
    println!("slots\tAsyncRead\t{reader}\nslots\tAsyncWrite\t{writer}");
    let nothing = weigh::code("program_nothing", false);
    for program in ["product_one", "product_two", "product_object"] {
        println!("code\t{program}\t{}", weigh::code(program, false) - nothing);
    }
}
