//! The compared methods. Each has one source text, which runs on every family that has the method.

use super::{
    numbers::for_each_number,
    peer::{Step, outcome},
};
use poll_io::ErrorKind;
use std::io::{IoSlice, IoSliceMut, Result};

/// The crate whose code runs.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(non_camel_case_types, reason = "named like the modules")]
pub enum Family {
    ours,
    std_io,
    futures,
    lite,
    tokio,
}

/// Runs a method with a script for the reader, a script for the writer and a number. Returns the results as text.
pub type Run = fn(&[Step], &[Step], usize) -> String;

pub struct Method {
    pub name: &'static str,
    /// The values of the number.
    pub knobs: &'static [usize],
    /// The runs of each family; ours is the first.
    pub runs: Vec<(Family, Run)>,
    /// Whether the method reads, writes, or both.
    pub reads: bool,
    pub writes: bool,
    /// Returns the decision that explains why a peer behaves differently with these steps.
    pub differs: fn(Family, &Facts, usize) -> Option<&'static str>,
}

/// The properties of a script that a decision may depend on.
#[expect(clippy::struct_excessive_bools, reason = "the properties are independent")]
pub struct Facts {
    pub interrupted: bool,
    /// The script has an error other than `Interrupted`.
    pub failed: bool,
    /// The script has a write that accepts nothing.
    pub refused: bool,
    /// The script has a write that accepts a part of the bytes.
    pub short: bool,
    /// All data is valid UTF-8, and so is the data before each error.
    pub text: bool,
}

impl Facts {
    pub fn new(steps: &[Step]) -> Self {
        let errors =
            |steps: &[Step], f: fn(ErrorKind) -> bool| steps.iter().any(|s| matches!(s, Step::Err(k) if f(*k)));
        let mut text = true;
        let mut piece = Vec::new();
        for step in steps {
            match step {
                Step::Bytes(bytes) => piece.extend_from_slice(bytes),
                Step::Err(k) if *k != ErrorKind::Interrupted => text &= std::str::from_utf8(&piece).is_ok(),
                _ => {}
            }
        }
        Facts {
            interrupted: errors(steps, |k| k == ErrorKind::Interrupted),
            failed: errors(steps, |k| k != ErrorKind::Interrupted),
            short: steps.iter().any(|step| matches!(step, Step::Bytes(_))),
            refused: steps.iter().any(|step| matches!(step, Step::Bytes(bytes) if bytes.is_empty())),
            text: text && std::str::from_utf8(&piece).is_ok(),
        }
    }
}

/// b19: futures-util and futures-lite return `Interrupted` to the caller.
fn b19(family: Family, facts: &Facts, _: usize) -> Option<&'static str> {
    (facts.interrupted && matches!(family, Family::futures | Family::lite)).then_some("b19")
}

/// Retries a call while it returns `Interrupted`. std leaves that to the caller.
fn retried<T>(mut call: impl FnMut() -> Result<T>) -> std::result::Result<T, ErrorKind> {
    loop {
        match call() {
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            result => return outcome(result),
        }
    }
}

/// Generates the runs of a method of a reader. The text uses `reader`, the number, and the names that each family
/// defines.
macro_rules! reading {
    ($name:literal, [$($family:ident),*], $knobs:expr, $differs:expr, |$reader:ident, $knob:ident| $body:expr) => {
        Method {
            name: $name,
            knobs: &$knobs,
            reads: true,
            writes: false,
            differs: $differs,
            runs: vec![$((Family::$family, |steps, _, $knob| {
                #[allow(unused_imports, reason = "each text uses some of the names")]
                use super::families::$family::*;
                #[allow(unused_mut, reason = "some texts take the reader by value")]
                let mut $reader = reader(steps);
                format!("{:?}", $body)
            })),*],
        }
    };
}

/// Generates the runs of a method of a writer.
macro_rules! writing {
    ($name:literal, [$($family:ident),*], $knobs:expr, $differs:expr, |$writer:ident, $knob:ident| $body:expr) => {
        Method {
            name: $name,
            knobs: &$knobs,
            reads: false,
            writes: true,
            differs: $differs,
            runs: vec![$((Family::$family, |_, steps, $knob| {
                #[allow(unused_imports, reason = "each text uses some of the names")]
                use super::families::$family::*;
                #[allow(unused_mut, reason = "some texts take the writer by value")]
                let mut $writer = writer(steps);
                format!("{:?}", $body)
            })),*],
        }
    };
}

/// Generates the runs of a function that reads and writes.
macro_rules! copying {
    ($name:literal, [$($family:ident),*], $differs:expr, |$reader:ident, $writer:ident| $body:expr) => {
        Method {
            name: $name,
            knobs: &[0],
            reads: true,
            writes: true,
            differs: $differs,
            runs: vec![$((Family::$family, |reads, writes, _| {
                #[allow(unused_imports, reason = "each text uses some of the names")]
                use super::families::$family::*;
                let (mut $reader, mut $writer) = (reader(reads), writer(writes));
                format!("{:?}", $body)
            })),*],
        }
    };
}

