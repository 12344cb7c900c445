//! A paragraph on its way to lines: its words as pieces of glyphs, and the places where a line may end.

use std::ops::Range;
use std::rc::Rc;

use unicode_bidi::{Level, ParagraphBidiInfo};

use super::breaks::Break;
use super::fonts::{FaceId, Fonts, Style};
use super::lines::Setting;
use super::markdown::Span;
use super::shape::{How, Shaper, Word, is_isolate};
use super::ties::ends_in_number;

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ink,
    Space,
    /// A line to write on.
    Fill,
    /// Put in at a line's end; it stands for a soft hyphen.
    Hyphen,
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

impl Piece {
    /// Returns a whole word, without its width.
    fn of(word: Rc<Word>, stretch: &Stretch) -> Piece {
        Piece {
            glyphs: 0..word.glyphs.len(),
            text: 0..word.text.len(),
            word,
            face: stretch.face,
            level: stretch.level,
            span: stretch.span,
            width: 0.0,
            kind: stretch.kind,
        }
    }
}

/// Room for a paragraph, kept from one to the next.
#[derive(Default)]
pub(super) struct Scratch {
    pieces: Vec<Piece>,
    breaks: Vec<Break>,
    ends: Vec<usize>,
}

/// A paragraph on its way to lines.
pub(super) struct Galley<'a, 'f> {
    pub shaper: &'a mut Shaper<'f>,
    pub spans: &'a [Span],
    pub text: &'a str,
    pub setting: &'a Setting,
    pub missing: &'a mut Vec<char>,
    /// The end of each span in the text.
    ends: Vec<usize>,
    pub fills: Vec<Range<usize>>,
    pub levels: Option<Vec<Level>>,
    pub base_rtl: bool,
    pub pieces: Vec<Piece>,
    pub breaks: Vec<Break>,
    /// How far the text is taken, in which span, and the face of its style.
    at: usize,
    span: usize,
    own: FaceId,
    width: f32,
    face_before: Option<FaceId>,
}

/// What is set in one go: of one span, level, face and kind.
struct Stretch {
    range: Range<usize>,
    span: usize,
    level: u8,
    face: FaceId,
    kind: Kind,
}

impl Stretch {
    fn how(&self, tabular: bool) -> How {
        How { face: self.face, rtl: self.level % 2 == 1, tabular }
    }
}

impl<'a, 'f> Galley<'a, 'f> {
    pub(super) fn new(
        shaper: &'a mut Shaper<'f>,
        spans: &'a [Span],
        text: &'a str,
        setting: &'a Setting,
        missing: &'a mut Vec<char>,
        scratch: Scratch,
    ) -> Galley<'a, 'f> {
        let Scratch { mut pieces, mut breaks, mut ends } = scratch;
        pieces.clear();
        breaks.clear();
        breaks.push(Break::start());
        ends.clear();
        ends.extend(spans.iter().scan(0, |end, span| {
            *end += span.text.len();
            Some(*end)
        }));
        let bidi = may_turn(text).then(|| ParagraphBidiInfo::new(text, None));
        let base_rtl = bidi.as_ref().is_some_and(|bidi| bidi.paragraph_level.is_rtl());
        let levels = bidi.filter(ParagraphBidiInfo::has_rtl).map(|bidi| bidi.levels);
        let own = Fonts::styled(setting.family, style_of(spans.first(), setting));
        Galley {
            shaper,
            spans,
            text,
            setting,
            missing,
            ends,
            fills: fills(text),
            levels,
            base_rtl,
            pieces,
            breaks,
            at: 0,
            span: 0,
            own,
            width: 0.0,
            face_before: None,
        }
    }

    /// Returns the room, for the next paragraph.
    pub(super) fn scratch(self) -> Scratch {
        Scratch { pieces: self.pieces, breaks: self.breaks, ends: self.ends }
    }

