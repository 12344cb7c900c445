//! Payment codes: a QR code as squares, with its words beside it.

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, bits, ec};

use super::flow::{Flow, Placed, Slab, baseline};
use super::frame::{Item, Tag};
use super::style::{self, MM};

/// The side of the printed code, quiet zone and all.
const SIDE: f32 = 33.0 * MM;
/// The white modules around it that readers need.
const QUIET: usize = 4;

impl Flow<'_, '_> {
    pub(super) fn payment_code(&mut self, alt: &str, payload: &str, parent: usize) {
        let Some(code) = Code::of(payload) else {
            self.fault("payment-code-too-long", "the payment code holds more than a QR code can".into(), None);
            return;
        };
        let figure = self.figure(parent, alt);
        let side = SIDE / (code.width + 2 * QUIET) as f32;
        let areas = squares(&code, [self.left, QUIET as f32 * side], side);
        let item = Item::Rects { areas, colour: super::frame::Colour::BLACK };
        let mut items = vec![Placed { tag: Tag::Node(figure), item, link: None }];
        items.extend(self.caption(alt, parent));
        self.slabs.push(Slab { before: self.style.paragraph * 0.5, height: SIDE, items, ..Slab::default() });
    }

    /// The words of the code to its right, half way up.
    fn caption(&mut self, alt: &str, parent: usize) -> Vec<Placed> {
        let kind = self.style.small;
        let node = self.node(parent, super::frame::Role::P);
        let spans = [super::markdown::Span { text: alt.to_string(), ..Default::default() }];
        let setting =
            super::lines::Setting { colour: style::MUTED, ..self.setting(kind, (self.measure - SIDE).min(200.0)) };
        let lines = self.set(&spans, &setting);
        let top = (SIDE - lines.len() as f32 * kind.leading) / 2.0;
        let mut items = vec![];
        for (k, line) in lines.into_iter().enumerate() {
            let y = top + k as f32 * kind.leading + baseline(kind);
            items.extend(self.placed(line, &spans, node, self.left + SIDE, y));
        }
        items
    }
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
}
