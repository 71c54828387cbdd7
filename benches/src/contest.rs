//! Compares contestants side by side, in one run, by the ratio of their times.
//!
//! The speed of a shared computer changes from one moment to the next, so a single time means nothing. In each
//! round every contestant runs once, and each round starts with another contestant. The figure is the median over
//! the rounds of the ratio of two times in one round. One contestant runs twice. The ratio of these two runs shows
//! the error.
//!
//! Criterion measures one contestant after the other, so a computer that becomes slower in between changes the
//! result. The only statistics here are medians and the smallest time, which need no library.

pub use rustix::time::ClockId;
use rustix::time::clock_gettime;
use std::{hint::black_box, time::Duration};

/// A workload and its contestants.
#[derive(Clone, Debug)]
pub struct Row {
    /// Names the workload.
    pub name: &'static str,
    /// The number of operations in one pass. Figures are divided by this number.
    pub ops: u64,
    /// The contestants. The others are compared with the first.
    pub contestants: Vec<Contestant>,
    /// The targets of the first contestant.
    pub targets: Vec<Target>,
    /// Whether an operation is short. The instructions of a short operation say more than its time.
    pub counted: bool,
    /// The clock: the time of this thread, or of the whole process if the work uses several threads.
    pub clock: ClockId,
}

/// A family that does the work of a row.
#[derive(Clone, Copy, Debug)]
pub struct Contestant {
    /// Names the contestant in the table.
    pub name: &'static str,
    /// Says what the contestant is for.
    pub role: Role,
    /// Runs the given number of passes, and returns a checksum, which is the same for all contestants.
    pub run: fn(u64) -> u64,
}

/// Says what a contestant is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// poll-io, which is compared with the peers.
    Ours,
    /// A peer, which poll-io should beat.
    Peer,
    /// A reference, which shows the speed of the bytes alone or of another way to do the work.
    Bound,
}

/// Bounds a ratio from above.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The contestant that the ratio refers to. `None` means the best of the peers.
    pub against: Option<&'static str>,
    /// The highest accepted ratio.
    pub most: f64,
}

/// Holds the result of one contestant.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The contestant's.
    pub name: &'static str,
    /// The contestant's.
    pub role: Role,
    /// The median of the nanoseconds of one operation.
    pub nanos: f64,
    /// The time of the first contestant divided by the time of this one: the median over the rounds.
    pub ratio: f64,
    /// The lowest and the highest such ratio over the builds, if there were several builds.
    pub spread: Option<(f64, f64)>,
    /// The instructions of one operation, if they were counted.
    pub instructions: Option<f64>,
}

/// Returns the medians of a row over several builds.
///
/// # Panics
///
/// Panics if `runs` is empty, or if the builds have different contestants.
pub fn merge(builds: &[Vec<Figure>]) -> Vec<Figure> {
    let merged = builds[0].iter().enumerate().map(|(i, first)| {
        let ratios = builds.iter().map(|figures| figures[i].ratio);
        assert!(builds.iter().all(|figures| figures[i].name == first.name), "a build has another row");
        let (least, most) = ratios.clone().fold((f64::MAX, f64::MIN), |(a, b), r| (a.min(r), b.max(r)));
        Figure {
            nanos: median(builds.iter().map(|figures| figures[i].nanos)),
            ratio: median(ratios),
            spread: (builds.len() > 1).then_some((least, most)),
            ..*first
        }
    });
    merged.collect()
}

/// The name of the figure that compares the first contestant with itself.
pub const CONTROL: &str = "control";

/// One sample takes this time. It is long compared with the resolution of the clock, and short compared with the
/// time slice of a process.
const SAMPLE: Duration = Duration::from_millis(2);

impl Row {
    /// Makes a row without targets, measured by the time of one thread.
    pub fn new(name: &'static str, ops: u64, contestants: impl Into<Vec<Contestant>>) -> Self {
        let clock = ClockId::ThreadCPUTime;
        Row { name, ops, contestants: contestants.into(), targets: Vec::new(), counted: false, clock }
    }

