//! Words to glyphs: shaping, kerning, hyphens, and a cache of words, since letters repeat them.

use std::rc::Rc;

use harfrust::{Buffer, Direction, Feature, ShapeOptions, ShapePlan, ShaperFont, Tag, shape};
use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript};

use super::fonts::{FaceId, Family, Fonts, Style};
use super::frame::Glyph;

/// A word of one face and direction, as glyphs.
#[derive(Debug)]
pub(super) struct Word {
    pub text: Box<str>,
    pub glyphs: Vec<Glyph>,
    /// In em.
    pub width: f32,
    /// Where it may be hyphenated: the byte, and the first glyph after it.
    pub hyphens: Vec<(u32, u32)>,
}

/// How a word is to be shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct How {
    pub face: FaceId,
    pub rtl: bool,
    /// Figures of one width, for columns.
    pub tabular: bool,
}

impl How {
    fn place(self) -> usize {
        usize::from(self.face.0) * 4 + usize::from(self.rtl) * 2 + usize::from(self.tabular)
    }

    /// Tells whether a word can be put together from its signs.
    fn is_of_signs(self, text: &str) -> bool {
        let figures = self.tabular && !self.rtl && text.len() > 3 && text.ends_with(|c: char| c.is_ascii_digit());
        figures && is_amount(text)
    }

    /// Tells whether it can, and has a mark between its figures.
    fn is_parted(self, text: &str) -> bool {
        self.is_of_signs(text) && text.bytes().any(|byte| SIGNS.contains(&byte))
    }
}

/// Tells whether a word is an amount such as `−£1,234.50`, whose signs stand side by side as each does alone when
/// figures have one width. Statements have thousands of them, each another one.
fn is_amount(text: &str) -> bool {
    let mut after_mark = true;
    text.trim_start_matches(BEFORE).bytes().all(|byte| {
        let mark = SIGNS.contains(&byte);
        let fits = byte.is_ascii_digit() || mark && !std::mem::replace(&mut after_mark, true);
        after_mark &= mark;
        fits
    })
}

/// What stands between the figures of an amount.
const SIGNS: [u8; 2] = [b'.', b','];
/// What stands before it.
const BEFORE: [char; 4] = ['−', '£', '$', '€'];

/// Direction isolates keep a value from reordering its line; they are never drawn.
pub(super) fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Characters below this are looked up in a face once.
const ASKED_OFTEN: usize = 0x2200;

/// So many words are kept for each face; references would fill more.
const WORDS_KEPT: usize = 20_000;

/// What is known of a character in a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    NotAsked,
    Has,
    /// It has no glyph, or the character is never drawn.
    Lacks,
    /// Nothing is seen of it: any face will do.
    Blank,
}

/// Shapes words. One for each thread.
pub(super) struct Shaper<'f> {
    pub fonts: &'f Fonts,
    shapers: Vec<ShaperFont<'f, 'f>>,
    plans: FxHashMap<(How, Script), ShapePlan>,
    /// By the place of their [`How`].
    words: Vec<FxHashMap<Box<str>, Rc<Word>>>,
    /// Words of one ASCII sign, such as the space, by the place of their [`How`] and by byte.
    signs: Vec<Vec<Option<Rc<Word>>>>,
    /// What is known of the first characters in each face.
    known: Vec<Vec<Known>>,
    buffer: Buffer,
    /// The language by which words are hyphenated; none for a language without patterns.
    language: Option<hypher::Lang>,
}

