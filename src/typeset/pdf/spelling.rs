//! How several glyphs share the text they stand for together.
//!
//! A letter with its marks comes as some glyphs for one piece of text, and a font may draw the dots of an
//! Arabic letter as a glyph of their own. Readers look at one glyph at a time, so each is given its part.

use super::super::frame::Glyph;
use super::characters::{Character, Characters};

/// The part of one glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// The character that the glyph has of its own.
    Own,
    /// Another text.
    Means(String),
    /// Nothing: the text is with its neighbours.
    Silent,
}

/// What a silent glyph is said to mean, as each must mean something: a joiner that is never seen.
pub(super) const UNSEEN: &str = "\u{34F}";

/// Returns the part of each glyph. Those whose own character is in the text take it; what is left goes to the
/// widest of the others, which is the letter itself.
pub(super) fn parts(glyphs: &[Glyph], text: &str, characters: &Characters) -> Vec<Part> {
    let mut left: Vec<char> = text.chars().collect();
    let mut parts = vec![Part::Silent; glyphs.len()];
    for (part, glyph) in parts.iter_mut().zip(glyphs) {
        let own = characters.get(glyph.id).map(Character::text);
        if own.is_some_and(|own| take(&mut left, &own)) {
            *part = Part::Own;
        }
    }
    if left.is_empty() {
        return parts;
    }
    let rest: String = left.into_iter().collect();
    let waiting = (0..glyphs.len()).filter(|place| parts[*place] == Part::Silent);
    // of equally wide ones the first
    let widest = waiting.rev().max_by(|a, b| glyphs[*a].advance.total_cmp(&glyphs[*b].advance));
    let own = |place: usize| characters.get(glyphs[place].id).map(Character::text).unwrap_or_default();
    match widest {
        Some(place) => parts[place] = Part::Means(rest),
        None => parts[0] = Part::Means(own(0) + &rest),
    }
    parts
}

/// Takes the characters out, if all are there.
fn take(left: &mut Vec<char>, own: &str) -> bool {
    let mut after = left.clone();
    for c in own.chars() {
        let Some(place) = after.iter().position(|waiting| *waiting == c) else { return false };
        after.remove(place);
    }
    *left = after;
    true
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HEBREW, faces, run};
    use super::*;

    fn parts_of(glyphs: &[Glyph], text: &str) -> Vec<Part> {
        parts(glyphs, text, &Characters::of(&faces().faces[HEBREW]))
    }

    fn unnamed(advance: f32) -> Glyph {
        let characters = Characters::of(&faces().faces[HEBREW]);
        let id = (1..u16::MAX).find(|glyph| characters.get(*glyph).is_none()).unwrap();
        Glyph { id, advance, dx: 0.0, dy: 0.0, text: 0..0 }
    }

    #[test]
    fn letter_and_mark_take_their_own_characters_in_any_order() {
        let mut glyphs = run(HEBREW, "בּ").glyphs;
        glyphs.reverse();
        assert_eq!(parts_of(&glyphs, "בּ"), [Part::Own, Part::Own]);
    }

    #[test]
    fn a_letter_without_a_character_of_its_own_takes_the_text_and_its_dots_are_silent() {
        assert_eq!(parts_of(&[unnamed(0.0), unnamed(0.5)], "ب"), [Part::Silent, Part::Means("ب".into())]);
    }

    #[test]
    fn what_nobody_can_take_goes_to_the_first() {
        let glyphs = run(HEBREW, "בּ").glyphs;
        assert_eq!(parts_of(&glyphs, "בּ\u{200D}"), [Part::Means("ב\u{200D}".into()), Part::Own]);
    }
}
