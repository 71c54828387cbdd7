//! The behavior tests, shared by both designs. Each file tests one future or adapter and has its name. The tests use
//! `crate::design` only.
//!
//! Most tests compare a method with `std::io` on the same script: at every split of the input, with and without
//! `Pending` before every call.

mod accessors;
mod buf_reader;
mod buf_stream;
mod buf_writer;
mod bytes;
mod chain;
mod completed;
mod copy;
mod copy_bidirectional;
mod copy_buf;
mod copy_panics;
mod devices;
mod either;
mod flush;
pub mod forwards;
mod inspect;
mod join;
mod limited;
mod line_writer;
mod lines;
mod peek;
pub mod peer;
mod read;
mod read_buf_exact;
mod read_exact;
mod read_line;
mod read_number;
mod read_to_end;
mod read_to_string;
mod read_until;
mod seek;
mod seek_given_up;
mod shutdown;
mod take;
mod write_all;
mod write_all_vectored;
mod write_fmt;
mod write_number;
mod write_vectored;
