//! Faces: built in, parsed once, shared by every document and thread.

use std::sync::Arc;

use harfrust::Font;
use harfrust::font::Blob;

/// A face of a [`Fonts`], by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

/// One face with the measures that layout and file need. Lengths in font units.
pub struct Face {
    /// The PostScript name, as in `SourceSerif4-Regular`.
    pub name: String,
    /// The whole font file.
    pub data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// The place in a collection; 0 for a file of one face.
    pub index: u32,
    /// The parsed face, for shaping.
    pub font: Font,
    pub units_per_em: f32,
    pub ascent: f32,
    pub descent: f32,
    pub cap_height: f32,
    /// Left, bottom, right, top over all glyphs.
    pub bbox: [f32; 4],
    pub italic_angle: f32,
    /// 400 regular, 600 semibold.
    pub weight: u16,
    /// Whether the outlines are CFF.
    pub is_cff: bool,
}

impl Face {
    /// Returns the glyph of a character, or `None` when the face has none.
    pub fn glyph(&self, c: char) -> Option<u16> {
        self.font.charmap().map_unicode(c).map(|g| g.to_u32() as u16).filter(|g| *g != 0)
    }

    /// Returns the advance of a glyph in em.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.font.glyph_metrics().h_advance(harfrust::GlyphId::new(u32::from(glyph))) / self.units_per_em
    }

    /// Parses a face; `None` when the bytes are no font.
    pub fn parse(
        name: &str,
        bytes: impl AsRef<[u8]> + Send + Sync + 'static,
        index: u32,
        style: Style,
    ) -> Option<Face> {
        let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes);
        let is_cff = (*data).as_ref().starts_with(b"OTTO");
        let font = Font::new(Blob::from(data.clone()), index)?;
        let metrics = font.metrics();
        let line = metrics.h_line()?;
        let ascent = line.ascender.to_f64() as f32;
        let bounds = metrics.bounds;
        let face = Face {
            name: name.to_string(),
            data,
            index,
            units_per_em: f32::from(metrics.units_per_em),
            ascent,
            descent: line.descender.to_f64() as f32,
            cap_height: metrics.cap_height.map_or(ascent * 0.7, |height| height.to_f64() as f32),
            bbox: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|edge| edge.to_f64() as f32),
            italic_angle: if style.emphasis { -11.0 } else { 0.0 },
            weight: if style.strong { 600 } else { 400 },
            is_cff,
            font,
        };
        Some(face)
    }
}

/// The families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Source Serif 4, for text that is read.
    Serif,
    /// Source Sans 3, for figures, labels and what is read at arm's length.
    Sans,
    /// Liberation Sans: one of the few faces a Swiss QR-bill may be set in.
    Bill,
}

/// Weight and slope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Style {
    pub strong: bool,
    pub emphasis: bool,
}

const REGULAR: Style = Style { strong: false, emphasis: false };
const STRONG: Style = Style { strong: true, emphasis: false };
const EMPHASIS: Style = Style { strong: false, emphasis: true };
const BOTH: Style = Style { strong: true, emphasis: true };

macro_rules! built_in {
    ($($name:literal $style:ident),* $(,)?) => {
        [$(($name, include_bytes!(concat!("assets/", $name, ".ttf")).as_slice(), $style)),*]
    };
}

/// The faces in the program, in the order of their [`FaceId`].
const BUILT_IN: [(&str, &[u8], Style); 13] = built_in![
    "SourceSerif4-Regular" REGULAR,
    "SourceSerif4-SemiBold" STRONG,
    "SourceSerif4-Italic" EMPHASIS,
    "SourceSerif4-SemiBoldItalic" BOTH,
    "SourceSans3-Regular" REGULAR,
    "SourceSans3-SemiBold" STRONG,
    "SourceSans3-Italic" EMPHASIS,
    "NotoSerifHebrew-Regular" REGULAR,
    "NotoSerifHebrew-SemiBold" STRONG,
    "NotoNaskhArabic-Regular" REGULAR,
    "NotoNaskhArabic-SemiBold" STRONG,
    "LiberationSans-Regular" REGULAR,
    "LiberationSans-Bold" STRONG,
];

