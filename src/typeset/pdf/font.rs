//! The objects of an embedded font, as printpdf makes them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{
    Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};

use super::super::fonts::Face;
use super::deflate::Deflater;
use super::objects::deflated;

/// A font file to embed, with what is said of each code.
pub(super) struct Program<'a> {
    /// The name with its tag, as in `ABCDEF+SourceSerif4-Regular`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// The advances in thousandths of an em.
    pub(super) widths: &'a [u16],
    pub(super) texts: &'a [String],
    /// The glyph that each code shows.
    pub(super) numbers: Vec<u16>,
}

/// A font's objects outside any document: made once, put into many.
#[derive(Debug, PartialEq)]
pub(super) struct FontObjects {
    font: Dictionary,
    descriptor: Dictionary,
    to_unicode: Stream,
    /// Two bytes a code; none where each code is the number of its glyph.
    glyphs_of_codes: Option<Stream>,
    file_key: &'static str,
    file: Stream,
}

impl FontObjects {
    /// Lets printpdf write a document that shows each code once, and takes the font out of it.
    ///
    /// Returns `None` when printpdf leaves the font out, which it does only without a font file.
    pub(super) fn make(face: &Face, program: Program<'_>, deflater: &mut Deflater) -> Option<FontObjects> {
        let glyphs_of_codes = glyphs_of_codes(&program.numbers);
        let document = specimen(face, program);
        let mut font = type0_font(&document)?.clone();
        let to_unicode = stream(&document, &font, "ToUnicode")?;
        let descendant = only_dictionary(&mut font, "DescendantFonts")?;
        let descriptor_id = descendant.get(b"FontDescriptor").and_then(Object::as_reference).ok()?;
        let mut descriptor = document.get_dictionary(descriptor_id).ok()?.clone();
        let file_key = ["FontFile2", "FontFile3"].into_iter().find(|key| descriptor.has(key.as_bytes()))?;
        let file = stream(&document, &descriptor, file_key)?;
        descriptor.set("CapHeight", Object::Integer(thousandths(face, face.cap_height).into()));
        descriptor.set("ItalicAngle", Object::Integer(face.italic_angle.round() as i64));
        Some(FontObjects {
            font,
            descriptor,
            to_unicode: deflated(Dictionary::new(), deflater.deflate(&to_unicode.content)),
            glyphs_of_codes: glyphs_of_codes.map(|map| deflated(Dictionary::new(), deflater.deflate(&map))),
            file_key,
            file: deflated(file.dict, deflater.deflate(&file.content)),
        })
    }

    /// Puts the objects into a document and returns the font's.
    pub(super) fn put_into(&self, document: &mut Document) -> ObjectId {
        let file = document.add_object(self.file.clone());
        let mut descriptor = self.descriptor.clone();
        descriptor.set(self.file_key, Object::Reference(file));
        let descriptor = document.add_object(descriptor);
        let to_unicode = document.add_object(self.to_unicode.clone());
        let glyphs_of_codes = self.glyphs_of_codes.as_ref().map(|map| document.add_object(map.clone()));
        let mut font = self.font.clone();
        font.set("ToUnicode", Object::Reference(to_unicode));
        if let Some(descendant) = only_dictionary(&mut font, "DescendantFonts") {
            descendant.set("FontDescriptor", Object::Reference(descriptor));
            if let Some(map) = glyphs_of_codes {
                descendant.set("CIDToGIDMap", Object::Reference(map));
            }
        }
        document.add_object(font)
    }
}

fn glyphs_of_codes(numbers: &[u16]) -> Option<Vec<u8>> {
    let is_identity = (0..).zip(numbers).all(|(code, number): (u16, &u16)| code == *number);
    (!is_identity).then(|| numbers.iter().copied().flat_map(u16::to_be_bytes).collect())
}

/// A document that does nothing but show each code of the program.
fn specimen(face: &Face, program: Program<'_>) -> Document {
    let id = FontId("Font".into());
    let glyphs = program.texts.iter().zip(0..).skip(1);
    let glyphs = glyphs.map(|(text, gid)| Codepoint { gid, offset: 0.0, cid: Some(text.clone()) }).collect();
    let ops = vec![
        Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] },
    ];
    let mut document = PdfDocument::new("");
    document.resources.fonts.map.insert(id, PdfFont::new(parsed(face, program)));
    document.with_pages(vec![PdfPage::new(Pt(1.0).into(), Pt(1.0).into(), ops)]);
    document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