const PREFIX: [&str; 2] = ["", "> "];
const TEXT: &[u8] = b"the quick brown fox jumps over the lazy dog";

const PIECES: [&str; 7] = ["a", "b\n", "cd\ne", "\n\n", "fghij", "k\nlmnopqrs", "t"];

pub fn methods() -> Vec<Method> {
    [readers(), lines_and_segments(), readers_with_a_buffer(), writers(), copies(), numbers()]
        .into_iter()
        .flatten()
        .collect()
}

fn readers() -> Vec<Method> {
    vec![
        reading!("read", [ours, std_io, futures, lite, tokio], [0, 1, 3, 64], |_, _, _| None, |reader, n| {
            let mut buf = [0; 64];
            let ns: Vec<_> = (0..4).map(|_| retried(|| go(reader.read(&mut buf[..n])))).collect();
            (ns, buf, reader.rest())
        }),
        reading!("read_exact", [ours, std_io, futures, lite, tokio], [0, 1, 3, 8, 64], b19, |reader, n| {
            let mut buf = [0; 64];
            let x = outcome(go(reader.read_exact(&mut buf[..n]))).map(drop);
            (x, buf, reader.rest())
        }),
        reading!("read_to_end", [ours, std_io, futures, lite, tokio], [0, 1], b19, |reader, n| {
            let mut buf = PREFIX[n].as_bytes().to_vec();
            (outcome(go(reader.read_to_end(&mut buf))), buf, reader.rest())
        }),
        reading!(
            "read_to_string",
            [ours, std_io, futures, lite, tokio],
            [0, 1],
            |family, facts, n| match family {
                Family::std_io if facts.failed && !facts.text => Some("b08"),
                Family::futures if !facts.text => Some("b07"),
                Family::lite if n > 0 => Some("b06"),
                Family::lite | Family::tokio if facts.failed => Some("b08"),
                _ => b19(family, facts, n),
            },
            |reader, n| {
                let mut buf = PREFIX[n].to_string();
                (outcome(go(reader.read_to_string(&mut buf))), buf, reader.rest())
            }
        ),
        reading!(
            "bytes",
            [ours, std_io, lite],
            [0],
            |family, facts, _| { (family == Family::lite && facts.interrupted).then_some("b20") },
            |reader, _n| bytes(reader)
        ),
        reading!("take", [ours, std_io, futures, lite, tokio], [0, 1, 5, 1000], b19, |reader, n| {
            let mut buf = Vec::new();
            let mut taken = reader.take(n as u64);
            let x = outcome(go(taken.read_to_end(&mut buf)));
            (x, buf, taken.limit(), taken.into_inner().rest())
        }),
        reading!(
            "take, read_line",
            [ours, std_io, futures, tokio],
            [0, 1, 5, 1000],
            |family, facts, n| match family {
                Family::std_io | Family::futures | Family::tokio if !facts.text => Some("b12"),
                _ => b19(family, facts, n),
            },
            |reader, n| {
                let mut buf = String::new();
                let mut taken = reader.take(n as u64);
                let x = outcome(go(taken.read_line(&mut buf)));
                (x, buf, taken.limit(), taken.into_inner().rest())
            }
        ),
        reading!("chain", [ours, std_io, futures, lite, tokio], [0, 1, 5], b19, |reader, n| {
            let mut buf = Vec::new();
            let mut first = &TEXT[..n];
            let mut chain = (&mut first).chain(&mut reader);
            let x = outcome(go(chain.read_to_end(&mut buf)));
            (x, buf, reader.rest())
        }),
        reading!("chain, read_until", [ours, std_io, futures, lite, tokio], [0, 1, 5], b19, |reader, n| {
            let mut buf = Vec::new();
            let mut first = &TEXT[..n];
            let mut chain = (&mut reader).chain(&mut first);
            let xs: Vec<_> = (0..3).map(|_| outcome(go(chain.read_until(b'\n', &mut buf)))).collect();
            (xs, buf, first)
        }),
    ]
}

