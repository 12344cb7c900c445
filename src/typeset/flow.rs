//! Blocks to slabs: pieces of page of a known height that a page break may not cut.

use std::rc::Rc;

use super::Fault;
use super::code::is_code_for;
use super::fonts::Family;
use super::frame::{Artifact, Image, Item, Kid, Node, OutlineEntry, Role, Run, Tag};
use super::image::Pictures;
use super::letterhead::is_fixed;
use super::lines::{Align, Breaker, Line, Setting};
use super::margins::Footer;
use super::markdown::{Block, Kind, List, Marker, Span, text_of};
use super::sections::is_strong;
use super::shape::Shaper;
use super::style::{self, Style, Type};

/// A piece of page: x from the page's left edge, y from the slab's top.
#[derive(Debug, Clone, Default)]
pub(super) struct Slab {
    /// The space above it, unless it begins a page.
    pub before: f32,
    pub height: f32,
    pub items: Vec<Placed>,
    /// Nodes that begin with it, even when nothing of theirs is drawn, as an empty cell.
    pub touch: Vec<usize>,
    /// The page may not break after it.
    pub glue: bool,
    /// It begins a page.
    pub new_page: bool,
    /// It begins the second page, when one is not enough.
    pub turn: bool,
    /// What is repeated above it when it begins a page: the head of its table.
    pub head: Option<Rc<Slab>>,
    /// The heading it begins: title and level.
    pub outline: Option<(String, u8)>,
}

/// The space between a list and the text over it.
const BELOW_ITS_TEXT: f32 = 3.0;

/// An item of a slab.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub tag: Tag,
    pub item: Item,
    /// The address it leads to.
    pub link: Option<String>,
}

/// What setting needs from the thread, and what it has made so far.
pub(super) struct Flow<'a, 'f> {
    pub shaper: &'a mut Shaper<'f>,
    pub breaker: &'a Breaker,
    pub assets: &'a dyn super::Assets,
    pub pictures: &'a mut Pictures,
    pub style: Style,
    /// The left edge and the width of text.
    pub left: f32,
    pub measure: f32,
    pub nodes: Vec<Node>,
    pub images: Vec<std::sync::Arc<Image>>,
    pub faults: Vec<Fault>,
    pub slabs: Vec<Slab>,
    /// Whether there is an address: references stand beside it, and where the Markdown has them otherwise.
    pub addressed: bool,
    /// Whether the document is read from right to left: what stands at the left elsewhere stands at the right.
    pub rtl: bool,
    /// The decimal sign of the document's language.
    pub decimal: char,
    /// The footer as it was set last.
    pub footer: Option<Footer>,
    /// The line of the block at hand, for faults.
    pub line: usize,
    /// The height of a page's text, that of the slabs counted so far, and their number.
    pub page: f32,
    pub height: f32,
    pub counted: usize,
}

/// A longer document is refused: a statement of 10,000 rows has some 300 pages.
const MOST_PAGES: f32 = 500.0;
/// No column of text is narrower.
const LEAST_MEASURE: f32 = 60.0;
/// The faults after which nothing more is set.
const FULL: [&str; 3] = ["nested-too-deep", "taller-than-a-page", "too-many-pages"];

/// The most rows of facts, as an account to pay into has them, or boxes to fill in, that stand on one page together.
pub(super) const MOST_TOGETHER: usize = 12;

impl Flow<'_, '_> {
    /// Makes a node; it joins its parent when something of it is placed.
    pub(super) fn node(&mut self, parent: usize, role: Role) -> usize {
        self.nodes.push(Node { role, parent, kids: vec![], alt: None, bbox: None, columns: 1, row_head: false });
        self.nodes.len() - 1
    }

    pub(super) fn fault(&mut self, code: &'static str, text: String, hint: Option<&str>) {
        let hint = hint.map(str::to_string);
        self.faults.push(Fault { code, line: self.line, text, hint, character: None });
    }