impl<'f> Shaper<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Shaper<'f> {
        Shaper {
            fonts,
            shapers: fonts.faces.iter().map(|face| ShaperFont::new(&face.font)).collect(),
            plans: FxHashMap::default(),
            words: vec![FxHashMap::default(); fonts.faces.len() * 4],
            signs: vec![vec![]; fonts.faces.len() * 4],
            known: vec![vec![]; fonts.faces.len()],
            buffer: Buffer::new(),
            language: None,
        }
    }

    /// Takes the language of the next document, as in `en-US`.
    pub(super) fn set_language(&mut self, tag: &str) {
        let language = match tag.split('-').next() {
            Some("en") => Some(hypher::Lang::English),
            Some("de") => Some(hypher::Lang::German),
            Some("fr") => Some(hypher::Lang::French),
            _ => None,
        };
        if language != self.language {
            self.words.iter_mut().for_each(FxHashMap::clear);
            self.language = language;
        }
    }

    /// Returns the face for a character: that of the style, else that of the character before when the
    /// character belongs to any script, else a fallback; `None` when no face has it.
    pub(super) fn face(&mut self, family: Family, style: Style, before: Option<FaceId>, c: char) -> Option<FaceId> {
        let own = Fonts::styled(family, style);
        let in_own = self.known(own, c);
        if in_own == Known::Blank {
            return Some(before.unwrap_or(own));
        }
        if let Some(before) = before.filter(|before| *before != own)
            && matches!(c.script(), Script::Common | Script::Inherited)
            && self.known(before, c) == Known::Has
        {
            return Some(before);
        }
        if in_own == Known::Has { Some(own) } else { self.fonts.fallback(c, style) }
    }

    /// Tells whether a face serves for a whole text, and all of it is drawn.
    pub(super) fn serves(&mut self, face: FaceId, text: &str) -> bool {
        let serves = |known| matches!(known, Known::Has | Known::Blank);
        text.chars().all(|c| match self.known[usize::from(face.0)].get(c as usize) {
            Some(known) if *known != Known::NotAsked => serves(*known),
            _ => serves(self.known(face, c)),
        })
    }

    fn known(&mut self, face: FaceId, c: char) -> Known {
        let asked = || match c {
            _ if c.is_whitespace() || c.is_control() => Known::Blank,
            _ if !is_isolate(c) && self.fonts.face(face).glyph(c).is_some() => Known::Has,
            _ => Known::Lacks,
        };
        let known = &mut self.known[usize::from(face.0)];
        if known.is_empty() {
            known.resize(ASKED_OFTEN, Known::NotAsked);
        }
        match known.get_mut(c as usize) {
            Some(known) => {
                if *known == Known::NotAsked {
                    *known = asked();
                }
                *known
            }
            None => asked(),
        }
    }

    /// Returns the word as glyphs.
    pub(super) fn word(&mut self, how: How, text: &str) -> Rc<Word> {
        if let [sign] = text.as_bytes() {
            return Rc::clone(self.sign(how, usize::from(*sign), text));
        }
        if how.is_parted(text) {
            // not kept: hardly two amounts are the same
            return Rc::new(self.put_together(how, text));
        }
        let place = how.place();
        if let Some(word) = self.words[place].get(text) {
            return word.clone();
        }
        let word = Rc::new(if how.is_of_signs(text) { self.put_together(how, text) } else { self.shaped(how, text) });
        let words = &mut self.words[place];
        if words.len() > WORDS_KEPT {
            words.clear();
        }
        words.insert(text.into(), word.clone());
        word
    }

    /// Adds the glyphs of a word to those of the text in which it stands at this byte; returns its width in em.
    pub(super) fn add(&mut self, how: How, text: &str, at: usize, glyphs: &mut Vec<Glyph>) -> f32 {
        if how.is_parted(text) {
            return self.add_signs(how, text, at, glyphs);
        }
        let (word, at) = (self.word(how, text), at as u32);
        glyphs.extend(word.glyphs.iter().map(|glyph| {
            let text = at + glyph.text.start..at + glyph.text.end;
            Glyph { text, ..glyph.clone() }
        }));
        word.width
    }

    /// Returns a word of one ASCII sign.
    fn sign(&mut self, how: How, byte: usize, text: &str) -> &Rc<Word> {
        let place = how.place();
        if self.signs[place].is_empty() {
            self.signs[place].resize(128, None);
        }
        if self.signs[place][byte].is_none() {
            self.signs[place][byte] = Some(Rc::new(self.shaped(how, text)));
        }
        self.signs[place][byte].as_ref().expect("it was just put there")
    }

    fn put_together(&mut self, how: How, text: &str) -> Word {
        let mut glyphs = Vec::with_capacity(text.len());
        let width = self.add_signs(how, text, 0, &mut glyphs);
        Word { text: text.into(), glyphs, width, hyphens: vec![] }
    }

    fn add_signs(&mut self, how: How, text: &str, at: usize, glyphs: &mut Vec<Glyph>) -> f32 {
        let mut width = 0.0;
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            for glyph in &self.word(how, &text[start..end]).glyphs {
                width += glyph.advance;
                glyphs.push(Glyph { text: (at + start) as u32..(at + end) as u32, ..glyph.clone() });
            }
        }
        width
    }

    fn shaped(&mut self, how: How, text: &str) -> Word {
        let direction = if how.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let of_its_own = |s: &Script| !matches!(s, Script::Common | Script::Inherited | Script::Unknown);
        let script = text.chars().map(|c| c.script()).find(of_its_own).unwrap_or(Script::Latin);
        let tag = script.short_name().as_bytes().try_into().map(Tag::new).ok();
        let shaping_script = tag.and_then(harfrust::Script::from_iso15924_tag);
        let features = features(how.tabular);
        let font = &self.shapers[usize::from(how.face.0)];
        let plan = self
            .plans
            .entry((how, script))
            .or_insert_with(|| ShapePlan::new(font, direction, shaping_script, None, &features));
        self.buffer.clear();
        self.buffer.push_str(text);
        self.buffer.set_direction(direction);
        self.buffer.set_script(shaping_script);
        let options = ShapeOptions::new().plan(Some(plan)).features(&features);
        if shape(font, &mut self.buffer, options).is_err() {
            return Word { text: text.into(), glyphs: vec![], width: 0.0, hyphens: vec![] };
        }
        let glyphs = glyphs(&self.buffer, self.fonts.face(how.face).units_per_em, text, how.rtl);
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        let hyphens = if how.rtl { vec![] } else { self.hyphens(text, &glyphs) };
        Word { text: text.into(), glyphs, width, hyphens }
    }

    /// Returns where a word of letters may be hyphenated. Names and short words are left whole; only in German a
    /// capital does not make a name.
    fn hyphens(&self, text: &str, glyphs: &[Glyph]) -> Vec<(u32, u32)> {
        let Some(language) = self.language else { return vec![] };
        let core = text.trim_matches(|c: char| !c.is_alphabetic());
        let letters = core.chars().all(char::is_alphabetic) && !core.chars().skip(1).any(char::is_uppercase);
        let name = core.chars().next().is_some_and(char::is_uppercase)
            && (language != hypher::Lang::German || core.chars().all(char::is_uppercase));
        if core.chars().count() < 7 || !letters || name {
            return vec![];
        }
        let start = text.find(core).unwrap_or(0);
        let mut at = start;
        let mut found = vec![];
        for syllable in hypher::hyphenate(core, language) {
            at += syllable.len();
            if at < start + core.len()
                && let Ok(glyph) = glyphs.binary_search_by(|glyph| glyph.text.start.cmp(&(at as u32)))
            {
                found.push((at as u32, glyph as u32));
            }
        }
        found
    }
}

