//! One trait for the two directions of a codec, so that one state machine drives both.

use compression_codecs::{
    DecodeV2, EncodeV2,
    core::util::{PartialBuffer, WriteBuffer},
};
use poll_io_core::{ErrorKind, Result};

/// Says what a codec needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The codec needs more room, because it holds output back.
    Room,
    /// The codec needs more input. It holds back no output that it could return.
    Input,
    /// The codec needs nothing, because the member is complete.
    Ended,
}

/// One direction of a codec, which [`Encode`] or [`Decode`] implements.
pub trait Codec {
    /// Takes as much of `input` as possible.
    ///
    /// # Errors
    ///
    /// Returns any error of the codec.
    fn run(&mut self, input: &mut PartialBuffer<&[u8]>, output: &mut WriteBuffer<'_>) -> Result<Step>;

    /// Writes out the output for all input so far.
    ///
    /// # Errors
    ///
    /// Returns any error of the codec.
    fn flush(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step>;

    /// Writes out the rest of the output after the end of the input.
    ///
    /// # Errors
    ///
    /// Returns any error of the codec, and `UnexpectedEof` if the input ended too early.
    fn finish(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step>;

    /// Starts another member after the end, if this direction allows that. Returns whether it does.
    ///
    /// # Errors
    ///
    /// Returns any error of the codec.
    fn restart(&mut self) -> Result<bool>;
}

fn room_or(output: &WriteBuffer<'_>, step: Step) -> Step {
    if output.has_no_spare_space() { Step::Room } else { step }
}

/// The smallest room for a flush, in bytes. zlib repeats a flush that ends exactly where the room ends. With less than
/// 6 bytes of room, it repeats the flush for ever.
const FLUSH: usize = 64;

/// Compresses.
#[derive(Debug)]
pub struct Encode<E> {
    codec: E,
    // The output of a flush that had too little room.
    held: PartialBuffer<Vec<u8>>,
}

impl<E: EncodeV2> Encode<E> {
    /// Compresses by `codec`.
    pub fn new(codec: E) -> Self {
        Encode { codec, held: PartialBuffer::default() }
    }
}

/// Writes out the bytes in `held`, and returns whether there is room for more.
fn has_room(held: &mut PartialBuffer<Vec<u8>>, output: &mut WriteBuffer<'_>) -> bool {
    output.copy_unwritten_from(held);
    !output.has_no_spare_space()
}

/// Flushes into `output`, or into `held` if `output` has little room. Returns whether all output is in `output`.
fn flush(codec: &mut dyn EncodeV2, held: &mut PartialBuffer<Vec<u8>>, output: &mut WriteBuffer<'_>) -> Result<bool> {
    if !has_room(held, output) {
        return Ok(false);
    }
    if output.capacity() - output.written_len() >= FLUSH {
        return codec.flush(output);
    }
    let mut memory = [0; FLUSH];
    let mut spare = WriteBuffer::new_initialized(&mut memory);
    let flushed = codec.flush(&mut spare)?;
    *held = PartialBuffer::new(spare.written().to_vec());
    output.copy_unwritten_from(held);
    Ok(flushed && held.unwritten().is_empty())
}

impl<E: EncodeV2> Codec for Encode<E> {
    fn run(&mut self, input: &mut PartialBuffer<&[u8]>, output: &mut WriteBuffer<'_>) -> Result<Step> {
        if !has_room(&mut self.held, output) {
            return Ok(Step::Room);
        }
        self.codec.encode(input, output)?;
        Ok(room_or(output, Step::Input))
    }

    fn flush(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step> {
        Ok(if flush(&mut self.codec, &mut self.held, output)? { Step::Input } else { Step::Room })
    }

    fn finish(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step> {
        if !has_room(&mut self.held, output) {
            return Ok(Step::Room);
        }
        Ok(if self.codec.finish(output)? { Step::Ended } else { Step::Room })
    }

    fn restart(&mut self) -> Result<bool> {
        Ok(false)
    }
}

/// Decompresses.
#[derive(Debug)]
pub struct Decode<D> {
    codec: D,
    multiple_members: bool,
    ended: bool,
}

impl<D: DecodeV2> Decode<D> {
    /// Decompresses one member by `codec`. The bytes after the member stay in the source.
    pub fn new(codec: D) -> Self {
        Decode { codec, multiple_members: false, ended: false }
    }

    /// Sets whether members may follow one another up to the end of the input.
    pub fn multiple_members(mut self, enabled: bool) -> Self {
        self.multiple_members = enabled;
        self
    }
}

impl<D: DecodeV2> Codec for Decode<D> {
    fn run(&mut self, input: &mut PartialBuffer<&[u8]>, output: &mut WriteBuffer<'_>) -> Result<Step> {
        self.ended = self.ended || self.codec.decode(input, output)?;
        Ok(if self.ended { Step::Ended } else { room_or(output, Step::Input) })
    }

    /// A decoder holds back only output that had no room. Some decoders return an error for a call without input, and
    /// this method ignores it. An error in the data is returned again when there is input.
    fn flush(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step> {
        let step = self.run(&mut PartialBuffer::new(&[]), output);
        Ok(step.unwrap_or_else(|_| room_or(output, Step::Input)))
    }

    fn finish(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step> {
        if self.flush(output)? == Step::Room {
            return Ok(Step::Room);
        }
        let before = output.written_len();
        if self.codec.finish(output)? {
            return Ok(Step::Ended);
        }
        // Without more output or input, the codec would ask for room for ever.
        if output.written_len() == before && !output.has_no_spare_space() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(Step::Room)
    }

    fn restart(&mut self) -> Result<bool> {
        if self.multiple_members {
            self.codec.reinit()?;
            self.ended = false;
        }
        Ok(self.multiple_members)
    }
}