    /// Returns text as lines of the measure.
    pub(super) fn set(&mut self, spans: &[Span], setting: &Setting) -> Vec<Line> {
        let mut missing = vec![];
        let lines = self.breaker.lines(self.shaper, spans, setting, &mut missing);
        for c in missing {
            let text = format!("no font has the character `{}` (U+{:04X})", c.escape_debug(), c as u32);
            let hint = "name a font that has it under `page.fonts`, or write the word in other letters";
            let hint = Some(hint.to_string());
            let fault = Fault { code: "character-without-font", line: self.line, text, hint, character: Some(c) };
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
        lines
    }

    pub(super) fn setting(&self, kind: Type, measure: f32) -> Setting {
        Setting {
            family: kind.family,
            size: kind.size,
            measure,
            align: if self.rtl { Align::Right } else { Align::Left },
            hyphenate: true,
            tabular: false,
            strong: false,
            protrude: false,
            colour: style::INK,
        }
    }

    /// Returns the left end of what is so wide and stands so far from the edge at which lines begin.
    pub(super) fn inset(&self, from: f32, width: f32) -> f32 {
        if self.rtl { self.left + self.measure - from - width } else { self.left + from }
    }

    /// Returns a line's items with the baseline so far below the slab's top.
    pub(super) fn placed<'s>(
        &self,
        line: Line,
        spans: &'s [Span],
        node: usize,
        x: f32,
        baseline: f32,
    ) -> impl Iterator<Item = Placed> + use<'s> {
        let runs = line.runs.into_iter().map(move |(mut run, span)| {
            run.x += x;
            run.y = baseline;
            let link = spans.get(span).and_then(|span| span.link.clone());
            if link.is_some() {
                run.colour = style::LINK;
            }
            Placed { tag: Tag::Node(node), item: Item::Run(run), link }
        });
        let fills = line.fills.into_iter().map(move |(left, width)| {
            let area = [x + left, baseline + 1.6, width, 0.5];
            decor(Item::Rect { area, colour: style::MUTED })
        });
        runs.chain(fills)
    }

    /// Sets blocks one after the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], parent: usize) {
        let (mut below_heading, mut below_text) = (None, true);
        let addressed = self.addressed;
        let mut blocks = blocks.iter().filter(|block| parent > 0 || !is_fixed(block, addressed)).peekable();
        while let Some(block) = blocks.next() {
            let first = self.slabs.len();
            self.line = block.line;
            if self.is_full() {
                return;
            }
            match blocks.next_if(|next| is_code_for(block, next)) {
                Some(code) => self.with_code(block, code, parent),
                None => self.block(block, parent),
            }
            if let Kind::List(_) = block.kind
                && below_text
                && let Some(slab) = self.slabs.get_mut(first)
            {
                // the text that says what it lists; after anything else it keeps its distance
                slab.before = slab.before.min(BELOW_ITS_TEXT);
            }
            if let Some(slab) = self.slabs.get_mut(first) {
                slab.new_page |= block.new_page;
                slab.turn |= block.turn;
                if let Some(level) = below_heading {
                    slab.before = slab.before.min(self.style.below_heading[level]);
                }
            }
            below_heading = match block.kind {
                Kind::Heading(level, _) => Some(place_of(level)),
                _ => None,
            };
            below_text = matches!(block.kind, Kind::Paragraph(_));
            if block.keep
                && let Some(slab) = self.slabs.last_mut()
            {
                slab.glue = true;
            }
        }
    }

    /// Tells whether nothing more can be set: no width is left, a piece is taller than any page, or there are too many
    /// pages; says so, once.
    pub(super) fn is_full(&mut self) -> bool {
        if !self.faults.iter().all(|fault| !FULL.contains(&fault.code)) {
            return true;
        }
        if self.measure < LEAST_MEASURE {
            self.fault("nested-too-deep", "lists and quotations leave no width for text".into(), None);
            return true;
        }
        // the references beside an address are taken away again
        let counted = self.counted.min(self.slabs.len());
        for slab in &self.slabs[counted..] {
            self.height += slab.height + slab.before;
            if slab.height > self.page {
                let text = "a row of a table or a picture is taller than a page".to_string();
                self.fault("taller-than-a-page", text, Some("divide it"));
                return true;
            }
        }
        self.counted = self.slabs.len();
        if self.height > self.page * MOST_PAGES {
            let text = format!("the document has more than {MOST_PAGES:.0} pages");
            self.fault("too-many-pages", text, Some("divide it"));
            return true;
        }
        false
    }

    pub(super) fn block(&mut self, block: &Block, parent: usize) {
        match (&block.kind, block.marker) {
            (Kind::Paragraph(spans), Some(Marker::Signature)) => self.signature(spans, block.image.as_ref(), parent),
            (Kind::Paragraph(spans), Some(Marker::Small)) => self.small(spans, parent),
            (Kind::Paragraph(spans), _) => self.paragraph(spans, parent),
            (Kind::Heading(level, spans), _) => self.heading(*level, spans, parent),
            (Kind::Quote(blocks), _) => self.quote(blocks, parent),
            (Kind::List(list), _) => self.list(list, parent),
            (Kind::Table(table), marker) => self.table(table, marker, parent),
            (Kind::Image { file, alt }, _) => self.picture(file, alt, parent),
            (Kind::Rule, _) => self.rule(),
            (Kind::PaymentCode { alt, payload }, _) => self.payment_code(alt, payload, parent),
            (Kind::Chart(text), _) => self.chart(text, parent),
            // set at the foot of the last page
            (Kind::SwissBill { .. }, _) => {}
        }
    }

    fn paragraph(&mut self, spans: &[Span], parent: usize) {
        let kind = self.style.body;
        self.text(spans, kind, parent, self.style.paragraph);
        // a line all in bold is a small heading: it stays with what it stands over
        let bold = is_strong(spans);
        // and what ends in a colon stays with what it announces
        let announces = spans.last().is_some_and(|span| span.text.trim_end().ends_with(':'));
        if (bold || announces)
            && let Some(slab) = self.slabs.last_mut()
        {
            slab.glue = true;
        }
    }

    fn small(&mut self, spans: &[Span], parent: usize) {
        let node = self.node(parent, Role::P);
        let kind = self.style.small;
        let setting = Setting { colour: style::MUTED, ..self.setting(kind, self.measure) };
        let lines = self.set(spans, &setting);
        self.stack(lines, spans, kind, node, self.style.paragraph);
    }

    fn text(&mut self, spans: &[Span], kind: Type, parent: usize, before: f32) {
        let node = self.node(parent, Role::P);
        let setting = Setting { protrude: true, ..self.setting(kind, self.measure) };
        let lines = self.set(spans, &setting);
        self.stack(lines, spans, kind, node, before);
    }

    /// A slab a line, tied so that no page begins or ends with a single line of a paragraph.
    pub(super) fn stack(&mut self, lines: Vec<Line>, spans: &[Span], kind: Type, node: usize, before: f32) {
        let count = lines.len();
        for (k, line) in lines.into_iter().enumerate() {
            let items = self.placed(line, spans, node, self.left, baseline(kind)).collect();
            let glue = k + 1 < count && (k == 0 || k + 2 == count);
            let before = if k == 0 { before } else { 0.0 };
            self.slabs.push(Slab { before, height: kind.leading, items, glue, ..Slab::default() });
        }
    }

    fn heading(&mut self, level: u8, spans: &[Span], parent: usize) {
        let place = place_of(level);
        let kind = self.style.headings[place];
        let node = self.node(parent, [Role::H1, Role::H2, Role::H3][place]);
        let setting = Setting { strong: true, hyphenate: false, ..self.setting(kind, self.measure) };
        let lines = self.set(spans, &setting);
        let first = self.slabs.len();
        self.stack(lines, spans, kind, node, self.style.above_heading[place]);
        let title = text_of(spans);
        for slab in &mut self.slabs[first..] {
            slab.glue = true;
        }
        if let Some(slab) = self.slabs.get_mut(first) {
            slab.outline = Some((title.replace('\n', " "), level));
        }
    }

    /// A quotation: set in, with a bar beside it.
    fn quote(&mut self, blocks: &[Block], parent: usize) {
        let node = self.node(parent, Role::BlockQuote);
        let (outer, first) = ((self.left, self.measure, self.style.body), self.slabs.len());
        let (left, right) = self.style.quote_indent;
        self.left += if self.rtl { right } else { left };
        self.measure -= left + right;
        self.style.body = self.style.quote;
        self.blocks(blocks, node);
        (self.left, self.measure, self.style.body) = outer;
        let bar = self.inset(if left > 14.0 { left - 10.0 } else { 0.0 }, self.style.quote_bar);
        let last = self.slabs.len();
        for (k, slab) in self.slabs.iter_mut().enumerate().skip(first) {
            let top = if k == first { 1.2 } else { -slab.before };
            let bottom = if k + 1 == last { slab.height - 0.4 } else { slab.height };
            let area = [bar, top, self.style.quote_bar, bottom - top];
            slab.items.insert(0, decor(Item::Rect { area, colour: style::BAR }));
        }
    }

    fn list(&mut self, list: &List, parent: usize) {
        let node = self.node(parent, Role::L);
        let kind = self.style.body;
        let indent = kind.size * 1.35;
        let first_of_all = self.slabs.len();
        for (k, item) in list.items.iter().enumerate() {
            let li = self.node(node, Role::LI);
            let label = match (item.task, list.start) {
                (Some(_), _) => None,
                (None, Some(start)) => Some(format!("{}.", start + k as u64)),
                (None, None) => Some("•".to_string()),
            };
            let label = label.map(|text| self.label(&text, kind, li));
            let first = self.slabs.len();
            let body = self.node(li, Role::LBody);
            let before = self.style.paragraph;
            if k > 0 {
                self.style.paragraph = kind.size * 0.18;
            }
            let outer = (self.left, self.measure);
            self.left += if self.rtl { 0.0 } else { indent };
            self.measure -= indent;
            self.blocks(&item.blocks, body);
            (self.left, self.measure) = outer;
            self.style.paragraph = before;
            let bullet = label.unwrap_or_else(|| self.ticks(item.task == Some(true), kind, li));
            if let Some(slab) = self.slabs.get_mut(first) {
                slab.items.splice(0..0, bullet);
            }
        }
        // boxes to fill in belong together
        let boxes = list.items.iter().all(|item| item.task.is_some()) && list.items.len() <= MOST_TOGETHER;
        if let Some((_, others)) = self.slabs[first_of_all..].split_last_mut().filter(|_| boxes) {
            for slab in others {
                slab.glue = true;
            }
        }
    }

    fn label(&mut self, text: &str, kind: Type, item: usize) -> Vec<Placed> {
        let node = self.node(item, Role::Lbl);
        let (line, spans) = self.one_line(text, &self.setting(kind, 0.0));
        let x = self.inset(0.0, line.width);
        self.placed(line, &spans, node, x, baseline(kind)).collect()
    }

    /// A box to tick, and its tick; read out as the sign of the same look.
    fn ticks(&mut self, done: bool, kind: Type, item: usize) -> Vec<Placed> {
        use super::frame::{Paint, Segment};
        let left = self.inset(0.0, kind.size * 0.72);
        let node = self.node(item, Role::Lbl);
        self.nodes[node].alt = Some(if done { "☑" } else { "☐" }.to_string());
        let (side, base) = (kind.size * 0.72, baseline(kind));
        let (top, right) = (base - side + 0.6, left + side);
        let corners = [(left, top), (right, top), (right, top + side), (left, top + side)];
        let mut segments = vec![Segment::Move(corners[0].0, corners[0].1)];
        segments.extend(corners[1..].iter().map(|(x, y)| Segment::Line(*x, *y)));
        segments.push(Segment::Close);
        if done {
            segments.extend([
                Segment::Move(left + side * 0.2, top + side * 0.55),
                Segment::Line(left + side * 0.42, top + side * 0.8),
                Segment::Line(left + side * 0.85, top + side * 0.2),
            ]);
        }
        let paint = Paint { fill: None, stroke: Some((style::MUTED, 0.8)), dash: vec![] };
        vec![Placed { tag: Tag::Node(node), item: Item::Path { segments, paint }, link: None }]
    }

    fn rule(&mut self) {
        let area = [self.left, 4.0, self.measure, 0.5];
        let items = vec![decor(Item::Rect { area, colour: style::FAINT })];
        self.slabs.push(Slab { before: self.style.paragraph, height: 8.0, items, ..Slab::default() });
    }

    /// The closing, room for a pen or the scanned signature, and the lines under it: all on one page,
    /// with the end of the letter before them.
    fn signature(&mut self, spans: &[Span], image: Option<&(String, String)>, parent: usize) {
        let kind = self.style.body;
        let node = self.node(parent, Role::P);
        let setting = self.setting(kind, self.measure);
        let mut lines = self.set(spans, &setting).into_iter();
        let tied = self.slabs.len().saturating_sub(2);
        for slab in &mut self.slabs[tied..] {
            slab.glue = true;
        }
        let closing: Vec<Line> = lines.by_ref().take(1).collect();
        self.stack(closing, spans, kind, node, self.style.paragraph);
        let first = self.slabs.len() - 1;
        match image {
            Some((file, alt)) => self.drawn(file, alt, parent, [120.0, 34.0], 2.0),
            None => self.slabs.push(Slab { height: 34.0, ..Slab::default() }),
        }
        let node = self.node(parent, Role::P);
        self.stack(lines.collect(), spans, kind, node, 0.0);
        let last = self.slabs.len() - 1;
        for slab in &mut self.slabs[first..last] {
            slab.glue = true;
        }
    }

    fn picture(&mut self, file: &str, alt: &str, parent: usize) {
        self.drawn(file, alt, parent, [self.measure, 220.0], self.style.paragraph);
    }

    /// A picture in its proportions, at most so wide and high.
    pub(super) fn drawn(&mut self, file: &str, alt: &str, parent: usize, most: [f32; 2], before: f32) {
        let Some((image, width, height)) = self.image(file, most) else { return };
        let area = [self.inset(0.0, width), 0.0, width, height];
        let node = self.figure(parent, alt);
        let item = Placed { tag: Tag::Node(node), item: Item::Image { image, area }, link: None };
        self.slabs.push(Slab { before, height, items: vec![item], ..Slab::default() });
    }

    /// Takes in a picture; returns its place and the size that fits.
    pub(super) fn image(&mut self, file: &str, most: [f32; 2]) -> Option<(usize, f32, f32)> {
        let read = self.assets.read(file).map_err(|text| ("image-missing", text));
        match read
            .and_then(|bytes| self.pictures.of(bytes).map_err(|text| ("image-unusable", format!("`{file}` {text}"))))
        {
            Ok(image) => {
                let (width, height) = (image.width as f32, image.height as f32);
                // at 300 points an inch, unless that is more than there is room for
                let scale = (72.0 / 300.0_f32).max(most[1] / height).min(most[0] / width).min(most[1] / height);
                self.images.push(image);
                Some((self.images.len() - 1, width * scale, height * scale))
            }
            Err((code, text)) => {
                self.fault(code, text, Some("give a PNG or JPEG file beside the document"));
                None
            }
        }
    }

    /// Makes the node of a picture, which must say in words what it shows.
    pub(super) fn figure(&mut self, parent: usize, alt: &str) -> usize {
        if alt.trim().is_empty() {
            let hint = "say in words what it shows: after `alt:`, or in the brackets of `![…](file)`";
            self.fault("picture-without-words", "a picture does not say what it shows".into(), Some(hint));
        }
        let node = self.node(parent, Role::Figure);
        self.nodes[node].alt = Some(alt.to_string());
        node
    }

    /// Returns one line of text that is not broken, from its left end, whatever its direction.
    pub(super) fn one_line(&mut self, text: &str, setting: &Setting) -> (Line, Vec<Span>) {
        let spans = vec![Span { text: text.to_string(), ..Span::default() }];
        let setting = Setting { measure: 10_000.0, hyphenate: false, ..*setting };
        let mut line = self.set(&spans, &setting).into_iter().next().unwrap_or_default();
        let left = line.runs.iter().map(|(run, _)| run.x).reduce(f32::min).unwrap_or_default();
        line.runs.iter_mut().for_each(|(run, _)| run.x -= left);
        (line, spans)
    }
}

