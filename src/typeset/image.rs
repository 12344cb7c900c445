//! Pictures: their kind and size are read from their first bytes before anything is decoded.

use std::sync::Arc;

use super::frame::{Image, ImageData};

/// The largest file.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The largest picture.
const MOST_PIXELS: u64 = 20_000_000;

/// Pictures decoded so far: the logo of a batch is decoded once.
#[derive(Default)]
pub(super) struct Pictures {
    kept: Vec<(Vec<u8>, Arc<Image>)>,
}

impl Pictures {
    const MOST: usize = 8;

    /// Returns the picture of a file's bytes.
    ///
    /// # Errors
    ///
    /// As [`decode`].
    pub(super) fn of(&mut self, bytes: Vec<u8>) -> Result<Arc<Image>, String> {
        if let Some((_, image)) = self.kept.iter().find(|(known, _)| *known == bytes) {
            return Ok(Arc::clone(image));
        }
        let image = Arc::new(decode(&bytes)?);
        if self.kept.len() >= Self::MOST {
            self.kept.remove(0);
        }
        self.kept.push((bytes, Arc::clone(&image)));
        Ok(image)
    }
}

/// Returns the picture of a PNG or JPEG file.
///
/// # Errors
///
/// The rest of a sentence that begins with the file's name.
pub(super) fn decode(bytes: &[u8]) -> Result<Image, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("is larger than {} MiB", MOST_BYTES / 1024 / 1024));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        jpeg(bytes)
    } else {
        Err("is neither PNG nor JPEG".into())
    }
}

fn size(width: u32, height: u32) -> Result<(), String> {
    match u64::from(width) * u64::from(height) {
        0 => Err("has no width or no height".into()),
        pixels if pixels > MOST_PIXELS => Err(format!("has {pixels} points, more than {MOST_PIXELS}")),
        _ => Ok(()),
    }
}

fn png(bytes: &[u8]) -> Result<Image, String> {
    let broken = |_| "is a broken PNG file".to_string();
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = (reader.info().width, reader.info().height);
    size(width, height)?;
    let mut samples = vec![0; reader.output_buffer_size().ok_or("is a broken PNG file")?];
    let frame = reader.next_frame(&mut samples).map_err(broken)?;
    samples.truncate(frame.buffer_size());
    let data = match frame.color_type {
        png::ColorType::Rgb => ImageData::Rgb { samples, alpha: None },
        png::ColorType::Rgba => {
            let (samples, alpha) = apart::<4>(&samples);
            ImageData::Rgb { samples, alpha }
        }
        png::ColorType::Grayscale => ImageData::Grey { samples, alpha: None },
        png::ColorType::GrayscaleAlpha => {
            let (samples, alpha) = apart::<2>(&samples);
            ImageData::Grey { samples, alpha }
        }
        png::ColorType::Indexed => return Err("is a PNG file of a kind that cannot be read".into()),
    };
    Ok(Image { width, height, data })
}

/// Returns colours and transparency apart; no transparency where every point is opaque.
fn apart<const CHANNELS: usize>(samples: &[u8]) -> (Vec<u8>, Option<Vec<u8>>) {
    let (points, _) = samples.as_chunks::<CHANNELS>();
    let mut colours = vec![0; points.len() * (CHANNELS - 1)];
    for (colour, point) in colours.chunks_exact_mut(CHANNELS - 1).zip(points) {
        colour.copy_from_slice(&point[..CHANNELS - 1]);
    }
    let opaque = points.iter().all(|point| point[CHANNELS - 1] == 255);
    (colours, (!opaque).then(|| points.iter().map(|point| point[CHANNELS - 1]).collect()))
}

/// Reads size and components from the frame header; the file goes into the PDF as it is, so it must be whole.
fn jpeg(bytes: &[u8]) -> Result<Image, String> {
    let end = bytes.len() - bytes.iter().rev().take_while(|b| **b == 0).count();
    if !bytes[..end].ends_with(&[0xFF, 0xD9]) {
        return Err("is a broken JPEG file".into());
    }
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let is_frame = matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF);
        if is_frame {
            let Some(&[8, h1, h0, w1, w0, components]) = bytes.get(at + 4..at + 10) else { break };
            let (width, height) = (u32::from(u16::from_be_bytes([w1, w0])), u32::from(u16::from_be_bytes([h1, h0])));
            size(width, height)?;
            if !matches!(components, 1 | 3) {
                return Err("is a JPEG file with four colours; save it as RGB".into());
            }
            return Ok(Image { width, height, data: ImageData::Jpeg { bytes: bytes.to_vec(), components } });
        }
        at += 2 + length.max(2);
    }
    Err("is a broken JPEG file".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = vec![];
        let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().unwrap().write_image_data(&[1, 2, 3, 128]).unwrap();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        bytes
    }

    #[test]
    fn transparency_is_kept_apart() {
        let image = decode(&header(1, 1)).unwrap();
        assert_eq!(image.data, ImageData::Rgb { samples: vec![1, 2, 3], alpha: Some(vec![128]) });
    }

    #[test]
    fn a_picture_that_says_it_is_huge_is_refused_before_it_is_decoded() {
        assert!(decode(&header(60_000, 60_000)).is_err());
    }

    #[test]
    fn a_picture_is_decoded_once() {
        let mut pictures = Pictures::default();
        let first = pictures.of(header(1, 1)).unwrap();
        assert!(Arc::ptr_eq(&first, &pictures.of(header(1, 1)).unwrap()));
        assert!(pictures.of(b"<svg/>".to_vec()).is_err());
    }

    #[test]
    fn other_files_and_cut_files_are_refused() {
        assert_eq!(decode(b"<svg/>"), Err("is neither PNG nor JPEG".into()));
        assert!(decode(&header(1, 1)[..40]).is_err());
        assert!(decode(&[0xFF, 0xD8, 0xFF, 0xE0]).is_err());
    }
}
