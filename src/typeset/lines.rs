//! A paragraph to lines: directions, break opportunities, hyphens, and the breaks that make the
//! whole paragraph most even.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::breaks::{Break, best};
use super::fonts::{FaceId, Family, Style};
use super::frame::{Colour, Glyph, Run};
use super::markdown::Span;
use super::shape::{How, Shaper, Word};

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub family: Family,
    pub size: f32,
    pub measure: f32,
    pub align: Align,
    pub hyphenate: bool,
    pub tabular: bool,
    /// Everything semibold, as in headings.
    pub strong: bool,
    /// Quotation marks that begin a line stand half outside the measure, so that its edge looks straight.
    pub protrude: bool,
    pub colour: Colour,
}

/// Where lines stand in the measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A line; x from the left of the measure, y from its own baseline.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// In reading order, each with the place of its span.
    pub runs: Vec<(Run, usize)>,
    pub width: f32,
    /// Lines to write on: left end and width.
    pub fills: Vec<(f32, f32)>,
}

/// Breaks paragraphs into lines. One for each thread.
pub(super) struct Breaker {
    segmenter: LineSegmenterBorrowed<'static>,
    /// Room for the pieces and breaks of a paragraph, kept from one to the next.
    scratch: RefCell<Scratch>,
}

type Scratch = (Vec<Piece>, Vec<Break>);

impl Breaker {
    pub(super) fn new() -> Breaker {
        let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
        Breaker { segmenter, scratch: RefCell::default() }
    }

    /// Returns the lines of a paragraph; characters that no face has go to `missing`.
    pub(super) fn lines(
        &self,
        shaper: &mut Shaper<'_>,
        spans: &[Span],
        setting: &Setting,
        missing: &mut Vec<char>,
    ) -> Vec<Line> {
        let text = text_of(spans);
        if text.is_empty() {
            return vec![];
        }
        let mut galley = Galley::new(shaper, spans, &text, setting, missing, self.scratch.take());
        for end in self.segmenter.segment_str(&text).filter(|end| *end > 0) {
            galley.segment(end);
        }
        let lines = galley.lines();
        self.scratch.replace((galley.pieces, galley.breaks));
        lines
    }
}

impl Breaker {
    /// Returns how wide a text is when it is not broken, its widest word, and the text cut, if one line can be made of it.
    pub(super) fn extent(&self, shaper: &mut Shaper<'_>, spans: &[Span], setting: &Setting) -> ([f32; 2], Option<Cut>) {
        let text = text_of(spans);
        if text.is_empty() {
            return ([0.0, 0.0], None);
        }
        let mut missing = vec![];
        let setting = Setting { measure: f32::INFINITY, hyphenate: false, ..*setting };
        let mut galley = Galley::new(shaper, spans, &text, &setting, &mut missing, self.scratch.take());
        for end in self.segmenter.segment_str(&text).filter(|end| *end > 0) {
            galley.segment(end);
        }
        let (mut line, mut word, mut extent) = (0.0, 0.0, [0.0_f32; 2]);
        for end in &galley.breaks {
            if end.forced || end.next > end.pieces {
                extent = [extent[0].max(end.width - line), extent[1].max(end.width - word)];
                word = end.next_width;
            }
            if end.forced {
                line = end.next_width;
            }
        }
        let cut = galley.cut_whole();
        self.scratch.replace((galley.pieces, galley.breaks));
        (extent, cut)
    }

    /// Returns the one line of a text that was cut and fits into the measure: what [`lines`](Self::lines) would make.
    pub(super) fn line(&self, shaper: &mut Shaper<'_>, spans: &[Span], setting: &Setting, cut: Cut) -> Line {
        let (mut missing, breaks) = (vec![], self.scratch.take().1);
        let mut galley = Galley::new(shaper, spans, "", setting, &mut missing, (vec![], breaks));
        galley.pieces = cut.pieces;
        let line = galley.line(&Break::start(), &cut.end);
        self.scratch.replace((galley.pieces, galley.breaks));
        line
    }
}

/// A text cut to the pieces of one line.
#[derive(Clone)]
pub(super) struct Cut {
    pieces: Vec<Piece>,
    end: Break,
}

impl Cut {
    pub(super) fn width(&self) -> f32 {
        self.end.width
    }
}

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ink,
    Space,
    /// A line to write on.
    Fill,
}

