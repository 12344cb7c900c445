//! What stands at fixed places of the first page: the letterhead, and references beside the address.

use super::flow::{Flow, Placed, baseline};
use super::frame::{Item, Role, Tag};
use super::head::Head;
use super::lines::{Align, Setting};
use super::markdown::{Block, Kind, Marker, Span, Table};
use super::style::{self, Type, Window};

/// The fixed part of a first page.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    pub items: Vec<Placed>,
    /// Where running text begins.
    pub body_top: f32,
}

/// Tells whether a block stands at a fixed place of the first page; references do so only beside an address.
pub(super) fn is_fixed(block: &Block, addressed: bool) -> bool {
    match block.marker {
        Some(Marker::Sender | Marker::Return | Marker::Recipient) => true,
        Some(Marker::References) => addressed,
        _ => false,
    }
}

impl Flow<'_, '_> {
    /// Sets those of the blocks that are fixed; without any the text begins at the top margin.
    pub(super) fn fixed(&mut self, blocks: &[Block], head: &Head, window: Option<Window>, width: f32) -> Fixed {
        let mut fixed = Fixed { items: vec![], body_top: self.style.margins[0] };
        let find = |marker| blocks.iter().find(|block| block.marker == Some(marker));
        let recipient = find(Marker::Recipient);
        let mut below_head = if head.blank_head { style::BLANK_HEAD } else { self.style.margins[0] * 0.75 };
        if let Some((block, spans)) = find(Marker::Sender).and_then(paragraph)
            && !head.blank_head
        {
            self.line = block.line;
            below_head = self.sender(spans, head, width, &mut fixed);
        }
        let Some((block, spans)) = recipient.and_then(paragraph) else {
            fixed.body_top = fixed.body_top.max(below_head + 14.0);
            return fixed;
        };
        self.addressed = true;
        self.line = block.line;
        let back = find(Marker::Return).and_then(paragraph).map(|(block, spans)| (block.line, spans));
        let [top, under] = match window {
            Some(window) => self.through(window, spans, back, &mut fixed),
            None => self.without_window(spans, below_head, &mut fixed),
        };
        let mut bottom = window.map_or(under + 22.0, |window| window.body_top);
        if let Some((block, table)) = find(Marker::References).and_then(table) {
            self.line = block.line;
            let lowest = window.map_or(f32::INFINITY, |window| window.body_top - 18.0);
            let place = self.references_place(window);
            bottom = bottom.max(self.beside(table, place, [top, below_head + 8.0, lowest], &mut fixed) + 18.0);
        }
        fixed.body_top = bottom;
        fixed
    }

    /// The letterhead: the name, then the rest small, at the right; the logo at the left.
    fn sender(&mut self, spans: &[Span], head: &Head, width: f32, fixed: &mut Fixed) -> f32 {
        let top = self.style.margins[0] * 0.7;
        let node = self.node(0, Role::P);
        let right = width - self.style.margins[1];
        let (mut logo_bottom, mut room) = (top, self.measure);
        let line = std::mem::replace(&mut self.line, head.logo_line);
        if let Some(file) = &head.logo
            && let Some((image, w, h)) = self.image(file, [150.0, 46.0])
        {
            let name = head.author.clone().unwrap_or_else(|| head.title.clone());
            let figure = self.figure(0, &name);
            let item = Item::Image { image, area: [self.left, top, w, h] };
            fixed.items.push(Placed { tag: Tag::Node(figure), item, link: None });
            (logo_bottom, room) = (top + h, self.measure - w - 20.0);
        }
        self.line = line;
        let mut y = top;
        for (k, line) in lines_of(spans).iter().enumerate() {
            let kind =
                if k == 0 { Type { size: 12.0, leading: 15.0, ..self.style.headings[1] } } else { self.style.small };
            let colour = if k == 0 { style::INK } else { style::MUTED };
            let setting = self.setting(kind, room);
            let setting = Setting { strong: k == 0, colour, hyphenate: false, align: Align::Right, ..setting };
            for set in self.set(line, &setting) {
                fixed.items.extend(self.placed(set, line, node, right - room, y + baseline(kind)));
                y += kind.leading;
            }
        }
        y.max(logo_bottom)
    }

    /// Returns left end and width of the references: where lines end, and with a window at the right, so that none of
    /// them shows through it.
    fn references_place(&self, window: Option<Window>) -> [f32; 2] {
        let width = style::REFERENCES_WIDTH;
        let Some(window) = window else { return [self.inset(self.measure - width, width), width] };
        let right = self.left + self.measure;
        let left = (right - width).max(window.shows[0] + window.shows[2] + 6.0);
        [left, right - left]
    }

    /// References at their place: level with the address at the `top` given, unless the letterhead above leaves less
    /// room or they would end too low. Returns where they end.
    fn beside(&mut self, table: &Table, place: [f32; 2], [top, least, lowest]: [f32; 3], fixed: &mut Fixed) -> f32 {
        let (outer, first) = ((self.left, self.measure, self.style.table), self.slabs.len());
        [self.left, self.measure] = place;
        self.style.table = style::REFERENCES;
        self.table(table, Some(Marker::References), 0);
        (self.left, self.measure, self.style.table) = outer;
        let height: f32 = self.slabs[first..].iter().map(|slab| slab.height).sum();
        let mut y = top.min(lowest - height).max(least);
        for slab in self.slabs.drain(first..) {
            fixed.items.extend(slab.items.into_iter().map(|placed| moved(placed, y)));
            y += slab.height;
        }
        y
    }
}

fn moved(mut placed: Placed, down: f32) -> Placed {
    shift(&mut placed.item, down);
    placed
}

/// Moves an item down.
pub(super) fn shift(item: &mut Item, down: f32) {
    use super::frame::Segment;
    match item {
        Item::Run(run) => run.y += down,
        Item::Rect { area, .. } | Item::Image { area, .. } => area[1] += down,
        Item::Rects { areas, .. } => areas.iter_mut().for_each(|area| area[1] += down),
        Item::Path { segments, .. } => {
            for segment in segments {
                match segment {
                    Segment::Move(_, y) | Segment::Line(_, y) => *y += down,
                    Segment::Curve(points) => [1, 3, 5].iter().for_each(|k| points[*k] += down),
                    Segment::Close => {}
                }
            }
        }
    }
}

fn paragraph(block: &Block) -> Option<(&Block, &Vec<Span>)> {
    match &block.kind {
        Kind::Paragraph(spans) => Some((block, spans)),
        _ => None,
    }
}

fn table(block: &Block) -> Option<(&Block, &Table)> {
    match &block.kind {
        Kind::Table(table) => Some((block, table)),
        _ => None,
    }
}

/// Returns the spans of each line between hard breaks; all but the last end with a space, so that they are not
/// read as one word with the next.
pub(super) fn lines_of(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut lines = vec![vec![]];
    for span in spans {
        for (k, text) in span.text.split('\n').enumerate() {
            if k > 0 {
                if let Some(before) = lines.last_mut().and_then(|line: &mut Vec<Span>| line.last_mut()) {
                    before.text.push(' ');
                }
                lines.push(vec![]);
            }
            if !text.is_empty()
                && let Some(line) = lines.last_mut()
            {
                line.push(Span { text: text.to_string(), ..span.clone() });
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}
