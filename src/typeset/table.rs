//! Tables: columns as wide as they need, figures of one width, rows that stay whole, heads that repeat.

use std::rc::Rc;

use super::figures;
use super::flow::{Flow, MOST_TOGETHER, Placed, Slab, baseline, decor};
use super::frame::{Item, Role};
use super::lines::{Align, Extent, Line, Setting};
use super::markdown::{Marker, Span, Table, parted, text_of};
use super::style::{self, Type};

/// The space between columns.
const GUTTER: f32 = 12.0;

/// The columns of a table.
struct Columns {
    widths: Vec<f32>,
    /// The decimals in each column.
    tails: Vec<Tails>,
    /// The cells row by row, those of the head first.
    cells: std::vec::IntoIter<Cell>,
}

/// A cell that was measured.
struct Cell {
    /// Set on one line at the left, if it is a plain one.
    line: Option<Line>,
    /// The width of its decimals and of what follows them, where it is a figure.
    tail: Option<f32>,
}

/// The decimals of a column, with what follows them: each kind once, with its width, and the widest.
#[derive(Clone, Default)]
struct Tails {
    known: Vec<(String, [bool; 2], f32)>,
    widest: f32,
}

/// How a table looks.
#[derive(Clone, Copy)]
struct Look {
    kind: Type,
    /// Rules between rows.
    rules: bool,
    /// The last row is the sum.
    sum: bool,
    /// The first column is labels.
    labels: bool,
    /// The columns fill the measure.
    full: bool,
    row: f32,
}

