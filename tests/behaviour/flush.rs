use super::peer::{Drain, Step, run, run_counted};
use crate::design::*;
use poll_io::ErrorKind;

#[test]
fn returns_the_result_of_the_writer_after_pending() {
    let mut writer = Drain::default().ending([Step::Pending, Step::Pending, Step::Err(ErrorKind::TimedOut)]);
    let (result, polls) = run_counted(writer.flush());
    assert_eq!((result.unwrap_err().kind(), polls), (ErrorKind::TimedOut, 3));
    run(writer.flush()).unwrap();
    assert_eq!((writer.flushes, writer.shutdowns), (1, 0));
}

#[test]
fn b19_interrupted_is_retried() {
    let mut writer = Drain::default().ending([Step::Err(ErrorKind::Interrupted), Step::Err(ErrorKind::Interrupted)]);
    run(writer.flush()).unwrap();
    assert_eq!(writer.flushes, 1);
}
