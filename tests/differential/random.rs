//! The same comparisons on random scripts.

use super::{
    Count, compare,
    methods::methods,
    peer::{Script, Step, outcome, run},
};
use poll_io::{AsyncBufReadExt, AsyncReadExt as _, ErrorKind};
use proptest::prelude::*;

/// Returns random bytes, which are often lines of text.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fragment = prop_oneof![
        4 => "[a-d]{1,6}".prop_map(String::into_bytes),
        2 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        1 => "[żó水🦀]".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 1..3),
        1 => proptest::collection::vec(any::<u8>(), 0..300),
    ];
    proptest::collection::vec(fragment, 0..6).prop_map(|fragments| fragments.concat())
}

/// Returns a random script: pieces of any length, with some `Pending` steps and sometimes an error.
fn script() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => piece().prop_map(Step::Bytes),
        3 => Just(Step::Pending),
        1 => Just(Step::Err(ErrorKind::Interrupted)),
    ];
    let steps = proptest::collection::vec(step, 0..12);
    (steps, any::<Vec<proptest::sample::Index>>(), proptest::option::weighted(0.2, any::<proptest::sample::Index>()))
        .prop_map(|(steps, cuts, error)| {
            let mut out: Vec<Step> = Vec::new();
            let mut cuts = cuts.into_iter();
            for step in steps {
                match (step, cuts.next()) {
                    (Step::Bytes(bytes), Some(cut)) if !bytes.is_empty() => {
                        let (front, back) = bytes.split_at(cut.index(bytes.len()));
                        out.extend([Step::Bytes(front.into()), Step::Bytes(back.into())]);
                    }
                    (step, _) => out.push(step),
                }
            }
            if let Some(at) = error {
                out.insert(at.index(out.len() + 1), Step::Err(ErrorKind::TimedOut));
            }
            out
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_families_agree_on_random_scripts(reads in script(), writes in script()) {
        let mut count = Count::default();
        for method in methods() {
            compare(&method, &reads, &writes, &mut count);
        }
        count.assert_equal();
    }

    /// A method with a limit returns the same data as without one, up to the limit, and loses no byte at the limit.
    #[test]
    fn limits_are_exact_on_random_scripts(steps in script(), max in 0..600_usize) {
        let steps: Vec<_> = steps.into_iter().filter(|step| !matches!(step, Step::Err(ErrorKind::TimedOut))).collect();
        let data = Script::new(steps.clone()).rest();
        let make = || Script::new(steps.clone());
        let within = |len: usize| if len <= max { Ok(len) } else { Err(ErrorKind::InvalidData) };

        let (mut reader, mut buf) = (make(), Vec::new());
        prop_assert_eq!(outcome(run(reader.read_to_end(&mut buf).limit(max))), within(data.len()));
        prop_assert_eq!(&[&buf[..], &reader.rest()].concat(), &data);
        prop_assert!(buf.len() <= max + 1);

        let (mut limited, mut buf) = (make().limited(max as u64), Vec::new());
        prop_assert_eq!(outcome(run(limited.read_to_end(&mut buf))), within(data.len()));
        prop_assert_eq!(&buf, &data[..data.len().min(max)]);
        prop_assert_eq!(limited.excess(), data.get(max).copied());

        let line = data.iter().position(|&byte| byte == b'\n').map_or(data.len(), |end| end + 1);
        let (mut reader, mut buf) = (make(), Vec::new());
        prop_assert_eq!(outcome(run(reader.read_until(b'\n', &mut buf).limit(max))), within(line));
        prop_assert_eq!(&buf, &data[..line.min(max)]);
        prop_assert_eq!(reader.rest(), &data[line.min(max)..]);

        let mut reader = make();
        prop_assert_eq!(outcome(run(reader.skip_until(b'\n').limit(max))), within(line));
        prop_assert_eq!(reader.rest(), &data[line.min(max)..]);

        if let Ok(text) = std::str::from_utf8(&data[..line]) {
            let (mut reader, mut buf) = (make(), String::new());
            prop_assert_eq!(outcome(run(reader.read_line(&mut buf).limit(max))), within(line));
            let end = (0..=line.min(max)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            prop_assert_eq!(buf, &text[..end]);
        }

        let expected: Vec<_> = std::io::BufRead::split(&data[..], b'\n')
            .map(|item| item.ok().filter(|item| item.len() <= max).ok_or(ErrorKind::InvalidData))
            .collect();
        let mut segments = AsyncBufReadExt::split(make(), b'\n').limit(max);
        for item in expected {
            prop_assert_eq!(outcome(run(segments.next_segment())), item.map(Some));
        }
        prop_assert_eq!(outcome(run(segments.next_segment())), Ok(None));
    }
}
