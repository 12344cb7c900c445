//! A paragraph on its way to lines: its words as pieces of glyphs, and the places where a line may end.

use std::ops::Range;
use std::rc::Rc;

use unicode_bidi::{Level, ParagraphBidiInfo};

use super::breaks::Break;
use super::fonts::{FaceId, Fonts, Style};
use super::lines::{Cut, Setting};
use super::markdown::Span;
use super::shape::{How, Shaper, Word};
use super::ties::{ends_in_number, inside, tie};

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ink,
    Space,
    /// A line to write on.
    Fill,
}

/// A stretch of one word, face and level.
#[derive(Clone)]
pub(super) struct Piece {
    pub word: Rc<Word>,
    pub glyphs: Range<usize>,
    pub text: Range<usize>,
    pub face: FaceId,
    pub level: u8,
    pub span: usize,
    pub width: f32,
    pub kind: Kind,
}

/// Room for the pieces and breaks of a paragraph, kept from one to the next.
pub(super) type Scratch = (Vec<Piece>, Vec<Break>);

/// A paragraph on its way to lines.
pub(super) struct Galley<'a, 'f> {
    pub shaper: &'a mut Shaper<'f>,
    pub spans: &'a [Span],
    pub text: &'a str,
    pub setting: &'a Setting,
    pub missing: &'a mut Vec<char>,
    /// The end of each span in the text.
    pub ends: Vec<usize>,
    pub fills: Vec<Range<usize>>,
    pub levels: Option<Vec<Level>>,
    pub base_rtl: bool,
    pub pieces: Vec<Piece>,
    pub breaks: Vec<Break>,
    pub at: usize,
    pub width: f32,
    pub face_before: Option<FaceId>,
}

impl<'a, 'f> Galley<'a, 'f> {
    pub(super) fn new(
        shaper: &'a mut Shaper<'f>,
        spans: &'a [Span],
        text: &'a str,
        setting: &'a Setting,
        missing: &'a mut Vec<char>,
        (mut pieces, mut breaks): Scratch,
    ) -> Galley<'a, 'f> {
        let ends = spans.iter().scan(0, |end, span| {
            *end += span.text.len();
            Some(*end)
        });
        let bidi = text.chars().any(|c| c as u32 >= 0x590).then(|| ParagraphBidiInfo::new(text, None));
        let base_rtl = bidi.as_ref().is_some_and(|bidi| bidi.paragraph_level.is_rtl());
        let levels = bidi.filter(ParagraphBidiInfo::has_rtl).map(|bidi| bidi.levels);
        pieces.clear();
        breaks.clear();
        breaks.push(Break::start());
        Galley {
            shaper,
            spans,
            text,
            setting,
            missing,
            ends: ends.collect(),
            fills: fills(text),
            levels,
            base_rtl,
            pieces,
            breaks,
            at: 0,
            width: 0.0,
            face_before: None,
        }
    }

    /// Takes the text up to a break opportunity: words, then the spaces that vanish when it is used.
    pub(super) fn segment(&mut self, end: usize) {
        let text = self.text;
        let forced = end == text.len() || text[..end].ends_with('\n');
        let words_end = self.at + text[self.at..end].trim_end_matches([' ', '\n', '\t']).len();
        let spaces_end = self.at + text[self.at..end].trim_end_matches('\n').len();
        while self.at < words_end {
            self.ink(words_end);
        }
        let (pieces_before, width_before) = (self.pieces.len(), self.width);
        while self.at < spaces_end {
            self.space(spaces_end);
        }
        if forced && end < text.len() && words_end > 0 {
            self.unseen_space(words_end - 1);
        }
        self.at = end;
        self.breaks.push(Break {
            pieces: pieces_before,
            next: self.pieces.len(),
            width: width_before,
            next_width: self.width,
            hyphen: 0.0,
            hyphenated: false,
            forced,
            cost: match (forced, words_end == end) {
                (true, _) => 0.0,
                (false, true) => inside(&text[..end]),
                (false, false) => tie(&text[..words_end], &text[end..]),
            },
        });
    }