/// A stretch of one word, face and level.
#[derive(Clone)]
pub(super) struct Piece {
    word: Rc<Word>,
    glyphs: Range<usize>,
    text: Range<usize>,
    face: FaceId,
    level: u8,
    span: usize,
    width: f32,
    kind: Kind,
}

/// A paragraph on its way to lines.
struct Galley<'a, 'f> {
    shaper: &'a mut Shaper<'f>,
    spans: &'a [Span],
    text: &'a str,
    setting: &'a Setting,
    missing: &'a mut Vec<char>,
    /// The end of each span in the text.
    ends: Vec<usize>,
    fills: Vec<Range<usize>>,
    levels: Option<Vec<Level>>,
    base_rtl: bool,
    pieces: Vec<Piece>,
    breaks: Vec<Break>,
    at: usize,
    width: f32,
    face_before: Option<FaceId>,
}

impl<'a, 'f> Galley<'a, 'f> {
    fn new(
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
    fn segment(&mut self, end: usize) {
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
        let face = face.unwrap_or_else(|| super::fonts::Fonts::styled(self.setting.family, self.style(span)));
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
            super::fonts::Fonts::styled(self.setting.family, style)
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
        let face = self.face_before.unwrap_or_else(|| super::fonts::Fonts::styled(self.setting.family, style));
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
    fn cut_whole(&self) -> Option<Cut> {
        let forced = self.breaks[1..].iter().filter(|place| place.forced).count();
        let plain = forced == 1 && self.levels.is_none() && self.fills.is_empty() && self.missing.is_empty();
        plain.then(|| Cut { pieces: self.pieces.clone(), end: self.breaks[self.breaks.len() - 1] })
    }

    fn lines(&mut self) -> Vec<Line> {
        let last = self.breaks[self.breaks.len() - 1];
        let forced = self.breaks[1..].iter().filter(|place| place.forced).count();
        if forced == 1 && last.width <= self.setting.measure {
            // it fits on one line, like most cells of tables
            return vec![self.line(&Break::start(), &last)];
        }
        let chosen = best(&self.breaks, self.setting.measure);
        let pairs: Vec<(Break, Break)> =
            chosen.windows(2).map(|pair| (self.breaks[pair[0]], self.breaks[pair[1]])).collect();
        pairs.iter().map(|(from, to)| self.line(from, to)).collect()
    }

    fn line(&mut self, from: &Break, to: &Break) -> Line {
        let range = from.next..to.pieces.max(from.next);
        let room = self.setting.measure - self.pieces[range.clone()].iter().map(|piece| piece.width).sum::<f32>();
        if let Some(last) = self.pieces[range.clone()].last_mut().filter(|last| last.kind == Kind::Fill) {
            last.width += room.max(0.0);
        }
        let hyphen = self.pieces[range.clone()].last().filter(|_| to.hyphenated).cloned();
        let hyphen = hyphen.map(|last| self.hyphen(last));
        let pieces = match hyphen {
            Some(hyphen) => Cow::Owned([&self.pieces[range], &[hyphen]].concat()),
            None => Cow::Borrowed(&self.pieces[range]),
        };
        let width: f32 = pieces.iter().map(|piece| piece.width).sum();
        let right = (self.setting.align == Align::Right) != (self.base_rtl && self.setting.align == Align::Left);
        let left = if right { self.setting.measure - width } else { -self.protrusion(&pieces) };
        let mut line = self.place(&pieces, left, to.hyphenated);
        line.width = width;
        if !to.hyphenated {
            self.hang(&mut line, to);
        }
        line
    }

    fn protrusion(&self, pieces: &[Piece]) -> f32 {
        let Some(first) = pieces.first().filter(|first| self.setting.protrude && first.level % 2 == 0) else {
            return 0.0;
        };
        let marked = first.word.text[first.text.clone()].starts_with(['“', '‘', '„', '‚', '«', '‹', '»', '›']);
        let glyph = first.word.glyphs.get(first.glyphs.start).filter(|_| marked);
        glyph.map_or(0.0, |glyph| glyph.advance * self.setting.size / 2.0)
    }

    fn hyphen(&mut self, after: Piece) -> Piece {
        let word = self.shaper.word(How { face: after.face, rtl: false, tabular: false }, "-");
        let (width, glyphs) = (word.width * self.setting.size, 0..word.glyphs.len());
        Piece { text: 0..1, word, glyphs, width, ..after }
    }

    /// Places the pieces from left to right in visual order and lists them in reading order.
    fn place(&self, pieces: &[Piece], left: f32, hyphenated: bool) -> Line {
        let order: Vec<usize> = match &self.levels {
            Some(_) => {
                let levels: Vec<Level> = pieces.iter().map(|p| Level::new(p.level).unwrap_or(Level::ltr())).collect();
                unicode_bidi::BidiInfo::reorder_visual(&levels)
            }
            None => (0..pieces.len()).collect(),
        };
        let mut line = Line::default();
        let mut runs: Vec<(usize, Run, usize)> = vec![];
        let (mut x, mut before) = (left, None);
        for k in order {
            let piece = &pieces[k];
            if piece.kind == Kind::Fill {
                line.fills.push((x, piece.width));
            } else {
                let joins = before.is_some_and(|b: usize| b + 1 == k && self.joins(&pieces[b], piece));
                if !joins {
                    let mut run = self.run(piece, x);
                    let rest = &pieces[k..];
                    run.text.reserve(rest.iter().map(|piece| piece.text.len()).sum::<usize>() + 2);
                    run.glyphs.reserve(rest.iter().map(|piece| piece.glyphs.len()).sum::<usize>() + 2);
                    runs.push((k, run, piece.span));
                }
                let (_, run, _) = runs.last_mut().expect("a run was just begun");
                append(run, piece, hyphenated && k + 1 == pieces.len());
            }
            x += piece.width;
            before = Some(k);
        }
        runs.sort_by_key(|(k, ..)| *k);
        line.runs = runs.into_iter().map(|(_, run, span)| (run, span)).collect();
        line
    }

    fn joins(&self, before: &Piece, piece: &Piece) -> bool {
        let ltr = before.level.is_multiple_of(2) && piece.level.is_multiple_of(2);
        let same_link = self.spans[before.span].link == self.spans[piece.span].link;
        ltr && same_link && before.face == piece.face && before.kind != Kind::Fill
    }

    fn run(&self, piece: &Piece, x: f32) -> Run {
        let (face, size, colour) = (piece.face, self.setting.size, self.setting.colour);
        Run { face, size, x, y: 0.0, colour, text: String::new(), glyphs: vec![] }
    }

    /// The space at a wrapped line's end stays as text outside the measure, or words would run together
    /// for whoever reads the text of the page.
    fn hang(&self, line: &mut Line, to: &Break) {
        for piece in &self.pieces[to.pieces..to.next] {
            let Some((last, _)) = line.runs.last_mut() else { return };
            if self.levels.is_none() && piece.face == last.face {
                append(last, piece, false);
                continue;
            }
            let advances: f32 = last.glyphs.iter().map(|glyph| glyph.advance).sum();
            let rightwards = piece.level % 2 == 0;
            let x = if rightwards { last.x + advances * last.size } else { last.x - piece.width };
            let mut space = self.run(piece, x);
            append(&mut space, piece, false);
            line.runs.push((space, piece.span));
        }
    }
}

fn append(run: &mut Run, piece: &Piece, hyphen: bool) {
    let base = run.text.len() as u32;
    let text = if hyphen { "\u{ad}" } else { &piece.word.text[piece.text.clone()] };
    run.text.push_str(text);
    let from = piece.text.start as u32;
    for glyph in &piece.word.glyphs[piece.glyphs.clone()] {
        let text = if hyphen {
            base..base + text.len() as u32
        } else {
            base + glyph.text.start - from..base + glyph.text.end - from
        };
        run.glyphs.push(Glyph { text, ..glyph.clone() });
    }
}

/// Returns the text of spans as one.
pub(super) fn text_of(spans: &[Span]) -> Cow<'_, str> {
    match spans {
        [span] => Cow::Borrowed(&span.text),
        _ => Cow::Owned(spans.iter().map(|span| span.text.as_str()).collect()),
    }
}

/// Direction isolates keep a value from reordering its line; they are never drawn.
fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// What a break inside a date costs: between day and month it is minded more than before the year.
const DAY_AND_MONTH: f32 = 180.0;
const MONTH_AND_YEAR: f32 = 90.0;
/// What a break costs that parts a sign, a section mark or a short word for a number from its figure.
const SIGN_AND_FIGURE: f32 = 250.0;
/// What a break inside an e-mail address costs.
const IN_ADDRESS: f32 = 2500.0;
/// What a break after one letter of a word costs.
const AFTER_ONE_LETTER: f32 = 600.0;
/// What a break costs at a hyphen or the like that stands in a word, as in `est-elle`.
const INSIDE_WORD: f32 = 100.0;
/// What a break inside a telephone number costs.
const IN_NUMBER: f32 = 250.0;
/// What a break costs beside a sign within a sum.
const WITHIN_SUM: f32 = 2500.0;

/// The words that a figure belongs to, as statutes and clauses are named.
const BEFORE_FIGURES: [&str; 10] = ["=", "≈", "−", "§", "§§", "Abs.", "Art.", "Nr.", "No.", "n°"];

/// Returns the cost of a break between two words that belong together: `27 August`, `June 19`, `August 2026`, `§ 288`,
/// `12,400.00 × 5%`, `+49 40 66969`.
fn tie(before: &str, after: &str) -> f32 {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let next = after.trim_start_matches(is_isolate);
    let last = before.rsplit(' ').next().unwrap_or(before).trim_matches(is_isolate);
    let name = last.starts_with(char::is_uppercase) && last.ends_with(char::is_alphabetic);
    if next.starts_with(['×', '÷']) || last.ends_with(['×', '÷']) {
        return WITHIN_SUM;
    }
    if digits(next) > 0 && ends_in_telephone_number(before) {
        return IN_NUMBER;
    }
    match digits(next) {
        0 if next.starts_with(char::is_alphabetic) && ends_in_number(before) => DAY_AND_MONTH,
        1 | 2 if name => DAY_AND_MONTH,
        4 if name || digits(last) > 0 && last.ends_with(',') => MONTH_AND_YEAR,
        _ if next.starts_with(|c: char| c.is_ascii_digit() || "€$£¥".contains(c)) && BEFORE_FIGURES.contains(&last) => {
            SIGN_AND_FIGURE
        }
        _ => 0.0,
    }
}

/// Returns the cost of a break inside the word that the text ends with: in an e-mail address a hyphen at a line's end
/// leaves the reader in doubt whether it belongs to it, and one letter alone, as in `e-mail`, looks lost.
fn inside(before: &str) -> f32 {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    match last.chars().filter(|c| c.is_alphanumeric()).count() {
        _ if last.contains('@') => IN_ADDRESS,
        1 => AFTER_ONE_LETTER,
        _ => INSIDE_WORD,
    }
}

/// Tells whether the last word is a number of one or two digits, with a stop after it in some languages.
fn ends_in_number(text: &str) -> bool {
    let last = text.trim_end().rsplit(' ').next().unwrap_or("").trim_matches(is_isolate);
    let digits = last.strip_suffix('.').unwrap_or(last);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Tells whether the text ends in the beginning of a telephone number, from its plus on.
fn ends_in_telephone_number(text: &str) -> bool {
    let of_a_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || is_isolate(c) || "()-/.".contains(c);
    let rest = text.trim_end_matches(of_a_number);
    rest.ends_with('+') && rest.len() < text.len()
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

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::*;

    fn set(text: &str, measure: f32) -> (Vec<Line>, Vec<char>) {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        shaper.set_language("en");
        let setting = Setting {
            family: Family::Serif,
            size: 10.0,
            measure,
            align: Align::Left,
            hyphenate: true,
            tabular: false,
            strong: false,
            protrude: true,
            colour: Colour::BLACK,
        };
        let mut missing = vec![];
        let spans = [Span { text: text.into(), ..Span::default() }];
        (Breaker::new().lines(&mut shaper, &spans, &setting, &mut missing), missing)
    }

    fn words(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.runs.iter().map(|(run, _)| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_wrapped_line_keeps_its_space_as_text() {
        let (lines, _) = set("the balance of the invoice is due today", 100.0);
        assert!(lines.len() > 1);
        assert_eq!(words(&lines).concat().replace('\u{ad}', ""), "the balance of the invoice is due today");
        assert!(lines.iter().all(|line| line.width <= 100.01));
    }

    #[test]
    fn a_wrapped_line_keeps_its_space_in_any_direction_and_weight() {
        let (lines, _) = set("שלום רב ותודה על תשובה מהירה ככל האפשר", 100.0);
        assert!(lines.len() > 1);
        assert!(words(&lines)[..lines.len() - 1].iter().all(|line| line.ends_with(' ')), "{:?}", words(&lines));
    }

    #[test]
    fn a_hard_break_ends_a_line_and_parts_its_words() {
        assert_eq!(words(&set("Northwind\nBoise", 300.0).0), ["Northwind ", "Boise"]);
    }

    #[test]
    fn a_word_wider_than_the_measure_stays_inside_it() {
        let (lines, _) = set(&"m".repeat(400), 100.0);
        assert!(lines.len() > 10 && lines.iter().all(|line| line.width <= 100.0));
    }

    #[test]
    fn a_character_without_a_font_is_named() {
        assert_eq!(set("paid 漢", 100.0).1, ['漢']);
    }

    #[test]
    fn a_line_to_write_on_runs_to_the_margin() {
        let (lines, _) = set("Name: ____", 200.0);
        let (x, width) = lines[0].fills[0];
        assert!((x + width - 200.0).abs() < 0.01);
    }

    #[test]
    fn an_address_is_parted_last() {
        assert!(inside("write to facturation@atelier-") > 0.0);
        assert!(inside("sent an e-") > 0.0 && inside("the “e-") > 0.0);
        assert!(inside("a well-") > 0.0 && inside("a well-") < inside("an e-"));
    }

    #[test]
    fn a_figure_stays_with_its_sign_and_its_section_mark() {
        for (before, after) in
            [("nach §", "288 BGB"), ("§ 5 Abs.", "3:"), ("8,640.00 ×", "5%"), ("37", "÷ 365"), ("=", "€40.00")]
        {
            assert!(tie(before, after) > 0.0, "{before} {after}");
        }
        assert!(tie("£8,640.00", "× 5%") > 0.0 && tie("No.", "We never") < 1.0);
    }

    #[test]
    fn a_telephone_number_is_parted_last() {
        assert!(
            tie("call +49 40", "66969 410") > 0.0 && tie("on +1 (503)", "555 0142") > 0.0 && tie("+49", "40") > 0.0
        );
        assert!(tie("unter +49 40 66969 410", "an") <= 0.0);
        assert!(tie("invoice 1042 is", "12 days late") <= 0.0);
    }

    #[test]
    fn the_parts_of_a_date_are_parted_last() {
        assert!(tie("by 27", "August 2026") > tie("27 August", "2026") && tie("August", "2026") > 0.0);
        assert!(tie("on June", "19, 2026") > tie("June 19,", "2026") && tie("June 19,", "2026") > 0.0);
        assert!(tie("am 27.", "August") > 0.0);
        assert_eq!(
            (tie("on", "27 August"), tie("of 12,400.00", "paid"), tie("has", "been"), tie("1042.", "Then")),
            (0.0, 0.0, 0.0, 0.0)
        );
    }

    #[test]
    fn a_sum_is_parted_only_where_nothing_else_helps() {
        assert!(tie("12,400.00", "× 5%") > DAY_AND_MONTH && tie("12,400.00 ×", "5%") > DAY_AND_MONTH);
        assert!(tie("invoice", "1042") < 1.0);
    }

    #[test]
    fn a_quotation_mark_at_a_lines_start_stands_half_outside() {
        let left = |text: &str| set(text, 300.0).0[0].runs[0].0.x;
        assert!(left("“Spring catalogue”") < -1.0);
        assert!(left("Spring “catalogue”").abs() < 0.01);
    }

    #[test]
    fn a_month_is_not_hyphenated() {
        let (lines, _) = set("it was on 27 September", 80.0);
        assert!(words(&lines).iter().all(|line| !line.contains('\u{ad}')), "{:?}", words(&lines));
    }

    #[test]
    fn isolated_names_of_another_direction_keep_their_order() {
        let (lines, _) = set("for \u{2068}שלום\u{2069}, \u{2068}علي\u{2069} today", 300.0);
        let x = |text: &str| lines[0].runs.iter().find(|(run, _)| run.text.contains(text)).unwrap().0.x;
        assert!(x("שלום") < x("علي"));
        assert!(!words(&lines).concat().contains('\u{2068}'));
    }
}
