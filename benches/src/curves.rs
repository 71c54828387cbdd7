//! Checks that a cost grows in proportion to the size of the work, by the cost of one unit at every size.

use crate::{
    contest::{ClockId, processor_time},
    data,
    families::{now, poll::BufReader},
    source::Chunked,
};
use poll_io::{AsyncBufReadExt as _, AsyncReadExt as _};
use std::hint::black_box;

/// The highest accepted ratio between the cost of a unit at the largest size and the lowest cost in the upper half
/// of the sizes. New memory costs more at the largest sizes. A cost that is not linear exceeds this bound by the
/// ratio of the sizes.
const STRAIGHT: f64 = 4.0;

/// A workload that is measured at many sizes.
struct Curve {
    name: &'static str,
    unit: &'static str,
    sizes: Vec<usize>,
    /// Does the work at one size. The second function, if there is one, does the same with memory alone.
    run: fn(usize) -> usize,
    floor: Option<fn(usize) -> usize>,
}

fn curves() -> [Curve; 4] {
    let powers = |from: u32, to: u32| (from..=to).step_by(2).map(|n| 1_usize << n).collect::<Vec<_>>();
    [
        Curve {
            name: "read_to_end by 8 KiB, new, to the bytes copied",
            unit: "byte",
            sizes: powers(10, 30),
            run: |n| {
                let mut buf = Vec::new();
                now(Endless::new(n).read_to_end(&mut buf)).unwrap();
                black_box(&buf).len()
            },
            floor: Some(|n| {
                let mut buf = Vec::with_capacity(n);
                while buf.len() < n {
                    buf.extend_from_slice(black_box(&data::noise()[..data::noise().len().min(n - buf.len())]));
                }
                black_box(&buf).len()
            }),
        },
        Curve {
            name: "read_line appended to one String",
            unit: "line",
            sizes: powers(0, 20),
            run: |n| {
                let (mut reader, mut text, mut lines) = (BufReader::new(Endless::text()), String::new(), 0);
                for _ in 0..n {
                    lines += usize::from(now(reader.read_line(&mut text)).unwrap() > 0);
                }
                lines
            },
            floor: None,
        },
        Curve {
            name: "lines lent",
            unit: "line",
            sizes: powers(0, 20),
            run: |n| {
                let (mut lines, mut total) = (BufReader::new(Endless::text()).lines(), 0);
                for _ in 0..n {
                    total += usize::from(now(lines.next_line_ref()).unwrap().is_some());
                }
                total
            },
            floor: None,
        },
        Curve {
            name: "read_to_end by 16 B, every 2nd poll Pending",
            unit: "Pending",
            sizes: powers(0, 16),
            run: |n| {
                let mut buf = Vec::new();
                now(Chunked::new(&data::large()[..16 * n], 16).pending(2).read_to_end(&mut buf)).unwrap();
                buf.len() / 16
            },
            floor: None,
        },
    ]
}

/// Returns the same bytes repeatedly, up to a length.
struct Endless {
    data: &'static [u8],
    at: usize,
    left: usize,
}

impl Endless {
    fn new(left: usize) -> Self {
        Endless { data: data::noise(), at: 0, left }
    }

    fn text() -> Self {
        // The bytes end with a line, so that their repetitions are lines too.
        let text = data::lines();
        Endless { data: &text.as_bytes()[..=text.rfind('\n').unwrap_or(0)], at: 0, left: usize::MAX }
    }
}

impl poll_io::AsyncRead for Endless {
    #[inline]
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        mut buf: poll_io::BorrowedCursor<'_>,
    ) -> std::task::Poll<poll_io::Result<()>> {
        let this = self.get_mut();
        let n = buf.capacity().min(8192).min(this.data.len() - this.at).min(this.left);
        buf.append(&this.data[this.at..this.at + n]);
        this.left -= n;
        this.at = (this.at + n) % this.data.len();
        std::task::Poll::Ready(Ok(()))
    }
}

/// Returns the nanoseconds of one unit, as the smallest of some samples. Other programs can only make a sample
/// longer.
fn cost(run: fn(usize) -> usize, n: usize) -> f64 {
    assert_eq!(run(n), n, "all of it was done");
    let passes = (1_000_000 / n).clamp(1, 20_000);
    let samples = (0..5).map(|_| {
        let before = processor_time(ClockId::ThreadCPUTime);
        for _ in 0..passes {
            black_box(run(black_box(n)));
        }
        processor_time(ClockId::ThreadCPUTime).saturating_sub(before).as_nanos() as f64 / (passes * n) as f64
    });
    samples.fold(f64::MAX, f64::min)
}

/// Measures and prints all curves, and returns whether each grows in proportion.
pub fn measure() -> bool {
    let mut straight = true;
    for curve in curves() {
        let costs: Vec<f64> =
            curve.sizes.iter().map(|&n| cost(curve.run, n) / curve.floor.map_or(1.0, |floor| cost(floor, n))).collect();
        let best = costs[costs.len() / 2..].iter().copied().fold(f64::MAX, f64::min);
        let last = costs[costs.len() - 1];
        let unit = if curve.floor.is_some() { "of the floor" } else { "ns" };
        println!(
            "{} ({unit} per {}): the largest size costs {:.2} times the lowest cost",
            curve.name,
            curve.unit,
            last / best
        );
        for (n, cost) in curve.sizes.iter().zip(&costs) {
            println!("  {n:>12} {cost:.3}");
        }
        straight &= last <= best * STRAIGHT;
    }
    straight
}