impl Flow<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, marker: Option<Marker>, parent: usize) {
        let kind = self.style.table;
        let plain = Look { kind, rules: true, sum: false, labels: false, full: true, row: self.style.row };
        match marker {
            Some(Marker::Lead) => self.lead(table, parent),
            Some(Marker::Signatures) => self.sign_here(table, parent),
            Some(Marker::Totals) => self.ruled(table, Look { sum: true, ..plain }, parent),
            Some(Marker::Facts | Marker::References) => {
                let look = Look { rules: false, labels: true, full: false, row: 1.2, ..plain };
                self.ruled(table, look, parent);
            }
            _ => self.ruled(table, plain, parent),
        }
    }

    fn ruled(&mut self, table: &Table, look: Look, parent: usize) {
        let node = self.node(parent, Role::Table);
        let mut columns = self.fitted(table, look);
        let first = self.slabs.len();
        let mut head = None;
        if table.is_headless() {
            columns.cells.by_ref().take(table.head.len()).for_each(drop);
        } else {
            let group = self.node(node, Role::THead);
            let slab = self.row(&table.head, RowKind::Head, table, &mut columns, look, group);
            head = Some(Rc::new(repeated(&slab)));
            self.slabs.push(Slab { glue: true, ..slab });
        }
        let body = self.node(node, Role::TBody);
        self.slabs.reserve(table.rows.len());
        self.nodes.reserve(table.rows.len() * (table.head.len() + 1));
        for (k, cells) in table.rows.iter().enumerate() {
            if self.is_full() {
                return;
            }
            let last = k + 1 == table.rows.len();
            let kind = if look.sum && last { RowKind::Sum } else { RowKind::Body };
            let mut slab = self.row(cells, kind, table, &mut columns, look, body);
            slab.head.clone_from(&head);
            slab.glue = if look.rules { tied(k, table.rows.len()) } else { whole(k, table.rows.len()) };
            self.slabs.push(slab);
        }
        if let Some(slab) = self.slabs.get_mut(first) {
            slab.before = self.style.paragraph;
        }
        if look.rules
            && let Some(slab) = self.slabs.last_mut()
        {
            slab.height += self.style.paragraph * 0.4;
        }
    }

    fn row(
        &mut self,
        cells: &[Vec<Span>],
        kind: RowKind,
        table: &Table,
        columns: &mut Columns,
        look: Look,
        group: usize,
    ) -> Slab {
        let tr = self.node(group, Role::TR);
        let mut slab = Slab { touch: Vec::with_capacity(cells.len() + 1), ..Slab::default() };
        slab.touch.push(tr);
        slab.items.reserve(cells.len() + 1);
        let (mut from, mut tallest) = (0.0, 1);
        for (column, (spans, cell)) in cells.iter().zip(columns.cells.by_ref()).enumerate() {
            let label = look.labels && column == 0;
            let role = if kind == RowKind::Head || label { Role::TH } else { Role::TD };
            let node = self.node(tr, role);
            self.nodes[node].row_head = label;
            slab.touch.push(node);
            let width = columns.widths[column];
            let setting = self.cell(table, column, width, look, kind);
            let fits = cell.line.filter(|line| line.width <= width);
            // one that was measured in one line has no part of a word
            let setting = Setting { hyphenate: setting.hyphenate && fits.is_none(), ..setting };
            let one = fits.filter(|line| line.runs.len() == 1).map(|line| line.moved(&setting));
            let several = if one.is_none() { self.set(spans, &setting) } else { vec![] };
            let count = several.len() + usize::from(one.is_some());
            tallest = tallest.max(count);
            let back = if count == 1 && kind != RowKind::Head { columns.tails[column].back(cell.tail) } else { 0.0 };
            let x = self.inset(from, width);
            for (k, line) in one.into_iter().chain(several).enumerate() {
                let y = look.row + k as f32 * look.kind.leading + baseline(look.kind);
                slab.items.extend(self.placed(line, spans, node, x - back, y));
            }
            from += width + GUTTER;
        }
        slab.height = tallest as f32 * look.kind.leading + 2.0 * look.row;
        if look.rules {
            self.rules(&mut slab, kind);
        }
        slab
    }

    fn cell(&self, table: &Table, column: usize, width: f32, look: Look, kind: RowKind) -> Setting {
        let right = table.right.get(column).copied().unwrap_or(false);
        let label = look.labels && column == 0;
        Setting {
            align: if right || self.rtl { Align::Right } else { Align::Left },
            tabular: true,
            strong: kind != RowKind::Body,
            hyphenate: !right,
            colour: if label || kind == RowKind::Head { style::MUTED } else { style::INK },
            ..self.setting(look.kind, width)
        }
    }

    fn rules(&self, slab: &mut Slab, kind: RowKind) {
        let line =
            |y: f32, weight: f32, colour| decor(Item::Rect { area: [self.left, y, self.measure, weight], colour });
        match kind {
            RowKind::Head => slab.items.push(line(slab.height - 0.8, 0.8, style::INK)),
            RowKind::Body => slab.items.push(line(slab.height - 0.4, 0.4, style::FAINT)),
            RowKind::Sum => {
                slab.items.push(line(-0.4, 0.8, style::INK));
                slab.items.push(line(slab.height - 0.8, 0.8, style::INK));
            }
        }
    }

    /// Returns the columns: as wide as each needs to be in one line where that fits, else text columns give way in
    /// proportion, but never below their longest word.
    fn fitted(&mut self, table: &Table, look: Look) -> Columns {
        let columns = table.right.len();
        let room = self.measure - GUTTER * (columns.saturating_sub(1)) as f32;
        let (mut natural, mut least) = (vec![0.0_f32; columns], vec![0.0_f32; columns]);
        // the widest figure up to its decimals, and those of all
        let (mut units, mut tails) = (vec![0.0_f32; columns], vec![Tails::default(); columns]);
        let (last, mut measured) = (table.rows.len(), Vec::with_capacity((table.rows.len() + 1) * columns));
        let rows = std::iter::once(&table.head).chain(&table.rows).enumerate();
        for (row, (column, cell)) in rows.flat_map(|(row, cells)| cells.iter().enumerate().map(move |c| (row, c))) {
            let strong = row == 0 || look.sum && row == last;
            let setting = Setting { tabular: true, strong, ..self.setting(look.kind, 0.0) };
            let Extent { whole, word, line } = self.breaker.extent(self.shaper, cell, &setting);
            natural[column] = natural[column].max(whole + 0.5);
            let right = table.right[column];
            let tail = if right && row > 0 { self.tail(cell, &setting, &mut tails[column]) } else { None };
            if let Some(tail) = tail {
                units[column] = units[column].max(whole - tail);
            }
            let word = if right { whole } else { word.min(self.measure / 3.0) };
            least[column] = least[column].max(word + 0.5);
            measured.push(Cell { line, tail });
        }
        for column in 0..columns {
            let figures = units[column] + tails[column].widest + 0.5;
            natural[column] = natural[column].max(figures);
            if table.right[column] {
                least[column] = least[column].max(figures);
            }
        }
        Columns { widths: fit(&natural, &least, &table.right, room, look.full), tails, cells: measured.into_iter() }
    }

    /// Returns the width of a figure's decimals and of what follows them, and keeps it; none for what is no figure.
    fn tail(&mut self, cell: &[Span], setting: &Setting, tails: &mut Tails) -> Option<f32> {
        let text = text_of(cell);
        let at = figures::units_end(&text, self.decimal)?;
        let (tail, weight) = (&text[at..], weight(cell, setting));
        let known = tails.known.iter().find(|(known, how, _)| figures::are_alike(known, tail) && *how == weight);
        if let Some((.., width)) = known {
            return Some(*width);
        }
        let width = self.breaker.extent(self.shaper, &parted(cell, at)[1], setting).whole;
        tails.known.push((tail.to_string(), weight, width));
        tails.widest = tails.widest.max(width);
        Some(width)
    }

    /// One row of large figures, their labels small above.
    fn lead(&mut self, table: &Table, parent: usize) {
        let node = self.node(parent, Role::Table);
        let columns = table.right.len().max(1);
        let width = (self.measure - GUTTER * (columns - 1) as f32) / columns as f32;
        let (label, figure) = self.style.lead;
        let group = self.node(node, Role::THead);
        let body = self.node(node, Role::TBody);
        let mut slabs = vec![];
        for (cells, kind, role, group) in
            [(&table.head, label, Role::TH, group), (table.rows.first().unwrap_or(&table.head), figure, Role::TD, body)]
        {
            let tr = self.node(group, Role::TR);
            let mut slab = Slab { touch: vec![tr], glue: true, ..Slab::default() };
            let mut tallest = 1;
            for (column, cell) in cells.iter().enumerate() {
                let node = self.node(tr, role);
                slab.touch.push(node);
                let x = self.inset(column as f32 * (width + GUTTER), width);
                let (lines, kind) = self.fitting(cell, kind, width, role == Role::TD);
                tallest = tallest.max(lines.len());
                for (k, line) in lines.into_iter().enumerate() {
                    slab.items.extend(self.placed(line, cell, node, x, k as f32 * kind.leading + baseline(kind)));
                }
            }
            slab.height = tallest as f32 * kind.leading;
            slabs.push(slab);
        }
        if let [labels, figures] = &mut slabs[..] {
            labels.before = self.style.paragraph;
            for placed in &mut labels.items {
                super::letterhead::shift(&mut placed.item, 6.0);
            }
            labels.height += 6.0;
            labels.items.push(decor(Item::Rect { area: [self.left, 2.0, self.measure, 0.8], colour: style::INK }));
            let bottom = figures.height + 3.0;
            figures.items.push(decor(Item::Rect { area: [self.left, bottom, self.measure, 0.8], colour: style::INK }));
            figures.height += 5.0;
        }
        self.slabs.extend(slabs);
    }

    /// Sets a figure on one line, smaller if it must be, down to three fifths.
    fn fitting(&mut self, cell: &[Span], kind: Type, width: f32, figure: bool) -> (Vec<Line>, Type) {
        for step in 0..=8 {
            let kind = Type { size: kind.size * (1.0 - 0.05 * step as f32), ..kind };
            let colour = if figure { style::INK } else { style::MUTED };
            let setting = Setting { strong: figure, hyphenate: false, colour, ..self.setting(kind, width) };
            let lines = self.set(cell, &setting);
            if lines.len() <= 1 || step == 8 {
                return (lines, kind);
            }
        }
        (vec![], kind)
    }

    /// A column each party: room for a pen above each line to sign on.
    fn sign_here(&mut self, table: &Table, parent: usize) {
        let node = self.node(parent, Role::Table);
        let columns = table.right.len().max(1);
        let width = (self.measure - 2.0 * GUTTER * (columns - 1) as f32) / columns as f32;
        let kind = self.style.table;
        let head = std::iter::once((&table.head, Role::THead));
        for (k, (cells, role)) in head.chain(table.rows.iter().map(|row| (row, Role::TBody))).enumerate() {
            let group = self.node(node, role);
            let tr = self.node(group, Role::TR);
            let to_sign = cells.iter().any(|cell| cell.iter().any(|span| span.text.contains("____")));
            let top = if to_sign { 22.0 } else { 1.5 };
            let mut slab = Slab { touch: vec![tr], glue: k < table.rows.len(), ..Slab::default() };
            for (column, cell) in cells.iter().enumerate() {
                let cell_role = if role == Role::THead { Role::TH } else { Role::TD };
                let node = self.node(tr, cell_role);
                slab.touch.push(node);
                let x = self.inset(column as f32 * (width + 2.0 * GUTTER), width);
                let setting = Setting { strong: k == 0, ..self.setting(kind, width) };
                let lines = self.set(cell, &setting);
                slab.height = slab.height.max(top + lines.len() as f32 * kind.leading + 1.5);
                for (k, line) in lines.into_iter().enumerate() {
                    let y = top + k as f32 * kind.leading + baseline(kind);
                    slab.items.extend(self.placed(line, cell, node, x, y));
                }
            }
            slab.before = if k == 0 { self.style.paragraph + 6.0 } else { 0.0 };
            self.slabs.push(slab);
        }
    }
}

