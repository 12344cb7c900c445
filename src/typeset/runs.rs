//! The pieces of a line as runs of glyphs: where each stands, and in what order they are read.

use std::borrow::Cow;

use unicode_bidi::Level;

use super::breaks::{Break, best};
use super::frame::{Glyph, Run};
use super::galley::{Galley, Kind, Piece};
use super::lines::{Align, Line};
use super::shape::How;

impl Galley<'_, '_> {
    pub(super) fn lines(&mut self) -> Vec<Line> {
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

    pub(super) fn line(&mut self, from: &Break, to: &Break) -> Line {
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
