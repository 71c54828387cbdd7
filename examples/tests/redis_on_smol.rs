//! Tests the server with the `redis` crate as the client, both on smol.

mod redis_client;

use poll_io_compat::FromFutures;
use poll_io_examples::resp::{Store, serve};
use std::sync::Mutex;

#[test]
fn the_redis_crate_is_answered_on_smol() {
    redis::aio::prefer_smol().unwrap();
    smol::block_on(async {
        let listener = smol::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("redis://{}", listener.local_addr().unwrap());
        let server = smol::spawn(async move {
            let (stream, _) = listener.accept().await?;
            serve(FromFutures::new(stream), &Mutex::<Store>::default()).await
        });
        let client = redis::Client::open(url).unwrap();
        let connection = client.get_multiplexed_async_connection().await.unwrap();
        redis_client::exercise(connection).await.unwrap();
        server.await.unwrap();
    });
}