fn lines_and_segments() -> Vec<Method> {
    vec![
        reading!("fill_buf", [ours, std_io, futures, lite, tokio], [1, 3, 100], |_, _, _| None, |reader, n| {
            let mut all = Vec::new();
            for _ in 0..20 {
                let x = retried(|| go(reader.fill_buf()).map(<[u8]>::to_vec));
                let used = x.as_ref().map_or(0, |bytes| bytes.len().min(n));
                all.push(x);
                consume(&mut reader, used);
            }
            (all, reader.rest())
        }),
        reading!("read_until", [ours, std_io, futures, lite, tokio], [0, 1], b19, |reader, n| {
            let mut buf = PREFIX[n].as_bytes().to_vec();
            let xs: Vec<_> = (0..6).map(|_| outcome(go(reader.read_until(b'\n', &mut buf)))).collect();
            (xs, buf, reader.rest())
        }),
        reading!(
            "read_line",
            [ours, std_io, futures, lite, tokio],
            [0, 1],
            |family, facts, n| match family {
                Family::std_io | Family::futures | Family::tokio if facts.failed && !facts.text => Some("b12"),
                Family::lite if n > 0 => Some("b11"),
                Family::lite if facts.failed => Some("b12"),
                _ => b19(family, facts, n),
            },
            |reader, n| {
                let mut buf = PREFIX[n].to_string();
                let mut all = Vec::new();
                for _ in 0..6 {
                    let x = outcome(go(reader.read_line(&mut buf)));
                    all.push((x, buf.clone()));
                    // Some peers require an empty string, so one run clears the string before each call, and the other
                    // one does not.
                    if n == 0 {
                        buf.clear();
                    }
                }
                (all, reader.rest())
            }
        ),
        reading!("skip_until", [ours, std_io], [0], b19, |reader, _n| {
            let xs: Vec<_> = (0..6).map(|_| outcome(go(reader.skip_until(b'\n')))).collect();
            (xs, reader.rest())
        }),
        reading!(
            "lines",
            [ours, std_io, futures, lite, tokio],
            [0],
            |family, facts, n| match family {
                Family::std_io | Family::futures | Family::lite if facts.failed => Some("b16"),
                _ => b19(family, facts, n),
            },
            |reader, _n| lines(reader)
        ),
        reading!(
            "split",
            [ours, std_io, lite, tokio],
            [b'\n' as usize, b'a' as usize],
            |family, facts, n| match family {
                Family::std_io if facts.failed => Some("b17"),
                _ => b19(family, facts, n),
            },
            |reader, n| segments(reader, u8::try_from(n).unwrap())
        ),
    ]
}

fn readers_with_a_buffer() -> Vec<Method> {
    vec![
        reading!(
            "BufReader, read",
            [ours, std_io, futures, lite, tokio],
            [1, 2, 5, 64],
            |_, _, _| None,
            |reader, n| {
                let mut reader = BufReader::with_capacity(n, reader);
                let mut all = Vec::new();
                for size in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] {
                    let mut buf = [0; 12];
                    let x = retried(|| go(reader.read(&mut buf[..size])));
                    all.push((x, buf, reader.buffer().to_vec()));
                }
                (all, reader.into_inner().rest())
            }
        ),
        reading!(
            "BufReader, read_line",
            [ours, std_io, futures, tokio],
            [1, 2, 5, 64],
            |family, facts, n| match family {
                Family::std_io | Family::futures | Family::tokio if facts.failed && !facts.text => Some("b12"),
                _ => b19(family, facts, n),
            },
            |reader, n| {
                let mut reader = BufReader::with_capacity(n, reader);
                let mut buf = String::new();
                let xs: Vec<_> = (0..6).map(|_| outcome(go(reader.read_line(&mut buf)))).collect();
                (xs, buf, reader.buffer().to_vec(), reader.into_inner().rest())
            }
        ),
        reading!("BufReader, read_vectored", [ours, std_io, futures], [1, 2, 5, 64], |_, _, _| None, |reader, n| {
            let mut reader = BufReader::with_capacity(n, reader);
            let mut all = Vec::new();
            for size in [1, 2, 3, 4, 5] {
                let mut bufs = ([0; 5], [0; 7]);
                let x = retried(|| {
                    let mut bufs = [IoSliceMut::new(&mut bufs.0[..size]), IoSliceMut::new(&mut bufs.1)];
                    go(reader.read_vectored(&mut bufs))
                });
                all.push((x, bufs, reader.buffer().to_vec()));
            }
            (all, reader.into_inner().rest())
        }),
    ]
}