/// Returns the place of a heading's measures.
fn place_of(level: u8) -> usize {
    usize::from(level.clamp(1, 3) - 1)
}

/// Returns where the baseline lies below the top of a line.
pub(super) fn baseline(kind: Type) -> f32 {
    let ascent = if kind.family == Family::Serif { 0.33 } else { 0.325 };
    kind.leading / 2.0 + kind.size * ascent
}

/// An item that is not read out.
pub(super) fn decor(item: Item) -> Placed {
    Placed { tag: Tag::Artifact(Artifact::Layout), item, link: None }
}

/// Returns the nodes and outline for a page: attaches a node to its parent the first time it is seen.
pub(super) fn attach(nodes: &mut [Node], attached: &mut [bool], node: usize) {
    if attached[node] {
        return;
    }
    attached[node] = true;
    let parent = nodes[node].parent;
    attach(nodes, attached, parent);
    nodes[parent].kids.push(Kid::Node(node));
}

/// The space a run takes up and down from its baseline, for links.
pub(super) fn run_area(run: &Run) -> [f32; 4] {
    let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance * run.size).sum();
    [run.x, run.y - run.size * 0.8, run.x + width, run.y + run.size * 0.25]
}

/// An entry of the outline before its page is known.
pub(super) fn outline(slab: &Slab, page: usize, y: f32) -> Option<OutlineEntry> {
    slab.outline.as_ref().map(|(title, level)| OutlineEntry { title: title.clone(), page, y, level: *level })
}