fn features(tabular: bool) -> Vec<Feature> {
    let on = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 1, ..);
    if tabular { vec![on(b"lnum"), on(b"tnum")] } else { vec![on(b"lnum")] }
}

/// Reads the glyphs out of the buffer, each with the text of its cluster.
fn glyphs(buffer: &Buffer, units_per_em: f32, text: &str, rtl: bool) -> Vec<Glyph> {
    let pairs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
    let em = |units: i32| units as f32 / units_per_em;
    let mut glyphs: Vec<Glyph> = pairs
        .map(|(info, position)| Glyph {
            id: info.glyph_id as u16,
            advance: em(position.x_advance),
            dx: em(position.x_offset),
            dy: em(position.y_offset),
            text: info.cluster..info.cluster,
        })
        .collect();
    let mut end = text.len() as u32;
    let mut close = |glyph: &mut Glyph, next: Option<u32>| {
        glyph.text.end = end;
        if next != Some(glyph.text.start) {
            end = glyph.text.start;
        }
    };
    let starts: Vec<u32> = glyphs.iter().map(|glyph| glyph.text.start).collect();
    if rtl {
        for (k, glyph) in glyphs.iter_mut().enumerate() {
            close(glyph, starts.get(k + 1).copied());
        }
    } else {
        for (k, glyph) in glyphs.iter_mut().enumerate().rev() {
            close(glyph, k.checked_sub(1).map(|before| starts[before]));
        }
    }
    // of several glyphs for one cluster the first has the text
    for k in 1..glyphs.len() {
        if starts[k] == starts[k - 1] {
            glyphs[k].text = glyphs[k].text.end..glyphs[k].text.end;
        }
    }
    glyphs
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERIF: How = How { face: FaceId(0), rtl: false, tabular: false };

    #[test]
    fn a_word_is_kerned() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let together = shaper.word(SERIF, "AV").width;
        let apart = shaper.word(SERIF, "A").width + shaper.word(SERIF, "V").width;
        assert!(together < apart, "{together} {apart}");
    }

    #[test]
    fn figures_in_columns_have_one_width() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        for face in [0, 1, 4, 5] {
            let how = How { face: FaceId(face), rtl: false, tabular: true };
            let widths: Vec<f32> = "0123456789".chars().map(|c| shaper.word(how, &c.to_string()).width).collect();
            assert!(widths.iter().all(|width| (width - widths[0]).abs() < 1e-4), "{face}: {widths:?}");
        }
    }

    #[test]
    fn the_signs_of_an_amount_stand_side_by_side_as_each_does_alone() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let signs = || ('0'..='9').chain(SIGNS.map(char::from)).chain(BEFORE);
        let mut odd = vec![];
        for face in 0..7 {
            let how = How { face: FaceId(face), rtl: false, tabular: true };
            for pair in signs().flat_map(|a| signs().map(move |b| format!("{a}{b}"))) {
                let ids = |word: &Word| word.glyphs.iter().map(|g| (g.id, g.advance.to_bits())).collect::<Vec<_>>();
                let alone: Vec<_> = pair.chars().flat_map(|c| ids(&shaper.shaped(how, &c.to_string()))).collect();
                if ids(&shaper.shaped(how, &pair)) != alone && is_amount(&pair) {
                    odd.push((face, pair));
                }
            }
        }
        assert_eq!(odd, []);
        assert!(is_amount("1,234.50") && !is_amount("1..2") && !is_amount(".5") && !is_amount("1a"));
    }

    #[test]
    fn an_amount_put_together_is_the_amount_shaped() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let how = How { face: FaceId(5), rtl: false, tabular: true };
        let (whole, pieces) = (shaper.shaped(how, "−£12,345.60"), shaper.word(how, "−£12,345.60"));
        assert_eq!(whole.glyphs, pieces.glyphs);
    }

    #[test]
    fn long_words_may_be_hyphenated_by_the_rules_of_their_language() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        shaper.set_language("en-US");
        assert!(!shaper.word(SERIF, "agreement,").hyphens.is_empty());
        assert!(shaper.word(SERIF, "INV-2026-014").hyphens.is_empty());
        assert!(shaper.word(SERIF, "September").hyphens.is_empty());
        shaper.set_language("tr");
        assert!(shaper.word(SERIF, "agreement,").hyphens.is_empty());
    }

    #[test]
    fn each_glyph_has_the_text_of_its_cluster_in_either_direction() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let latin = shaper.word(SERIF, "été");
        let texts: Vec<&str> =
            latin.glyphs.iter().map(|g| &latin.text[g.text.start as usize..g.text.end as usize]).collect();
        assert_eq!(texts.concat(), "été");
        let hebrew = shaper.word(How { face: FaceId(7), rtl: true, tabular: false }, "שלום");
        let texts: Vec<&str> =
            hebrew.glyphs.iter().rev().map(|g| &hebrew.text[g.text.start as usize..g.text.end as usize]).collect();
        assert_eq!(texts.concat(), "שלום");
    }
}
