//! The address in the envelope's window, the line with the sender's over it, and marks for folding.

use super::flow::{Flow, Placed, baseline, decor};
use super::frame::{Colour, Item, Paint, Role, Segment};
use super::letterhead::Fixed;
use super::lines::{Line, Setting};
use super::markdown::Span;
use super::style::{self, LEAST_ADDRESS, LEAST_RETURN, MM, Type, Window};

/// The type of addresses.
const ADDRESS_LEADING: f32 = 13.6;
/// The space between the return line and the address.
const BELOW_RETURN: f32 = 4.0;
/// The width and the height that an address without a window may take.
const NO_WINDOW: [f32; 2] = [250.0, 120.0];
/// What is drawn to check the window, so that nobody takes it for the letter.
const OVERLAY: Colour = Colour(0.8, 0.1, 0.1);

impl Flow<'_, '_> {
    /// Sets return line and address where they show through the window, and the marks for folding. Returns top and
    /// bottom of the address.
    ///
    /// Where no return line stands over it, the address stands at the bottom of its place: a sheet that slips slips
    /// upwards out of the window.
    pub(super) fn through(
        &mut self,
        window: Window,
        spans: &[Span],
        back: Option<(usize, &Vec<Span>)>,
        fixed: &mut Fixed,
    ) -> [f32; 2] {
        let [left, top, width, height] = window.address;
        // in line with the text, where the window allows it
        let inset = (self.left - left).clamp(0.0, 10.0);
        let place = [left + inset, width - inset];
        let over = if window.return_line > 0.0 { window.return_line + BELOW_RETURN } else { 0.0 };
        if let Some((line, back)) = back.filter(|_| window.return_line > 0.0) {
            let address = std::mem::replace(&mut self.line, line);
            self.return_line(back, place, top + window.return_line, fixed);
            self.line = address;
        }
        let (kind, lines) = self.address(spans, place[1], height - over);
        let tall = lines.len() as f32 * kind.leading;
        let top = if over > 0.0 { top + over } else { top + (height - tall).max(0.0) };
        self.put_address(lines, kind, spans, [place[0], top], fixed);
        fixed.items.extend(folds(window));
        [top, top + tall]
    }

    /// Sets the address under the letterhead. Returns its top and bottom.
    pub(super) fn without_window(&mut self, spans: &[Span], below_head: f32, fixed: &mut Fixed) -> [f32; 2] {
        let top = below_head.max(118.0);
        let (kind, lines) = self.address(spans, NO_WINDOW[0], NO_WINDOW[1]);
        let bottom = top + lines.len() as f32 * kind.leading;
        self.put_address(lines, kind, spans, [self.inset(0.0, NO_WINDOW[0]), top], fixed);
        [top, bottom]
    }

    /// The sender's address, small, ending at the height given: on one line if its type can be small enough, else
    /// on two.
    fn return_line(&mut self, spans: &[Span], [left, width]: [f32; 2], bottom: f32, fixed: &mut Fixed) {
        let mut kind = Type { size: 7.5, leading: 9.0, ..self.style.folio };
        let mut lines = self.small_lines(spans, kind, width);
        while lines.len() > 1 && kind.size > LEAST_RETURN {
            kind.size = (kind.size - 0.25).max(LEAST_RETURN);
            lines = self.small_lines(spans, kind, width);
        }
        if lines.len() > 2 {
            let hint = "shorten the address, or leave the return line out";
            let text = "the return line does not fit over the address".into();
            return self.fault("return-line-too-long", text, Some(hint));
        }
        let node = self.node(0, Role::P);
        let wide = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let top = bottom - lines.len() as f32 * kind.leading;
        for (k, line) in lines.into_iter().enumerate() {
            let y = top + k as f32 * kind.leading + baseline(kind);
            fixed.items.extend(self.placed(line, spans, node, left, y));
        }
        let left = if self.rtl { left + width - wide } else { left };
        fixed.items.push(decor(Item::Rect { area: [left, bottom, wide, 0.3], colour: style::MUTED }));
    }

    fn small_lines(&mut self, spans: &[Span], kind: Type, width: f32) -> Vec<Line> {
        let setting = Setting { hyphenate: false, colour: style::MUTED, ..self.setting(kind, width) };
        self.set(spans, &setting)
    }

