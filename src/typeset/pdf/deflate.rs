//! Deflates streams with one compressor for all of them.

use libdeflater::{CompressionLvl, Compressor};

/// A compressor that is used for one stream after another.
///
/// What it writes depends on the bytes and the level alone: it chooses its code by the processor, but never what
/// that code finds.
pub(super) struct Deflater {
    state: Compressor,
    /// Room for the longest stream so far.
    packed: Vec<u8>,
}

impl Deflater {
    /// At level 1: half the time of level 6, and a letter of 60 kB grows by two.
    pub(super) fn new() -> Deflater {
        let level = CompressionLvl::new(1).expect("the levels are 0 to 12");
        Deflater { state: Compressor::new(level), packed: Vec::new() }
    }

    /// Returns the bytes in the zlib form that `FlateDecode` asks for; the same whatever was deflated before.
    pub(super) fn deflate(&mut self, plain: &[u8]) -> &[u8] {
        let most = self.state.zlib_compress_bound(plain.len()) + 1;
        if self.packed.len() < most {
            self.packed.resize(most, 0);
        }
        let mut length = self.state.zlib_compress(plain, &mut self.packed).expect("there is room for the worst case");
        if ends_like_a_line(&self.packed[..length]) {
            self.packed[length] = CLOSING;
            length += 1;
        }
        &self.packed[..length]
    }
}

/// Ends a stream with another byte than a line end.
///
/// A line end follows each stream, and whoever measures one takes a carriage return before it for a part of that, and
/// the stream for a byte too short. Readers stop at the end of the packed data or picture and never see the byte.
pub(super) fn closed(mut stream: Vec<u8>) -> Vec<u8> {
    if ends_like_a_line(&stream) {
        stream.push(CLOSING);
    }
    stream
}

const CLOSING: u8 = 0;

fn ends_like_a_line(stream: &[u8]) -> bool {
    matches!(stream.last(), Some(b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    fn inflated(packed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut plain).unwrap();
        plain
    }

    /// Bytes that no compressor makes smaller.
    fn noise(count: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn what_was_deflated_comes_back() {
        let mut deflater = Deflater::new();
        for plain in [Vec::new(), b"BT ET".to_vec(), b"word ".repeat(20_000), noise(70_000)] {
            assert_eq!(inflated(deflater.deflate(&plain)), plain);
        }
    }

    #[test]
    fn no_stream_ends_like_a_line_and_each_comes_back_whole() {
        let mut deflater = Deflater::new();
        let mut closed = 0;
        for length in 1..1_000 {
            let plain = noise(length);
            let packed = deflater.deflate(&plain);
            assert!(!packed.ends_with(b"\r") && !packed.ends_with(b"\n"), "{length}");
            assert_eq!(inflated(packed), plain);
            closed += usize::from(packed.ends_with(b"\r\0") || packed.ends_with(b"\n\0"));
        }
        assert!(closed > 2, "{closed}");
    }

    #[test]
    fn a_stream_does_not_depend_on_those_before_it() {
        let mut used = Deflater::new();
        used.deflate(&noise(5_000));
        let text = b"the same letter ".repeat(50);
        assert_eq!(used.deflate(&text), Deflater::new().deflate(&text));
    }

    #[test]
    fn a_page_has_the_same_bytes_on_every_machine() {
        let text: String = (0..2_000).map(|line| format!("{line} {} Td(Invoice)Tj\n", line * 7_919 % 841)).collect();
        let hash = blake3::hash(Deflater::new().deflate(text.as_bytes())).to_hex();
        assert_eq!(
            &hash[..16],
            "24f3d6e2f4efee60",
            "another release of libdeflate may write other bytes, another machine may not"
        );
    }
}
