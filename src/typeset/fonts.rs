//! Faces: built in, parsed once, shared by every document and thread.

use std::sync::Arc;

use harfrust::Font;

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
}

/// The faces of the program: those built in, and those found when a document asks for more.
pub struct Fonts {
    pub faces: Vec<Face>,
}

impl Fonts {
    /// Returns the face of this place.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }
}
