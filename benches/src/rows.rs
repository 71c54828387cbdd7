//! The rows of `cargo peers`: each workload, its contestants and its targets.

use crate::{
    bridges,
    contest::{ClockId, Contestant, Role, Row, Target},
    data,
    families::{blocking, futures, iterator_style, lite, poll, tokio},
    raw, relay,
};

/// Lists the contestants of a workload, one for each family.
macro_rules! all {
    ($module:ident::$body:ident $(::<$depth:literal>)?) => {
        [
            ours(poll::bodies::$module::$body$(::<$depth>)?),
            peer("futures-util", futures::bodies::$module::$body$(::<$depth>)?),
            peer("futures-lite", lite::bodies::$module::$body$(::<$depth>)?),
            peer("tokio", tokio::bodies::$module::$body$(::<$depth>)?),
            bound("iterator_style", iterator_style::bodies::$module::$body$(::<$depth>)?),
            bound("std", blocking::bodies::$module::$body$(::<$depth>)?),
        ]
    };
}

fn ours(run: fn(u64) -> u64) -> Contestant {
    Contestant { name: "poll-io", role: Role::Ours, run }
}

fn peer(name: &'static str, run: fn(u64) -> u64) -> Contestant {
    Contestant { name, role: Role::Peer, run }
}

fn bound(name: &'static str, run: fn(u64) -> u64) -> Contestant {
    Contestant { name, role: Role::Bound, run }
}

fn row(name: &'static str, ops: u64, contestants: [Contestant; 6]) -> Row {
    Row::new(name, ops, contestants)
}

impl Row {
    /// Sets the highest accepted ratio to the time of the best peer.
    fn at_most(mut self, most: f64) -> Self {
        self.targets.push(Target { against: None, most });
        self
    }

    /// Adds a reference that copies the bytes alone, and sets the highest accepted ratio to its time.
    fn and_of_raw(mut self, most: f64, run: fn(u64) -> u64) -> Self {
        self.targets.push(Target { against: Some("raw"), most });
        self.raw(run)
    }

    /// Adds a reference that copies the bytes alone.
    fn raw(mut self, run: fn(u64) -> u64) -> Self {
        self.contestants.push(bound("raw", run));
        self
    }

    /// Counts instructions, because the operation is short.
    fn counted(self) -> Self {
        Row { counted: true, ..self }
    }

    /// Measures the time of the whole process, because several threads do the work.
    fn on_threads(self) -> Self {
        Row { clock: ClockId::ProcessCPUTime, ..self }
    }

    /// Removes a contestant that cannot do the work.
    fn without(mut self, name: &str) -> Self {
        self.contestants.retain(|c| c.name != name);
        self
    }

    /// Replaces the workload of poll-io with one that only poll-io can do.
    fn ours_is(mut self, run: fn(u64) -> u64) -> Self {
        self.contestants[0] = ours(run);
        self
    }
}

