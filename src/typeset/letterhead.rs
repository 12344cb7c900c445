//! What stands at fixed places of the first page: letterhead, return line, address, references.

use super::flow::{Flow, Placed, baseline, decor};
use super::frame::{Artifact, Item, Role, Tag};
use super::head::Head;
use super::lines::Setting;
use super::markdown::{Block, Kind, Marker, Span, Table};
use super::style::{self, MM, Type, Window};

/// The smallest type an address or return line is shrunk to.
const LEAST: f32 = 6.5;

/// The fixed part of a first page.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    pub items: Vec<Placed>,
    /// Where running text begins.
    pub body_top: f32,
}

/// Takes the blocks that stand at fixed places out of a document.
pub(super) fn split(blocks: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let fixed = |block: &Block| {
        matches!(block.marker, Some(Marker::Sender | Marker::Return | Marker::Recipient | Marker::References))
    };
    blocks.into_iter().partition(fixed)
}

impl Flow<'_, '_> {
    /// Sets the fixed blocks; without any the text begins at the top margin.
    pub(super) fn fixed(&mut self, blocks: &[Block], head: &Head, window: Option<Window>, width: f32) -> Fixed {
        let mut fixed = Fixed { items: vec![], body_top: self.style.margins[0] };
        let find = |marker| blocks.iter().find(|block| block.marker == Some(marker));
        let recipient = find(Marker::Recipient);
        let mut below_head = self.style.margins[0] * 0.75;
        if let Some((block, spans)) = find(Marker::Sender).and_then(paragraph)
            && !head.blank_head
        {
            self.line = block.line;
            below_head = self.sender(spans, head, width, &mut fixed);
        }
        let Some((block, spans)) = recipient.and_then(paragraph) else {
            fixed.body_top = fixed.body_top.max(below_head + 14.0);
            return self.references_in_flow(find(Marker::References), fixed);
        };
        let mut place = window.map_or([self.left, below_head.max(118.0), 250.0, 90.0], |window| window.address);
        // in line with the text, where the window allows it
        let inset = (self.left - place[0]).clamp(0.0, 10.0);
        (place[0], place[2]) = (place[0] + inset, place[2] - inset);
        let note = window.map_or(0.0, |window| window.return_line);
        self.line = block.line;
        if let Some((_, back)) = find(Marker::Return).and_then(paragraph) {
            self.return_line(back, place, note, &mut fixed);
        }
        let under = self.address(spans, place, note, &mut fixed);
        let mut bottom = window.map_or(under + 22.0, |window| window.body_top);
        if let Some((block, table)) = find(Marker::References).and_then(table) {
            self.line = block.line;
            bottom = bottom.max(self.beside(table, place, &mut fixed) + 18.0);
        }
        fixed.body_top = bottom;
        if let Some(window) = window {
            folds(window, &mut fixed);
        }
        fixed
    }

    /// The letterhead: the name, then the rest small, at the right; the logo at the left.
    fn sender(&mut self, spans: &[Span], head: &Head, width: f32, fixed: &mut Fixed) -> f32 {
        let top = self.style.margins[0] * 0.7;
        let node = self.node(0, Role::P);
        let right = width - self.style.margins[1];
        let mut logo_bottom = top;
        if let Some(file) = &head.logo
            && let Some((image, w, h)) = self.image(file, [150.0, 46.0])
        {
            let name = head.author.clone().unwrap_or_else(|| head.title.clone());
            let figure = self.figure(0, &name);
            let item = Item::Image { image, area: [self.left, top, w, h] };
            fixed.items.push(Placed { tag: Tag::Node(figure), item, link: None });
            logo_bottom = top + h;
        }
        let mut y = top;
        for (k, line) in lines_of(spans).iter().enumerate() {
            let kind =
                if k == 0 { Type { size: 12.0, leading: 15.0, ..self.style.headings[1] } } else { self.style.small };
            let colour = if k == 0 { style::INK } else { style::MUTED };
            let setting = Setting { strong: k == 0, colour, hyphenate: false, ..self.setting(kind, self.measure) };
            for set in self.set(line, &setting) {
                let x = right - set.width;
                fixed.items.extend(self.placed(set, line, node, x, y + baseline(kind)));
                y += kind.leading;
            }
        }
        y.max(logo_bottom)
    }

