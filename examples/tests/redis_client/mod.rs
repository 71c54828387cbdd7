//! The calls of the third-party client, on any runtime.

use redis::{AsyncCommands, RedisResult, aio::MultiplexedConnection};

/// Runs every command that the server knows, singly and pipelined.
pub async fn exercise(mut client: MultiplexedConnection) -> RedisResult<()> {
    let pong: String = redis::cmd("PING").query_async(&mut client).await?;
    assert_eq!(pong, "PONG");
    let () = client.set("text", "żółć \r\n 水").await?;
    let text: String = client.get("text").await?;
    assert_eq!(text, "żółć \r\n 水");
    let large = vec![0xA5_u8; 500_000];
    let () = client.set("large", &large).await?;
    let back: Vec<u8> = client.get("large").await?;
    assert!(back == large);
    let none: Option<String> = client.get("none").await?;
    assert_eq!(none, None);
    let () = client.mset(&[("a", 1), ("b", 2)]).await?;
    let values: Vec<Option<i64>> = client.mget(&["a", "none", "b"]).await?;
    assert_eq!(values, [Some(1), None, Some(2)]);
    let exists: i64 = client.exists(&["a", "b", "none"]).await?;
    assert_eq!(exists, 2);
    for n in 2..50 {
        let value: i64 = redis::cmd("INCR").arg("a").query_async(&mut client).await?;
        assert_eq!(value, n);
    }
    let mut pipe = redis::pipe();
    for n in 0..1000 {
        pipe.cmd("ECHO").arg(n);
    }
    let echoed: Vec<i64> = pipe.query_async(&mut client).await?;
    assert!(echoed.into_iter().eq(0..1000));
    let gone: i64 = client.del(&["a", "b", "none"]).await?;
    assert_eq!(gone, 2);
    let e = redis::cmd("NOSUCH").query_async::<()>(&mut client).await.unwrap_err();
    assert!(e.to_string().contains("unknown command"), "{e}");
    Ok(())
}
