//! A paragraph to lines: directions, break opportunities, hyphens, and the breaks that make the
//! whole paragraph most even.

use std::cell::RefCell;

use super::fonts::Family;
use super::frame::{Colour, Run};
use super::galley::{Galley, Scratch};
use super::markdown::{Span, text_of};
use super::opportunities::Opportunities;
use super::plain;
use super::shape::Shaper;

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

impl Line {
    /// Returns a line that stands at the left as this setting has it, which differs in nothing that changes its width.
    pub(super) fn moved(mut self, setting: &Setting) -> Line {
        for (run, _) in &mut self.runs {
            run.colour = setting.colour;
            if setting.align == Align::Right {
                run.x = setting.measure - self.width;
            }
        }
        self
    }

    /// Adds a run after the others. Most lines have one.
    pub(super) fn begin(&mut self, run: (Run, usize)) {
        if self.runs.is_empty() {
            self.runs.reserve_exact(1);
        }
        self.runs.push(run);
    }
}

/// Breaks paragraphs into lines. One for each thread.
pub(super) struct Breaker {
    opportunities: Opportunities,
    scratch: RefCell<Scratch>,
}

impl Breaker {
    pub(super) fn new() -> Breaker {
        Breaker { opportunities: Opportunities::new(), scratch: RefCell::default() }
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
        self.opportunities.each(&text, |end| galley.segment(end));
        let lines = galley.lines();
        self.scratch.replace(galley.scratch());
        lines
    }
}

/// The room a text takes.
#[derive(Default)]
pub(super) struct Extent {
    /// Its width when it is not broken.
    pub whole: f32,
    /// The width of its widest word.
    pub word: f32,
    /// The text as one line at the left, if it is the same wherever there is room for it.
    pub line: Option<Line>,
}

impl Breaker {
    /// Returns the room that a text takes.
    pub(super) fn extent(&self, shaper: &mut Shaper<'_>, spans: &[Span], setting: &Setting) -> Extent {
        if let Some(extent) = plain::extent(&self.opportunities, shaper, spans, setting) {
            return extent;
        }
        self.extent_in_pieces(shaper, spans, setting)
    }

    fn extent_in_pieces(&self, shaper: &mut Shaper<'_>, spans: &[Span], setting: &Setting) -> Extent {
        let text = text_of(spans);
        if text.is_empty() {
            return Extent::default();
        }
        let mut missing = vec![];
        let setting = Setting { measure: f32::INFINITY, hyphenate: false, align: Align::Left, ..*setting };
        let mut galley = Galley::new(shaper, spans, &text, &setting, &mut missing, self.scratch.take());
        self.opportunities.each(&text, |end| galley.segment(end));
        let mut extent = Extent::default();
        let (mut line, mut word) = (0.0, 0.0);
        for end in &galley.breaks {
            if end.forced || end.next > end.pieces {
                extent.whole = extent.whole.max(end.width - line);
                extent.word = extent.word.max(end.width - word);
                word = end.next_width;
            }
            if end.forced {
                line = end.next_width;
            }
        }
        extent.line = galley.plain_line();
        self.scratch.replace(galley.scratch());
        extent
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::*;

    fn setting(measure: f32) -> Setting {
        Setting {
            family: Family::Serif,
            size: 10.0,
            measure,
            align: Align::Left,
            hyphenate: true,
            tabular: false,
            strong: false,
            protrude: true,
            colour: Colour::BLACK,
        }
    }

    fn set(text: &str, measure: f32) -> (Vec<Line>, Vec<char>) {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        shaper.set_language("en");
        let mut missing = vec![];
        let spans = [Span { text: text.into(), ..Span::default() }];
        (Breaker::new().lines(&mut shaper, &spans, &setting(measure), &mut missing), missing)
    }

    fn words(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.runs.iter().map(|(run, _)| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_plain_text_takes_the_room_that_it_takes_in_pieces() {
        let fonts = Fonts::built_in();
        let (breaker, mut shaper, mut plain) = (Breaker::new(), Shaper::new(&fonts), 0);
        let texts = [
            "27 August 2026",
            "Interest on invoice BJ-2291, 20 days: £100.00 × 8% × 20 ÷ 365",
            "−£1,234.50",
            "“well-known” e-mail  twice ",
            " at first",
            "1.240,50\u{a0}€",
            "",
            " ",
            "one\ntwo",
            "שלום",
            "\u{2068}four\u{2069}",
            "Name: ____",
            "漢",
        ];
        for text in texts {
            let spans = [Span { text: text.into(), strong: text.len() % 2 == 0, ..Span::default() }];
            let setting = Setting { tabular: true, protrude: false, ..setting(0.0) };
            let pieces = breaker.extent_in_pieces(&mut shaper, &spans, &setting);
            if let Some(extent) = plain::extent(&breaker.opportunities, &mut shaper, &spans, &setting) {
                plain += 1;
                let told = |extent: Extent| {
                    (
                        extent.whole.to_bits(),
                        extent.word.to_bits(),
                        extent.line.map(|line| (line.width.to_bits(), line.runs)),
                    )
                };
                assert_eq!(told(extent), told(pieces), "{text}");
            }
        }
        assert_eq!(plain, 6);
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
