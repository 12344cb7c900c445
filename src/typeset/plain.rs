//! Plain texts, as most cells of tables are: in one style, from left to right, in one face. They are measured and set as
//! they are read, without the pieces of a [`Galley`](super::galley::Galley).

use std::ops::Range;

use super::fonts::{Fonts, Style};
use super::frame::{Glyph, Run};
use super::galley::{fills, may_turn, trailing};
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
    let parted = text.contains('\n') || may_turn(text) || !fills(text).is_empty();
    if parted || setting.protrude || text.trim().is_empty() || !shaper.serves(face, text) {
        return None;
    }
    let mut set = Set { glyphs: Vec::with_capacity(text.len()), width: 0.0 };
    let (mut at, mut whole, mut word_from, mut widest) = (0, 0.0, 0.0, 0.0_f32);
    opportunities.each(text, |end| {
        let word_end = end - trailing(&text.as_bytes()[at..end], |byte| matches!(byte, b' ' | b'\t'));
        set.word(shaper, How { face, rtl: false, tabular: setting.tabular }, text, at..word_end, setting.size);
        whole = set.width;
        if word_end < end || end == text.len() {
            widest = widest.max(whole - word_from);
            set.word(shaper, How { face, rtl: false, tabular: false }, text, word_end..end, setting.size);
            word_from = set.width;
        }
        at = end;
    });
    let (size, colour, text) = (setting.size, setting.colour, text.clone());
    let run = Run { face, size, x: 0.0, y: 0.0, colour, text, glyphs: set.glyphs };
    let line = Line { runs: vec![(run, 0)], width: whole, fills: vec![] };
    Some(Extent { whole, word: widest, line: Some(line) })
}

/// The glyphs so far, and how wide they are.
struct Set {
    glyphs: Vec<Glyph>,
    width: f32,
}

impl Set {
    /// Adds what stands in this range of the text.
    fn word(&mut self, shaper: &mut Shaper<'_>, how: How, text: &str, range: Range<usize>, size: f32) {
        if range.is_empty() {
            return;
        }
        let from = range.start as u32;
        let word = shaper.word(how, &text[range]);
        self.glyphs.extend(word.glyphs.iter().map(|glyph| {
            let text = from + glyph.text.start..from + glyph.text.end;
            Glyph { text, ..glyph.clone() }
        }));
        self.width += word.width * size;
    }
}
