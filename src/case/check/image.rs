//! Pictures: PNG or JPEG by what is in the file, whole, and not too large, before anything decodes them.

use std::path::Path;
use std::sync::Arc;

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::sources::{Contents, Fault, FaultKind, Sources};
use super::super::tree::Node;

/// The most bytes of a picture.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The most pixels of a picture.
pub const MOST_PIXELS: u64 = 20_000_000;

/// Returns the bytes of the picture that a value names, or `None` with a finding. The name counts from the
/// folder of `file`, in which the value stands.
pub fn read(value: &Node, key: &str, files: &dyn Sources, file: &Path, found: &mut Findings) -> Option<Arc<[u8]>> {
    let name = value.text()?;
    let wrong = match files.read_beside(file, name, MOST_BYTES) {
        Err(fault) => missing(&fault),
        Ok(Contents::TooLarge) => format!("is larger than {} MiB", MOST_BYTES / (1024 * 1024)),
        Ok(Contents::Whole(bytes)) => match fault(&bytes) {
            None => return Some(bytes),
            Some(wrong) => wrong,
        },
    };
    found
        .error("bad-image", value.span, format!("`{key}` names `{}`, which {wrong}", shown(name)))
        .hint("a PNG or JPEG beside the file that names it, at most 4 MiB and 20 megapixels");
    None
}

fn missing(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Missing => "is not there".to_owned(),
        FaultKind::Dangling => "is a link to something that does not exist".to_owned(),
        FaultKind::Outside => "leads out of the folder".to_owned(),
        FaultKind::Folder | FaultKind::Pipe | FaultKind::Socket | FaultKind::Device => "is no file".to_owned(),
        FaultKind::System(words) => format!("cannot be read: {words}"),
    }
}

/// Returns what is wrong with a picture, to follow `which`.
fn fault(bytes: &[u8]) -> Option<String> {
    let form = if bytes.starts_with(PNG) {
        png(bytes)
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        jpeg(bytes)
    } else {
        return Some("is neither a PNG nor a JPEG".to_owned());
    };
    match form {
        None => Some("is damaged or cut off".to_owned()),
        Some(Form { width, height, .. }) if u64::from(width) * u64::from(height) > MOST_PIXELS => {
            Some(format!("has {width} × {height} pixels"))
        }
        Some(Form { colours: 4.., .. }) => Some("has four colours, for a printing press; save it as RGB".to_owned()),
        Some(_) => None,
    }
}

/// What a picture says of itself.
struct Form {
    width: u32,
    height: u32,
    /// The colours of a JPEG; one for any PNG.
    colours: u8,
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Returns the form of a PNG whose pieces are all there, each with the right checksum.
fn png(bytes: &[u8]) -> Option<Form> {
    let mut rest = bytes.strip_prefix(PNG)?;
    let mut size = None;
    let mut data = false;
    loop {
        let length = number(rest.get(..4)?) as usize;
        let piece = rest.get(4..length.checked_add(8)?)?;
        let mut sum = flate2::Crc::new();
        sum.update(piece);
        if number(rest.get(length + 8..length + 12)?) != sum.sum() {
            return None;
        }
        match &piece[..4] {
            b"IHDR" if size.is_none() && length == 13 => size = Some((number(&piece[4..8]), number(&piece[8..12]))),
            b"IDAT" => data = true,
            b"IEND" => {
                let (width, height) = size.filter(|(width, height)| data && *width > 0 && *height > 0)?;
                return Some(Form { width, height, colours: 1 });
            }
            _ if size.is_none() => return None,
            _ => {}
        }
        rest = &rest[length + 12..];
    }
}

/// Returns the form of a JPEG that ends as one.
fn jpeg(bytes: &[u8]) -> Option<Form> {
    let end = bytes.len() - bytes.iter().rev().take_while(|b| **b == 0).count();
    if !bytes[..end].ends_with(&[0xff, 0xd9]) {
        return None;
    }
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        match marker {
            0xff => at += 1,
            // a frame: precision, height, width, colours
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let frame = bytes.get(at + 5..at + 10)?;
                let (height, width) = (pair(&frame[..2]), pair(&frame[2..]));
                return (width > 0 && height > 0).then_some(Form { width, height, colours: frame[4] });
            }
            0xd8..=0xda => return None,
            _ => at += 2 + pair(bytes.get(at + 2..at + 4)?) as usize,
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, b| number << 8 | u32::from(*b))
}

fn pair(bytes: &[u8]) -> u32 {
    number(&bytes[..2])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGO: &[u8] = include_bytes!("../../../cases/halden.png");

    fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8];
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend([1, 1, 0x11, 0, 0xff, 0xd9]);
        bytes
    }

    #[test]
    fn a_whole_png_and_a_whole_jpeg_are_taken() {
        assert_eq!(fault(LOGO), None);
        assert_eq!(fault(&jpeg_of(800, 600)), None);
    }

    #[test]
    fn a_png_cut_anywhere_or_with_one_bit_turned_is_damaged() {
        for end in (8..LOGO.len()).step_by(97) {
            assert!(fault(&LOGO[..end]).is_some(), "{end}");
        }
        let mut turned = LOGO.to_vec();
        turned[20] ^= 1;
        assert!(fault(&turned).is_some());
    }

    #[test]
    fn a_bomb_is_seen_by_its_size_alone() {
        assert_eq!(fault(&jpeg_of(65_535, 65_535)).unwrap(), "has 65535 × 65535 pixels");
    }

    #[test]
    fn what_only_calls_itself_a_picture_is_refused() {
        for bytes in [&b"<svg/>"[..], b"GIF89a", b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"] {
            assert!(fault(bytes).is_some(), "{bytes:?}");
        }
    }
}
