use super::peer::{Drain, outcome, resistances, run};
use crate::design::*;
use poll_io::ErrorKind;
use std::{cell::Cell, fmt};

/// A value whose `Display` fails. It counts the attempts.
struct Faulty<'a>(&'a Cell<usize>);

impl fmt::Display for Faulty<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.set(self.0.get() + 1);
        Err(fmt::Error)
    }
}

#[test]
fn b50_writes_the_same_as_write_all_and_never_flushes() {
    for steps in resistances() {
        let (mut ours, mut std) = (Drain::new(steps.clone()), Drain::new(steps.clone()));
        let x = outcome(run(poll_io::write!(ours, "{}, {name:?}", 1, name = "two")));
        let y = outcome(std::io::Write::write_all(&mut std, b"1, \"two\""));
        assert_eq!((x, ours.log), (y, std.log), "{steps:?}");
    }
}

#[test]
fn b50_a_display_that_fails_is_an_error_and_nothing_is_written() {
    let (tries, mut writer) = (Cell::new(0), Drain::default());
    let future = poll_io::write!(writer, "before {}", Faulty(&tries));
    assert_eq!(tries.get(), 1, "formatted at the call");
    let e = run(future).unwrap_err();
    assert_eq!((e.kind(), e.to_string().as_str(), tries.get()), (ErrorKind::Other, "formatter error", 1));
    assert_eq!(writer.calls, 0);
}

#[test]
fn macros_accept_the_same_arguments_as_std() {
    let mut writer = Vec::new();
    let captured = 3;
    run(async {
        poll_io::write!(writer, "a").await?;
        poll_io::write!(writer, "{captured}",).await?;
        poll_io::writeln!(writer).await?;
        poll_io::writeln!(writer,).await?;
        poll_io::writeln!(writer, "{captured:02} {{}} {0}", "b").await?;
        poll_io::write!(&mut writer, "{:>width$}", "c", width = 3).await
    })
    .unwrap();
    assert_eq!(String::from_utf8(writer).unwrap(), "a3\n\n03 {} b\n  c");
}

#[test]
fn a_task_that_uses_the_macros_is_send() {
    fn assert_send(_: impl Future + Send) {}
    assert_send(async {
        let mut writer = Vec::new();
        poll_io::write!(writer, "{}", String::from("a")).await.unwrap();
        poll_io::writeln!(writer, "{}", String::from("a")).await.unwrap();
    });
}