impl Tails {
    /// Returns how far a cell moves left for its figure to stand under the others; nothing for what is no figure.
    fn back(&self, tail: Option<f32>) -> f32 {
        tail.filter(|_| self.known.len() > 1).map_or(0.0, |tail| self.widest - tail)
    }
}

/// Returns whether the last word of a cell is strong, and whether it is emphasised.
fn weight(cell: &[Span], setting: &Setting) -> [bool; 2] {
    let last = cell.iter().rev().find(|span| !span.text.is_empty());
    [setting.strong || last.is_some_and(|span| span.strong), last.is_some_and(|span| span.emphasis)]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Head,
    Body,
    Sum,
}

/// Tells whether no page ends after this row of a list of facts: a short one stays whole, a long one leaves no row alone.
fn whole(row: usize, rows: usize) -> bool {
    row + 1 < rows && (rows <= MOST_TOGETHER || tied(row, rows))
}

/// Tells whether a row stays on the page of the next one: a page neither ends with fewer than two rows of a table
/// nor begins with fewer than three, so that a sum never stands there with a single row.
fn tied(row: usize, rows: usize) -> bool {
    row + 1 < rows && (row == 0 || row + 3 >= rows)
}

/// Returns a head as it stands on later pages: seen, but not read out again.
fn repeated(head: &Slab) -> Slab {
    let items = head.items.iter().map(|placed| Placed { link: None, ..decor(placed.item.clone()) }).collect();
    Slab { height: head.height, items, ..Slab::default() }
}

