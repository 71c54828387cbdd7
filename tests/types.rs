//! Checks the sizes and the auto traits of the futures and adapters, and that the methods work on trait objects.

mod numbers;

use numbers::for_each_number;
use poll_io::{
    AsyncBufRead, AsyncRead, AsyncReadWrite, AsyncWrite, BufReader, BufStream, BufWriter, Bytes, Chain, DuplexStream,
    Either, Empty, Inspect, InspectWrite, Join, Limited, LineWriter, Lines, ReadHalf, Repeat, Sink, Split, Take,
    WriteHalf, empty, future::*, prelude::*, repeat, sink,
};
use std::marker::PhantomPinned;

/// A type that is neither `Send` nor `Sync`.
type Local = *const ();
type Slice = &'static [u8];

fn send_sync_unpin<T: Send + Sync + Unpin>() {}
fn unpin<T: Unpin>() {}

/// Checks that each future has at most the given number of bytes on a 64-bit target. It is `Send` and `Sync` if its
/// parts are, and it is always `Unpin`.
macro_rules! futures {
    ($($name:ident<$($lifetime:lifetime,)+ _ $(, $n:literal)?>: $size:literal,)*) => {
        #[test]
        #[cfg(target_pointer_width = "64")]
        fn futures_are_as_small_as_their_parts() {
            $(
                let size = size_of::<$name<$($lifetime,)+ Slice $(, $n)?>>();
                assert!(size <= $size, "{} has {size} bytes", stringify!($name));
            )*
        }

        #[test]
        fn futures_have_the_auto_traits_of_their_parts() {
            $(
                send_sync_unpin::<$name<$($lifetime,)+ Slice $(, $n)?>>();
                unpin::<$name<$($lifetime,)+ PhantomPinned $(, $n)?>>();
                static_assertions::assert_not_impl_any!($name<$($lifetime,)+ Local $(, $n)?>: Send);
            )*
        }
    };
}

futures! {
    Read<'static, _>: 24,
    ReadExact<'static, _>: 24,
    ReadBuf<'static, _>: 16,
    ReadBufExact<'static, _>: 16,
    ReadArray<'static, _, 8>: 24,
    ReadVectored<'static, 'static, _>: 24,
    ReadToEnd<'static, _>: 32,
    ReadToString<'static, _>: 40,
    FillBuf<'static, _>: 8,
    HasDataLeft<'static, _>: 8,
    ReadUntil<'static, _>: 32,
    ReadLine<'static, _>: 40,
    SkipUntil<'static, _>: 24,
    NextByte<'static, _>: 8,
    NextLine<'static, _>: 8,
    NextLineRef<'static, _>: 8,
    NextSegment<'static, _>: 8,
    NextSegmentRef<'static, _>: 8,
    Peek<'static, _>: 16,
    PeekExact<'static, _>: 16,
    PeekArray<'static, _, 8>: 8,
    Write<'static, _>: 24,
    WriteAll<'static, _>: 24,
    WriteVectored<'static, _>: 24,
    WriteAllVectored<'static, 'static, _>: 24,
    WriteFmt<'static, _>: 40,
    Flush<'static, _>: 8,
    Shutdown<'static, _>: 8,
    Seek<'static, _>: 24,
    Rewind<'static, _>: 8,
    StreamPosition<'static, _>: 8,
    StreamLen<'static, _>: 32,
    SeekRelative<'static, _>: 16,
    SeekRelativeBuffered<'static, _>: 16,
}

