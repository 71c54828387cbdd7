//! The `redis` crate as a client, against a server that knows what the test asks for.

use super::{Runtime, both, noise, pair};
use poll_io::{BufReader, Error, Result, prelude::*};
use poll_io_compat::Compat;
use redis::{AsyncCommands, AsyncConnectionConfig, RedisConnectionInfo, RedisResult, aio::MultiplexedConnection};
use std::{collections::HashMap, time::Duration};

/// Reads `<kind><number>\r\n`. Returns `None` at the end of the stream.
async fn header(stream: &mut (impl AsyncBufRead + Unpin), kind: &str) -> Result<Option<usize>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let number = line.trim_end().strip_prefix(kind).and_then(|digits| digits.parse().ok());
    number.map(Some).ok_or_else(|| Error::other(line))
}

/// Answers `SET`, `GET` and `ECHO`, and answers `OK` to every other command.
async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin) -> Result<()> {
    let (mut stream, mut store) = (BufReader::new(stream), HashMap::new());
    while let Some(count) = header(&mut stream, "*").await? {
        let mut request = Vec::new();
        for _ in 0..count {
            let len = header(&mut stream, "$").await?.expect("a string for each argument");
            let mut argument = vec![0; len + 2];
            stream.read_exact(&mut argument).await?;
            argument.truncate(len);
            request.push(argument);
        }
        let value = match &request[..] {
            [name, key, value] if name == b"SET" => store.insert(key.clone(), value.clone()).and(None),
            [name, key] if name == b"GET" => store.get(key).cloned(),
            [name, text] if name == b"ECHO" => Some(text.clone()),
            _ => None,
        };
        match value {
            Some(value) => {
                poll_io::write!(stream, "${}\r\n", value.len()).await?;
                stream.write_all(&value).await?;
                stream.write_all(b"\r\n").await?;
            }
            None => stream.write_all(b"+OK\r\n").await?,
        }
        stream.flush().await?;
    }
    Ok(())
}

async fn exercise(mut client: MultiplexedConnection) -> RedisResult<()> {
    let large = noise(4, 500_000);
    let () = client.set("large", &large).await?;
    let back: Vec<u8> = client.get("large").await?;
    assert!(back == large);
    let mut pipe = redis::pipe();
    for n in 0..1000 {
        pipe.cmd("ECHO").arg(n);
    }
    let echoed: Vec<i64> = pipe.query_async(&mut client).await?;
    assert!(echoed.into_iter().eq(0..1000));
    Ok(())
}

pub fn exchange<R: Runtime>() {
    R::block_on(async {
        let (here, there) = pair::<R>().await.unwrap();
        let client = async {
            // The default timeout of half a second is too short for a busy computer.
            let config = AsyncConnectionConfig::default().set_response_timeout(Some(Duration::from_secs(60)));
            let info = RedisConnectionInfo::default();
            let connecting = MultiplexedConnection::new_with_config(&info, Compat::new(here), config);
            let (client, driver) = connecting.await.map_err(Error::other)?;
            R::spawn(driver);
            exercise(client).await.map_err(Error::other)
        };
        both::<R>(serve(there), client).await;
    });
}
