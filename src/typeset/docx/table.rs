//! Tables: heads that repeat, rows that stay whole, figures at the right.

use std::fmt::Write as _;

use super::super::markdown::{Marker, Span, Table, text_of};
use super::super::style;
use super::super::table::fit;
use super::body::{Body, Form};
use super::parts::hex;
use super::text::is_rtl;
use super::twips;

/// The space between columns.
const GUTTER: f32 = 12.0;
/// The mean width of a character, as a share of its size: a word processor measures again.
pub(super) const CHARACTER: f32 = 0.52;

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Head,
    Body,
    Sum,
}

impl Body<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, marker: Option<Marker>) {
        let labelled = matches!(marker, Some(Marker::Facts | Marker::References));
        let widths = match marker {
            Some(Marker::Lead | Marker::Signatures) => {
                vec![self.measure / table.right.len().max(1) as f32; table.right.len()]
            }
            _ => self.widths(table, !labelled),
        };
        let rtl = table.head.iter().chain(table.rows.iter().flatten()).any(|cell| is_rtl(&text_of(cell)));
        self.begin_table(&widths, rtl);
        if !table.is_headless() {
            self.row(&table.head, table, &widths, marker, Row::Head);
        }
        for (k, cells) in table.rows.iter().enumerate() {
            let last = marker == Some(Marker::Totals) && k + 1 == table.rows.len();
            self.row(cells, table, &widths, marker, if last { Row::Sum } else { Row::Body });
        }
        self.out.push_str("</w:tbl>");
        self.space(self.style.paragraph);
    }

    fn row(&mut self, cells: &[Vec<Span>], table: &Table, widths: &[f32], marker: Option<Marker>, row: Row) {
        let repeated = if row == Row::Head { "<w:tblHeader/>" } else { "" };
        let _ = write!(self.out, "<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
        for (column, cell) in cells.iter().enumerate() {
            let gap = if column > 0 { twips(GUTTER) } else { 0 };
            let _ = write!(
                self.out,
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{}<w:tcMar><w:left w:w=\"{gap}\" w:type=\"dxa\"/></w:tcMar>\
                 </w:tcPr>",
                twips(widths[column]),
                borders(marker, row)
            );
            let right = table.right.get(column) == Some(&true);
            let look = match (marker, row, column) {
                (Some(Marker::Facts | Marker::References), _, 0) => "<w:color w:val=\"5C5C5C\"/>",
                (_, Row::Sum, _) => "<w:b/><w:bCs/>",
                _ => "",
            };
            let style = match (marker, row) {
                (Some(Marker::Lead), Row::Head) => "LeadLabel",
                (Some(Marker::Lead), _) => "Lead",
                (Some(Marker::Facts | Marker::References), _) => "Fact",
                (_, Row::Head) => "Head",
                _ => "Cell",
            };
            let keep = row == Row::Head;
            self.paragraph(style, cell, Form { keep, right, look, ..Form::default() });
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    /// Begins a table of these columns, without space beside what its cells hold.
    pub(super) fn begin_table(&mut self, widths: &[f32], rtl: bool) {
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr>{}<w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left \
             w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
            if rtl { "<w:bidiVisual/>" } else { "" },
            twips(widths.iter().sum())
        );
        for width in widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{}\"/>", twips(*width));
        }
        self.out.push_str("</w:tblGrid>");
    }

    /// Returns the widths of the columns, gaps and all, as the page would have them if all letters were of one width.
    fn widths(&self, table: &Table, full: bool) -> Vec<f32> {
        let columns = table.right.len();
        let (mut natural, mut least) = (vec![8.0_f32; columns], vec![8.0_f32; columns]);
        let size = self.style.table.size * CHARACTER;
        for cells in std::iter::once(&table.head).chain(&table.rows) {
            for (column, cell) in cells.iter().enumerate() {
                let text = text_of(cell);
                let wide = |text: &str| text.chars().count() as f32 * size + 4.0;
                let longest = text.split([' ', '\n']).map(wide).fold(0.0, f32::max);
                natural[column] = natural[column].max(text.split('\n').map(wide).fold(0.0, f32::max));
                let least_of = if table.right[column] { wide(&text) } else { longest.min(self.measure / 3.0) };
                least[column] = least[column].max(least_of);
            }
        }
        let room = self.measure - GUTTER * columns.saturating_sub(1) as f32;
        let widths = fit(&natural, &least, &table.right, room, full);
        widths.iter().enumerate().map(|(k, width)| width + if k > 0 { GUTTER } else { 0.0 }).collect()
    }
}

/// The lines above and below the cells of a row, as on the page.
fn borders(marker: Option<Marker>, row: Row) -> String {
    let line = |side: &str, eighths: u8, colour| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"{}\"/>", hex(colour))
    };
    let lines = match (marker, row) {
        (Some(Marker::Facts | Marker::References | Marker::Signatures), _) => return String::new(),
        (Some(Marker::Lead), Row::Head) => line("top", 6, style::INK),
        (Some(Marker::Lead), _) | (_, Row::Head) => line("bottom", 6, style::INK),
        (_, Row::Body) => line("bottom", 4, style::FAINT),
        (_, Row::Sum) => line("top", 6, style::INK) + &line("bottom", 6, style::INK),
    };
    format!("<w:tcBorders>{lines}</w:tcBorders>")
}
