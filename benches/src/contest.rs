//! How contestants are compared: side by side, in one run, by ratios.
//!
//! A machine that is shared is slower at one moment than at the next, so a time means nothing by itself. In each round
//! every contestant runs once, and the one that runs first is another in each; what counts is the ratio of two times of
//! the same round, and of all rounds the median. One contestant runs twice: what that ratio shows is the error.
//!
//! Criterion measures one contestant after the other, so a machine that becomes slower in between decides between them.

pub use rustix::time::ClockId;
use rustix::time::clock_gettime;
use std::{hint::black_box, time::Duration};

/// One workload, and who can do it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is done.
    pub name: &'static str,
    /// The operations of one pass, by which a figure is divided.
    pub ops: u64,
    /// Who does it; the first is the one whom the others are compared with.
    pub contestants: Vec<Contestant>,
    /// What is to be reached.
    pub targets: Vec<Target>,
    /// Whether an operation is so short that its instructions say more than its time.
    pub counted: bool,
    /// Whose time counts: this thread's, or the whole process's where the work is of several threads.
    pub clock: ClockId,
}

/// A family that does the work of a row.
#[derive(Clone, Copy, Debug)]
pub struct Contestant {
    /// By which it is listed.
    pub name: &'static str,
    /// What it is to the others.
    pub role: Role,
    /// Does the work so many times, and returns what came of it: the same for all contestants.
    pub run: fn(u64) -> u64,
}

/// What a contestant is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who is compared with the peers.
    Ours,
    /// Who is to be surpassed.
    Peer,
    /// What shows how far one could go: other means, or none at all.
    Bound,
}

/// A ratio that is not to be exceeded.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The contestant against which it stands; `None` for the best of the peers.
    pub against: Option<&'static str>,
    /// The most it may be.
    pub most: f64,
}

/// What one contestant has reached.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The contestant's.
    pub name: &'static str,
    /// The contestant's.
    pub role: Role,
    /// The nanoseconds of one operation: the median.
    pub nanos: f64,
    /// The time of the first contestant as a part of this one's: the median over the rounds.
    pub ratio: f64,
    /// The least and the greatest such ratio over the builds, where there were several.
    pub spread: Option<(f64, f64)>,
    /// The instructions of one operation, where they were counted.
    pub instructions: Option<f64>,
}

/// Returns the medians over several builds of what each of them has measured of one row.
///
/// # Panics
///
/// If there is no build, or the builds have other contestants.
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

/// How long one sample is to take: long against the clock, short against the slice of time after which a busy machine turns
/// to somebody else.
const SAMPLE: Duration = Duration::from_millis(2);

impl Row {
    /// Makes a row without targets, whose time counts, and that of one thread.
    pub fn new(name: &'static str, ops: u64, contestants: impl Into<Vec<Contestant>>) -> Self {
        let clock = ClockId::ThreadCPUTime;
        Row { name, ops, contestants: contestants.into(), targets: Vec::new(), counted: false, clock }
    }

    /// Runs each contestant once, and compares what came of it.
    ///
    /// # Panics
    ///
    /// If it is not the same.
    pub fn check(&self) {
        let sums: Vec<_> = self.contestants.iter().map(|c| (c.name, (c.run)(1))).collect();
        for (name, sum) in &sums {
            assert_eq!(*sum, sums[0].1, "{}: {name} has another result than {}", self.name, sums[0].0);
        }
    }

    /// Measures the times of all contestants in so many rounds. The first is there twice: the control is the last figure.
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

    /// Races many times, all in one run, and compares the quickest race of each: on a busy machine half of them may be
    /// disturbed, and then a median is of either half.
    pub fn quickest(&self, races: usize, rounds: usize) -> Vec<Figure> {
        let races: Vec<_> = (0..races).map(|_| self.race(rounds)).collect();
        let quickest = |i: usize| races.iter().map(|race| race[i].nanos).fold(f64::INFINITY, f64::min);
        let of = |i: usize| Figure { nanos: quickest(i), ratio: quickest(0) / quickest(i), ..races[0][i] };
        (0..races[0].len()).map(of).collect()
    }

    /// Returns how long so many passes take.
    fn time(&self, run: fn(u64) -> u64, passes: u64) -> Duration {
        let start = processor_time(self.clock);
        black_box(run(black_box(passes)));
        processor_time(self.clock).saturating_sub(start)
    }

    /// Returns how often the workload is to run for one sample.
    ///
    /// Of three tries the shortest counts: one that was interrupted seems long enough, and would make every sample too short.
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

/// Returns for how long this thread has had a processor, or this process, whoever else wanted it meanwhile.
pub fn processor_time(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    // Neither is negative, nor is there a second of more nanoseconds than this has room for.
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Returns the middle one, or the mean of the two in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.into_iter().collect();
    assert!(!values.is_empty(), "nothing has no median");
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}

/// Returns the peer that comes nearest to the first contestant, or is furthest ahead of it.
pub fn best_peer(figures: &[Figure]) -> Option<&Figure> {
    figures.iter().filter(|f| f.role == Role::Peer).max_by(|a, b| a.ratio.total_cmp(&b.ratio))
}

/// Returns the peer of the fewest instructions.
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
