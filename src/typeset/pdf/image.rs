//! Pictures: JPEG as it is, samples deflated, transparency as a soft mask.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::super::Fault;
use super::super::frame::{Image, ImageData};
use super::deflate::{Deflater, closed};

/// Pictures made ready for a file, so that a logo is deflated once for many letters.
pub(super) struct ImageCache {
    ready: Vec<(Arc<Image>, XObject)>,
}

impl ImageCache {
    const MOST: usize = 16;

    pub(super) fn new() -> ImageCache {
        ImageCache { ready: Vec::new() }
    }

    /// Returns the object of a picture.
    ///
    /// # Errors
    ///
    /// `image-colours` for a JPEG that is neither grey nor RGB: the archive standard would ask for the
    /// printing press it is meant for.
    pub(super) fn of(&mut self, image: &Arc<Image>, deflater: &mut Deflater) -> Result<XObject, Fault> {
        if let Some((_, object)) = self.ready.iter().find(|(known, _)| Arc::ptr_eq(known, image)) {
            return Ok(object.clone());
        }
        let object = XObject::External(external(stream(image, deflater)?));
        if self.ready.len() >= Self::MOST {
            self.ready.remove(0);
        }
        self.ready.push((Arc::clone(image), object.clone()));
        Ok(object)
    }
}

fn external(stream: ExternalStream) -> ExternalXObject {
    ExternalXObject { stream, width: None, height: None, dpi: None }
}

fn stream(image: &Image, deflater: &mut Deflater) -> Result<ExternalStream, Fault> {
    match &image.data {
        ImageData::Jpeg { bytes, components } => {
            let colours = match components {
                1 => "DeviceGray",
                3 => "DeviceRGB",
                _ => return Err(wrong_colours()),
            };
            Ok(picture(image, colours, "DCTDecode", closed(bytes.clone())))
        }
        ImageData::Rgb { samples, alpha } => Ok(masked(image, "DeviceRGB", samples, alpha.as_deref(), deflater)),
        ImageData::Grey { samples, alpha } => Ok(masked(image, "DeviceGray", samples, alpha.as_deref(), deflater)),
    }
}

fn masked(
    image: &Image,
    colours: &str,
    samples: &[u8],
    alpha: Option<&[u8]>,
    deflater: &mut Deflater,
) -> ExternalStream {
    let mut stream = picture(image, colours, "FlateDecode", deflater.deflate(samples).to_vec());
    if let Some(alpha) = alpha {
        let mask = picture(image, "DeviceGray", "FlateDecode", deflater.deflate(alpha).to_vec());
        stream.dict.insert("SMask".into(), DictItem::Stream { stream: mask });
    }
    stream
}

fn picture(image: &Image, colours: &str, filter: &str, content: Vec<u8>) -> ExternalStream {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(image.width.into())),
        ("Height", DictItem::Int(image.height.into())),
        ("ColorSpace", name(colours)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name(filter)),
    ];
    let dict: BTreeMap<String, DictItem> = entries.into_iter().map(|(key, item)| (key.to_owned(), item)).collect();
    ExternalStream { dict, content, compress: false }
}

fn wrong_colours() -> Fault {
    Fault {
        code: "image-colours",
        line: 0,
        text: "a picture is in colours for a printing press (CMYK)".into(),
        hint: Some("save it as an RGB or grey JPEG, or as a PNG".into()),
        character: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(alpha: Option<Vec<u8>>) -> Arc<Image> {
        Arc::new(Image { width: 2, height: 1, data: ImageData::Grey { samples: vec![0, 255], alpha } })
    }

    fn made(image: &Arc<Image>) -> ExternalStream {
        match ImageCache::new().of(image, &mut Deflater::new()).unwrap() {
            XObject::External(object) => object.stream,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn transparency_becomes_a_mask_of_the_same_size() {
        let stream = made(&grey(Some(vec![255, 0])));
        let DictItem::Stream { stream: mask } = &stream.dict["SMask"] else { panic!("no mask") };
        assert_eq!(mask.dict["Width"], stream.dict["Width"]);
        assert!(!made(&grey(None)).dict.contains_key("SMask"));
    }

    #[test]
    fn a_jpeg_goes_in_as_it_is() {
        let bytes = b"\xFF\xD8 not looked into".to_vec();
        let data = ImageData::Jpeg { bytes: bytes.clone(), components: 3 };
        let stream = made(&Arc::new(Image { width: 9, height: 9, data }));
        assert_eq!(stream.content, bytes);
        assert_eq!(stream.dict["Filter"], DictItem::Name(b"DCTDecode".to_vec()));
    }

    #[test]
    fn colours_for_a_press_are_refused() {
        let data = ImageData::Jpeg { bytes: Vec::new(), components: 4 };
        let image = Arc::new(Image { width: 9, height: 9, data });
        assert_eq!(ImageCache::new().of(&image, &mut Deflater::new()).err().unwrap().code, "image-colours");
    }

    #[test]
    fn a_logo_is_made_ready_once() {
        let (mut cache, mut deflater, logo) = (ImageCache::new(), Deflater::new(), grey(None));
        for _ in 0..3 {
            cache.of(&logo, &mut deflater).unwrap();
        }
        assert_eq!(cache.ready.len(), 1);
        for _ in 0..40 {
            cache.of(&grey(None), &mut deflater).unwrap();
        }
        assert_eq!(cache.ready.len(), ImageCache::MOST);
    }
}