fn writers() -> Vec<Method> {
    vec![
        writing!("write", [ours, std_io, futures, lite, tokio], [0, 1, 5, 40], |_, _, _| None, |writer, n| {
            let ns: Vec<_> = (0..4).map(|_| retried(|| go(writer.write(&TEXT[..n])))).collect();
            (ns, drain(&writer).log.clone())
        }),
        writing!("write_all", [ours, std_io, futures, lite, tokio], [0, 1, 5, 40], b19, |writer, n| {
            let xs: Vec<_> = (0..3).map(|_| outcome(go(writer.write_all(&TEXT[..n])))).collect();
            (xs, drain(&writer).log.clone())
        }),
        writing!(
            "BufWriter",
            [ours, std_io, futures, lite, tokio],
            [1, 4, 8, 64],
            |family, facts, n| match family {
                // After an error the families are at different steps, because they retry different calls.
                Family::lite if facts.failed => Some("b34"),
                _ => b19(family, facts, n),
            },
            |writer, n| {
                let mut writer = BufWriter::with_capacity(n, writer);
                let mut all = Vec::new();
                for len in [1, 2, 3, 4, 5, 9, 1, 3] {
                    let x = retried(|| go(writer.write(&TEXT[..len])));
                    all.push((x, writer.buffer().to_vec()));
                }
                all.push((outcome(go(writer.flush()).map(|()| 0)), writer.buffer().to_vec()));
                let out = drain(writer.get_ref()).log.clone();
                (all, out)
            }
        ),
        writing!(
            "LineWriter",
            [ours, std_io],
            [1, 4, 8, 64],
            |family, facts, n| if facts.failed || facts.short { Some("b39") } else { b19(family, facts, n) },
            |writer, n| {
                let mut writer = LineWriter::with_capacity(n, writer);
                let mut all = Vec::new();
                for piece in PIECES {
                    all.push(outcome(go(writer.write_all(piece.as_bytes()))));
                }
                all.push(outcome(go(writer.flush())));
                let out = drain(writer.get_ref()).log.clone();
                (all, out)
            }
        ),
        writing!(
            "LineWriter, what arrives",
            [ours, std_io, futures],
            [1, 4, 8, 64],
            |family, facts, n| if facts.failed || facts.refused { Some("b39") } else { b19(family, facts, n) },
            |writer, n| {
                let mut writer = LineWriter::with_capacity(n, writer);
                let mut all = Vec::new();
                for piece in PIECES {
                    all.push(outcome(go(writer.write_all(piece.as_bytes()))));
                }
                all.push(outcome(go(writer.flush())));
                let taken = drain(writer.get_ref()).taken.clone();
                (all, taken)
            }
        ),
        writing!("BufWriter, write_vectored", [ours, std_io, tokio], [1, 4, 8, 64], b19, |writer, n| {
            let mut writer = BufWriter::with_capacity(n, writer);
            let mut all = Vec::new();
            for lens in [[1, 2], [0, 3], [5, 0], [4, 4], [9, 1]] {
                let bufs = lens.map(|len| IoSlice::new(&TEXT[..len]));
                let x = retried(|| go(writer.write_vectored(&bufs)));
                all.push((x, writer.buffer().to_vec()));
            }
            all.push((outcome(go(writer.flush()).map(|()| 0)), writer.buffer().to_vec()));
            let out = drain(writer.get_ref()).log.clone();
            (all, out)
        }),
    ]
}

fn copies() -> Vec<Method> {
    vec![
        copying!(
            "copy",
            [ours, std_io, futures, lite, tokio],
            |family, facts, n| match family {
                // A copy that reads ahead writes in other pieces, so an error comes at another position.
                _ if facts.failed || facts.refused => Some("b42"),
                _ => b19(family, facts, n),
            },
            |reader, writer| {
                let x = outcome(go(copy(&mut reader, &mut writer)));
                (x, drain(&writer).taken.clone())
            }
        ),
        copying!("copy_buf", [ours, futures, tokio], b19, |reader, writer| {
            let x = outcome(go(copy_buf(&mut reader, &mut writer)));
            (x, drain(&writer).taken.clone(), reader.rest())
        }),
        copying!(
            "copy_bidirectional",
            [ours, tokio],
            |family, facts, n| if facts.failed || facts.refused { Some("b44") } else { b19(family, facts, n) },
            |reader, writer| {
                let (mut a, mut b) = (join(&mut reader, Vec::new()), join(TEXT, &mut writer));
                let x = outcome(go(copy_bidirectional(&mut a, &mut b)));
                let back = a.into_inner().1;
                (x, back, drain(&writer).taken.clone(), drain(&writer).shutdowns)
            }
        ),
    ]
}

/// Returns the methods for numbers in both directions. Of the peers, only tokio has them.
fn numbers() -> Vec<Method> {
    macro_rules! numbers {
        ($($ty:ty, $read:ident, $_read:ident, $write:ident, $_write:ident;)*) => {
            vec![$(
                reading!("numbers", [ours, tokio], [0], b19, |reader, _n| {
                    (outcome(go(reader.$read())).map(|n| n.to_be_bytes()), reader.rest())
                }),
                writing!("numbers", [ours, tokio], [1, 200], b19, |writer, n| {
                    let bytes = std::array::from_fn(|i| u8::try_from((i + 1) * n % 256).unwrap());
                    let x = outcome(go(writer.$write(<$ty>::from_be_bytes(bytes))));
                    (x, drain(&writer).log.clone())
                }),
            )*]
        };
    }
    for_each_number!(numbers)
}