    /// Returns the lines of an address in the largest type in which they fit; a fault when that is too small to read.
    fn address(&mut self, spans: &[Span], width: f32, height: f32) -> (Type, Vec<Line>) {
        let mut kind = Type { leading: ADDRESS_LEADING, ..self.style.body };
        loop {
            let setting = Setting { hyphenate: false, ..self.setting(kind, width) };
            let lines = self.set(spans, &setting);
            if lines.len() as f32 * kind.leading <= height + 0.1 {
                return (kind, lines);
            }
            if kind.size <= LEAST_ADDRESS {
                let text =
                    format!("the address needs {} lines, more than the envelope's window has room for", lines.len());
                let hint = "shorten the address, or choose an envelope with a larger window";
                self.fault("address-too-tall", text, Some(hint));
                return (kind, lines);
            }
            let size = (kind.size - 0.25).max(LEAST_ADDRESS);
            kind = Type { size, leading: size * 1.2, ..kind };
        }
    }

    fn put_address(&mut self, lines: Vec<Line>, kind: Type, spans: &[Span], place: [f32; 2], fixed: &mut Fixed) {
        let node = self.node(0, Role::P);
        for (k, line) in lines.into_iter().enumerate() {
            let y = place[1] + k as f32 * kind.leading + baseline(kind);
            fixed.items.extend(self.placed(line, spans, node, place[0], y));
        }
    }

    /// Draws the window over the sheet, for checking and not for sending: whole where the sheet lies at the bottom of
    /// the envelope, dashed where it has slipped as far as it can.
    pub(super) fn overlay(&mut self, window: Option<Window>) -> Vec<Placed> {
        let Some(window) = window else {
            let hint = "say in the head which it is, as in `envelope: us-10`";
            self.fault("no-window", "the document is for no window envelope".into(), Some(hint));
            return vec![];
        };
        let [left, top, width, height] = window.shows;
        let [right, up] = window.slip;
        let kind = self.style.folio;
        let setting = Setting { colour: OVERLAY, ..self.setting(kind, 0.0) };
        let words = "the envelope's window, to be checked and not to be sent";
        let (line, spans) = self.one_line(words, &setting);
        let words = self.placed(line, &spans, 0, left, top - 3.0);
        let words = words.map(|placed| Placed { link: None, ..decor(placed.item) });
        let frames =
            [frame([left, top, width, height], &[]), frame([left - right, top + up, width, height], &[3.0, 3.0])];
        words.chain(frames).collect()
    }
}

fn frame([left, top, width, height]: [f32; 4], dash: &[f32]) -> Placed {
    let left_edge = left.max(0.0);
    let (right, bottom) = (left + width, top + height);
    let segments = vec![
        Segment::Move(left_edge, top),
        Segment::Line(right, top),
        Segment::Line(right, bottom),
        Segment::Line(left_edge, bottom),
        Segment::Close,
    ];
    let paint = Paint { fill: None, stroke: Some((OVERLAY, 0.7)), dash: dash.to_vec() };
    decor(Item::Path { segments, paint })
}

