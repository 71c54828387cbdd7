//! The same comparisons on scripts that are made up.

use super::{Count, compare, methods::methods, peer::Step};
use poll_io::ErrorKind;
use proptest::prelude::*;

/// Bytes that are often text and lines, and sometimes neither.
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

/// A script: pieces that are cut anywhere, `Pending` anywhere, and at times an error.
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
    fn at_random_all_do_the_same(reads in script(), writes in script()) {
        let mut count = Count::default();
        for method in methods() {
            compare(&method, &reads, &writes, &mut count);
        }
        count.assert_equal();
    }
}
