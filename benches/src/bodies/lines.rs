//! Workloads that read lines.

use super::{io, io::prelude::*, mix};
use crate::{data, families::task, source::Chunked};
use std::hint::black_box;

/// A buffered reader over text.
fn buffered(text: &'static str) -> io::BufReader<Chunked<'static>> {
    io::BufReader::new(Chunked::new(black_box(text).as_bytes(), usize::MAX))
}

/// Lines, each a `String` of its own.
pub fn lines(n: u64) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let mut lines = buffered(data::lines()).lines();
            while let Some(line) = io::next_line(&mut lines).await.unwrap() {
                sum = mix(sum, black_box(&line).len());
            }
        }
        sum
    })
}

/// Reads the lines of each reader into a `String` that is cleared for each line, in one task. This is a macro, so
/// that the task itself awaits the futures, not a future inside of it.
macro_rules! kept {
    ($passes:expr, $reader:expr) => {
        task(async {
            let (mut sum, mut line) = (0, String::new());
            for _ in 0..$passes {
                let mut reader = $reader;
                loop {
                    line.clear();
                    let n = reader.read_line(&mut line).await.unwrap();
                    if n == 0 {
                        break;
                    }
                    sum = mix(sum, n + usize::from(black_box(&line).as_bytes()[n / 2]));
                }
            }
            sum
        })
    };
}

/// Defines the workload of `read_line` for one text.
macro_rules! read_line {
    ($($(#[$doc:meta])* $name:ident: $text:ident;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(n: u64) -> u64 {
                kept!(n, buffered(data::$text()))
            }
        )*
    };
}

read_line! {
    /// Lines of 20 to 60 bytes of ASCII.
    read_line: lines;
    /// Lines of 64 to 256 bytes of ASCII.
    read_line_long: long_lines;
    /// Lines of 16 KiB of ASCII.
    read_line_huge: huge_lines;
    /// Lines of 10 to 18 Chinese characters.
    read_line_chinese: chinese_lines;
}

/// Lines of 20 to 60 bytes, from memory.
pub fn read_line_slice(n: u64) -> u64 {
    kept!(n, black_box(data::lines().as_bytes()))
}

/// Reads bytes up to each newline of a text.
fn until(n: u64, text: fn() -> &'static str) -> u64 {
    task(async {
        let (mut sum, mut line) = (0, Vec::new());
        for _ in 0..n {
            let mut reader = buffered(text());
            loop {
                line.clear();
                let n = reader.read_until(b'\n', &mut line).await.unwrap();
                if n == 0 {
                    break;
                }
                sum = mix(sum, n + usize::from(black_box(&line)[n / 2]));
            }
        }
        sum
    })
}

/// Bytes up to a newline, in lines of 20 to 60 bytes.
pub fn read_until(n: u64) -> u64 {
    until(n, data::lines)
}

/// Bytes up to a newline, in lines of 0 to 47 bytes.
pub fn read_until_short(n: u64) -> u64 {
    until(n, data::short_lines)
}

/// Lines of 20 to 60 bytes that come 64 bytes at a time, of which every second read is pending.
pub fn read_line_pending(n: u64) -> u64 {
    kept!(n, io::BufReader::new(Chunked::new(black_box(data::lines()).as_bytes(), 64).pending(2)))
}

/// How many lines are appended to one `String`.
pub const APPENDED: u64 = 5000;

/// Lines of 20 to 60 bytes, appended to one `String`.
pub fn read_line_appending(n: u64) -> u64 {
    task(async {
        let mut sum = 0;
        for _ in 0..n {
            let (mut reader, mut text) = (buffered(data::lines()), String::new());
            for _ in 0..APPENDED {
                sum = mix(sum, reader.read_line(&mut text).await.unwrap());
            }
            sum = mix(sum, black_box(&text).len());
        }
        sum
    })
}
