//! The size of the future of each method, in bytes, in each design.

/// The methods, in the order of the sizes.
pub const METHODS: [&str; 8] =
    ["read", "read_exact", "read_to_end", "read_to_string", "write", "write_all", "flush", "shutdown"];

fn size<F: Future>(_: F) -> usize {
    size_of::<F>()
}

/// Defines the function that returns the sizes of one design.
macro_rules! sizes {
    ($(#[$attribute:meta])* $name:ident: $design:ident, $shutdown:ident) => {
        $(#[$attribute])*
        pub fn $name() -> [usize; METHODS.len()] {
            use crate::designs::$design::{Drain, First, prelude::*};
            let (mut reader, mut writer) = (First(b""), Drain(0));
            let (mut bytes, mut text) = (Vec::new(), String::new());
            [
                size(reader.read(&mut [0; 1])),
                size(reader.read_exact(&mut [0; 1])),
                size(reader.read_to_end(&mut bytes)),
                size(reader.read_to_string(&mut text)),
                size(writer.write(b"")),
                size(writer.write_all(b"")),
                size(writer.flush()),
                size(writer.$shutdown()),
            ]
        }
    };
}

sizes!(
    /// Sizes in the split.
    split: split, shutdown
);
sizes!(
    /// Sizes in the Iterator style.
    #[cfg(feature = "iterator-style")]
    iterator_style: iterator_style, shutdown
);
sizes!(
    /// Sizes of named futures.
    named: named, shutdown
);
sizes!(
    /// Sizes with a constructor.
    constructor: constructor, shutdown
);
sizes!(
    /// Sizes in the split with `&mut self`.
    by_mut: by_mut, shutdown
);
sizes!(
    /// Sizes in futures-util.
    futures: futures, close
);
sizes!(
    /// Sizes in tokio.
    tokio: tokio, shutdown
);

/// Returns the sizes with hooks. Only futures that call a hook differ from those of the split.
pub fn hooks() -> [usize; METHODS.len()] {
    use crate::designs::hooks::{Drain, First, prelude::*};
    let (mut reader, mut writer, mut bytes) = (First(b""), Drain(0), Vec::new());
    let mut sizes = split();
    sizes[1] = size(reader.read_exact(&mut [0; 1]));
    sizes[2] = size(reader.read_to_end(&mut bytes));
    sizes[5] = size(writer.write_all(b""));
    sizes
}
