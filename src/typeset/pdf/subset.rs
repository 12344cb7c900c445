//! The part of a face that a document needs, made once for all documents that need the same.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use subsetter::GlyphRemapper;

use super::super::fonts::{Face, FaceId, Fonts};
use super::super::frame::Document;
use super::super::{Fault, Subsets};
use super::characters::Characters;
use super::deflate::Deflater;
use super::font::{FontObjects, Program};
use super::glyphs::GlyphSet;
use super::usage::Usage;

/// A face cut down to some glyphs. A file shows them by codes; a glyph that stands for several texts has a
/// code for each, so that readers find the right one.
pub(super) struct Subset {
    /// The first code of each glyph of the face.
    first_codes: Vec<FirstCode>,
    /// Glyph, text and code where a glyph has more than one code, in order.
    other_codes: Vec<(u16, String, u16)>,
    /// The advance of each code in thousandths of an em.
    pub(super) widths: Vec<u16>,
    /// The text of each code.
    pub(super) texts: Vec<String>,
    /// What goes into the file.
    pub(super) objects: FontObjects,
    /// The characters of the face.
    pub(super) characters: Arc<Characters>,
}

/// The first code of a glyph, 0 for one that is left out, and its text if that is a single character.
#[derive(Clone, Copy, Default)]
struct FirstCode {
    code: u16,
    character: Option<char>,
}

impl Subset {
    /// Returns a code of the glyph, whatever it stands for.
    pub(super) fn any_code(&self, glyph: u16) -> u16 {
        self.first_codes[usize::from(glyph)].code
    }

    /// Returns the code of the glyph that stands for this character alone, if that is its first.
    #[inline]
    pub(super) fn code_of(&self, glyph: u16, character: char) -> Option<u16> {
        let first = self.first_codes[usize::from(glyph)];
        (first.character == Some(character)).then_some(first.code)
    }

    /// Returns the code of the glyph that stands for this text.
    pub(super) fn code(&self, glyph: u16, text: &str) -> Option<u16> {
        let first = self.any_code(glyph);
        let own = self.texts[usize::from(first)].as_str();
        if own == text || (own == " " && text == "\u{A0}") {
            return Some(first);
        }
        let other = self.other_codes.iter().find(|(id, meaning, _)| (*id, meaning.as_str()) == (glyph, text));
        other.map(|(_, _, code)| *code)
    }

    fn make(face: &Face, key: &Key, characters: &Arc<Characters>, deflater: &mut Deflater) -> Result<Subset, Fault> {
        let glyphs: Vec<u16> = key.glyphs.iter().collect();
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
        let bytes =
            subsetter::subset((*face.data).as_ref(), face.index, &remapper).map_err(|why| unusable(face, &why))?;
        let codes = Codes::deal(face, key, &glyphs, characters);
        let width = |glyph: &u16| (face.advance(*glyph) * 1000.0).round() as u16;
        let widths: Vec<u16> = codes.glyphs.iter().map(width).collect();
        let program = Program {
            name: format!("{}+{}", key.tag(face), face.name),
            bytes,
            widths: &widths,
            texts: &codes.texts,
            numbers: codes.glyphs.iter().map(|glyph| remapper.get(*glyph).unwrap_or(0)).collect(),
        };
        let objects = FontObjects::make(face, program, deflater).ok_or_else(|| unusable(face, &"not written"))?;
        Ok(Subset {
            first_codes: codes.first_codes(),
            other_codes: codes.others,
            widths,
            texts: codes.texts,
            objects,
            characters: Arc::clone(characters),
        })
    }
}

/// The codes of a subset, from 0 for the empty glyph.
struct Codes {
    glyphs: Vec<u16>,
    texts: Vec<String>,
    first: Vec<u16>,
    others: Vec<(u16, String, u16)>,
}

impl Codes {
    /// Deals each glyph a code in order, and then a further one for each further meaning. CFF fonts have one
    /// code a glyph, for their file itself says which glyph a code shows.
    fn deal(face: &Face, key: &Key, shown: &[u16], characters: &Characters) -> Codes {
        let glyphs: Vec<u16> = std::iter::once(0).chain(shown.iter().copied()).collect();
        let mut first = vec![0; glyphs.last().map_or(0, |last| usize::from(*last) + 1)];
        for (glyph, code) in glyphs.iter().zip(0..) {
            first[usize::from(*glyph)] = code;
        }
        let own = |glyph: &u16| match characters.get(*glyph) {
            Some(character) => character.text(),
            None => key.first_meaning(*glyph).to_owned(),
        };
        let texts = std::iter::once(String::new()).chain(shown.iter().map(own)).collect();
        let mut codes = Codes { glyphs, texts, first, others: Vec::new() };
        if !face.is_cff {
            for (glyph, text) in &key.meanings {
                codes.deal_another(*glyph, text);
            }
        }
        codes
    }