/// No more faces of a collection are looked at.
const MOST_OF_A_COLLECTION: u32 = 16;

/// The first face that serves only where the families have no glyph.
const FIRST_FALLBACK: u8 = 7;

/// The faces of the program: those built in, and those the caller adds.
pub struct Fonts {
    pub faces: Vec<Face>,
}

impl Fonts {
    /// Returns the faces built into the program.
    ///
    /// # Panics
    ///
    /// Never: the faces are part of the program, and a test parses each.
    pub fn built_in() -> Fonts {
        let parse = |(name, bytes, style): &(&str, &'static [u8], Style)| {
            Face::parse(name, *bytes, 0, *style).expect("a built-in face is a font")
        };
        Fonts { faces: BUILT_IN.iter().map(parse).collect() }
    }

    /// Returns whether any face has the character.
    pub fn have(&self, c: char) -> bool {
        self.faces.iter().any(|face| face.glyph(c).is_some())
    }

    /// Adds the first face of a font file or collection that has any of the characters; it serves where no other
    /// has a glyph. Returns whether there was one.
    pub fn add_for(&mut self, characters: &[char], name: &str, bytes: Vec<u8>) -> bool {
        let bytes: Arc<[u8]> = bytes.into();
        let parse = |index| Face::parse(name, Arc::clone(&bytes), index, REGULAR);
        let face = (0..MOST_OF_A_COLLECTION)
            .map_while(parse)
            .find(|face| characters.iter().any(|c| face.glyph(*c).is_some()))
            .filter(|_| self.faces.len() < 255);
        let found = face.is_some();
        self.faces.extend(face);
        found
    }

    /// Returns the face of this place.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// Returns the face of a family for a style; the sans has no semibold italic and gives its semibold.
    pub fn styled(family: Family, style: Style) -> FaceId {
        let place = match (family, style.strong, style.emphasis) {
            (Family::Serif, false, false) => 0,
            (Family::Serif, true, false) => 1,
            (Family::Serif, false, true) => 2,
            (Family::Serif, true, true) => 3,
            (Family::Sans, false, false) => 4,
            (Family::Sans, true, _) => 5,
            (Family::Sans, false, true) => 6,
            (Family::Bill, false, _) => 11,
            (Family::Bill, true, _) => 12,
        };
        FaceId(place)
    }

    /// Returns the first face beyond the families that has the character, of the weight asked for if there is one.
    pub fn fallback(&self, c: char, style: Style) -> Option<FaceId> {
        let weight = if style.strong { 600 } else { 400 };
        let has = |place: &u8| self.faces[usize::from(*place)].glyph(c).is_some();
        let places = || FIRST_FALLBACK..self.faces.len() as u8;
        let same = places().find(|place| self.faces[usize::from(*place)].weight == weight && has(place));
        same.or_else(|| places().find(has)).map(FaceId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_face_is_a_font_with_the_marks_letters_need() {
        let fonts = Fonts::built_in();
        for face in &fonts.faces[..usize::from(FIRST_FALLBACK)] {
            for c in "€£$¥₹\u{a0}\u{202f}−–—‘’“”„«»§…•·×½é ŁğșΩЖỗ".chars() {
                assert!(face.glyph(c).is_some(), "{} has no `{c}` ({:04X})", face.name, c as u32);
            }
        }
    }

    #[test]
    fn hebrew_and_arabic_have_faces_of_both_weights() {
        let fonts = Fonts::built_in();
        for c in ['\u{5d0}', '\u{639}'] {
            let (plain, strong) = (fonts.fallback(c, REGULAR).unwrap(), fonts.fallback(c, STRONG).unwrap());
            assert_eq!((fonts.face(plain).weight, fonts.face(strong).weight), (400, 600));
        }
        assert_eq!(fonts.fallback('漢', REGULAR), None);
    }
}
