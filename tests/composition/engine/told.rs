//! Tells errors apart by their kind and text.

use poll_io::{Error, ErrorKind};

/// The cause of an error, found from its kind and its text. A bridge keeps both, but may replace the error itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// An error that an end returned, with its number, and whether it belongs to a seek.
    Scripted(u32, bool),
    Interrupted,
    LimitExceeded,
    TooMuch,
    Full,
    Closed,
    OutOfPlace,
    Other,
}

pub fn told(e: &Error) -> Told {
    let text = e.to_string();
    if let Some(rest) = text.strip_prefix("scripted error ") {
        let (number, of) = rest.split_once(' ').unwrap_or_default();
        return number.parse().map_or(Told::Other, |number| Told::Scripted(number, of.ends_with("seek")));
    }
    match e.kind() {
        ErrorKind::Interrupted => Told::Interrupted,
        ErrorKind::InvalidData if text.contains("longer than") => Told::LimitExceeded,
        ErrorKind::InvalidData if text.contains("claims more") => Told::TooMuch,
        ErrorKind::WriteZero => Told::Full,
        ErrorKind::BrokenPipe => Told::Closed,
        ErrorKind::InvalidInput => Told::OutOfPlace,
        _ => Told::Other,
    }
}
