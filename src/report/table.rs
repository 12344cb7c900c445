//! Tables for a terminal: columns that line up, and lines that fit.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The most columns of a terminal that a line takes.
pub(super) const WIDTH: usize = 100;
const GAP: &str = "  ";

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// A text, which may be cut down to this many places when the lines do not fit.
    Text(usize),
    /// A figure or a word that is never cut, at the right.
    Right,
    /// The same at the left.
    Left,
}

/// Returns the rows as lines of at most [`WIDTH`] places, as long as there are texts left to cut.
///
/// Each row has as many cells as there are columns. What is cut ends in `…`.
pub(super) fn lines(columns: &[Column], rows: &[Vec<String>]) -> String {
    let widths = widths(columns, rows);
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).zip(columns).map(|((cell, width), column)| {
            let cell = cut(cell, *width);
            let space = " ".repeat(width.saturating_sub(cell.width()));
            if *column == Column::Right { space + &cell } else { cell + &space }
        });
        out.push_str(cells.collect::<Vec<_>>().join(GAP).trim_end());
        out.push('\n');
    }
    out
}

/// Returns how wide each column is; the widest text gives way first.
fn widths(columns: &[Column], rows: &[Vec<String>]) -> Vec<usize> {
    let natural = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns.len()).map(natural).collect();
    let least = |column: usize| if let Column::Text(least) = columns[column] { least } else { usize::MAX };
    while widths.iter().sum::<usize>() + GAP.len() * (columns.len().saturating_sub(1)) > WIDTH {
        let yielding = (0..columns.len()).filter(|column| widths[*column] > least(*column));
        let Some(widest) = yielding.max_by_key(|column| widths[*column]) else { break };
        widths[widest] -= 1;
    }
    widths
}

/// Returns the text in at most so many places; one that is longer ends in `…`.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), 1);
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Returns a text in lines of at most so many places, broken at spaces; a longer word has a line of its own.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn the_widest_text_is_cut_until_the_line_fits_and_figures_never() {
        let row = |name: &str| vec![name.to_owned(), "12345678.90 USD".to_owned(), "call somebody".to_owned()];
        let rows = [row(&"Anna ".repeat(40)), row("Ben")];
        let table = lines(&[Column::Text(8), Column::Right, Column::Text(8)], &rows);
        let widths: Vec<_> = table.lines().map(UnicodeWidthStr::width).collect();
        assert_eq!(widths, [WIDTH, WIDTH]);
        assert!(table.contains("Anna Anna An…  12345678.90 USD  call somebody"), "{table}");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrapped("to be or not to be", 9), ["to be or", "not to be"]);
        assert_eq!(wrapped("extraordinary day", 5), ["extraordinary", "day"]);
    }

    #[test]
    fn a_letter_of_two_places_is_not_halved() {
        assert_eq!(cut("株式会社", 5), "株式…");
        assert_eq!(cut("株式会社", 6), "株式…");
        assert_eq!(cut("株式会社", 8), "株式会社");
    }
}
