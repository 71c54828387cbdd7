use crate::Error;
use poll_io::prelude::*;
use std::{
    convert::Infallible,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

const IPV4: u8 = 1;
const DOMAIN: u8 = 3;
const IPV6: u8 = 4;

/// Says where a connection should lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The target is an address and a port.
    Ip(SocketAddr),
    /// The target is a name that the proxy looks up, and a port.
    Domain(String, u16),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Ip(addr) => addr.fmt(f),
            Target::Domain(name, port) => write!(f, "{name}:{port}"),
        }
    }
}

impl From<SocketAddr> for Target {
    fn from(addr: SocketAddr) -> Self {
        Target::Ip(addr)
    }
}

impl From<(IpAddr, u16)> for Target {
    fn from(addr: (IpAddr, u16)) -> Self {
        Target::Ip(addr.into())
    }
}

/// Takes a name or an address, and a port.
impl TryFrom<(&str, u16)> for Target {
    type Error = Error;

    fn try_from((name, port): (&str, u16)) -> Result<Self, Error> {
        match name.parse::<IpAddr>() {
            Ok(ip) => Ok(Target::Ip((ip, port).into())),
            Err(_) if (1..=255).contains(&name.len()) => Ok(Target::Domain(name.to_owned(), port)),
            Err(_) => Err(Error::Invalid("host name")),
        }
    }
}

/// Takes a text that has a name or an address, a colon, and a port.
impl TryFrom<&str> for Target {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        if let Ok(addr) = text.parse::<SocketAddr>() {
            return Ok(Target::Ip(addr));
        }
        let (name, port) = text.rsplit_once(':').ok_or(Error::Invalid("target"))?;
        (name, port.parse().map_err(|_| Error::Invalid("port"))?).try_into()
    }
}

impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl Target {
    pub(crate) fn encode(&self, message: &mut Vec<u8>) -> Result<(), Error> {
        let port = match self {
            Target::Ip(SocketAddr::V4(addr)) => {
                message.push(IPV4);
                message.extend_from_slice(&addr.ip().octets());
                addr.port()
            }
            Target::Ip(SocketAddr::V6(addr)) => {
                message.push(IPV6);
                message.extend_from_slice(&addr.ip().octets());
                addr.port()
            }
            Target::Domain(name, port) => {
                message.push(DOMAIN);
                message.push(u8::try_from(name.len()).map_err(|_| Error::Invalid("host name"))?);
                message.extend_from_slice(name.as_bytes());
                *port
            }
        };
        message.extend_from_slice(&port.to_be_bytes());
        Ok(())
    }

    pub(crate) async fn read(socket: &mut (impl AsyncRead + Unpin)) -> Result<Target, Error> {
        match socket.read_u8().await? {
            IPV4 => {
                let ip = Ipv4Addr::from(socket.read_array::<4>().await?);
                Ok(Target::Ip((ip, socket.read_u16().await?).into()))
            }
            IPV6 => {
                let ip = Ipv6Addr::from(socket.read_array::<16>().await?);
                Ok(Target::Ip((ip, socket.read_u16().await?).into()))
            }
            DOMAIN => {
                let mut name = vec![0; socket.read_u8().await?.into()];
                socket.read_exact(&mut name).await?;
                let port = socket.read_u16().await?;
                let name = String::from_utf8(name).map_err(|_| Error::Malformed("a host name is not UTF-8"))?;
                Ok(Target::Domain(name, port))
            }
            _ => Err(Error::Malformed("an address has an unknown kind")),
        }
    }
}