    /// Returns the stretch from here of one span, level, face and kind, at most to `end`.
    fn stretch(&mut self, end: usize) -> (Range<usize>, usize, u8, FaceId, Kind) {
        let start = self.at;
        let span = self.ends.partition_point(|end| *end <= start);
        let fill = self.fills.iter().find(|fill| fill.contains(&start)).cloned();
        let next_fill = self.fills.iter().map(|fill| fill.start).find(|fill| *fill > start);
        let mut limit = end.min(self.ends[span]).min(next_fill.unwrap_or(end));
        if let Some(fill) = &fill {
            limit = limit.min(fill.end);
        }
        let level = self.level(start);
        let mut face = None;
        for (offset, c) in self.text[start..limit].char_indices() {
            let isolate = is_isolate(c);
            if offset > 0 && (self.level(start + offset) != level || isolate) {
                limit = start + offset;
                break;
            }
            if isolate {
                limit = start + c.len_utf8();
                break;
            }
            let next = self.face(span, face, c);
            if face.is_some_and(|face| face != next) {
                limit = start + offset;
                break;
            }
            face = Some(next);
        }
        let kind = if fill.is_some() { Kind::Fill } else { Kind::Ink };
        let face = face.unwrap_or_else(|| Fonts::styled(self.setting.family, self.style(span)));
        self.face_before = Some(face);
        self.at = limit;
        (start..limit, span, level, face, kind)
    }

    fn style(&self, span: usize) -> Style {
        Style { strong: self.spans[span].strong || self.setting.strong, emphasis: self.spans[span].emphasis }
    }

    fn face(&mut self, span: usize, before: Option<FaceId>, c: char) -> FaceId {
        let style = self.style(span);
        self.shaper.face(self.setting.family, style, before, c).unwrap_or_else(|| {
            self.missing.push(c);
            Fonts::styled(self.setting.family, style)
        })
    }

    fn level(&self, at: usize) -> u8 {
        self.levels.as_ref().map_or(0, |levels| levels[at].number())
    }

    fn ink(&mut self, end: usize) {
        let (range, span, level, face, kind) = self.stretch(end);
        let start = range.start;
        let text = &self.text[range];
        if text.chars().all(is_isolate) {
            return;
        }
        let how = How { face, rtl: level % 2 == 1, tabular: self.setting.tabular };
        if kind == Kind::Fill {
            let width = text.len() as f32 * 0.5 * self.setting.size;
            let word = Rc::new(Word { text: text.into(), glyphs: vec![], width: 0.0, hyphens: vec![] });
            self.push(Piece { glyphs: 0..0, text: 0..0, word, face, level, span, width, kind });
            return;
        }
        let word = self.shaper.word(how, text);
        let whole = word.width * self.setting.size;
        let dated = ends_in_number(&self.text[..start]);
        let cuts = if whole > self.setting.measure && !how.rtl {
            self.emergency(&word)
        } else if dated {
            // a month stays whole
            vec![]
        } else {
            self.hyphens(&word)
        };
        self.cut(&word, &cuts, how, span, level);
    }

    /// Returns where the word may be hyphenated: byte, glyph, and whether a hyphen is put in.
    fn hyphens(&self, word: &Word) -> Vec<(usize, usize, bool)> {
        if !self.setting.hyphenate {
            return vec![];
        }
        word.hyphens.iter().map(|(byte, glyph)| (*byte as usize, *glyph as usize, true)).collect()
    }

    /// A word wider than the measure is cut wherever a line is full.
    fn emergency(&self, word: &Word) -> Vec<(usize, usize, bool)> {
        let (mut cuts, mut width) = (vec![], 0.0);
        for (k, glyph) in word.glyphs.iter().enumerate() {
            let advance = glyph.advance * self.setting.size;
            if width + advance > self.setting.measure - 1.0 && k > 0 && !glyph.text.is_empty() {
                cuts.push((glyph.text.start as usize, k, false));
                width = 0.0;
            }
            width += advance;
        }
        cuts
    }