/// Returns all rows.
#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    use poll::bodies::{copy, lines::APPENDED, read_exact, split, stack, write};
    let lines = data::line_count();
    let mut rows = vec![
        row("read_to_end 1 MiB by 8 KiB, new", 1, all!(read_to_end::chunked_fresh)).at_most(1.02).raw(raw::mebibyte_fresh),
        row("read_to_end 1 MiB by 8 KiB, kept", 1, all!(read_to_end::chunked_reused)).at_most(1.02).raw(raw::mebibyte_reused),
        row("read_to_end 64 MiB by 8 KiB, new", 1, all!(read_to_end::chunked_large_fresh)).at_most(1.02).raw(raw::large_fresh),
        row("read_to_end 64 MiB by 8 KiB, kept", 1, all!(read_to_end::chunked_large_reused)).at_most(1.02).raw(raw::large_reused),
        row("read_to_end 100 KiB by 1400 B, new", 1, all!(read_to_end::frames_fresh)).at_most(1.02),
        row("read_to_end 1 MiB by 8 KiB from BufReader, kept", 1, all!(read_to_end::buffered_reused)).at_most(1.02),
        row("read_to_end 8 MiB, every 2nd poll Pending", 1, all!(read_to_end::pending)).at_most(0.75),
        row("read_to_end 1 MiB of &[u8], new", 1, all!(read_to_end::slice_fresh)).at_most(0.95).and_of_raw(1.02, raw::mebibyte_fresh),
        row("read_to_end 1 MiB of &[u8], kept", 1, all!(read_to_end::slice_reused)).at_most(1.02).and_of_raw(1.02, raw::mebibyte_reused),
        row("read_to_end 1 MiB of Box<dyn> of &[u8], new", 1, all!(read_to_end::slice_boxed)).at_most(0.95).and_of_raw(1.02, raw::mebibyte_fresh),
        row("read_to_end 64 MiB of &[u8], new", 1, all!(read_to_end::slice_large_fresh)).at_most(1.02).and_of_raw(1.05, raw::large_fresh),
        row("read_to_end 1000 B, new", 1000, all!(read_to_end::body_fresh)).at_most(0.30).raw(raw::body_fresh).counted(),
        row("read_to_end 100 B, kept 64 KiB", 1000, all!(read_to_end::body_kept)).at_most(0.60).counted(),
        row("read_to_end 4 KiB, exact capacity", 1000, all!(read_to_end::body_exact)).at_most(1.02).counted(),
        row("read_to_string 1 MiB ASCII", 1, all!(read_to_end::string_ascii)).at_most(1.02),
        row("read_to_string 1 MiB Chinese", 1, all!(read_to_end::string_chinese)).at_most(if cfg!(feature = "simdutf8") { 0.15 } else { 1.02 }),
        row("read_exact 16 B from BufReader", read_exact::OPS, all!(read_exact::buffered)).at_most(0.55).counted(),
        row("read_exact 16 B from BufReader, not inlined", read_exact::OPS, all!(read_exact::not_inlined)).at_most(0.70).counted(),
        row("read_exact 0 to 47 B from BufReader", read_exact::varied_ops(), all!(read_exact::varied)).at_most(0.80).counted(),
        row("read_exact 16 B from &mut dyn of BufReader", read_exact::OPS, all!(read_exact::borrowed)).at_most(0.85).counted(),
        row("read_exact 16 B from Box<dyn> of BufReader", read_exact::OPS, all!(read_exact::boxed)).at_most(0.85).counted(),
        row("read_exact 16 B from BufReader of Box<dyn>", read_exact::OPS, all!(read_exact::buffered_box)).at_most(0.70).counted(),
        row("read_exact 16 B from &[u8]", read_exact::OPS, all!(read_exact::slice)).at_most(1.05).counted(),
        row("read_exact 16 B by 64 B, every 2nd read Pending", read_exact::OPS, all!(read_exact::pending)).at_most(1.00).counted(),
        row("read_exact 1 KiB by 64 B, every 2nd read Pending", read_exact::LONG, all!(read_exact::pending_often)).at_most(1.00).counted(),
        row("read_u32 from BufReader", read_exact::NUMBERS, all!(read_exact::number)).at_most(0.70).counted(),
        row("read_u8 to read_u64 from BufReader", read_exact::varied_ops(), all!(read_exact::numbers_varied)).at_most(0.80).counted(),
        row("read 64 B from &[u8]", read_exact::READS, all!(read_exact::read)).at_most(1.05).counted(),
        row("fill_buf and consume 64 B", read_exact::READS, all!(read_exact::fill_buf)).at_most(1.00).counted(),
        row("lines 20 to 60 B", lines, all!(lines::lines)).at_most(0.50).raw(raw::lines).counted(),
        row("lines 20 to 60 B, lent", lines, all!(lines::lines)).ours_is(raw::lines_lent).without("iterator_style").at_most(0.20).counted(),
        row("read_line 20 to 60 B, kept", lines, all!(lines::read_line)).at_most(0.50).counted(),
        row("read_line 64 to 256 B, kept", data::count(data::long_lines()), all!(lines::read_line_long)).at_most(0.70).counted(),
        row("read_line 16 KiB, kept", data::count(data::huge_lines()), all!(lines::read_line_huge)).at_most(1.02).counted(),
        row("read_line of &[u8], kept", lines, all!(lines::read_line_slice)).at_most(0.50).counted(),
        row("read_line Chinese, kept", data::count(data::chinese_lines()), all!(lines::read_line_chinese)).at_most(1.02).counted(),
        row("read_line 5000 appended", APPENDED, all!(lines::read_line_appending)).at_most(0.45).without("futures-lite").counted(),
        row("read_until 20 to 60 B, kept", lines, all!(lines::read_until)).at_most(1.00).counted(),
        row("read_until 0 to 47 B, kept", data::count(data::short_lines()), all!(lines::read_until_short)).at_most(1.00).counted(),
        row("read_line 20 to 60 B by 64 B, every 2nd read Pending", lines, all!(lines::read_line_pending)).at_most(1.00).counted(),
        row("copy 64 MiB by 1400 B", 1, all!(copy::frames)).at_most(0.97),
        row("copy 64 MiB by 8 KiB", 1, all!(copy::chunked)).at_most(1.00),
        row("copy 64 MiB by 64 KiB", 1, all!(copy::chunked_large)).at_most(0.75),
        row("copy 64 MiB by 64 KiB, all buffers 8 KiB", 1, all!(copy::equal_small)).without("futures-lite").at_most(1.00),
        row("copy 64 MiB by 64 KiB, all buffers 64 KiB", 1, all!(copy::equal_large)).without("futures-lite").at_most(1.00),
        row("copy 64 MiB by 8 KiB, every 4th poll Pending", 1, all!(copy::pending)).at_most(1.00),
        row("copy 1 MiB by 64 B, every 4th poll Pending", copy::SMALL, all!(copy::pending_small)).at_most(0.95).counted(),
        row("copy 64 MiB of &[u8]", 1, all!(copy::slice)).at_most(0.76),
        row("copy 64 MiB over TCP", 1, all!(copy::tcp)).at_most(0.85),
        row("copy 64 MiB over TCP, all buffers 64 KiB", 1, all!(copy::tcp_equal)).without("futures-lite").at_most(1.02),
        relay::row().at_most(1.00),
        row("copy 100 B", 1000, all!(copy::body)).at_most(0.30).counted(),
        row("copy_buf 64 MiB from BufReader", 1, all!(copy::buffered)).at_most(1.02),
        row("copy_buf 64 MiB of &[u8]", 1, all!(copy::buffered_slice)).at_most(1.02),
        row("write_all 16 B into BufWriter", write::OPS, all!(write::small)).at_most(0.50).counted(),
        row("write_all 16 B into BufWriter, not inlined", write::OPS, all!(write::small_not_inlined)).at_most(0.75).counted(),
        row("write_all 0 to 47 B into BufWriter", read_exact::varied_ops(), all!(write::varied)).at_most(0.80).counted(),
        row("write_all 16 B into Box<dyn> of BufWriter", write::OPS, all!(write::small_boxed)).at_most(1.05).counted(),
        row("write_all 3000 B into BufWriter", 1000, all!(write::medium)).at_most(1.05).counted(),
        row("write_all 64 MiB by 8 KiB", 1, all!(write::large)).at_most(1.05),
        row("write_vectored 8 of 64 B", write::VECTORED, all!(write::vectored)).at_most(1.05).counted(),
        row("write_vectored 8 of 64 B into BufWriter", write::VECTORED, all!(write::vectored_buffered)).at_most(1.00).counted(),
        row("split, not: write and read 16 B", split::OPS, all!(split::whole)).at_most(1.05).counted(),
        row("split, boxed: write and read 16 B", split::OPS, all!(split::boxed)).at_most(1.05).counted(),
        row("split halves: write and read 16 B", split::OPS, all!(split::halves)).at_most(0.90).without("std").counted(),
        row("split halves on two threads: write and read 32 B", split::SHARED, all!(split::threads)).at_most(0.90).without("std").on_threads(),
        row("stack of 1: read 16 B", stack::OPS, all!(stack::one)).at_most(1.00).counted(),
        row("stack of 2: read 16 B", stack::OPS, all!(stack::two)).at_most(1.00).counted(),
        row("stack of 4: read 16 B", stack::OPS, all!(stack::four)).at_most(1.00).counted(),
        row("stack of 8: read 16 B", stack::OPS, all!(stack::eight)).at_most(1.00).counted(),
        row("stack of 16: read 16 B", stack::OPS, all!(stack::sixteen)).at_most(1.00).counted(),
        row("stack of 1, boxed: read 16 B", stack::OPS, all!(stack::boxed::<1>)).at_most(1.00).counted(),
        row("stack of 2, boxed: read 16 B", stack::OPS, all!(stack::boxed::<2>)).at_most(1.00).counted(),
        row("stack of 4, boxed: read 16 B", stack::OPS, all!(stack::boxed::<4>)).at_most(1.00).counted(),
        row("stack of 8, boxed: read 16 B", stack::OPS, all!(stack::boxed::<8>)).at_most(1.00).counted(),
        row("stack of 16, boxed: read 16 B", stack::OPS, all!(stack::boxed::<16>)).at_most(1.00).counted(),
        row("stack of 64, boxed: read 16 B", stack::OPS, all!(stack::boxed::<64>)).at_most(1.00).counted(),
        row("take 1 MiB, read_to_end into a Vec of that size", 1, all!(stack::to_end)).at_most(1.00),
    ];
    rows.extend(bridges::rows());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contestants_on_threads_and_sockets_and_in_stacks_agree() {
        let words = ["over TCP", "on two threads", "stack of 4", "copy_bidirectional", "0 to 47 B", "read_u8"];
        let rows: Vec<_> = rows().into_iter().filter(|row| words.iter().any(|word| row.name.contains(word))).collect();
        assert!(rows.len() > words.len());
        rows.iter().for_each(Row::check);
    }

    #[test]
    fn rows_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> = rows().iter().map(|row| row.name).collect();
        assert_eq!(names.len(), rows().len());
    }
}
