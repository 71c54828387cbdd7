use std::{error, fmt};

/// Why there is no connection.
#[derive(Debug)]
pub enum Error {
    /// The socket failed.
    Io(poll_io::Error),
    /// What the caller passed cannot be sent; the text names it.
    Invalid(&'static str),
    /// The proxy accepts none of the ways to say who asks, or asks for a password that it was not given.
    AuthRefused,
    /// The proxy does not accept the password, and gives this code.
    PasswordRefused(u8),
    /// The proxy does not carry the command out, and gives this code.
    Refused(u8),
    /// What the other end sends is not SOCKS5; the text names the part.
    Malformed(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // RFC 1928, section 6.
        let reason = |code| match code {
            1 => "the proxy has failed",
            2 => "the rules of the proxy do not allow the connection",
            3 => "the network cannot be reached",
            4 => "the host cannot be reached",
            5 => "the target refuses the connection",
            6 => "the connection takes too many hops",
            7 => "the proxy does not know the command",
            8 => "the proxy does not know this kind of address",
            _ => "the proxy gives an unknown reason",
        };
        match self {
            Error::Io(e) => e.fmt(f),
            Error::Invalid(what) => write!(f, "the {what} is invalid"),
            Error::AuthRefused => write!(f, "the proxy asks for another way to log in"),
            Error::PasswordRefused(code) => write!(f, "the proxy refuses the password, with code {code}"),
            Error::Refused(code) => f.write_str(reason(*code)),
            Error::Malformed(what) => write!(f, "the other end does not speak SOCKS5: {what}"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
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
