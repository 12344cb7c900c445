//! Which glyphs of which face a document shows, and what text they stand for.

use std::collections::BTreeMap;

use super::super::Fault;
use super::super::frame::{Glyph, Run};
use super::characters::Characters;
use super::glyphs::GlyphSet;
use super::spelling::{self, Part, UNSEEN};

/// The glyphs a document shows of one face.
#[derive(Default)]
pub(super) struct Usage {
    pub(super) shown: GlyphSet,
    /// What glyphs stand for besides the character they have of their own.
    meanings: BTreeMap<u16, Vec<String>>,
}

impl Usage {
    /// Returns glyphs with a text other than their own character, in order: ligatures, contextual forms, the
    /// hyphen of a broken word. A glyph may come more than once.
    pub(super) fn meanings(&self) -> Vec<(u16, String)> {
        let each = self.meanings.iter().flat_map(|(glyph, texts)| texts.iter().map(|text| (*glyph, text.clone())));
        let mut all: Vec<(u16, String)> = each.collect();
        all.sort_unstable();
        all
    }

    /// Adds the glyphs of a run.
    ///
    /// # Errors
    ///
    /// `glyph-missing` for glyph 0, the box that fonts draw for what they have not got.
    pub(super) fn add(&mut self, run: &Run, characters: &Characters) -> Result<(), Fault> {
        if is_plain(&run.glyphs) {
            for glyph in &run.glyphs {
                match ascii(run, glyph) {
                    Some(character) if glyph.id != 0 && characters.is(glyph.id, character) => self.shown.add(glyph.id),
                    _ => self.add_cluster(run, std::slice::from_ref(glyph), characters)?,
                }
            }
            return Ok(());
        }
        clusters(&run.glyphs).try_for_each(|cluster| self.add_cluster(run, cluster, characters))
    }

    fn add_cluster(&mut self, run: &Run, glyphs: &[Glyph], characters: &Characters) -> Result<(), Fault> {
        let text = run.text_of(&glyphs[0]);
        for glyph in glyphs {
            if glyph.id == 0 {
                return Err(missing(text));
            }
            self.shown.add(glyph.id);
        }
        match glyphs {
            [glyph] if characters.get(glyph.id).is_some_and(|own| own.is(text)) => {}
            [glyph] => self.mean(glyph.id, text),
            _ => self.share(glyphs, text, characters),
        }
        Ok(())
    }

    fn share(&mut self, glyphs: &[Glyph], text: &str, characters: &Characters) {
        for (glyph, part) in glyphs.iter().zip(spelling::parts(glyphs, text, characters)) {
            match part {
                Part::Means(text) => self.mean(glyph.id, &text),
                Part::Silent => self.mean(glyph.id, UNSEEN),
                Part::Own => {}
            }
        }
    }

    fn mean(&mut self, glyph: u16, text: &str) {
        let texts = self.meanings.entry(glyph).or_default();
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    }
}

/// Tells whether each glyph stands for a piece of the text, one after the other.
pub(super) fn is_plain(glyphs: &[Glyph]) -> bool {
    let mut read = 0;
    glyphs.iter().all(|glyph| {
        let follows = read <= glyph.text.start && glyph.text.start < glyph.text.end;
        read = glyph.text.end;
        follows
    })
}

/// Returns the text of a glyph if that is a single ASCII character, as nearly all are.
#[inline]
pub(super) fn ascii(run: &Run, glyph: &Glyph) -> Option<char> {
    let is_byte = glyph.text.end == glyph.text.start + 1;
    run.text.as_bytes().get(glyph.text.start as usize).filter(|_| is_byte).map(|byte| char::from(*byte))
}

/// Returns the glyphs that stand for one piece of text together.
pub(super) fn clusters(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.chunk_by(|_, next| next.text.is_empty())
}

fn missing(text: &str) -> Fault {
    Fault {
        code: "glyph-missing",
        line: 0,
        text: format!("no font has a glyph for `{text}`"),
        hint: Some("name a font that has it, or write it in other letters".into()),
        character: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{SERIF, faces, run};
    use super::*;

    fn used(run: &Run) -> Result<Usage, Fault> {
        let mut usage = Usage::default();
        usage.add(run, &Characters::of(&faces().faces[SERIF])).map(|()| usage)
    }

    #[test]
    fn each_glyph_counts_once_and_in_order() {
        let glyphs: Vec<u16> = used(&run(SERIF, "banana")).unwrap().shown.iter().collect();
        assert_eq!(glyphs.len(), 3);
        assert!(glyphs.is_sorted());
    }

    #[test]
    fn a_hyphen_may_mean_two_things() {
        let mut broken = run(SERIF, "well-paid-");
        broken.text = "well-paid\u{AD}".into();
        broken.glyphs[9].text = 9..11;
        let hyphen = broken.glyphs[9].id;
        assert_eq!(used(&broken).unwrap().meanings(), [(hyphen, "\u{AD}".to_owned())]);
    }

    #[test]
    fn a_space_that_does_not_break_means_a_space() {
        assert_eq!(used(&run(SERIF, "a\u{A0}b c")).unwrap().meanings(), []);
    }

    #[test]
    fn the_glyphs_of_one_cluster_stand_together() {
        let marked = [0..2, 2..2, 2..3].map(|text| Glyph { id: 1, advance: 0.5, dx: 0.0, dy: 0.0, text });
        assert_eq!(clusters(&marked).collect::<Vec<_>>(), [&marked[..2], &marked[2..]]);
    }

    #[test]
    fn a_missing_glyph_is_a_fault_that_names_the_text() {
        let mut run = run(SERIF, "ab");
        run.glyphs[1].id = 0;
        let fault = used(&run).err().unwrap();
        assert_eq!((fault.code, fault.text.as_str()), ("glyph-missing", "no font has a glyph for `b`"));
    }
}