    /// Puts in the word in the parts that breaks may separate.
    fn cut(&mut self, word: &Rc<Word>, cuts: &[(usize, usize, bool)], how: How, span: usize, level: u8) {
        let (mut byte, mut glyph) = (0, 0);
        let last = (word.text.len(), word.glyphs.len(), false);
        for (place, cut) in cuts.iter().chain(std::iter::once(&last)).enumerate() {
            let (text, glyphs) = (byte..cut.0, glyph..cut.1);
            let width = word.glyphs[glyphs.clone()].iter().map(|g| g.advance).sum::<f32>() * self.setting.size;
            let piece = Piece { word: word.clone(), glyphs, text, face: how.face, level, span, width, kind: Kind::Ink };
            self.push(piece);
            if place < cuts.len() {
                let hyphen = if cut.2 { self.shaper.word(how, "-").width * self.setting.size } else { 0.0 };
                let (pieces, width) = (self.pieces.len(), self.width);
                self.breaks.push(Break {
                    pieces,
                    next: pieces,
                    width,
                    next_width: width,
                    hyphen,
                    hyphenated: cut.2,
                    forced: false,
                    cost: 0.0,
                });
            }
            (byte, glyph) = (cut.0, cut.1);
        }
    }

    fn space(&mut self, end: usize) {
        let (range, span, level, face, _) = self.stretch(end);
        let text = &self.text[range];
        if text.chars().all(is_isolate) {
            return;
        }
        let word = self.shaper.word(How { face, rtl: level % 2 == 1, tabular: false }, text);
        let width = word.width * self.setting.size;
        let (glyphs, text) = (0..word.glyphs.len(), 0..word.text.len());
        self.push(Piece { word, glyphs, text, face, level, span, width, kind: Kind::Space });
    }

    /// Ends a hard line with a space after this byte, so that it is not read as one word with the next line.
    fn unseen_space(&mut self, after: usize) {
        let span = self.ends.partition_point(|end| *end <= after);
        let (level, style) = (self.level(after), self.style(span));
        let face = self.face_before.unwrap_or_else(|| Fonts::styled(self.setting.family, style));
        let word = self.shaper.word(How { face, rtl: level % 2 == 1, tabular: false }, " ");
        let width = word.width * self.setting.size;
        let (glyphs, text) = (0..word.glyphs.len(), 0..word.text.len());
        self.push(Piece { word, glyphs, text, face, level, span, width, kind: Kind::Space });
    }

    fn push(&mut self, piece: Piece) {
        self.width += piece.width;
        self.pieces.push(piece);
    }

    /// Returns the whole text as one line, unless it has several, reads from right to left, has a line to write on or a
    /// character without a glyph.
    pub(super) fn cut_whole(&self) -> Option<Cut> {
        let forced = self.breaks[1..].iter().filter(|place| place.forced).count();
        let plain = forced == 1 && self.levels.is_none() && self.fills.is_empty() && self.missing.is_empty();
        plain.then(|| Cut { pieces: self.pieces.clone(), end: self.breaks[self.breaks.len() - 1] })
    }
}

/// Direction isolates keep a value from reordering its line; they are never drawn.
pub(super) fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Returns the runs of four or more underscores.
fn fills(text: &str) -> Vec<Range<usize>> {
    if !text.contains("____") {
        return vec![];
    }
    let (mut found, mut start) = (vec![], None);
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (c, start) {
            ('_', None) => start = Some(at),
            ('_', Some(_)) | (_, None) => {}
            (_, Some(from)) => {
                if at - from >= 4 {
                    found.push(from..at);
                }
                start = None;
            }
        }
    }
    found
}