pub(super) fn fit(natural: &[f32], least: &[f32], right: &[bool], room: f32, full: bool) -> Vec<f32> {
    let whole: f32 = natural.iter().sum();
    if whole <= room {
        let mut widths = natural.to_vec();
        if full {
            // the widest column of text takes the rest; figures alone share it
            let text = (0..widths.len()).filter(|k| !right[*k]).max_by(|a, b| natural[*a].total_cmp(&natural[*b]));
            match text {
                Some(text) => widths[text] += room - whole,
                None => even(&mut widths, room),
            }
        }
        return widths;
    }
    let floor: f32 = least.iter().sum();
    if floor >= room {
        return least.iter().map(|width| width * room / floor).collect();
    }
    // the widest columns give way first, all to one width; narrow ones, such as days, stay whole
    let (mut low, mut high) = (0.0, natural.iter().copied().fold(0.0, f32::max));
    let cut = |most: f32| natural.iter().zip(least).map(move |(natural, least)| natural.min(most.max(*least)));
    for _ in 0..24 {
        let middle = f32::midpoint(low, high);
        if cut(middle).sum::<f32>() > room { high = middle } else { low = middle }
    }
    cut(low).collect()
}

/// Makes columns equal, but for those that need more than their share.
fn even(widths: &mut [f32], room: f32) {
    let share = room / widths.len() as f32;
    let over: f32 = widths.iter().map(|width| (width - share).max(0.0)).sum();
    let under: f32 = widths.iter().map(|width| (share - width).max(0.0)).sum();
    for width in widths.iter_mut().filter(|width| **width < share) {
        *width = share - over * (share - *width) / under;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_column_takes_what_figures_leave() {
        assert_eq!(fit(&[50.0, 30.0], &[20.0, 30.0], &[false, true], 100.0, true), [70.0, 30.0]);
        assert_eq!(fit(&[50.0, 30.0], &[20.0, 30.0], &[false, true], 100.0, false), [50.0, 30.0]);
    }

    #[test]
    fn columns_of_figures_alone_share_the_measure() {
        assert_eq!(fit(&[20.0, 30.0], &[20.0, 30.0], &[true, true], 100.0, true), [50.0, 50.0]);
        let widths = fit(&[10.0, 10.0, 70.0], &[10.0, 10.0, 70.0], &[true; 3], 99.0, true);
        assert!((widths.iter().sum::<f32>() - 99.0).abs() < 0.01, "{widths:?}");
        assert!((widths[0] - widths[1]).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn a_page_has_at_least_two_rows_before_its_end_and_three_after() {
        let ties: Vec<bool> = (0..8).map(|row| tied(row, 8)).collect();
        assert_eq!(ties, [true, false, false, false, false, true, true, false]);
        assert_eq!((tied(0, 1), tied(0, 2), tied(1, 2)), (false, true, false));
    }

    #[test]
    fn narrow_columns_keep_their_width_when_text_must_wrap() {
        let widths = fit(&[150.0, 30.0, 25.0], &[20.0, 30.0, 10.0], &[false, true, false], 100.0, true);
        assert!((widths[0] - 45.0).abs() < 0.01 && widths[1..] == [30.0, 25.0], "{widths:?}");
    }
}
