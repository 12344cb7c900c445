//! Sections in a form of their own: what is said beside what it answers, and columns side by side.

use super::flow::{Flow, Placed, Slab};
use super::letterhead::shift;
use super::markdown::{Block, Kind, Marker, Span};

/// The share of the measure that labels take, and that the first of two columns takes.
const LABELS: f32 = 0.225;
const FIRST: f32 = 0.61;
/// The space between labels and what stands beside them, and between columns.
const GUTTER: (f32, f32) = (8.0, 20.0);

/// Columns taller than this are set one after the other: a page may not break them.
const TALLEST: f32 = 580.0;

impl Flow<'_, '_> {
    /// Sets a document section by section; a section goes from one heading to the next.
    pub(super) fn sections(&mut self, blocks: &[Block], parent: usize) {
        let mut rest = blocks;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(end_of_part(rest));
            let columns = starts(part).find(|at| part[*at].marker == Some(Marker::Beside));
            match (part[0].marker, columns) {
                (Some(Marker::Columns), Some(middle)) => self.columns(&part[..middle], &part[middle..], parent),
                (Some(Marker::Pairs), _) => self.pairs(part, parent),
                _ => self.blocks(part, parent),
            }
            rest = after;
        }
    }

    /// Each line all in bold is a label; what follows it, up to the next, stands beside it.
    fn pairs(&mut self, section: &[Block], parent: usize) {
        let mut starts: Vec<usize> = (0..section.len()).filter(|k| is_label(&section[*k])).collect();
        let first = starts.first().copied().unwrap_or(section.len());
        self.blocks(&section[..first], parent);
        starts.push(section.len());
        for ends in starts.windows(2) {
            let (label, said) = section[ends[0]..ends[1]].split_at(1);
            self.pair(label, said, parent);
        }
    }

    fn pair(&mut self, label: &[Block], said: &[Block], parent: usize) {
        let body = self.style.body;
        let quote = std::mem::replace(&mut self.style.quote, self.style.answer);
        let width = self.measure * LABELS;
        self.style.body = self.style.table;
        let label = self.column(0.0, width, |flow| flow.blocks(label, parent));
        self.style.body = body;
        let from = width + GUTTER.0;
        let said = self.column(from, self.measure - from, |flow| flow.blocks(said, parent));
        self.style.quote = quote;
        let slab = joined(label, said);
        self.slabs.push(Slab { before: self.style.paragraph * 1.2, ..slab });
    }

    fn columns(&mut self, one: &[Block], other: &[Block], parent: usize) {
        let (width, begun) = ((self.measure - GUTTER.1) * FIRST, self.nodes.len());
        let one_apart = self.column(0.0, width, |flow| flow.blocks(one, parent));
        let from = width + GUTTER.1;
        let other_apart = self.column(from, self.measure - from, |flow| flow.blocks(other, parent));
        if height(&one_apart).max(height(&other_apart)) > TALLEST {
            self.nodes.truncate(begun);
            self.blocks(one, parent);
            self.blocks(other, parent);
            return;
        }
        let (before, turn) = one_apart.first().map_or((0.0, false), |slab| (slab.before, slab.turn));
        let outlines: Vec<_> = one_apart.iter().chain(&other_apart).filter_map(|slab| slab.outline.clone()).collect();
        for (k, outline) in outlines.into_iter().enumerate() {
            let before = if k == 0 { before } else { 0.0 };
            let turn = turn && k == 0;
            self.slabs.push(Slab { before, turn, glue: true, outline: Some(outline), ..Slab::default() });
        }
        self.slabs.push(joined(one_apart, other_apart));
    }

    /// Returns the slabs of what is set in a column so far from the edge at which lines begin, and so wide.
    pub(super) fn column(&mut self, from: f32, width: f32, set: impl FnOnce(&mut Self)) -> Vec<Slab> {
        let outer = (self.left, self.measure);
        (self.left, self.measure) = (self.inset(from, width), width);
        let slabs = self.apart(set);
        (self.left, self.measure) = outer;
        slabs
    }

    /// Returns the slabs of what is set meanwhile, instead of adding them to the page.
    fn apart(&mut self, set: impl FnOnce(&mut Self)) -> Vec<Slab> {
        let outer = (std::mem::take(&mut self.slabs), std::mem::take(&mut self.counted));
        set(self);
        self.counted = outer.1;
        std::mem::replace(&mut self.slabs, outer.0)
    }
}

/// The places of headings after the first block.
fn starts(blocks: &[Block]) -> impl Iterator<Item = usize> {
    (1..blocks.len()).filter(|at| matches!(blocks[*at].kind, Kind::Heading(..)))
}

/// Returns where the form of the first block ends: at the next heading, or for columns at the next one with a
/// marker that is not that of their second.
fn end_of_part(blocks: &[Block]) -> usize {
    let columns = blocks[0].marker == Some(Marker::Columns);
    let ends = |at: &usize| !columns || !matches!(blocks[*at].marker, None | Some(Marker::Beside));
    starts(blocks).find(ends).unwrap_or(blocks.len())
}

