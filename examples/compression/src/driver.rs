//! This module has the state that the reader and the writer share. It drives a codec from its first byte to its last, without
//! I/O.
//!
//! The state machine is compiled once, and not for each codec. It makes one virtual call for each piece of data, which
//! is cheap compared with the compression.

use crate::codec::{Codec, Step};
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
use poll_io_core::{Error, Result};

#[derive(Debug)]
enum State {
    Running,
    Finishing,
    // A member has ended, and another one may follow.
    Between,
    Done,
    Failed,
}

/// The input that is available.
#[derive(Debug)]
pub(crate) enum Input<'a> {
    Bytes(PartialBuffer<&'a [u8]>),
    /// Input may come later. The codec is flushed.
    Later,
    End,
}

impl Input<'_> {
    /// Returns the number of bytes that the codec has taken.
    pub(crate) fn used(&self) -> usize {
        match self {
            Input::Bytes(bytes) => bytes.written_len(),
            Input::Later | Input::End => 0,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Driver {
    state: State,
    // Whether the codec has taken input that was not flushed.
    dirty: bool,
    // An error that the next call returns, because the call that met it also transferred bytes.
    deferred: Option<Error>,
}

impl Driver {
    pub(crate) fn new() -> Self {
        Driver { state: State::Running, dirty: false, deferred: None }
    }

    /// Stores an error for the next step.
    pub(crate) fn defer(&mut self, error: Error) {
        self.deferred = Some(error);
    }

    /// Returns the stored error, if there is one.
    pub(crate) fn deferred(&mut self) -> Result<()> {
        self.deferred.take().map_or(Ok(()), Err)
    }

    /// Returns whether the next step depends on input.
    pub(crate) fn wants_input(&self) -> bool {
        self.deferred.is_none() && matches!(self.state, State::Running | State::Between)
    }

    /// Returns whether a flush may produce output.
    pub(crate) fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Drives the codec until it needs more input or more room, or has ended.
    pub(crate) fn step(
        &mut self,
        codec: &mut dyn Codec,
        input: &mut Input<'_>,
        output: &mut WriteBuffer<'_>,
    ) -> Result<Step> {
        self.deferred()?;
        let result = self.advance(codec, input, output);
        if result.is_err() {
            self.state = State::Failed;
        }
        result
    }

    fn advance(&mut self, codec: &mut dyn Codec, input: &mut Input<'_>, output: &mut WriteBuffer<'_>) -> Result<Step> {
        loop {
            match (&self.state, &mut *input) {
                (State::Running | State::Between, Input::Bytes(bytes)) if bytes.unwritten().is_empty() => {
                    return Ok(Step::Input);
                }
                (State::Running, Input::Bytes(bytes)) => {
                    self.dirty = true;
                    match codec.run(bytes, output)? {
                        Step::Ended => self.state = State::Finishing,
                        step => return Ok(step),
                    }
                }
                (State::Running, Input::Later) => match codec.flush(output)? {
                    Step::Ended => self.state = State::Finishing,
                    step => {
                        self.dirty = step == Step::Room;
                        return Ok(step);
                    }
                },
                (State::Running, Input::End) => self.state = State::Finishing,
                (State::Finishing, _) => match codec.finish(output)? {
                    Step::Ended => {
                        self.state = if codec.restart()? { State::Between } else { State::Done };
                        self.dirty = false;
                    }
                    step => return Ok(step),
                },
                (State::Between, Input::Bytes(_)) => self.state = State::Running,
                (State::Between, Input::Later) => return Ok(Step::Input),
                (State::Between, Input::End) => self.state = State::Done,
                (State::Done, _) => return Ok(Step::Ended),
                (State::Failed, _) => return Err(Error::other("the codec failed earlier")),
            }
        }
    }
}
