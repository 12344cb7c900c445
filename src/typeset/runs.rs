//! The pieces of a line as runs of glyphs: where each stands, and in what order they are read.

use unicode_bidi::Level;

use super::breaks::{Break, best};
use super::frame::{Glyph, Run};
use super::galley::{Galley, Kind, Piece};
use super::lines::{Align, Line};
use super::shape::How;
use super::ties::cost;

impl Galley<'_, '_> {
    pub(super) fn lines(&mut self) -> Vec<Line> {
        let last = self.breaks[self.breaks.len() - 1];
        if self.is_one() && last.width <= self.setting.measure {
            return vec![self.line(&Break::start(), &last)];
        }
        for place in self.breaks.iter_mut().filter(|place| !place.forced) {
            place.cost =
                place.between.map_or(0.0, |(word_end, next)| cost(self.text, word_end as usize, next as usize));
        }
        let chosen = best(&self.breaks, self.setting.measure);
        let pairs: Vec<(Break, Break)> =
            chosen.windows(2).map(|pair| (self.breaks[pair[0]], self.breaks[pair[1]])).collect();
        pairs.iter().map(|(from, to)| self.line(from, to)).collect()
    }

    /// Returns the whole text as one line, if it is the same in any measure that is wide enough: no line has to end
    /// within it, none is to be written on, no character is without a glyph, and nothing reads from right to left.
    pub(super) fn plain_line(&mut self) -> Option<Line> {
        let last = self.breaks[self.breaks.len() - 1];
        let plain = self.is_one() && self.levels.is_none() && self.fills.is_empty() && self.missing.is_empty();
        plain.then(|| self.line(&Break::start(), &last))
    }

    /// Tells whether no line has to end before the text does.
    fn is_one(&self) -> bool {
        self.breaks[1..].iter().filter(|place| place.forced).count() == 1
    }

    fn line(&mut self, from: &Break, to: &Break) -> Line {
        let range = from.next..to.pieces.max(from.next);
        if self.pieces[range.clone()].last().is_some_and(|last| last.kind == Kind::Fill) {
            let room = self.setting.measure - self.pieces[range.clone()].iter().map(|piece| piece.width).sum::<f32>();
            self.pieces[range.end - 1].width += room.max(0.0);
        }
        let last = self.pieces[range.clone()].last().filter(|_| to.hyphenated).cloned();
        let hyphen = last.map(|last| self.hyphen(last));
        let pieces = || self.pieces[range.clone()].iter().chain(&hyphen);
        let width: f32 = pieces().map(|piece| piece.width).sum();
        let right = (self.setting.align == Align::Right) != (self.base_rtl && self.setting.align == Align::Left);
        let left = if right { self.setting.measure - width } else { -self.protrusion(pieces().next()) };
        let mut line = match self.levels {
            Some(_) => self.turned(&pieces().collect::<Vec<_>>(), left),
            None => self.place(pieces().enumerate(), left).0,
        };
        line.width = width;
        if !to.hyphenated {
            self.hang(&mut line, to);
        }
        line
    }

    fn protrusion(&self, first: Option<&Piece>) -> f32 {
        let Some(first) = first.filter(|first| self.setting.protrude && first.level % 2 == 0) else {
            return 0.0;
        };
        let marked = first.word.text[first.text.clone()].starts_with(['“', '‘', '„', '‚', '«', '‹', '»', '›']);
        let glyph = first.word.glyphs.get(first.glyphs.start).filter(|_| marked);
        glyph.map_or(0.0, |glyph| glyph.advance * self.setting.size / 2.0)
    }

    fn hyphen(&mut self, after: Piece) -> Piece {
        let word = self.shaper.word(How { face: after.face, rtl: false, tabular: false }, "-");
        let (width, glyphs) = (word.width * self.setting.size, 0..word.glyphs.len());
        Piece { text: 0..1, word, glyphs, width, kind: Kind::Hyphen, ..after }
    }

    /// Places pieces, some of which read from right to left: where they stand from left to right, the runs in the order
    /// in which they are read.
    fn turned(&self, pieces: &[&Piece], left: f32) -> Line {
        let levels: Vec<Level> = pieces.iter().map(|p| Level::new(p.level).unwrap_or(Level::ltr())).collect();
        let order = unicode_bidi::BidiInfo::reorder_visual(&levels);
        let (mut line, places) = self.place(order.into_iter().map(|k| (k, pieces[k])), left);
        let mut runs: Vec<_> = places.into_iter().zip(line.runs).collect();
        runs.sort_by_key(|(place, _)| *place);
        line.runs = runs.into_iter().map(|(_, run)| run).collect();
        line
    }

    /// Places pieces from left to right, each with its place in the order in which they are read; returns the places of
    /// the first piece of each run, where not all read from left to right.
    fn place<'p>(&self, pieces: impl Iterator<Item = (usize, &'p Piece)> + Clone, left: f32) -> (Line, Vec<usize>) {
        let (mut line, mut places) = (Line::default(), vec![]);
        // with the space that hangs at the end
        let room = |(text, glyphs), (_, piece): (_, &Piece)| (text + piece.text.len(), glyphs + piece.glyphs.len());
        let (mut text, mut glyphs) = pieces.clone().fold((2, 1), room);
        let (mut x, mut before): (_, Option<(usize, &Piece)>) = (left, None);
        for (k, piece) in pieces {
            if piece.kind == Kind::Fill {
                line.fills.push((x, piece.width));
            } else {
                let joins = before.is_some_and(|(place, before)| place + 1 == k && self.joins(before, piece));
                if !joins {
                    let (text, glyphs) = (String::with_capacity(text), Vec::with_capacity(glyphs));
                    line.begin((Run { text, glyphs, ..self.run(piece, x) }, piece.span));
                    if self.levels.is_some() {
                        places.push(k);
                    }
                }
                let (run, _) = line.runs.last_mut().expect("a run was just begun");
                append(run, piece);
            }
            text -= piece.text.len();
            glyphs -= piece.glyphs.len();
            x += piece.width;
            before = Some((k, piece));
        }
        (line, places)
    }

    fn joins(&self, before: &Piece, piece: &Piece) -> bool {
        let ltr = before.level.is_multiple_of(2) && piece.level.is_multiple_of(2);
        let same_link = before.span == piece.span || self.spans[before.span].link == self.spans[piece.span].link;
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
                append(last, piece);
                continue;
            }
            let advances: f32 = last.glyphs.iter().map(|glyph| glyph.advance).sum();
            let rightwards = piece.level % 2 == 0;
            let x = if rightwards { last.x + advances * last.size } else { last.x - piece.width };
            let mut space = self.run(piece, x);
            append(&mut space, piece);
            line.runs.push((space, piece.span));
        }
    }
}

fn append(run: &mut Run, piece: &Piece) {
    let base = run.text.len() as u32;
    let glyphs = &piece.word.glyphs[piece.glyphs.clone()];
    if piece.kind == Kind::Hyphen {
        run.text.push('\u{ad}');
        let text = base..run.text.len() as u32;
        run.glyphs.extend(glyphs.iter().map(|glyph| Glyph { text: text.clone(), ..glyph.clone() }));
        return;
    }
    run.text.push_str(&piece.word.text[piece.text.clone()]);
    let from = piece.text.start as u32;
    run.glyphs.extend(glyphs.iter().map(|glyph| {
        let text = base + glyph.text.start - from..base + glyph.text.end - from;
        Glyph { text, ..glyph.clone() }
    }));
}
