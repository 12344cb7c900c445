//! The file around the parts: a ZIP archive whose bytes depend on the parts alone.

use flate2::Crc;
use libdeflater::{CompressionLvl, Compressor};

/// 1 January 1980, the first day a ZIP archive can name: no part has a day of its own.
const DAY: u16 = 1 << 5 | 1;
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;

/// Returns the archive of these parts, in their order.
pub(super) fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    // one for all parts; at level 1, as for the streams of pages: a letter of 10 kB grows by 700 bytes
    let mut compressor = Compressor::new(CompressionLvl::new(1).expect("the levels are 0 to 12"));
    let (mut out, mut directory) = (vec![], vec![]);
    for (name, bytes) in parts {
        let offset = out.len();
        let packed = deflated(&mut compressor, bytes);
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut shared = vec![];
        for field in [VERSION, FLAGS, DEFLATED, 0, DAY] {
            shared.extend(field.to_le_bytes());
        }
        for length in [crc.sum(), size(packed.len()), size(bytes.len())] {
            shared.extend(length.to_le_bytes());
        }
        shared.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        shared.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&shared);
        out.extend(name.as_bytes());
        out.extend(&packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&shared);
        // no comment, one disk, no attributes
        directory.extend([0; 10]);
        directory.extend(size(offset).to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (count, start) = (u16::try_from(parts.len()).unwrap_or(u16::MAX).to_le_bytes(), size(out.len()));
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(size(directory.len()).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn deflated(compressor: &mut Compressor, bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(bytes, &mut packed).expect("there is room for the worst case");
    packed.truncate(length);
    packed
}

/// A document is far below 4 GiB: its text is, and a picture has 4 MiB at most.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
