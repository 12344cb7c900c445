//! Payment codes: a QR code as squares, with its words beside or below it.

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, bits, ec};

use super::flow::{Flow, Placed, Slab, baseline, run_area};
use super::frame::{Item, Role, Tag};
use super::letterhead::shift;
use super::lines::{Line, Setting};
use super::markdown::{Block, Kind, Marker, Span};
use super::sections::joined;
use super::style::{self, MM};

/// The side of the printed code, quiet zone and all.
pub(super) const SIDE: f32 = 33.0 * MM;
/// The white modules around it that readers need.
const QUIET: usize = 4;
/// The share of the measure that facts have before a code beside them, and the space between.
const FACTS: f32 = 0.58;
const GUTTER: f32 = 16.0;
/// How far such a code is set up, so that its first row of squares is level with the first line of the facts.
const RISE: f32 = 5.0;

impl Flow<'_, '_> {
    /// A code with its words beside it, half way up.
    pub(super) fn payment_code(&mut self, alt: &str, payload: &str, parent: usize) {
        let Some(mut items) = self.drawn_code(alt, payload, parent) else { return };
        let measure = (self.measure - SIDE).min(200.0);
        let (lines, spans, node) = self.caption(alt, measure, parent);
        let leading = self.style.small.leading;
        let top = (SIDE - lines.len() as f32 * leading) / 2.0;
        items.extend(self.captioned(lines, &spans, node, [self.inset(SIDE, measure), top]));
        self.slabs.push(Slab { before: self.style.paragraph * 0.5, height: SIDE, items, ..Slab::default() });
    }

    /// What must be known to pay, and beside it the code that says the same, with its words below; one under the
    /// other where the measure is too narrow for both.
    pub(super) fn with_code(&mut self, facts: &Block, code: &Block, parent: usize) {
        let facts = self.column(0.0, self.measure, |flow| flow.block(facts, parent));
        let reached = facts.iter().flat_map(|slab| &slab.items).map(|placed| self.reach(&placed.item));
        let beside = reached.fold(self.measure * FACTS, f32::max) + GUTTER;
        let room = self.measure - beside;
        if room < SIDE {
            self.slabs.extend(facts);
            return self.block(code, parent);
        }
        self.line = code.line;
        let code = self.column(beside, room, |flow| flow.narrow_code(code, parent));
        let before = facts.first().map_or(0.0, |slab| slab.before);
        self.slabs.push(Slab { before, ..joined(facts, code) });
    }

    /// Returns how far an item reaches from the edge at which lines begin.
    fn reach(&self, item: &Item) -> f32 {
        match item {
            Item::Run(run) if self.rtl => self.left + self.measure - run.x,
            Item::Run(run) => run_area(run)[2] - self.left,
            _ => 0.0,
        }
    }

    fn narrow_code(&mut self, code: &Block, parent: usize) {
        let Kind::PaymentCode { alt, payload } = &code.kind else { return };
        let Some(mut items) = self.drawn_code(alt, payload, parent) else { return };
        for placed in &mut items {
            // its white edge is no part of what the eye lines up
            shift(&mut placed.item, -RISE);
        }
        let (lines, spans, node) = self.caption(alt, self.measure, parent);
        let top = SIDE - RISE;
        let height = top + lines.len() as f32 * self.style.small.leading;
        items.extend(self.captioned(lines, &spans, node, [self.left, top]));
        self.slabs.push(Slab { height, items, ..Slab::default() });
    }

    fn drawn_code(&mut self, alt: &str, payload: &str, parent: usize) -> Option<Vec<Placed>> {
        let Some(code) = Code::of(payload) else {
            self.fault("payment-code-too-long", "the payment code holds more than a QR code can".into(), None);
            return None;
        };
        let figure = self.figure(parent, alt);
        let side = SIDE / (code.width + 2 * QUIET) as f32;
        let left = self.inset(0.0, code.width as f32 * side);
        let areas = squares(&code, [left, QUIET as f32 * side], side);
        let item = Item::Rects { areas, colour: super::frame::Colour::BLACK };
        Some(vec![Placed { tag: Tag::Node(figure), item, link: None }])
    }

    fn caption(&mut self, alt: &str, measure: f32, parent: usize) -> (Vec<Line>, [Span; 1], usize) {
        let node = self.node(parent, Role::P);
        let spans = [Span { text: alt.to_string(), ..Span::default() }];
        let setting = Setting { colour: style::MUTED, ..self.setting(self.style.small, measure) };
        (self.set(&spans, &setting), spans, node)
    }

    fn captioned(&self, lines: Vec<Line>, spans: &[Span], node: usize, [x, top]: [f32; 2]) -> Vec<Placed> {
        let kind = self.style.small;
        let y = |k: usize| top + k as f32 * kind.leading + baseline(kind);
        lines.into_iter().enumerate().flat_map(|(k, line)| self.placed(line, spans, node, x, y(k))).collect()
    }
}

/// Points of a picture to a module of its code: sharp at any size that is printed.
const POINTS: usize = 8;

/// Returns a code with its white edge as the bytes of a picture.
pub(super) fn picture(payload: &str) -> Option<Vec<u8>> {
    let code = Code::of(payload)?;
    let side = (code.width + 2 * QUIET) * POINTS;
    let mut samples = vec![255_u8; side * side];
    for (at, _) in code.modules.iter().enumerate().filter(|(_, module)| **module == Color::Dark) {
        let (row, column) = ((at / code.width + QUIET) * POINTS, (at % code.width + QUIET) * POINTS);
        for line in row..row + POINTS {
            samples[line * side + column..line * side + column + POINTS].fill(0);
        }
    }
    let mut bytes = vec![];
    let length = u32::try_from(side).ok()?;
    let mut encoder = png::Encoder::new(&mut bytes, length, length);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&samples)).ok()?;
    Some(bytes)
}

