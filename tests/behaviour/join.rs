use super::peer::{Drain, Script, Step, run, schedules};
use crate::design::*;
use poll_io::Empty;

#[test]
fn reads_from_the_reader_and_writes_to_the_writer_at_every_split() {
    for steps in schedules(b"hello") {
        let mut stream = join(Script::new(steps.clone()), Drain::new(steps.clone()));
        let (mut head, mut tail) = ([0; 2], Vec::new());
        run(stream.read_exact(&mut head)).unwrap();
        run(stream.read_until(b'!', &mut tail)).unwrap();
        assert_eq!([&head[..], &tail].concat(), b"hello");
        run(stream.write_all(b"world")).unwrap();
        run(stream.flush()).unwrap();
        run(stream.shutdown()).unwrap();
        let (reader, writer) = stream.into_inner();
        assert_eq!(reader.rest(), b"");
        assert_eq!((&writer.taken[..], writer.flushes, writer.shutdowns), (&b"world"[..], 1, 1));
    }
}

#[test]
fn forwards_the_hint_and_is_write_vectored() {
    let mut stream = join(&b"hello"[..], Drain::new([]));
    assert_eq!((stream.remaining_hint(), stream.is_write_vectored()), (5, false));
    *stream.reader_mut() = b"hi";
    assert_eq!(*stream.reader(), b"hi");
    let stream = join(Script::new([Step::Pending]), Empty::default());
    assert_eq!((stream.remaining_hint(), stream.is_write_vectored()), (0, true));
}
