use crate::Reply;
use std::fmt;

/// Says why a request to the server failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The stream failed, or ended too early.
    Io(poll_io::Error),
    /// The server refused a command. The fields are the name of the command, and the reply of the server.
    Refused(&'static str, Reply),
    /// The server sent something other than a reply, or a reply that is too long. The text says what.
    Malformed(&'static str),
    /// The server does not offer an extension that the request needs. The text names it.
    NotOffered(&'static str),
    /// SMTP cannot express the request, or this connection must not carry it. Nothing was sent.
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
