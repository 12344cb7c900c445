//! Shows the glyphs of a run in the order they are read in, with the text they stand for.

use super::super::frame::{Glyph, Run};
use super::ink;
use super::spelling::{self, Part, UNSEEN};
use super::subset::Subset;
use super::usage::{ascii, clusters, is_plain};

/// A glyph that is seen but not read: where it stands from the run's left end and baseline, in thousandths of
/// an em, and its code.
#[derive(Debug, PartialEq)]
pub(super) struct Silent {
    pub(super) right: f32,
    pub(super) up: f32,
    pub(super) code: u16,
}

/// Writes the array of strings and shifts that shows a run from its left end, and leaves the rise at 0.
/// Returns the glyphs left out, to be shown where nothing is read after them.
///
/// A run read from right to left is written from its right end, each glyph after a shift back, so that a
/// screen reader meets the letters in the order of the words.
pub(super) fn show(out: &mut Vec<u8>, run: &Run, subset: &Subset) -> Vec<Silent> {
    let mut line = Line { out, run, subset, pen: 0.0, open: false, rise: 0.0, silent: Vec::new() };
    line.out.push(b'[');
    if is_plain(&run.glyphs) {
        line.plain();
    } else if reads_leftwards(&run.glyphs) {
        line.leftwards();
    } else {
        line.rightwards();
    }
    line.end_array();
    if let Some(space) = line.out.last_mut() {
        *space = b'\n';
    }
    if line.rise != 0.0 {
        line.out.extend_from_slice(b"0 Ts\n");
    }
    line.silent
}

fn reads_leftwards(glyphs: &[Glyph]) -> bool {
    let starts = glyphs.iter().filter(|glyph| !glyph.text.is_empty()).map(|glyph| glyph.text.start);
    !starts.is_sorted()
}

/// Returns where each glyph of a cluster begins that begins at `left`, in em.
fn lefts(glyphs: &[Glyph], left: f32) -> Vec<f32> {
    let mut pen = left;
    let place = |glyph: &Glyph| {
        let left = pen + glyph.dx;
        pen += glyph.advance;
        left
    };
    glyphs.iter().map(place).collect()
}

/// Returns where glyphs end that begin at `left`, in em.
fn end(glyphs: &[Glyph], left: f32) -> f32 {
    glyphs.iter().fold(left, |pen, glyph| pen + glyph.advance)
}

struct Line<'a> {
    out: &'a mut Vec<u8>,
    run: &'a Run,
    subset: &'a Subset,
    /// Where the reader of the file stands, in thousandths of an em.
    pen: f32,
    /// Whether a string is open.
    open: bool,
    /// In em.
    rise: f32,
    silent: Vec<Silent>,
}