    fn first_codes(&self) -> Vec<FirstCode> {
        let with_character = |code: &u16| FirstCode { code: *code, character: only(&self.texts[usize::from(*code)]) };
        self.first.iter().map(with_character).collect()
    }

    fn deal_another(&mut self, glyph: u16, text: &str) {
        if self.texts[usize::from(self.first[usize::from(glyph)])] == text {
            return;
        }
        self.others.push((glyph, text.to_owned(), self.glyphs.len() as u16));
        self.glyphs.push(glyph);
        self.texts.push(text.to_owned());
    }
}

/// What two documents must have in common to share a subset.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    face: FaceId,
    glyphs: GlyphSet,
    /// Glyphs that stand for another text than their character, in order.
    meanings: Vec<(u16, String)>,
}

impl Key {
    fn first_meaning(&self, glyph: u16) -> &str {
        let place = self.meanings.partition_point(|(id, _)| *id < glyph);
        self.meanings.get(place).filter(|(id, _)| *id == glyph).map_or("", |(_, text)| text)
    }

    /// Six letters that differ where the subsets do, as the standard asks for.
    fn tag(&self, face: &Face) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(face.name.as_bytes());
        for glyph in self.glyphs.iter() {
            hasher.update(&glyph.to_be_bytes());
        }
        for (glyph, text) in &self.meanings {
            hasher.update(&glyph.to_be_bytes()).update(text.as_bytes()).update(b"\0");
        }
        hasher.finalize().as_bytes()[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
    }
}

/// What is worked out once for a face.
struct FaceFacts {
    characters: Arc<Characters>,
    common: Common,
}

/// What a shared subset always has.
struct Common {
    glyphs: GlyphSet,
    meanings: Vec<(u16, String)>,
}

/// The subsets made so far.
pub(super) struct SubsetCache {
    fonts: Arc<Fonts>,
    subsets: Subsets,
    facts: Vec<Option<FaceFacts>>,
    made: FxHashMap<Key, Arc<Subset>>,
}

impl SubsetCache {
    /// Some 4 MB; reached only by a batch in many scripts.
    const MOST: usize = 256;

    pub(super) fn new(fonts: Arc<Fonts>, subsets: Subsets) -> SubsetCache {
        SubsetCache { fonts, subsets, facts: Vec::new(), made: FxHashMap::default() }
    }

    /// Returns the subset of each face that the document shows, by the face's place.
    ///
    /// What comes back depends on the document alone, never on those before it.
    ///
    /// # Errors
    ///
    /// `glyph-missing`, or `font-unusable` when a font file is damaged.
    pub(super) fn of(
        &mut self,
        document: &Document,
        deflater: &mut Deflater,
    ) -> Result<Vec<Option<Arc<Subset>>>, Fault> {
        let usages = self.usages(document)?;
        let mut subsets = Vec::with_capacity(usages.len());
        for (face, usage) in usages.into_iter().enumerate() {
            let subset = usage.map(|usage| self.subset(FaceId(face as u8), usage, deflater));
            subsets.push(subset.transpose()?);
        }
        Ok(subsets)
    }

    fn usages(&mut self, document: &Document) -> Result<Vec<Option<Usage>>, Fault> {
        let mut usages: Vec<Option<Usage>> = Vec::new();
        for run in document.runs() {
            let place = usize::from(run.face.0);
            if usages.len() <= place {
                usages.resize_with(place + 1, || None);
            }
            let characters = &facts(&mut self.facts, &self.fonts, run.face).characters;
            usages[place].get_or_insert_with(Usage::default).add(run, characters)?;
        }
        Ok(usages)
    }

    fn subset(&mut self, id: FaceId, usage: Usage, deflater: &mut Deflater) -> Result<Arc<Subset>, Fault> {
        let facts = facts(&mut self.facts, &self.fonts, id);
        let mut key = Key { face: id, meanings: usage.meanings(), glyphs: usage.shown };
        if self.subsets == Subsets::Shared && facts.common.makes_up_most_of(&key.glyphs) {
            key.glyphs.add_all(&facts.common.glyphs);
            key.meanings.extend_from_slice(&facts.common.meanings);
            key.meanings.sort_unstable();
            key.meanings.dedup();
        }
        if let Some(subset) = self.made.get(&key) {
            return Ok(Arc::clone(subset));
        }
        let subset = Arc::new(Subset::make(self.fonts.face(id), &key, &facts.characters, deflater)?);
        if self.made.len() >= Self::MOST {
            self.made.clear();
        }
        self.made.insert(key, Arc::clone(&subset));
        Ok(subset)
    }
}

