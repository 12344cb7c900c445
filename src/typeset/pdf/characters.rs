//! The character each glyph of a face stands for by itself.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::fonts::Face;

/// A face's character map, read backwards.
pub(super) struct Characters {
    by_glyph: Vec<Option<Character>>,
}

/// The character of a glyph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Character(char);

impl Characters {
    /// Reads the map of a face. Of several characters with one glyph, the plain one is taken: the hyphen
    /// rather than the soft hyphen, the space rather than the one that does not break, Greek mu rather than
    /// the micro sign.
    pub(super) fn of(face: &Face) -> Characters {
        let mut by_glyph: Vec<Option<Character>> = vec![None; face.font.num_glyphs() as usize];
        for (code, glyph) in face.font.charmap().unicodes() {
            let Some(character) = char::from_u32(code) else { continue };
            let Some(slot) = by_glyph.get_mut(glyph.to_u32() as usize) else { continue };
            if slot.is_none_or(|Character(known)| rank(character) < rank(known)) {
                *slot = Some(Character(character));
            }
        }
        Characters { by_glyph }
    }

    /// Returns the character of a glyph, if it has one.
    pub(super) fn get(&self, glyph: u16) -> Option<Character> {
        self.by_glyph.get(usize::from(glyph)).copied().flatten()
    }

    /// Tells whether this is the character of a glyph.
    #[inline]
    pub(super) fn is(&self, glyph: u16, character: char) -> bool {
        self.get(glyph).is_some_and(|Character(own)| own == character)
    }
}

impl Character {
    /// Returns what a reader should find; the letters of a ligature one by one.
    pub(super) fn text(self) -> String {
        if is_form(self.0) { spelled_out(self.0) } else { self.0.to_string() }
    }

    /// Tells whether this is the text. A space that does not break is a space to the reader.
    pub(super) fn is(self, text: &str) -> bool {
        let mut chars = text.chars();
        match (chars.next(), chars.as_str()) {
            _ if is_form(self.0) => self.text() == text,
            (Some('\u{A0}'), "") => self.0 == ' ',
            (only, rest) => only == Some(self.0) && rest.is_empty(),
        }
    }
}

/// The lower, the plainer.
fn rank(c: char) -> (bool, bool, char) {
    (is_form(c), !c.nfkc().eq([c]), c)
}

/// Tells whether this is a ligature or a contextual form that Unicode keeps only for old encodings.
fn is_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// An isolated mark decomposes to a space and the mark; the space is not in the text.
fn spelled_out(c: char) -> String {
    let text: String = c.nfkc().collect();
    match text.strip_prefix(' ') {
        Some(mark) if mark.chars().all(is_combining_mark) && !mark.is_empty() => mark.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ARABIC, SERIF, faces};
    use super::*;

    fn text_of(face: usize, c: char) -> Option<String> {
        let face = &faces().faces[face];
        Characters::of(face).get(face.glyph(c)?).map(Character::text)
    }

    #[test]
    fn a_letter_is_itself_and_a_space_is_plain() {
        assert_eq!(text_of(SERIF, 'Ä').unwrap(), "Ä");
        assert_eq!(text_of(SERIF, '\u{A0}').unwrap(), " ");
        assert_eq!(text_of(SERIF, '-').unwrap(), "-");
    }

    #[test]
    fn a_ligature_is_its_letters() {
        let face = &faces().faces[SERIF];
        let ligature = face.glyph('\u{FB01}').unwrap();
        let ligature = Characters::of(face).get(ligature).unwrap();
        assert_eq!(ligature.text(), "fi");
        assert!(ligature.is("fi") && !ligature.is("f"));
    }

    #[test]
    fn a_contextual_form_is_the_letter_it_forms() {
        assert_eq!(text_of(ARABIC, '\u{FE91}'), Some("ب".to_owned()));
    }

    #[test]
    fn a_glyph_without_a_character_is_not_known() {
        let face = &faces().faces[SERIF];
        let characters = Characters::of(face);
        let shown = (0..face.font.num_glyphs() as u16).filter(|g| characters.get(*g).is_some()).count();
        assert!(shown < face.font.num_glyphs() as usize);
        assert!(characters.get(u16::MAX).is_none());
    }
}
