//! Tests the server with the `redis` crate as the client, both on tokio.

mod redis_client;

use poll_io_compat::FromTokio;
use poll_io_examples::resp::{Store, serve};
use std::sync::Mutex;

#[test]
fn the_redis_crate_is_answered_on_tokio() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("redis://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (stream, _) = listener.accept().await?;
            serve(FromTokio::new(stream), &Mutex::<Store>::default()).await
        });
        let client = redis::Client::open(url).unwrap();
        let connection = client.get_multiplexed_async_connection().await.unwrap();
        redis_client::exercise(connection).await.unwrap();
        server.await.unwrap().unwrap();
    });
}