fn is_label(block: &Block) -> bool {
    matches!(&block.kind, Kind::Paragraph(spans) if is_strong(spans))
}

/// Whether a line is all in bold.
pub(super) fn is_strong(spans: &[Span]) -> bool {
    spans.iter().all(|span| span.strong || span.text.trim().is_empty())
}

fn height(slabs: &[Slab]) -> f32 {
    slabs.iter().enumerate().map(|(k, slab)| slab.height + if k > 0 { slab.before } else { 0.0 }).sum()
}

/// One slab of two stacks, the tops of both on one height.
pub(super) fn joined(one: Vec<Slab>, other: Vec<Slab>) -> Slab {
    let mut whole = Slab { height: height(&one).max(height(&other)), ..Slab::default() };
    for stack in [one, other] {
        let mut y = 0.0;
        for (k, slab) in stack.into_iter().enumerate() {
            y += if k > 0 { slab.before } else { 0.0 };
            whole.touch.extend(slab.touch);
            whole.items.extend(slab.items.into_iter().map(|placed| lowered(placed, y)));
            y += slab.height;
        }
    }
    whole
}

fn lowered(mut placed: Placed, down: f32) -> Placed {
    shift(&mut placed.item, down);
    placed
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::super::frame::{Document, Item};
    use super::super::{NoAssets, Setter, Subsets};

    fn laid_out(body: &str) -> Document {
        laid_out_in("en", body)
    }

    fn laid_out_in(lang: &str, body: &str) -> Document {
        let fonts = std::sync::Arc::new(Fonts::built_in());
        let markdown = format!("---\nclass: sheet\nlang: {lang}\ntitle: T\n---\n\n{body}");
        Setter::new(&fonts, Subsets::Exact).layout(&markdown, &NoAssets).unwrap()
    }

    /// Page, left end and baseline of the run that begins so.
    fn place(document: &Document, text: &str) -> (usize, f32, f32) {
        let groups = document.pages.iter().enumerate().flat_map(|(page, p)| p.groups.iter().map(move |g| (page, g)));
        let mut items = groups.flat_map(|(page, group)| group.items.iter().map(move |item| (page, item)));
        let found = items.find_map(|(page, item)| match item {
            Item::Run(run) if run.text.starts_with(text) => Some((page, run.x, run.y)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("`{text}` is not there"))
    }

    #[test]
    fn an_answer_stands_beside_what_it_answers() {
        let page = laid_out("<!-- pairs -->\n## If\n\n**Away.**\n\n> Who then?\n\n**Paid.**\n\n> When?\n");
        let [label, answer, next] = ["Away.", "Who then?", "Paid."].map(|text| place(&page, text));
        assert!((label.2 - answer.2).abs() < 3.0, "{label:?} {answer:?}");
        assert!(label.1 + 80.0 < answer.1 && next.2 > answer.2, "{label:?} {answer:?} {next:?}");
    }

    #[test]
    fn columns_begin_at_one_height_and_end_at_the_next_heading_with_a_marker() {
        let body = "<!-- columns -->\n## Left\n\nA\n\n## Lower\n\nB\n\n<!-- beside -->\n## Right\n\nC\n\n\
                    <!-- pairs -->\n## After\n\nD\n";
        let page = laid_out(body);
        let [left, lower, right, after] = ["Left", "Lower", "Right", "After"].map(|text| place(&page, text));
        assert!((left.2 - right.2).abs() < 0.1 && left.1 < right.1, "{left:?} {right:?}");
        assert!(lower.2 > left.2 && after.2 > lower.2 && (after.1 - left.1).abs() < 0.1, "{lower:?} {after:?}");
        assert_eq!(page.outline.len(), 4);
    }

    #[test]
    fn read_from_right_to_left_the_first_column_and_labels_stand_at_the_right() {
        let body = "<!-- columns -->\n## ראשון\n\nא\n\n<!-- beside -->\n## שני\n\nב\n\n\
                    <!-- pairs -->\n## אם\n\n**נעדר**\n\n> מי במקומו?\n";
        let page = laid_out_in("he", body);
        let [first, second] = ["ראשון", "שני"].map(|text| place(&page, text));
        assert!((first.2 - second.2).abs() < 0.1 && second.1 + 150.0 < first.1, "{first:?} {second:?}");
        let [label, answer] = ["נעדר", "מי"].map(|text| place(&page, text));
        assert!((label.2 - answer.2).abs() < 3.0 && answer.1 + 80.0 < label.1, "{label:?} {answer:?}");
    }

    #[test]
    fn what_is_to_turn_turns_only_when_one_page_is_not_enough() {
        let sheet = |lines: usize| format!("## One\n\n{}\n<!-- turn -->\n## Two\n\nEnd\n", "x\n\n".repeat(lines));
        assert_eq!(place(&laid_out(&sheet(4)), "Two").0, 0);
        let long = laid_out(&sheet(50));
        assert_eq!((long.pages.len(), place(&long, "Two").0), (1, 0));
        let longer = laid_out(&format!("{}\n{}", sheet(40), "y\n\n".repeat(30)));
        assert_eq!((longer.pages.len(), place(&longer, "Two").0), (2, 1));
    }
}
