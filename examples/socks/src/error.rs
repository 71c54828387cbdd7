use std::{error, fmt};

/// Says why the handshake failed.
#[derive(Debug)]
pub enum Error {
    /// The socket failed.
    Io(poll_io::Error),
    /// An argument of the caller cannot be sent. The text names the argument.
    Invalid(&'static str),
    /// The proxy accepts none of the offered ways to log in, or asks for a password that the caller did not pass.
    AuthRefused,
    /// The proxy refuses the password, with this code.
    PasswordRefused(u8),
    /// The proxy refuses the command, with this code.
    Refused(u8),
    /// The other end does not speak SOCKS5. The text says what is wrong.
    Malformed(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // RFC 1928, section 6, lists the codes.
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