/// Tells whether a payment code stands beside the block before it.
pub(super) fn is_code_for(facts: &Block, code: &Block) -> bool {
    facts.marker == Some(Marker::Facts)
        && matches!(code.kind, Kind::PaymentCode { .. })
        && !(code.new_page || code.turn || facts.keep)
}

/// The modules of a QR code, row by row.
pub(super) struct Code {
    pub width: usize,
    pub modules: Vec<Color>,
}

impl Code {
    /// Returns the code of a text, a seventh of which may be damaged; none when it is too long for any.
    ///
    /// The mask is always the same: to find the one that looks best costs more than setting the letter, and readers
    /// take any.
    pub(super) fn of(payload: &str) -> Option<Code> {
        let bits = bits::encode_auto(payload.as_bytes(), EcLevel::M).ok()?;
        let version = bits.version();
        let (data, correction) = ec::construct_codewords(&bits.into_bytes(), version, EcLevel::M).ok()?;
        let mut canvas = Canvas::new(version, EcLevel::M);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        canvas.apply_mask(MaskPattern::LargeCheckerboard);
        Some(Code { width: usize::try_from(version.width()).ok()?, modules: canvas.into_colors() })
    }
}

/// Returns the dark modules, each of this side, from the left and top given; those next to one another in a row
/// are one rectangle, so that no seam shows between them.
pub(super) fn squares(code: &Code, [left, top]: [f32; 2], side: f32) -> Vec<[f32; 4]> {
    let modules = code.width;
    let mut areas = vec![];
    for (row, line) in code.modules.chunks(modules).enumerate() {
        let mut column = 0;
        while column < modules {
            let dark = line[column..].iter().take_while(|c| **c == Color::Dark).count();
            if dark > 0 {
                areas.push([left + column as f32 * side, top + row as f32 * side, dark as f32 * side, side]);
            }
            column += dark.max(1);
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_keeps_its_quiet_zone() {
        let code = Code::of("https://pay.halden.example/nw14").unwrap();
        let side = SIDE / (code.width + 2 * QUIET) as f32;
        let areas = squares(&code, [QUIET as f32 * side; 2], side);
        assert!(areas.iter().all(|a| a[0] >= side * 3.99 && a[1] >= side * 3.99));
        assert!(areas.iter().all(|a| a[0] + a[2] <= SIDE - side * 3.99));
        let dark: f32 = areas.iter().map(|a| a[2] / side).sum();
        let modules = code.modules.iter().filter(|c| **c == Color::Dark).count();
        assert_eq!(dark.round() as usize, modules);
    }

    /// Left end and baseline of what begins so, and the left end and top of the code.
    fn placed(paper: &str, begins: &str) -> ([f32; 2], [f32; 2]) {
        placed_in("en", paper, begins)
    }

    fn placed_in(lang: &str, paper: &str, begins: &str) -> ([f32; 2], [f32; 2]) {
        let fonts = std::sync::Arc::new(super::super::fonts::Fonts::built_in());
        let markdown = format!(
            "---\nclass: letter\nlang: {lang}\ntitle: T\n---\n\n<!-- facts -->\n| | |\n|---|---|\n| Bank | {paper} |\n\n\
             ```payment-code\nalt: Scan to pay\n\nhttps://pay.example/1\n```\n"
        );
        let mut setter = super::super::Setter::new(&fonts, super::super::Subsets::Exact);
        let page = setter.layout(&markdown, &super::super::NoAssets).unwrap().pages.remove(0);
        let items: Vec<Item> = page.groups.into_iter().flat_map(|group| group.items).collect();
        let run = items.iter().find_map(|item| match item {
            Item::Run(run) if run.text.starts_with(begins) => Some([run.x, run.y]),
            _ => None,
        });
        let code = items.iter().find_map(|item| match item {
            Item::Rects { areas, .. } => Some([areas[0][0], areas[0][1]]),
            _ => None,
        });
        (run.unwrap(), code.unwrap())
    }

    #[test]
    fn a_code_stands_beside_what_it_says_and_its_words_below_it() {
        let (bank, code) = placed("Alsterbank", "Bank");
        assert!(code[0] > bank[0] + 200.0 && (bank[1] - code[1]).abs() < 12.0, "{bank:?} {code:?}");
        let (words, code) = placed("Alsterbank", "Scan");
        assert!((words[0] - code[0]).abs() < 0.1 && words[1] > code[1] + SIDE - 20.0, "{words:?} {code:?}");
    }

    #[test]
    fn read_from_right_to_left_the_code_stands_at_the_left_of_what_it_says() {
        let (bank, code) = placed_in("he", "Alsterbank", "Bank");
        assert!(code[0] + SIDE < bank[0] && (bank[1] - code[1]).abs() < 12.0, "{bank:?} {code:?}");
        let (bank, code) = placed_in("he", &"long ".repeat(60), "Bank");
        assert!((bank[0] - code[0]).abs() < SIDE && code[1] > bank[1], "{bank:?} {code:?}");
    }

    #[test]
    fn a_code_that_finds_no_room_beside_stands_below() {
        let (bank, code) = placed(&"long ".repeat(60), "Bank");
        assert!((bank[0] - code[0]).abs() < 0.1 && code[1] > bank[1], "{bank:?} {code:?}");
    }
}
