//! The head of a letter as a table without lines, so that the address shows in its window and nothing else does.

use std::fmt::Write as _;

use super::super::head::Head;
use super::super::letterhead::lines_of;
use super::super::markdown::{Block, Kind, Marker, Span};
use super::super::style::{self, LEAST_ADDRESS, Type, Window};
use super::body::{Body, Form};
use super::{logo_of, twips};

/// The share of the top margin that a word processor leaves free: the letterhead begins there.
pub(super) const TOP: f32 = 0.7;
/// The largest logo, as on the page.
const LOGO: [f32; 2] = [150.0, 46.0];
/// The leading of an address, and the width of its letters as a share of their size.
const ADDRESS: (f32, f32) = (13.6, 0.46);
/// The height of the empty line that keeps the head apart from the text.
const BELOW: f32 = 6.0;

/// Where a cell stands: how many columns of the grid it takes, its width, and what else its properties say.
struct Cell {
    span: usize,
    width: f32,
    more: String,
}

impl Body<'_, '_> {
    /// Logo and sender, and below them address and references: the rows are as high as the envelope's window asks.
    pub(super) fn letterhead(&mut self, head: &Head, blocks: &[Block]) {
        let find = |marker| blocks.iter().find(|block: &&Block| block.marker == Some(marker));
        let (sender, recipient) = (find(Marker::Sender), find(Marker::Recipient));
        if sender.is_none() && recipient.is_none() {
            return;
        }
        let window = style::window(head.envelope);
        let (half, beside) = (self.measure / 2.0, self.beside(window));
        self.begin_table(&[half, beside - half, self.measure - beside], false);
        let top = self.style.margins[0] * TOP;
        let height = match (window, head.blank_head) {
            (Some(window), _) => Some(window.address[1] - top),
            (None, true) => Some(style::BLANK_HEAD - top),
            (None, false) => None,
        };
        self.head_row(height, "exact");
        let cell = |span, width| Cell { span, width, more: String::new() };
        self.head_cell(&cell(1, half), |body| body.logo(head));
        self.head_cell(&cell(2, self.measure - half), |body| body.sender(sender.filter(|_| !head.blank_head)));
        self.out.push_str("</w:tr>");
        if let Some(recipient) = recipient {
            let back = find(Marker::Return).filter(|_| window.is_some_and(|window| window.return_line > 0.0));
            self.addressed(recipient, back, find(Marker::References), window);
        }
        self.out.push_str("</w:tbl>");
        self.space(BELOW);
    }

    /// Returns how far from the left edge of the text the references begin: none of them shows through the window.
    fn beside(&self, window: Option<Window>) -> f32 {
        let shown = window.map_or(0.0, |window| window.shows[0] + window.shows[2] + 6.0 - self.style.margins[3]);
        (self.measure - style::REFERENCES_WIDTH).max(shown)
    }

    fn head_row(&mut self, height: Option<f32>, rule: &str) {
        self.out.push_str("<w:tr>");
        if let Some(height) = height {
            let height = twips(height.max(1.0));
            let _ = write!(self.out, "<w:trPr><w:trHeight w:val=\"{height}\" w:hRule=\"{rule}\"/></w:trPr>");
        }
    }

