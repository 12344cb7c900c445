//! Plain texts, as most cells of tables are: in one style, from left to right, in one face. They are measured and set as
//! they are read, without the pieces of a [`Galley`](super::galley::Galley).

use std::ops::Range;

use super::fonts::{Fonts, Style};
use super::frame::Run;
use super::galley::{may_turn, trailing};
use super::lines::{Extent, Line, Setting};
use super::markdown::Span;
use super::opportunities::Opportunities;
use super::shape::{How, Shaper};

/// Returns the room of a plain text, and the text as one line at the left; none for any other.
pub(super) fn extent(
    opportunities: &Opportunities,
    shaper: &mut Shaper<'_>,
    spans: &[Span],
    setting: &Setting,
) -> Option<Extent> {
    let [Span { text, strong, emphasis, link: _ }] = spans else { return None };
    let style = Style { strong: *strong || setting.strong, emphasis: *emphasis };
    let face = Fonts::styled(setting.family, style);
    // a hard break, or a line to write on
    let parted = text.bytes().any(|byte| matches!(byte, b'\n' | b'_'));
    let blank = text.chars().all(char::is_whitespace);
    if parted || blank || setting.protrude || may_turn(text) || !shaper.serves(face, text) {
        return None;
    }
    let figures = How { face, rtl: false, tabular: setting.tabular };
    let (spaces, mut glyphs) = (How { tabular: false, ..figures }, Vec::with_capacity(text.len()));
    let mut add = |how, range: Range<usize>| match &text[range.clone()] {
        "" => 0.0,
        part => shaper.add(how, part, range.start, &mut glyphs) * setting.size,
    };
    let (mut at, mut width, mut whole, mut word_from, mut widest) = (0, 0.0, 0.0, 0.0, 0.0_f32);
    opportunities.each(text, |end| {
        let word_end = end - trailing(&text.as_bytes()[at..end], |byte| matches!(byte, b' ' | b'\t'));
        width += add(figures, at..word_end);
        whole = width;
        if word_end < end || end == text.len() {
            widest = widest.max(whole - word_from);
            width += add(spaces, word_end..end);
            word_from = width;
        }
        at = end;
    });
    let (size, colour, text) = (setting.size, setting.colour, text.clone());
    let run = Run { face, size, x: 0.0, y: 0.0, colour, text, glyphs };
    let line = Line { runs: vec![(run, 0)], width: whole, fills: vec![] };
    Some(Extent { whole, word: widest, line: Some(line) })
}
