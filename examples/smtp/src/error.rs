use crate::Reply;
use std::fmt;

/// Why the server did not do what it was asked for.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The stream failed, or ended too early.
    Io(poll_io::Error),
    /// The server refused a command: the command's name, and what it answered.
    Refused(&'static str, Reply),
    /// What the server answered is no reply, or is longer than a reply may be.
    Malformed(&'static str),
    /// The server does not offer what is needed.
    NotOffered(&'static str),
    /// What was asked for cannot be said in SMTP, or must not be said on this connection. Nothing was sent.
    Invalid(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io(_) => f.write_str("the connection failed"),
            Error::Refused(command, reply) => write!(f, "{command} was refused: {reply}"),
            Error::Malformed(what) => write!(f, "the server does not speak SMTP: {what}"),
            Error::NotOffered(what) => write!(f, "the server does not offer {what}"),
            Error::Invalid(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(e) => Some(e),
            _ => None,
        }
    }
}

impl From<poll_io::Error> for Error {
    fn from(e: poll_io::Error) -> Self {
        Error::Io(e)
    }
}
