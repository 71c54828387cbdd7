//! Reads the replies of a server (RFC 5321, section 4.2).

use crate::Error;
use poll_io::{ErrorKind, prelude::*};
use std::fmt;

/// The longest line, in bytes, including its end (RFC 5321, section 4.5.3.1.5).
const MAX_LINE: usize = 512;
/// The largest number of lines of one reply. The standard has no limit. Servers send a line for each extension.
const MAX_LINES: usize = 128;

/// A reply. It has a code of three digits, and text for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The code is between 200 and 599.
    pub code: u16,
    /// The lines hold the text.
    pub lines: Vec<String>,
}

impl Reply {
    /// Returns whether the server has done the request, or is ready for the rest of it.
    pub fn is_positive(&self) -> bool {
        self.code < 400
    }

    /// Reads a reply of one line or of several lines.
    pub(crate) async fn read(stream: &mut (impl AsyncBufRead + Unpin)) -> Result<Self, Error> {
        let mut reply = Reply { code: 0, lines: Vec::new() };
        let mut line = Vec::new();
        while reply.lines.len() < MAX_LINES {
            line.clear();
            let n = stream.read_until(b'\n', &mut line).limit(MAX_LINE).await.map_err(|e| match e.kind() {
                ErrorKind::InvalidData => Error::Malformed("a line is too long"),
                _ => e.into(),
            })?;
            if n == 0 || line.pop() != Some(b'\n') {
                return Err(Error::Io(ErrorKind::UnexpectedEof.into()));
            }
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            let (code, last, text) = parse(&line).ok_or(Error::Malformed("a line does not begin with a code"))?;
            if !reply.lines.is_empty() && code != reply.code {
                return Err(Error::Malformed("the lines of a reply have different codes"));
            }
            reply.code = code;
            reply.lines.push(String::from_utf8_lossy(text).into_owned());
            if last {
                return Ok(reply);
            }
        }
        Err(Error::Malformed("a reply has too many lines"))
    }
}

/// Returns the code of a line, whether it is the last of its reply, and its text.
fn parse(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let (digits, rest) = line.split_at_checked(3)?;
    if !(matches!(digits[0], b'2'..=b'5') && digits.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    match rest.split_first() {
        None => Some((code, true, rest)),
        Some((b' ', text)) => Some((code, true, text)),
        Some((b'-', text)) => Some((code, false, text)),
        Some(_) => None,
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.lines.join(" / "))
    }
}