    /// Takes the text up to a break opportunity: words, then the spaces that vanish when it is used.
    pub(super) fn segment(&mut self, end: usize) {
        let segment = &self.text.as_bytes()[self.at..end];
        let forced = end == self.text.len() || segment.ends_with(b"\n");
        let words_end = end - trailing(segment, |byte| matches!(byte, b' ' | b'\n' | b'\t'));
        let spaces_end = end - trailing(segment, |byte| byte == b'\n');
        while self.at < words_end {
            self.ink(words_end);
        }
        let (pieces_before, width_before) = (self.pieces.len(), self.width);
        while self.at < spaces_end {
            self.space(spaces_end);
        }
        if forced && end < self.text.len() && words_end > 0 {
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
            between: Some((words_end as u32, end as u32)),
            cost: 0.0,
        });
    }

    /// Takes the next stretch of the text, at most to `end`.
    fn stretch(&mut self, end: usize) -> Stretch {
        let start = self.at;
        while self.ends[self.span] <= start {
            self.span += 1;
            self.own = Fonts::styled(self.setting.family, self.style(self.span));
        }
        let (span, face, limit) = (self.span, self.own, end.min(self.ends[self.span]));
        let plain = self.levels.is_none() && self.fills.is_empty();
        let stretch = if plain && self.shaper.serves(face, &self.text[start..limit]) {
            Stretch { range: start..limit, span, level: 0, face, kind: Kind::Ink }
        } else {
            self.mixed(start..limit, span)
        };
        self.face_before = Some(stretch.face);
        self.at = stretch.range.end;
        stretch
    }

    /// Returns the first stretch of a piece of text that may be of several levels, faces and kinds.
    fn mixed(&mut self, Range { start, end }: Range<usize>, span: usize) -> Stretch {
        let fill = self.fills.iter().find(|fill| fill.contains(&start)).cloned();
        let next_fill = self.fills.iter().map(|fill| fill.start).find(|fill| *fill > start);
        let mut limit = end.min(next_fill.unwrap_or(end));
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
        Stretch { range: start..limit, span, level, face, kind }
    }

    fn style(&self, span: usize) -> Style {
        style_of(self.spans.get(span), self.setting)
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
        let stretch = self.stretch(end);
        let (start, text) = (stretch.range.start, &self.text[stretch.range.clone()]);
        if text.chars().all(is_isolate) {
            return;
        }
        if stretch.kind == Kind::Fill {
            let word = Rc::new(Word { text: text.into(), glyphs: vec![], width: 0.0, hyphens: vec![] });
            let width = text.len() as f32 * 0.5 * self.setting.size;
            self.push(Piece { glyphs: 0..0, text: 0..0, width, ..Piece::of(word, &stretch) });
            return;
        }
        let how = stretch.how(self.setting.tabular);
        let word = self.shaper.word(how, text);
        if word.width * self.setting.size > self.setting.measure && !how.rtl {
            let cuts = self.emergency(&word);
            self.cut(&word, &cuts, None, &stretch);
        } else if self.setting.hyphenate && !word.hyphens.is_empty() && !ends_in_number(&self.text[..start]) {
            // but a month after its day stays whole
            let hyphen = self.shaper.word(how, "-").width * self.setting.size;
            self.cut(&word, &word.hyphens, Some(hyphen), &stretch);
        } else {
            self.whole(word, &stretch, Kind::Ink);
        }
    }

    /// Returns where a word wider than the measure is cut: wherever a line is full.
    fn emergency(&self, word: &Word) -> Vec<(u32, u32)> {
        let (mut cuts, mut width) = (vec![], 0.0);
        for (k, glyph) in word.glyphs.iter().enumerate() {
            let advance = glyph.advance * self.setting.size;
            if width + advance > self.setting.measure - 1.0 && k > 0 && !glyph.text.is_empty() {
                cuts.push((glyph.text.start, k as u32));
                width = 0.0;
            }
            width += advance;
        }
        cuts
    }

    /// Puts in a word in the parts that breaks may separate; each cut has its byte and the first glyph after it. A hyphen
    /// that a break puts in has a width.
    fn cut(&mut self, word: &Rc<Word>, cuts: &[(u32, u32)], hyphen: Option<f32>, stretch: &Stretch) {
        let (mut byte, mut glyph) = (0, 0);
        for (next_byte, next_glyph) in cuts.iter().map(|(byte, glyph)| (*byte as usize, *glyph as usize)) {
            self.part(word, byte..next_byte, glyph..next_glyph, stretch);
            (byte, glyph) = (next_byte, next_glyph);
            let (pieces, width) = (self.pieces.len(), self.width);
            self.breaks.push(Break {
                pieces,
                next: pieces,
                width,
                next_width: width,
                hyphen: hyphen.unwrap_or(0.0),
                hyphenated: hyphen.is_some(),
                forced: false,
                between: None,
                cost: 0.0,
            });
        }
        self.part(word, byte..word.text.len(), glyph..word.glyphs.len(), stretch);
    }

    fn part(&mut self, word: &Rc<Word>, text: Range<usize>, glyphs: Range<usize>, stretch: &Stretch) {
        let width = word.glyphs[glyphs.clone()].iter().map(|g| g.advance).sum::<f32>() * self.setting.size;
        self.push(Piece { glyphs, text, width, ..Piece::of(word.clone(), stretch) });
    }

    fn whole(&mut self, word: Rc<Word>, stretch: &Stretch, kind: Kind) {
        let width = word.width * self.setting.size;
        self.push(Piece { width, kind, ..Piece::of(word, stretch) });
    }

    fn space(&mut self, end: usize) {
        let stretch = self.stretch(end);
        let text = &self.text[stretch.range.clone()];
        if text.chars().all(is_isolate) {
            return;
        }
        let word = self.shaper.word(stretch.how(false), text);
        self.whole(word, &stretch, Kind::Space);
    }

    /// Ends a hard line with a space after this byte, so that it is not read as one word with the next line.
    fn unseen_space(&mut self, after: usize) {
        let span = self.ends.partition_point(|end| *end <= after);
        let (level, style) = (self.level(after), self.style(span));
        let face = self.face_before.unwrap_or_else(|| Fonts::styled(self.setting.family, style));
        let stretch = Stretch { range: after..after, span, level, face, kind: Kind::Space };
        let word = self.shaper.word(stretch.how(false), " ");
        self.whole(word, &stretch, Kind::Space);
    }

    fn push(&mut self, piece: Piece) {
        self.width += piece.width;
        self.pieces.push(piece);
    }
}

