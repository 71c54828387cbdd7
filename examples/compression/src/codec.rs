//! The two directions of a codec under one trait, so that one machine drives both.

use compression_codecs::{
    DecodeV2, EncodeV2,
    core::util::{PartialBuffer, WriteBuffer},
};
use poll_io_core::{ErrorKind, Result};

/// What a codec needs to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// More room for output: it holds some back.
    Room,
    /// More input: it holds nothing back that it could give.
    Input,
    /// Nothing: what was begun is complete.
    Ended,
}

/// A direction of a codec: [`Encode`] or [`Decode`].
pub trait Codec {
    /// Takes what it can of `input`.
    ///
    /// # Errors
    ///
    /// Those of the codec.
    fn run(&mut self, input: &mut PartialBuffer<&[u8]>, output: &mut WriteBuffer<'_>) -> Result<Step>;

    /// Hands out what the input so far amounts to.
    ///
    /// # Errors
    ///
    /// Those of the codec.
    fn flush(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step>;

    /// Hands out all that is left, there being no more input.
    ///
    /// # Errors
    ///
    /// Those of the codec, and `UnexpectedEof` if there should have been more input.
    fn finish(&mut self, output: &mut WriteBuffer<'_>) -> Result<Step>;

    /// Begins anew after the end, if that is wanted, and returns whether it is.
    ///
    /// # Errors
    ///
    /// Those of the codec.
    fn restart(&mut self) -> Result<bool>;
}

fn room_or(output: &WriteBuffer<'_>, step: Step) -> Step {
    if output.has_no_spare_space() { Step::Room } else { step }
}

/// The least room for a flush. One that ends just where its room ends is begun anew by zlib, and in less than 6 bytes for ever.
const FLUSH: usize = 64;

/// Compresses.
#[derive(Debug)]
pub struct Encode<E> {
    codec: E,
    // What a flush had to give when there was little room.
    held: PartialBuffer<Vec<u8>>,
}

impl<E: EncodeV2> Encode<E> {
    /// Compresses by `codec`.
    pub fn new(codec: E) -> Self {
        Encode { codec, held: PartialBuffer::default() }
    }
}

/// Hands out what is held, and returns whether there is room for more.
fn has_room(held: &mut PartialBuffer<Vec<u8>>, output: &mut WriteBuffer<'_>) -> bool {
    output.copy_unwritten_from(held);
    !output.has_no_spare_space()
}

/// Flushes into `output`, or where that has little room into memory of its own; returns whether all is handed out.
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
    /// Decompresses one member by `codec`; what is behind it is left alone.
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

    /// A decoder holds back only what it had no room for. One that has no use for a call without input may say so in an
    /// error; what is wrong with the data it says again when there is some.
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
        // With nothing more to give and nothing to take it would ask for room for ever.
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
