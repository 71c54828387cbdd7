//! Uses only the codecs. The other probes are larger by the code of their readers and writers.

use compression_codecs::{
    DecodeV2, EncodeV2, GzipDecoder, GzipEncoder, ZstdDecoder, ZstdEncoder,
    core::{
        Level,
        util::{PartialBuffer, WriteBuffer},
    },
    flate::params::FlateEncoderParams,
    zstd::params::CParameter,
};
use std::hint::black_box;

fn main() {
    let (mut out, mut input) = (black_box([0; 100]), PartialBuffer::new(&[][..]));
    let (output, level) = (&mut WriteBuffer::new_initialized(&mut out), black_box(Level::Default));
    let encoders: [Box<dyn EncodeV2>; 2] = [
        Box::new(GzipEncoder::new(FlateEncoderParams::from(level))),
        Box::new(ZstdEncoder::new(CParameter::quality(level))),
    ];
    for mut encoder in black_box(encoders) {
        let _ = black_box((encoder.encode(&mut input, output), encoder.flush(output), encoder.finish(output)));
    }
    let decoders: [Box<dyn DecodeV2>; 2] = [Box::new(GzipDecoder::new()), Box::new(ZstdDecoder::new())];
    for mut decoder in black_box(decoders) {
        let _ = black_box((decoder.decode(&mut input, output), decoder.flush(output), decoder.finish(output)));
        let _ = black_box(decoder.reinit());
    }
}