/// Returns what is worked out of a face, working it out the first time.
fn facts<'a>(known: &'a mut Vec<Option<FaceFacts>>, fonts: &Fonts, id: FaceId) -> &'a FaceFacts {
    let place = usize::from(id.0);
    if known.len() <= place {
        known.resize_with(place + 1, || None);
    }
    known[place].get_or_insert_with(|| {
        let face = fonts.face(id);
        FaceFacts { characters: Arc::new(Characters::of(face)), common: Common::of(face) }
    })
}

impl Common {
    /// Returns what any letter in a Western language may hold.
    fn of(face: &Face) -> Common {
        let marks = "–—‘’“”„«»•·£€©®°×−…§\u{FB01}\u{FB02}";
        let mut glyphs = GlyphSet::default();
        (' '..='~').chain(marks.chars()).filter_map(|c| face.glyph(c)).for_each(|glyph| glyphs.add(glyph));
        let hyphen = face.glyph('-').map(|hyphen| (hyphen, "\u{AD}".to_owned()));
        Common { glyphs, meanings: hyphen.into_iter().collect() }
    }

    /// Tells whether more than half of the glyphs are common ones: a face that shows one Hebrew name does
    /// not take in the Latin alphabet.
    fn makes_up_most_of(&self, glyphs: &GlyphSet) -> bool {
        glyphs.count_common(&self.glyphs) * 2 > glyphs.count()
    }
}

/// Returns the character that a text is, if it is a single one.
fn only(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.as_str().is_empty())
}

fn unusable(face: &Face, why: &dyn std::fmt::Display) -> Fault {
    Fault {
        code: "font-unusable",
        line: 0,
        text: format!("the font `{}` cannot be embedded: {why}", face.name),
        hint: Some("take another font".into()),
        character: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{SERIF, Sample, faces, run};
    use super::*;

    fn cache(subsets: Subsets) -> SubsetCache {
        SubsetCache::new(faces(), subsets)
    }

    fn serif(cache: &mut SubsetCache, text: &str) -> Arc<Subset> {
        let document = Sample::of(vec![run(SERIF, text)]);
        cache.of(&document, &mut Deflater::new()).unwrap()[SERIF].clone().unwrap()
    }

    #[test]
    fn an_exact_subset_has_the_glyphs_shown_and_the_empty_one() {
        let subset = serif(&mut cache(Subsets::Exact), "banana");
        assert_eq!(subset.widths.len(), 4);
        assert_eq!(subset.texts, ["", "a", "b", "n"]);
    }

    #[test]
    fn a_glyph_with_two_meanings_has_two_codes() {
        let mut broken = run(SERIF, "-a-");
        broken.text = "-a\u{AD}".into();
        broken.glyphs[2].text = 2..4;
        let document = Sample::of(vec![broken.clone()]);
        let subset = cache(Subsets::Exact).of(&document, &mut Deflater::new()).unwrap()[SERIF].clone().unwrap();
        let hyphen = broken.glyphs[2].id;
        assert_eq!(subset.texts[usize::from(subset.code(hyphen, "-").unwrap())], "-");
        assert_eq!(subset.texts[usize::from(subset.code(hyphen, "\u{AD}").unwrap())], "\u{AD}");
        assert_eq!(subset.code(hyphen, "x"), None);
    }

    #[test]
    fn documents_of_other_words_share_a_rounded_up_subset() {
        let mut cache = cache(Subsets::Shared);
        let first = serif(&mut cache, "Dear Ms Okafor");
        let second = serif(&mut cache, "Yours faithfully");
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn a_rare_letter_makes_another_subset() {
        let mut cache = cache(Subsets::Shared);
        let first = serif(&mut cache, "Dear Ms Okafor");
        let second = serif(&mut cache, "Dear Mr Ångström");
        assert!(!Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn a_face_that_shows_one_foreign_word_takes_in_no_alphabet() {
        let subset = serif(&mut cache(Subsets::Shared), "Ελλάς");
        assert_eq!(subset.widths.len(), 1 + "Ελάς".chars().count());
    }

    #[test]
    fn a_subset_is_the_same_after_others() {
        let mut used = cache(Subsets::Exact);
        serif(&mut used, "something else");
        let (after, fresh) = (serif(&mut used, "banana"), serif(&mut cache(Subsets::Exact), "banana"));
        assert_eq!(after.objects, fresh.objects);
    }

    #[test]
    fn the_cache_is_bounded() {
        let mut cache = cache(Subsets::Exact);
        let letters: Vec<char> = ('A'..='Z').collect();
        for first in &letters[..12] {
            for second in &letters {
                serif(&mut cache, &format!("{first}{second}"));
            }
        }
        assert!(cache.made.len() <= SubsetCache::MOST);
    }
}
