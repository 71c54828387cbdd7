//! A type that belongs to no family is rejected, and the message names the features.
//! Twin: `pass/connect.rs`.

use poll_io_compat::{IntoPollIo, IntoReader, IntoWriter};

async fn connect<M>(io: impl IntoPollIo<M>) {
    let _ = io.into_poll_io();
}

async fn read<M>(reader: impl IntoReader<M>) {
    let _ = reader.into_reader();
}

async fn write<M>(writer: impl IntoWriter<M>) {
    let _ = writer.into_writer();
}

struct Neither;

fn main() {
    let _ = connect(Neither);
    let _ = read(Neither);
    let _ = write(Neither);
}