/// Does the same for the futures of numbers, which contain a reference, the bytes of the number, and a count.
macro_rules! numbers {
    ($($ty:ty, $_read:ident, $Read:ident, $_write:ident, $Write:ident;)*) => {
        #[test]
        fn numbers_are_as_small_as_their_parts() {
            $(
                let most = (size_of::<&()>() + size_of::<$ty>() + 1).next_multiple_of(align_of::<&()>());
                assert!(size_of::<$Read<'static, Slice>>() <= most, "{}", stringify!($Read));
                assert!(size_of::<$Write<'static, Slice>>() <= most, "{}", stringify!($Write));
                send_sync_unpin::<($Read<'static, Slice>, $Write<'static, Slice>)>();
                unpin::<($Read<'static, PhantomPinned>, $Write<'static, PhantomPinned>)>();
                static_assertions::assert_not_impl_any!($Read<'static, Local>: Send);
                static_assertions::assert_not_impl_any!($Write<'static, Local>: Send);
            )*
        }
    };
}

for_each_number!(numbers);

/// Does the same for the futures that copy between two streams.
macro_rules! copies {
    ($($name:ident: $size:literal,)*) => {
        #[test]
        fn copies_have_the_auto_traits_of_their_streams() {
            $(
                assert!(size_of::<$name<'static, Slice, Slice>>() <= $size, "{}", stringify!($name));
                send_sync_unpin::<$name<'static, Slice, Slice>>();
                unpin::<$name<'static, PhantomPinned, PhantomPinned>>();
                static_assertions::assert_not_impl_any!($name<'static, Local, Slice>: Send);
                static_assertions::assert_not_impl_any!($name<'static, Slice, Local>: Send);
                send_sync_unpin::<OnProgress<$name<'static, Slice, Slice>, fn(u64)>>();
                unpin::<OnProgress<$name<'static, PhantomPinned, PhantomPinned>, PhantomPinned>>();
                static_assertions::assert_not_impl_any!(OnProgress<$name<'static, Slice, Slice>, Local>: Send);
            )*
        }
    };
}

copies! {
    Copy: 80,
    CopyBuf: 32,
    CopyBidirectional: 152,
}

#[test]
fn a_limit_adds_only_the_size_of_its_number() {
    assert_eq!(size_of::<WithLimit<SkipUntil<'static, Slice>>>(), size_of::<(SkipUntil<'static, Slice>, usize)>());
    send_sync_unpin::<WithLimit<ReadToEnd<'static, Slice>>>();
    unpin::<WithLimit<ReadToEnd<'static, PhantomPinned>>>();
    static_assertions::assert_not_impl_any!(WithLimit<ReadToEnd<'static, Local>>: Send);
}

/// Checks that each wrapper is `Send`, `Sync` and `Unpin` exactly if the inner stream is.
macro_rules! wrappers {
    ($($name:ident<_ $(, $other:ty)?>,)*) => {
        #[test]
        fn wrappers_have_the_auto_traits_of_the_inner_stream() {
            $(
                send_sync_unpin::<$name<Slice $(, $other)?>>();
                static_assertions::assert_not_impl_any!($name<Local $(, $other)?>: Send, Sync);
                static_assertions::assert_not_impl_any!($name<PhantomPinned $(, $other)?>: Unpin);
            )*
        }
    };
}

wrappers! {
    BufReader<_>,
    BufWriter<_>,
    BufStream<_>,
    LineWriter<_>,
    Take<_>,
    Limited<_>,
    Inspect<_, fn(&[u8])>,
    InspectWrite<_, fn(&[u8])>,
    Chain<_, Slice>,
    Join<_, Slice>,
    Either<_, Slice>,
    Bytes<_>,
    Lines<_>,
    Split<_>,
}

#[test]
#[cfg(target_pointer_width = "64")]
fn adapters_add_few_bytes() {
    // 32 of these bytes are for a seek in progress.
    assert!(size_of::<BufReader<()>>() <= 72);
    assert!(size_of::<BufWriter<()>>() <= 64);
    assert!(size_of::<Lines<()>>() <= 48);
    // The limit, the length of the window, and 32 bytes for a seek in progress.
    assert_eq!(size_of::<Take<()>>(), 48);
    assert!(size_of::<Copy<'static, (), ()>>() <= 80);
}

#[test]
fn each_half_has_the_size_of_a_pointer() {
    let pointer = size_of::<usize>();
    assert_eq!((size_of::<ReadHalf<[u64; 9]>>(), size_of::<WriteHalf<[u64; 9]>>()), (pointer, pointer));
    send_sync_unpin::<DuplexStream>();
    send_sync_unpin::<ReadHalf<DuplexStream>>();
}

/// Calls Ext methods on unsized types. This is the reason for the split design.
#[test]
fn trait_objects_have_the_methods() {
    async fn methods(reader: &mut (dyn AsyncBufRead + Unpin)) -> poll_io::Result<String> {
        let mut text = String::new();
        reader.read_line(&mut text).await?;
        text.push(char::from(reader.read_u8().await?));
        reader.read_to_string(&mut text).await?;
        Ok(text)
    }
    async fn generic<R: AsyncRead + Unpin + ?Sized>(reader: &mut R) -> poll_io::Result<[u8; 2]> {
        reader.read_array().await
    }
    futures_lite::future::block_on(async {
        let mut boxed: Box<dyn AsyncBufRead + Unpin> = Box::new(&b"one\ntwo"[..]);
        assert_eq!(methods(&mut *boxed).await.unwrap(), "one\ntwo");
        let mut boxed: Box<dyn AsyncRead + Unpin> = Box::new(&b"hi"[..]);
        assert_eq!(generic(&mut *boxed).await.unwrap(), *b"hi");
        let mut boxed: Box<dyn AsyncRead + Unpin> = Box::new(&b"hi"[..]);
        assert_eq!(boxed.read_array().await.unwrap(), *b"hi");
        let writer: &mut (dyn AsyncWrite + Unpin) = &mut Vec::new();
        writer.write_all(b"x").await.unwrap();
        let (here, mut there) = poll_io::duplex(8);
        let mut both: Box<dyn AsyncReadWrite + Unpin + Send> = Box::new(here);
        both.write_all(b"ping").await.unwrap();
        assert_eq!(there.read_array().await.unwrap(), *b"ping");
        let taken: &mut (dyn AsyncRead + Unpin) = &mut &b"hello"[..];
        let mut text = String::new();
        taken.take(2).read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "he");
    });
}

/// std's `empty`, `repeat` and `sink` are `const fn` too.
#[test]
fn empty_repeat_and_sink_are_const_fn() {
    const DEVICES: (Empty, Repeat, Sink) = (empty(), repeat(7), sink());
    static NOTHING: Empty = Empty::new();
    let _ = (DEVICES, &NOTHING);
}
