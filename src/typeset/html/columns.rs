//! Figures of a column one under the other at their decimal sign, whatever font the reader has.
//!
//! What follows a figure's units stands at the left of a box. The style makes that box as wide as the widest one of the
//! column: it measures all of them as generated content without height, which is neither shown, read out nor copied.
//! A mail program that knows no generated content shows the figures at the right edge.

use super::super::figures;
use super::super::markdown::{Marker, Span, Table, parted, text_of};
use super::blocks::inline;
use super::escape;

/// What follows the units in each column, and whether in heavier type; nothing where all figures of it are alike.
pub(super) struct Columns {
    tails: Vec<Vec<(String, bool)>>,
    decimal: char,
}

impl Columns {
    /// Looks through a table in a language of this decimal sign; none, where figures are read from right to left: there
    /// a box would part them.
    pub(super) fn of(table: &Table, marker: Option<Marker>, decimal: Option<char>) -> Columns {
        let mut tails = vec![vec![]; table.right.len()];
        let Some(decimal) = decimal else { return Columns { tails, decimal: '.' } };
        for (row, cells) in table.rows.iter().enumerate() {
            let is_sum = marker == Some(Marker::Totals) && row + 1 == table.rows.len();
            for (column, cell) in cells.iter().enumerate().filter(|(column, _)| table.right[*column]) {
                let text = text_of(cell);
                let Some(at) = figures::units_end(&text, decimal) else { continue };
                let tail = (figures::shape(&text[at..]), is_sum || cell.iter().any(|span| span.strong));
                if !tails[column].contains(&tail) {
                    tails[column].push(tail);
                }
            }
        }
        // weight alone makes no figure of the usual fonts wider
        let is_alike = |tails: &[(String, bool)]| tails.iter().all(|(shape, _)| *shape == tails[0].0);
        tails.iter_mut().filter(|tails| is_alike(tails)).for_each(Vec::clear);
        Columns { tails, decimal }
    }

    /// Returns what stands in a cell.
    pub(super) fn cell(&self, column: usize, cell: &[Span]) -> String {
        let tails = &self.tails[column];
        let at = if tails.is_empty() { None } else { figures::units_end(&text_of(cell), self.decimal) };
        let Some(at) = at else { return inline(cell) };
        let [units, tail] = parted(cell, at);
        let heavy = if tails.iter().any(|(_, heavy)| *heavy) { " heavy" } else { "" };
        // one line each, of which the longest counts
        let mut lines: Vec<String> = tails.iter().map(|(shape, _)| escape(shape)).collect();
        lines.sort();
        lines.dedup();
        let all = lines.join("&#10;");
        format!("{}<span class=\"tail{heavy}\" data-tails=\"{all}\">{}</span>", inline(&units), inline(&tail))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::markdown::{self, Kind};
    use super::*;

    fn cells(rows: &str, marker: Option<Marker>, decimal: Option<char>) -> Vec<String> {
        let head = "---\nclass: letter\nlang: en\ntitle: T\n---\n\n| A | B |\n|:--|--:|\n";
        let source = markdown::read(&format!("{head}{rows}")).unwrap();
        let Kind::Table(table) = &source.blocks[0].kind else { panic!("no table") };
        let columns = Columns::of(table, marker, decimal);
        table.rows.iter().map(|row| columns.cell(1, &row[1])).collect()
    }

    #[test]
    fn figures_with_unlike_decimals_stand_in_boxes_of_one_width() {
        let found = cells("| a | 1,240.50 EUR |\n| b | 8 |\n| c | none |\n", None, Some('.'));
        let all = "data-tails=\"&#10;.00 EUR\"";
        let expected = [
            format!("1,240<span class=\"tail\" {all}>.50 EUR</span>"),
            format!("8<span class=\"tail\" {all}></span>"),
            "none".to_string(),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sum_in_heavier_type_makes_all_boxes_heavier() {
        let found = cells("| a | 1.5 |\n| b | 8.00 |\n", Some(Marker::Totals), Some('.'));
        assert_eq!(found[0], "1<span class=\"tail heavy\" data-tails=\".0&#10;.00\">.5</span>");
    }

    #[test]
    fn figures_that_are_alike_and_those_read_from_right_to_left_stay_as_they_are() {
        assert_eq!(cells("| a | 1.50 |\n| b | 8.00 |\n", Some(Marker::Totals), Some('.')), ["1.50", "8.00"]);
        assert_eq!(cells("| a | 1.50 |\n| b | 8 |\n", None, None), ["1.50", "8"]);
    }
}