fn folds(window: Window) -> impl Iterator<Item = Placed> {
    let mark = |y: f32, width: f32| decor(Item::Rect { area: [5.0 * MM, y, width, 0.35], colour: style::MUTED });
    window.folds.into_iter().map(move |y| mark(y, 3.5 * MM)).chain(window.punch.map(|y| mark(y, 5.0 * MM)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fonts::Fonts;
    use super::super::frame::{Document, Run};
    use super::super::head::Envelope;
    use super::super::{Fault, NoAssets, Setter, Subsets};
    use super::*;

    const ENVELOPES: [(&str, Envelope); 4] = [
        ("us-10", Envelope::Us10),
        ("uk-dl", Envelope::UkDl),
        ("din-5008-a", Envelope::Din5008A),
        ("din-5008-b", Envelope::Din5008B),
    ];

    fn letter(envelope: &str, back: &str, address: &[&str]) -> Result<Document, Vec<Fault>> {
        let paper = if envelope == "us-10" { "letter" } else { "a4" };
        let markdown = format!(
            "---\nclass: letter\nlang: en\ntitle: T\npaper: {paper}\nenvelope: {envelope}\n---\n\n<!-- return -->\n\
             {back}\n\n<!-- recipient -->\n{}\n\n<!-- references -->\n| | |\n|---|---|\n| Our reference | \
             northwind-2026-014 |\n| Invoice | 1042 |\n\n# Final demand: $11,020.00\n\nDear Sir,\n",
            address.join("\\\n")
        );
        let fonts = Arc::new(Fonts::built_in());
        Setter::new(&fonts, Subsets::Exact).layout(&markdown, &NoAssets)
    }

    /// Returns left, top, right and bottom of the ink of the lines that hold one of these words.
    fn ink(document: &Document, words: &[&str]) -> [f32; 4] {
        let shown = |run: &&Run| words.iter().any(|word| word.contains(run.text.trim()) || run.text.contains(word));
        let areas = document.runs().filter(shown).map(super::super::flow::run_area);
        areas.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]).unwrap()
    }

    #[track_caller]
    fn assert_inside(ink: [f32; 4], [left, top, width, height]: [f32; 4], what: &str) {
        let inside = ink[0] >= left && ink[1] >= top && ink[2] <= left + width && ink[3] <= top + height;
        assert!(inside, "{what}: {ink:?} is not inside {:?}", [left, top, left + width, top + height]);
    }

    const SIX_LINES: [&str; 6] = [
        "Oliver Marsh-Featherstonehaugh",
        "Quayside Lofts Management and Development Company Ltd",
        "Finance Department",
        "Third Floor, Wharf Building",
        "14 Tanner Wharf",
        "London SE1 2TQ",
    ];

    #[test]
    fn an_address_of_up_to_six_lines_stays_inside_each_window() {
        for (name, envelope) in ENVELOPES {
            for count in 1..=6 {
                let document = letter(name, "Halden Design Studio LLC · Portland", &SIX_LINES[..count]).unwrap();
                let window = style::window(envelope).unwrap();
                let ink = ink(&document, &SIX_LINES[..count]);
                assert_inside(ink, window.shows, &format!("{name}, {count} lines"));
                // and however far the sheet slips sideways
                assert!(ink[2] <= window.shows[0] + window.shows[2] - window.slip[0], "{name}: {ink:?}");
            }
        }
    }

    #[test]
    fn nothing_but_the_address_can_show() {
        for (name, envelope) in ENVELOPES {
            let document = letter(name, "Halden", &SIX_LINES).unwrap();
            let window = style::window(envelope).unwrap();
            let [left, top, width, height] = window.shows;
            let (right, bottom) = (left + width, top + height + window.slip[1]);
            let own = |run: &&Run| run.text.trim() == "Halden" || SIX_LINES.iter().any(|l| l.contains(run.text.trim()));
            for run in document.runs().filter(|run| !own(run)) {
                let [x, y, end, under] = super::super::flow::run_area(run);
                let outside = x >= right || end <= 0.0 || y >= bottom || under <= top;
                assert!(outside, "{name}: `{}` shows", run.text);
            }
        }
    }

    #[test]
    fn a_usual_address_shows_when_the_sheet_has_slipped_half_way() {
        for (name, envelope) in ENVELOPES {
            let lines = ["Northwind Outfitters, Inc.", "Marsha Cole", "2200 Alder Avenue", "Boise, ID 83702"];
            let window = style::window(envelope).unwrap();
            let [left, top, width, height] = window.shows;
            let slipped = [left, top + window.slip[1] / 2.0, width, height];
            assert_inside(ink(&letter(name, "Halden", &lines).unwrap(), &lines), slipped, name);
        }
    }

    #[test]
    fn the_return_line_is_set_where_a_window_has_room_for_it_and_fitted() {
        let long =
            "Halden Design Studio Limited Liability Company · 118 Canal Street, Suite 4 · Portland, OR 97209 · USA";
        for (name, envelope) in ENVELOPES {
            let document = letter(name, long, &["Marsha Cole"]).unwrap();
            let window = style::window(envelope).unwrap();
            let set: Vec<&Run> = document.runs().filter(|run| long.contains(run.text.trim())).collect();
            assert_eq!(set.is_empty(), window.return_line == 0.0, "{name}");
            for run in set {
                assert!(run.size >= LEAST_RETURN);
                assert_inside(super::super::flow::run_area(run), window.shows, name);
            }
        }
    }

    #[test]
    fn what_cannot_be_fitted_is_a_fault() {
        let code = |result: Result<Document, Vec<Fault>>| result.unwrap_err()[0].code;
        assert_eq!(code(letter("us-10", "Halden", &["A line of an address"; 9])), "address-too-tall");
        assert_eq!(
            code(letter("din-5008-b", &"Halden Design Studio · ".repeat(12), &["Cole"])),
            "return-line-too-long"
        );
    }

    #[test]
    fn a_word_wider_than_the_window_is_cut_at_its_edge() {
        let name = "W".repeat(60);
        let document = letter("uk-dl", "Halden", &[&name]).unwrap();
        assert_inside(ink(&document, &[&name]), style::window(Envelope::UkDl).unwrap().shows, "a long name");
    }
}