    /// The sender's address on one line, small, over the address: shrunk until it fits.
    fn return_line(&mut self, spans: &[Span], place: [f32; 4], height: f32, fixed: &mut Fixed) {
        let kind = Type { size: 7.5, ..self.style.folio };
        let (kind, lines) = self.shrunk(spans, kind, place[2], 1);
        if lines.len() > 1 {
            let hint = "shorten the address, or leave the return line out";
            return self.fault(
                "return-line-too-long",
                "the return line does not fit over the address".into(),
                Some(hint),
            );
        }
        let node = self.node(0, Role::P);
        let y = place[1] + (height - kind.leading).max(-kind.leading);
        for line in lines {
            let area = [place[0], y + kind.leading, line.width, 0.3];
            fixed.items.extend(self.placed(line, spans, node, place[0], y + baseline(kind)));
            fixed.items.push(decor(Item::Rect { area, colour: style::MUTED }));
        }
    }

    fn address(&mut self, spans: &[Span], place: [f32; 4], note: f32, fixed: &mut Fixed) -> f32 {
        let room = place[3] - note;
        let mut kind = Type { leading: 13.6, ..self.style.body };
        let mut lines = vec![];
        while kind.size >= LEAST {
            let setting = Setting { hyphenate: false, ..self.setting(kind, place[2]) };
            lines = self.set(spans, &setting);
            if lines.len() as f32 * kind.leading <= room {
                break;
            }
            kind = Type { size: kind.size - 0.5, leading: kind.leading * 0.94, ..kind };
        }
        if lines.len() as f32 * kind.leading > room + 0.1 {
            let hint = "shorten the address, or choose an envelope with a larger window";
            self.fault("address-too-tall", "the address does not fit into the envelope's window".into(), Some(hint));
        }
        let node = self.node(0, Role::P);
        let top = place[1] + note + if note > 0.0 { 3.0 } else { 0.0 };
        let bottom = top + lines.len() as f32 * kind.leading;
        for (k, line) in lines.into_iter().enumerate() {
            let y = top + k as f32 * kind.leading + baseline(kind);
            fixed.items.extend(self.placed(line, spans, node, place[0], y));
        }
        bottom
    }

    fn shrunk(&mut self, spans: &[Span], kind: Type, width: f32, most: usize) -> (Type, Vec<super::lines::Line>) {
        let mut kind = kind;
        loop {
            let setting = Setting { hyphenate: false, colour: style::MUTED, ..self.setting(kind, width) };
            let lines = self.set(spans, &setting);
            if lines.len() <= most || kind.size - 0.25 < LEAST - 1.0 {
                return (kind, lines);
            }
            kind.size -= 0.25;
        }
    }

    /// References at the right, level with the address: labels and values.
    fn beside(&mut self, table: &Table, place: [f32; 4], fixed: &mut Fixed) -> f32 {
        let outer = (self.left, self.measure, self.slabs.len());
        let right = self.left + self.measure;
        self.left = (place[0] + place[2] + 6.0 * MM).max(right - 195.0);
        self.measure = right - self.left;
        self.table(table, Some(Marker::References), 0);
        (self.left, self.measure) = (outer.0, outer.1);
        let mut y = place[1];
        for slab in self.slabs.drain(outer.2..) {
            fixed.items.extend(slab.items.into_iter().map(|placed| moved(placed, y)));
            y += slab.height;
        }
        y
    }

    fn references_in_flow(&mut self, block: Option<&Block>, fixed: Fixed) -> Fixed {
        if let Some((block, table)) = block.and_then(table) {
            self.line = block.line;
            self.table(table, Some(Marker::References), 0);
        }
        fixed
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

fn folds(window: Window, fixed: &mut Fixed) {
    let mark = |y: f32, width: f32| {
        let item = Item::Rect { area: [5.0 * MM, y, width, 0.35], colour: style::MUTED };
        Placed { tag: Tag::Artifact(Artifact::Layout), item, link: None }
    };
    fixed.items.extend(window.folds.map(|y| mark(y, 3.5 * MM)));
    fixed.items.extend(window.punch.map(|y| mark(y, 5.0 * MM)));
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
fn lines_of(spans: &[Span]) -> Vec<Vec<Span>> {
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