    fn head_cell(&mut self, cell: &Cell, content: impl FnOnce(&mut Self)) {
        let span = if cell.span > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.span) } else { String::new() };
        let _ = write!(
            self.out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{span}{}</w:tcPr>",
            twips(cell.width),
            cell.more
        );
        content(self);
        self.out.push_str("</w:tc>");
    }

    fn logo(&mut self, head: &Head) {
        match head.logo.as_ref().filter(|_| !head.blank_head) {
            Some(file) => self.drawn(&logo_of(head, file), LOGO, Form::default()),
            None => self.space(1.0),
        }
    }

    /// The name, then the rest small, at the right.
    fn sender(&mut self, sender: Option<&Block>) {
        let Some(Block { kind: Kind::Paragraph(spans), .. }) = sender else { return self.space(1.0) };
        for (k, line) in lines_of(spans).iter().enumerate() {
            self.paragraph(if k == 0 { "SenderName" } else { "Sender" }, line, Form::default());
        }
    }

    /// A row as high as the place of the address, one down to where the text begins, and the references beside both.
    fn addressed(
        &mut self,
        recipient: &Block,
        back: Option<&Block>,
        references: Option<&Block>,
        window: Option<Window>,
    ) {
        let Kind::Paragraph(spans) = &recipient.kind else { return };
        let (beside, mut zone) = (self.beside(window), window.map_or(14.0, |window| window.return_line));
        let (above, mut more) = (zone, String::new());
        if let Some(Window { address: [left, _, width, height], .. }) = window {
            let width = width - (self.style.margins[3] - left).clamp(0.0, 10.0);
            let (kind, tall) = self.address_type(spans, width, height - zone.max(1.0));
            self.recipient = kind;
            if zone == 0.0 {
                // a sheet that slips slips upwards out of the window
                zone = height - tall - 1.0;
            }
            let room = twips(beside - width);
            more = format!("<w:tcMar><w:right w:w=\"{room}\" w:type=\"dxa\"/></w:tcMar>");
        }
        let merged = |how: &str| window.map_or_else(String::new, |_| format!("<w:vMerge{how}/>"));
        let right = |how: &str| Cell { span: 1, width: self.measure - beside, more: merged(how) };
        let cells = [right(" w:val=\"restart\""), right("")];
        self.head_row(window.map(|window| window.address[3]), "exact");
        self.head_cell(&Cell { span: 2, width: beside, more }, |body| body.address(spans, back, zone));
        self.head_cell(&cells[0], |body| body.references(references, above, cells[0].width));
        self.out.push_str("</w:tr>");
        if let Some(window) = window {
            let left = window.body_top - window.address[1] - window.address[3] - BELOW - self.style.above_heading[0];
            self.head_row(Some(left), "atLeast");
            self.head_cell(&Cell { span: 2, width: beside, more: String::new() }, |body| body.space(1.0));
            self.head_cell(&cells[1], |body| body.space(1.0));
            self.out.push_str("</w:tr>");
        }
    }

    /// Returns the largest type in which the lines of an address are likely to fit, and their height; the word processor
    /// measures again.
    fn address_type(&self, spans: &[Span], width: f32, height: f32) -> (Type, f32) {
        let mut kind = Type { leading: ADDRESS.0, ..self.style.body };
        let lines = |size: f32| -> f32 {
            let wide = |line: &[Span]| line.iter().map(|span| span.text.chars().count()).sum::<usize>() as f32;
            lines_of(spans).iter().map(|line| (wide(line) * size * ADDRESS.1 / width).ceil().max(1.0)).sum()
        };
        while lines(kind.size) * kind.leading > height && kind.size > LEAST_ADDRESS {
            let size = (kind.size - 0.25).max(LEAST_ADDRESS);
            kind = Type { size, leading: size * 1.2, ..kind };
        }
        (kind, lines(kind.size) * kind.leading)
    }

    /// The return line at the foot of its zone, and the address below.
    fn address(&mut self, spans: &[Span], back: Option<&Block>, zone: f32) {
        match back {
            Some(Block { kind: Kind::Paragraph(spans), .. }) => {
                self.space((zone - self.style.small.leading - 3.0).max(1.0));
                self.paragraph("Return", spans, Form::default());
            }
            _ => self.space(zone.max(1.0)),
        }
        for line in lines_of(spans) {
            self.paragraph("Recipient", &line, Form::default());
        }
    }

    fn references(&mut self, references: Option<&Block>, zone: f32, width: f32) {
        self.space(zone.max(1.0));
        if let Some(Block { kind: Kind::Table(table), .. }) = references {
            let measure = std::mem::replace(&mut self.measure, width);
            self.table(table, Some(Marker::References));
            self.measure = measure;
        }
    }
}