    /// Runs each contestant once, and compares the checksums.
    ///
    /// # Panics
    ///
    /// Panics if the checksums differ.
    pub fn check(&self) {
        let sums: Vec<_> = self.contestants.iter().map(|c| (c.name, (c.run)(1))).collect();
        for (name, sum) in &sums {
            assert_eq!(*sum, sums[0].1, "{}: {name} has another result than {}", self.name, sums[0].0);
        }
    }

    /// Measures the times of all contestants in the given number of rounds. The first contestant also runs as
    /// the control, which is the last figure.
    pub fn race(&self, rounds: usize) -> Vec<Figure> {
        self.check();
        let mut all = self.contestants.clone();
        all.push(Contestant { name: CONTROL, role: Role::Bound, ..all[0] });
        let passes = self.passes();
        let mut samples = vec![Vec::with_capacity(rounds); all.len()];
        for round in 0..rounds {
            for i in 0..all.len() {
                let i = (i + round) % all.len();
                samples[i].push(self.time(all[i].run, passes).as_nanos() as f64);
            }
        }
        let ops = (passes * self.ops) as f64;
        all.iter()
            .zip(&samples)
            .map(|(contestant, times)| Figure {
                name: contestant.name,
                role: contestant.role,
                nanos: median(times.iter().copied()) / ops,
                ratio: median(samples[0].iter().zip(times).map(|(ours, theirs)| ours / theirs)),
                spread: None,
                instructions: None,
            })
            .collect()
    }

    /// Races many times in one run, and compares the quickest race of each contestant. On a busy computer half
    /// of the races may be disturbed, and then a median may fall into either half.
    pub fn quickest(&self, races: usize, rounds: usize) -> Vec<Figure> {
        let races: Vec<_> = (0..races).map(|_| self.race(rounds)).collect();
        let quickest = |i: usize| races.iter().map(|race| race[i].nanos).fold(f64::INFINITY, f64::min);
        let of = |i: usize| Figure { nanos: quickest(i), ratio: quickest(0) / quickest(i), ..races[0][i] };
        (0..races[0].len()).map(of).collect()
    }

    /// Returns the time of the given number of passes.
    fn time(&self, run: fn(u64) -> u64, passes: u64) -> Duration {
        let start = processor_time(self.clock);
        black_box(run(black_box(passes)));
        processor_time(self.clock).saturating_sub(start)
    }

    /// Returns how often the workload must run for one sample.
    ///
    /// The shortest of three tries counts. An interrupted try seems long enough, and would make every sample
    /// too short.
    fn passes(&self) -> u64 {
        let mut passes = 1;
        loop {
            let tries = [(); 3].map(|()| self.time(self.contestants[0].run, passes));
            let took = tries.into_iter().min().unwrap_or_default();
            if took >= SAMPLE / 2 {
                let fitting = u128::from(passes) * SAMPLE.as_nanos() / took.as_nanos().max(1);
                return u64::try_from(fitting).unwrap_or(passes).max(1);
            }
            passes *= 2;
        }
    }
}

/// Returns the processor time of this thread or of this process. Other programs do not change it.
pub fn processor_time(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    // Neither number is negative, and the nanoseconds are fewer than one second.
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Returns the middle value, or the mean of the two values in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.into_iter().collect();
    assert!(!values.is_empty(), "nothing has no median");
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}

/// Returns the peer with the highest ratio, which is the fastest peer.
pub fn best_peer(figures: &[Figure]) -> Option<&Figure> {
    figures.iter().filter(|f| f.role == Role::Peer).max_by(|a, b| a.ratio.total_cmp(&b.ratio))
}

/// Returns the peer that needs the fewest instructions.
pub fn leanest_peer(figures: &[Figure]) -> Option<&Figure> {
    figures
        .iter()
        .filter(|f| f.role == Role::Peer && f.instructions.is_some())
        .min_by(|a, b| a.instructions.unwrap_or(f64::MAX).total_cmp(&b.instructions.unwrap_or(f64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median([9.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median([4.0, 1.0, 2.0, 9.0]) - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    #[should_panic(expected = "has another result")]
    fn a_wrong_result_stops_the_row() {
        let contestant = |name, run| Contestant { name, role: Role::Peer, run };
        let contestants = vec![contestant("a", |n| n), contestant("b", |n| n + 1)];
        Row::new("row", 1, contestants).check();
    }
}