fn style_of(span: Option<&Span>, setting: &Setting) -> Style {
    let is = |what: fn(&Span) -> bool| span.is_some_and(what);
    Style { strong: setting.strong || is(|span| span.strong), emphasis: is(|span| span.emphasis) }
}

/// Returns how many bytes at the end are of this kind.
pub(super) fn trailing(text: &[u8], is: impl Fn(u8) -> bool) -> usize {
    text.iter().rev().take_while(|byte| is(**byte)).count()
}

/// Tells whether anything in a text may be read in another direction than from left to right: a letter of such a script,
/// or a mark that sets a direction.
pub(super) fn may_turn(text: &str) -> bool {
    let letter = |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..);
    let mark = |c| matches!(c, '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // what begins with a lower byte is none of them
    text.bytes().any(|byte| byte >= 0xd6) && text.chars().any(|c| letter(c) || mark(c))
}

/// Returns the runs of four or more underscores.
fn fills(text: &str) -> Vec<Range<usize>> {
    if !text.as_bytes().contains(&b'_') {
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

#[cfg(test)]
mod tests {
    use unicode_bidi::{BidiClass, bidi_class};

    use super::*;

    #[test]
    fn whatever_may_turn_a_line_is_known() {
        use BidiClass::{AL, AN, FSI, LRE, LRI, LRO, R, RLE, RLI, RLO};
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            if matches!(bidi_class(c), R | AL | AN | LRE | LRO | RLE | RLO | LRI | RLI | FSI) {
                assert!(may_turn(&c.to_string()), "U+{:04X}", c as u32);
            }
        }
        assert!(!may_turn("“£1,234.50” − 5 €, à l’échéance") && may_turn("₪5 שלום"));
    }
}