impl Line<'_> {
    /// Shows glyphs that stand for a piece of text each, in its order, as nearly all do.
    fn plain(&mut self) {
        let mut left = 0.0;
        for glyph in &self.run.glyphs {
            match ascii(self.run, glyph).and_then(|character| self.subset.code_of(glyph.id, character)) {
                Some(code) => self.glyph(glyph, code, left + glyph.dx),
                None => self.cluster(std::slice::from_ref(glyph), left, false),
            }
            left += glyph.advance;
        }
    }

    fn rightwards(&mut self) {
        let mut left = 0.0;
        for cluster in clusters(&self.run.glyphs) {
            self.cluster(cluster, left, false);
            left = end(cluster, left);
        }
    }

    /// Shows the clusters in the order of their text.
    fn leftwards(&mut self) {
        let mut left = 0.0;
        let mut placed = Vec::new();
        for cluster in clusters(&self.run.glyphs) {
            placed.push((cluster, left));
            left = end(cluster, left);
        }
        placed.sort_by_key(|(cluster, _)| cluster[0].text.start);
        for (cluster, left) in placed {
            self.cluster(cluster, left, true);
        }
    }

    /// Shows the glyphs of a cluster that begins so many em from the run's left end.
    fn cluster(&mut self, glyphs: &[Glyph], left: f32, leftwards: bool) {
        let text = self.run.text_of(&glyphs[0]);
        if let [glyph] = glyphs
            && let Some(code) = self.subset.code(glyph.id, text)
        {
            return self.glyph(glyph, code, left + glyph.dx);
        }
        let lefts = lefts(glyphs, left);
        let Some(codes) = self.codes(glyphs, text) else { return self.span(glyphs, text, &lefts) };
        for place in 0..glyphs.len() {
            let place = if leftwards { glyphs.len() - 1 - place } else { place };
            match codes[place] {
                Some(code) => self.glyph(&glyphs[place], code, lefts[place]),
                None => self.silent.push(Silent {
                    right: lefts[place] * 1000.0,
                    up: glyphs[place].dy * 1000.0,
                    code: self.silent_code(glyphs[place].id),
                }),
            }
        }
    }

    fn silent_code(&self, glyph: u16) -> u16 {
        self.subset.code(glyph, UNSEEN).unwrap_or_else(|| self.subset.any_code(glyph))
    }

    /// Returns codes under which the glyphs together read as the text, none for a silent one; or nothing
    /// where the font has no such codes.
    fn codes(&self, glyphs: &[Glyph], text: &str) -> Option<Vec<Option<u16>>> {
        let parts = spelling::parts(glyphs, text, &self.subset.characters);
        let code = |(glyph, part): (&Glyph, Part)| match part {
            Part::Own => Some(Some(self.subset.any_code(glyph.id))),
            Part::Means(text) => self.subset.code(glyph.id, &text).map(Some),
            Part::Silent => Some(None),
        };
        glyphs.iter().zip(parts).map(code).collect()
    }

    /// Shows a cluster inside a span that says what it means.
    fn span(&mut self, glyphs: &[Glyph], text: &str, lefts: &[f32]) {
        self.end_array();
        self.out.extend_from_slice(b"/Span<</ActualText");
        ink::utf16(self.out, text);
        self.out.extend_from_slice(b">>BDC[");
        for (glyph, left) in glyphs.iter().zip(lefts) {
            self.glyph(glyph, self.subset.any_code(glyph.id), *left);
        }
        self.end_array();
        self.out.extend_from_slice(b"EMC[");
    }

    /// Shows a glyph so many em from the run's left end.
    #[inline]
    fn glyph(&mut self, glyph: &Glyph, code: u16, left: f32) {
        let shift = self.pen - left * 1000.0;
        let is_next = self.open && shift.abs() < 0.5 && glyph.dy.to_bits() == self.rise.to_bits();
        if !is_next {
            self.move_to(shift, glyph.dy);
        }
        ink::code(self.out, code);
        self.pen += f32::from(self.subset.widths[usize::from(code)]);
    }

    /// Moves the pen back by so many thousandths of an em, raises it, and opens a string; apart from what is done for
    /// each glyph, which so stays short.
    #[inline(never)]
    fn move_to(&mut self, shift: f32, rise: f32) {
        self.lift(rise);
        if shift.abs() >= 0.5 {
            let shift = shift.round();
            self.close();
            ink::whole(self.out, shift as i64);
            self.pen -= shift;
        }
        if !self.open {
            self.out.push(b'(');
            self.open = true;
        }
    }

    fn lift(&mut self, rise: f32) {
        if (rise - self.rise).abs() < 0.0005 {
            return;
        }
        self.end_array();
        ink::length(self.out, rise * self.run.size);
        self.out.extend_from_slice(b"Ts[");
        self.rise = rise;
    }

    fn close(&mut self) {
        if self.open {
            self.out.push(b')');
            self.open = false;
        }
    }

    /// Shows what was gathered; an array with nothing in it is taken back.
    fn end_array(&mut self) {
        self.close();
        if self.out.ends_with(b"[") {
            self.out.pop();
            self.out.push(b' ');
        } else {
            self.out.extend_from_slice(b"]TJ ");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::Subsets;
    use super::super::characters::Characters;
    use super::super::deflate::Deflater;
    use super::super::sample::{ARABIC, HEBREW, SERIF, Sample, faces, run};
    use super::super::subset::SubsetCache;
    use super::*;

    fn subset(run: &Run) -> Arc<Subset> {
        let document = Sample::of(vec![run.clone()]);
        let subsets = SubsetCache::new(faces(), Subsets::Exact).of(&document, &mut Deflater::new()).unwrap();
        subsets[usize::from(run.face.0)].clone().unwrap()
    }

    /// Returns what was written, with the codes 1, 2, 3 as A, B, C.
    fn readable(out: &[u8]) -> String {
        let readable = out.iter().filter(|byte| **byte != 0).map(|byte| match byte {
            1..=26 if *byte != b'\n' => char::from(b'@' + byte),
            _ => char::from(*byte),
        });
        readable.collect()
    }

    fn shown(run: &Run) -> String {
        let mut out = Vec::new();
        show(&mut out, run, &subset(run));
        readable(&out)
    }

    #[test]
    fn unkerned_glyphs_are_one_string() {
        assert_eq!(shown(&run(SERIF, "banana")), "[(BACACA)]TJ\n");
    }

    #[test]
    fn kerning_is_a_shift_in_thousandths() {
        let mut kerned = run(SERIF, "ab");
        kerned.glyphs[0].advance -= 0.025;
        assert_eq!(shown(&kerned), "[(A)25(B)]TJ\n");
    }

    #[test]
    fn a_raised_glyph_is_raised_alone() {
        let mut raised = run(SERIF, "aba");
        raised.glyphs[1].dy = 0.3;
        assert_eq!(shown(&raised), "[(A)]TJ 3 Ts[(B)]TJ 0 Ts[(A)]TJ\n");
    }

    #[test]
    fn the_hyphen_of_a_broken_word_has_a_code_of_its_own() {
        let mut broken = run(SERIF, "a-a-");
        broken.text = "a-a\u{AD}".into();
        broken.glyphs[3].text = 3..5;
        assert_eq!(shown(&broken), "[(ABAC)]TJ\n");
    }

    #[test]
    fn a_space_that_does_not_break_is_a_space_to_the_reader() {
        assert_eq!(shown(&run(SERIF, "a\u{A0}b")), shown(&run(SERIF, "a b")));
    }

    /// A run of two glyphs for one letter: its dots, which have no width, and the letter itself.
    fn dotted() -> Run {
        let characters = Characters::of(&faces().faces[ARABIC]);
        let mut unnamed = (1..u16::MAX).filter(|glyph| characters.get(*glyph).is_none());
        let mut dotted = run(ARABIC, "بد");
        dotted.glyphs[0].id = unnamed.next().unwrap();
        dotted.glyphs[1].id = unnamed.next().unwrap();
        dotted.glyphs[0].advance = 0.0;
        dotted.glyphs[1].text = 2..2;
        dotted.text.truncate(2);
        dotted
    }

    #[test]
    fn dots_that_a_font_draws_apart_are_left_for_later() {
        let dotted = dotted();
        let subset = subset(&dotted);
        let mut out = Vec::new();
        let silent = show(&mut out, &dotted, &subset);
        assert_eq!(silent, [Silent { right: 0.0, up: 0.0, code: subset.any_code(dotted.glyphs[0].id) }]);
        assert_eq!(subset.code(dotted.glyphs[1].id, "ب"), Some(subset.any_code(dotted.glyphs[1].id)));
    }

    #[test]
    fn a_font_with_one_code_a_glyph_says_in_a_span_what_is_meant() {
        let mut broken = run(SERIF, "a-");
        broken.text = "a\u{AD}".into();
        broken.glyphs[1].text = 1..3;
        let without_second_code = subset(&run(SERIF, "a-"));
        let mut out = Vec::new();
        show(&mut out, &broken, &without_second_code);
        assert_eq!(readable(&out), "[(A)]TJ /Span<</ActualText<FEFF00AD>>>BDC[(B)]TJ EMC\n");
    }

    #[test]
    fn letters_read_leftwards_are_written_in_reading_order() {
        let mut name = run(HEBREW, "אבג");
        name.glyphs.reverse();
        let places = shown(&name);
        let letters: String = places.chars().filter(char::is_ascii_uppercase).collect();
        assert_eq!(letters, "ABCTJ");
        assert!(places.starts_with("[-"), "the first letter stands at the right end: {places}");
    }
}