/// The font as printpdf wants it told. All lengths are handed over in thousandths of an em, so that its
/// cutting of widths to whole numbers cuts nothing.
fn parsed(face: &Face, program: Program<'_>) -> ParsedFont {
    let short = |length: f32| thousandths(face, length);
    let widths: BTreeMap<u16, u16> = (0..).zip(program.widths.iter().copied()).collect();
    let metrics = FontMetrics { ascent: short(face.ascent), descent: short(face.descent) };
    let mut font =
        ParsedFont::with_glyph_data(program.bytes, 0, Some(program.name), BTreeMap::new(), widths, 1000, metrics);
    let [x_min, y_min, x_max, y_max] = face.bbox.map(short);
    let slope = (-face.italic_angle).to_radians().tan();
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: 1000,
        x_min,
        y_min,
        x_max,
        y_max,
        caret_slope_rise: 1000,
        caret_slope_run: (slope * 1000.0) as i16,
        us_weight_class: face.weight,
    };
    font
}

fn thousandths(face: &Face, length: f32) -> i16 {
    (length * 1000.0 / face.units_per_em).round() as i16
}

fn type0_font(document: &Document) -> Option<&Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries.into_iter().find(|d| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0"))
}

fn stream(document: &Document, holder: &Dictionary, key: &str) -> Option<Stream> {
    let id = holder.get(key.as_bytes()).and_then(Object::as_reference).ok()?;
    document.get_object(id).and_then(Object::as_stream).ok().cloned()
}

fn only_dictionary<'a>(holder: &'a mut Dictionary, key: &str) -> Option<&'a mut Dictionary> {
    let list = holder.get_mut(key.as_bytes()).and_then(Object::as_array_mut).ok()?;
    list.first_mut()?.as_dict_mut().ok()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ITALIC, SERIF, faces};
    use super::*;

    fn objects(face: usize) -> FontObjects {
        let face = &faces().faces[face];
        let program = Program {
            name: "ABCDEF+Face".into(),
            bytes: (*face.data).as_ref().to_vec(),
            widths: &[500, 321],
            texts: &[String::new(), "fi".to_owned()],
            numbers: vec![0, 1],
        };
        FontObjects::make(face, program, &mut Deflater::new()).unwrap()
    }

    #[test]
    fn the_tagged_name_stands_in_all_three_places() {
        let mut made = objects(SERIF);
        let expected = Object::Name(b"ABCDEF+Face".to_vec());
        assert_eq!(made.font.get(b"BaseFont").unwrap(), &expected);
        assert_eq!(made.descriptor.get(b"FontName").unwrap(), &expected);
        let descendant = only_dictionary(&mut made.font, "DescendantFonts").unwrap();
        assert_eq!(descendant.get(b"BaseFont").unwrap(), &expected);
    }

    #[test]
    fn widths_are_those_given_and_the_measures_are_in_thousandths() {
        let mut made = objects(SERIF);
        let cap_height = made.descriptor.get(b"CapHeight").unwrap().as_i64().unwrap();
        assert!((600..750).contains(&cap_height), "{cap_height}");
        let descendant = only_dictionary(&mut made.font, "DescendantFonts").unwrap();
        let widths = descendant.get(b"W").unwrap().as_array().unwrap();
        assert_eq!(widths, &[Object::Integer(1), Object::Array(vec![Object::Integer(321)])]);
    }

    #[test]
    fn codes_that_are_no_glyph_numbers_are_mapped() {
        assert_eq!(glyphs_of_codes(&[0, 1, 2]), None);
        assert_eq!(glyphs_of_codes(&[0, 1, 1]), Some(vec![0, 0, 0, 1, 0, 1]));
    }

    #[test]
    fn an_italic_leans() {
        assert!(objects(ITALIC).descriptor.get(b"ItalicAngle").unwrap().as_i64().unwrap() < 0);
        assert_eq!(objects(SERIF).descriptor.get(b"ItalicAngle").unwrap().as_i64().unwrap(), 0);
    }

    #[test]
    fn a_ligature_reads_as_its_letters() {
        let made = objects(SERIF);
        let map = made.to_unicode.decompressed_content().unwrap();
        assert!(String::from_utf8(map).unwrap().contains("<0001> <00660069>"));
    }
}
