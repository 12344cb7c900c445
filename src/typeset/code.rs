//! Payment codes: a QR code as squares, with its words beside it.

use qrcode::{EcLevel, QrCode};

use super::flow::{Flow, Placed, Slab, baseline};
use super::frame::{Item, Tag};
use super::style::{self, MM};

/// The side of the printed code, quiet zone and all.
const SIDE: f32 = 33.0 * MM;
/// The white modules around it that readers need.
const QUIET: usize = 4;

impl Flow<'_, '_> {
    pub(super) fn payment_code(&mut self, alt: &str, payload: &str, parent: usize) {
        let Ok(code) = QrCode::with_error_correction_level(payload, EcLevel::M) else {
            self.fault("payment-code-too-long", "the payment code holds more than a QR code can".into(), None);
            return;
        };
        let figure = self.figure(parent, alt);
        let areas = squares(&code, self.left - SIDE * QUIET as f32 / (code.width() + 2 * QUIET) as f32);
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

/// Returns the dark modules; those next to one another in a row are one rectangle.
fn squares(code: &QrCode, left: f32) -> Vec<[f32; 4]> {
    let modules = code.width();
    let side = SIDE / (modules + 2 * QUIET) as f32;
    let colours = code.to_colors();
    let mut areas = vec![];
    for (row, line) in colours.chunks(modules).enumerate() {
        let mut column = 0;
        while column < modules {
            let dark = line[column..].iter().take_while(|c| **c == qrcode::Color::Dark).count();
            if dark > 0 {
                let (x, y) = (left + (column + QUIET) as f32 * side, (row + QUIET) as f32 * side);
                areas.push([x, y, dark as f32 * side, side]);
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
        let code = QrCode::with_error_correction_level("https://pay.halden.example/nw14", EcLevel::M).unwrap();
        let areas = squares(&code, 0.0);
        let side = SIDE / (code.width() + 2 * QUIET) as f32;
        assert!(areas.iter().all(|a| a[0] >= side * 3.99 && a[1] >= side * 3.99));
        assert!(areas.iter().all(|a| a[0] + a[2] <= SIDE - side * 3.99));
        let dark: f32 = areas.iter().map(|a| a[2] / side).sum();
        let modules = code.to_colors().iter().filter(|c| **c == qrcode::Color::Dark).count();
        assert_eq!(dark.round() as usize, modules);
    }
}
