//! The objects of an embedded font, as printpdf makes them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, Stream};
use printpdf::{
    Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};

use super::super::fonts::Face;
use super::deflate::Deflater;
use super::file::{Body, Shared};
use super::objects::deflated;
use super::syntax::{entries, link};

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
    /// The entries of its dictionary but for those that name other objects, as they are written; so the two below.
    font: Vec<u8>,
    descendant: Vec<u8>,
    descriptor: Vec<u8>,
    to_unicode: Shared,
    /// Two bytes a code; none where each code is the number of its glyph.
    glyphs_of_codes: Option<Shared>,
    file_key: &'static str,
    file: Shared,
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
        let mut descendant = only_dictionary(&font, "DescendantFonts")?.clone();
        let descriptor_id = descendant.get(b"FontDescriptor").and_then(Object::as_reference).ok()?;
        let mut descriptor = document.get_dictionary(descriptor_id).ok()?.clone();
        let file_key = ["FontFile2", "FontFile3"].into_iter().find(|key| descriptor.has(key.as_bytes()))?;
        let file = stream(&document, &descriptor, file_key)?;
        descriptor.set("CapHeight", Object::Integer(thousandths(face, face.cap_height).into()));
        descriptor.set("ItalicAngle", Object::Integer(face.italic_angle.round() as i64));
        font.remove(b"DescendantFonts");
        font.remove(b"ToUnicode");
        descendant.remove(b"FontDescriptor");
        if glyphs_of_codes.is_some() {
            descendant.remove(b"CIDToGIDMap");
        }
        descriptor.remove(file_key.as_bytes());
        let mut packed = |mut entries: Dictionary, content: &[u8]| {
            entries.remove(b"Length");
            Shared::new(&deflated(entries), deflater.deflate(content))
        };
        let written = |dictionary: &Dictionary| {
            let mut out = Vec::new();
            entries(&mut out, dictionary);
            out
        };
        Some(FontObjects {
            font: written(&font),
            descendant: written(&descendant),
            descriptor: written(&descriptor),
            to_unicode: packed(Dictionary::new(), &to_unicode.content),
            glyphs_of_codes: glyphs_of_codes.map(|map| packed(Dictionary::new(), &map)),
            file_key,
            file: packed(file.dict, &file.content),
        })
    }

    /// Writes the objects into a file and returns the font's number.
    pub(super) fn put_into(&self, body: &mut Body<'_>) -> u32 {
        let mut put = |shared: &Shared| {
            let number = body.numbers(1);
            body.shared(number, shared);
            number
        };
        let (file, to_unicode) = (put(&self.file), put(&self.to_unicode));
        let glyphs_of_codes = self.glyphs_of_codes.as_ref().map(put);
        let descriptor = body.numbers(2);
        body.object(descriptor, |out| {
            out.extend_from_slice(b"<<");
            out.extend_from_slice(&self.descriptor);
            link(out, self.file_key, file);
            out.extend_from_slice(b">>");
        });
        let font = descriptor + 1;
        body.object(font, |out| {
            out.extend_from_slice(b"<<");
            out.extend_from_slice(&self.font);
            out.extend_from_slice(b"/DescendantFonts[<<");
            out.extend_from_slice(&self.descendant);
            link(out, "FontDescriptor", descriptor);
            if let Some(map) = glyphs_of_codes {
                link(out, "CIDToGIDMap", map);
            }
            out.extend_from_slice(b">>]");
            link(out, "ToUnicode", to_unicode);
            out.extend_from_slice(b">>");
        });
        font
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

fn only_dictionary<'a>(holder: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
    let list = holder.get(key.as_bytes()).and_then(Object::as_array).ok()?;
    list.first()?.as_dict().ok()
}

#[cfg(test)]
mod tests {
    use super::super::identity;
    use super::super::sample::{ITALIC, SERIF, faces};
    use super::*;

    /// Returns a file with a font, and the font, what it descends to, and its descriptor.
    fn written(face: usize) -> (Document, [Dictionary; 3]) {
        let face = &faces().faces[face];
        let program = Program {
            name: "ABCDEF+Face".into(),
            bytes: (*face.data).as_ref().to_vec(),
            widths: &[500, 321],
            texts: &[String::new(), "fi".to_owned()],
            numbers: vec![0, 1],
        };
        let mut deflater = Deflater::new();
        let objects = FontObjects::make(face, program, &mut deflater).unwrap();
        let mut body = Body::new(0, &mut deflater);
        let font = objects.put_into(&mut body);
        let file = Document::load_mem(&body.finish(&identity::tests::trailer())).unwrap();
        let font = file.get_dictionary((font, 0)).unwrap().clone();
        let descendant = only_dictionary(&font, "DescendantFonts").unwrap().clone();
        let descriptor = descendant.get_deref(b"FontDescriptor", &file).unwrap().as_dict().unwrap().clone();
        (file, [font, descendant, descriptor])
    }

    #[test]
    fn the_tagged_name_stands_in_all_three_places() {
        let (_, [font, descendant, descriptor]) = written(SERIF);
        let expected = Object::Name(b"ABCDEF+Face".to_vec());
        assert_eq!(font.get(b"BaseFont").unwrap(), &expected);
        assert_eq!(descriptor.get(b"FontName").unwrap(), &expected);
        assert_eq!(descendant.get(b"BaseFont").unwrap(), &expected);
    }

    #[test]
    fn widths_are_those_given_and_the_measures_are_in_thousandths() {
        let (_, [_, descendant, descriptor]) = written(SERIF);
        let cap_height = descriptor.get(b"CapHeight").unwrap().as_i64().unwrap();
        assert!((600..750).contains(&cap_height), "{cap_height}");
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
        let angle = |face| written(face).1[2].get(b"ItalicAngle").unwrap().as_i64().unwrap();
        assert!(angle(ITALIC) < 0);
        assert_eq!(angle(SERIF), 0);
    }

    #[test]
    fn a_ligature_reads_as_its_letters() {
        let (file, [font, ..]) = written(SERIF);
        let map = stream(&file, &font, "ToUnicode").unwrap().decompressed_content().unwrap();
        assert!(String::from_utf8(map).unwrap().contains("<0001> <00660069>"));
    }
}
