//! The data that the workloads read. It is made once for each size, by a rule, so every run has the same data.

use std::sync::OnceLock;

/// The size in bytes of a page. A processor compares the low bits of two addresses first. If source and destination
/// have nearly the same offset in their pages, the processor takes one address for the other, and the copy is
/// several times slower. The allocator decides the offset of the buffer of a contestant, and prefers the start of a
/// page. So the data starts in the middle of a page, and a [`Ring`](crate::source::Ring) writes to the first
/// quarter.
pub const PAGE: usize = 4096;

/// Returns zeroed memory that starts at the given offset in a page, and that is never freed.
pub fn room(len: usize, into: usize) -> &'static mut [u8] {
    let mut memory = Vec::<u8>::with_capacity(len + PAGE);
    let start = (PAGE + into - memory.as_ptr().addr() % PAGE) % PAGE;
    memory.resize(start + len, 0);
    &mut memory.leak()[start..]
}

/// Copies bytes to memory that is never freed, and that starts in the middle of a page.
fn place(bytes: &[u8]) -> &'static [u8] {
    let placed = room(bytes.len(), PAGE / 2);
    placed.copy_from_slice(bytes);
    placed
}

fn place_text(text: &str) -> &'static str {
    std::str::from_utf8(place(text.as_bytes())).expect("it is text")
}

/// Defines a function that makes its data at the first call.
macro_rules! once {
    ($($(#[$doc:meta])* $name:ident -> $ty:ty = $place:ident($make:expr);)*) => {
        $(
            $(#[$doc])*
            pub fn $name() -> &'static $ty {
                static MADE: OnceLock<&$ty> = OnceLock::new();
                MADE.get_or_init(|| $place(&$make))
            }
        )*
    };
}

once! {
    /// Returns 1 MiB of noise.
    noise -> [u8] = place(noise_of(1 << 20));
    /// Returns 64 MiB of noise, which repeats after 1 MiB.
    large -> [u8] = place(noise().repeat(64));
    /// Returns 1 MiB of printable ASCII without a newline.
    ascii -> str = place_text(text(1 << 20, usize::MAX..usize::MAX, |random| char::from(b' ' + (random % 95) as u8)));
    /// 1 MiB of Chinese characters, of three bytes each.
    chinese -> str = place_text(text(1 << 20, usize::MAX..usize::MAX, ideograph));
    /// 1 MiB of lines of 20 to 60 bytes.
    lines -> str = place_text(text(1 << 20, 20..61, |random| char::from(b' ' + (random % 95) as u8)));
    /// 1 MiB of lines of 64 to 256 bytes.
    long_lines -> str = place_text(text(1 << 20, 64..257, |random| char::from(b' ' + (random % 95) as u8)));
    /// 1 MiB of lines of 16 KiB.
    huge_lines -> str = place_text(text(1 << 20, 16383..16384, |random| char::from(b' ' + (random % 95) as u8)));
    /// 1 MiB of lines of 0 to 47 bytes.
    short_lines -> str = place_text(text(1 << 20, 0..48, |random| char::from(b' ' + (random % 95) as u8)));
    /// 1 MiB of lines of 10 to 18 Chinese characters.
    chinese_lines -> str = place_text(text(1 << 20, 30..55, ideograph));
}

/// Lengths from 0 to 47 bytes in random order, as the fields of a protocol have. Their sum is less than the length
/// of the noise.
pub fn lengths() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut random = Random(0x5851_f42d_4c95_7f2d);
        (0..1 << 15).map(|_| u8::try_from(random.next() % 48).expect("it is short")).collect()
    })
}

/// The lines of [`lines`].
pub fn line_count() -> u64 {
    count(lines())
}

/// Returns the number of lines of a text.
pub fn count(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64
}

/// Generates noise with a xorshift of Marsaglia. Nothing predicts it, and it needs no dependency.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// Returns `len` bytes of noise.
pub fn noise_of(len: usize) -> Vec<u8> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut bytes = Vec::with_capacity(len + 8);
    while bytes.len() < len {
        bytes.extend_from_slice(&random.next().to_le_bytes());
    }
    bytes.truncate(len);
    bytes
}

/// Returns text of at most `len` bytes. `lines` has the lengths in bytes of its lines, without the newline.
pub fn text(len: usize, lines: std::ops::Range<usize>, character: impl Fn(u64) -> char) -> String {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut text = String::with_capacity(len);
    loop {
        let wanted = if lines.is_empty() {
            len
        } else {
            lines.start + usize::try_from(random.next() % lines.len() as u64).expect("it is short")
        };
        let mut line = 0;
        while line < wanted {
            let c = character(random.next());
            line += c.len_utf8();
            if text.len() + c.len_utf8() >= len {
                return text;
            }
            text.push(c);
        }
        text.push('\n');
    }
}

fn ideograph(random: u64) -> char {
    char::from_u32(0x4e00 + u32::try_from(random % 20_000).expect("it is short")).expect("all of these are assigned")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_begins_in_the_middle_of_a_page() {
        for data in [noise(), lines().as_bytes(), chinese().as_bytes()] {
            assert_eq!(data.as_ptr().addr() % PAGE, PAGE / 2);
        }
    }

    #[test]
    fn pieces_of_the_lengths_are_within_the_noise() {
        let total: usize = lengths().iter().map(|&len| usize::from(len)).sum();
        assert!(total <= noise().len(), "{total}");
        assert!((0..48).all(|len| lengths().contains(&len)));
    }
}
