//! One document after another: the steps from Markdown to pages, and on to PDF.

use std::sync::Arc;

use super::docx;
use super::figures;
use super::flow::{Flow, Slab};
use super::fonts::Fonts;
use super::frame::{Artifact, Document, Node, Role};
use super::head::{Class, Head, Paper};
use super::html;
use super::image::Pictures;
use super::lines::Breaker;
use super::markdown::{self, Block, Kind, Source};
use super::pages::{Press, Room, breaks};
use super::pdf::Writer;
use super::shape::Shaper;
use super::style::{self, Style};
use super::swiss_bill;
use super::{Assets, Attachment, Fault, Subsets};

/// Sets documents. One for each thread, for what it keeps of them: words shaped, pictures decoded, fonts cut
/// down. Nothing of that shows in a document.
pub struct Setter<'f> {
    shaper: Shaper<'f>,
    breaker: Breaker,
    pictures: Pictures,
    writer: Writer,
    overlay: bool,
}

impl<'f> Setter<'f> {
    /// Returns a setter that uses these fonts, and embeds so much of them.
    pub fn new(fonts: &'f Arc<Fonts>, subsets: Subsets) -> Setter<'f> {
        let writer = Writer::new(Arc::clone(fonts), subsets);
        Setter {
            shaper: Shaper::new(fonts),
            breaker: Breaker::new(),
            pictures: Pictures::default(),
            writer,
            overlay: false,
        }
    }

    /// Returns a setter like this one with other fonts, which embeds what a single document uses.
    pub fn again<'g>(&self, fonts: &'g Arc<Fonts>) -> Setter<'g> {
        Setter::new(fonts, Subsets::Exact).with_overlay(self.overlay)
    }

    /// Draws the envelope's window over the first page of each document, to be checked and not to be sent.
    #[must_use]
    pub fn with_overlay(self, overlay: bool) -> Setter<'f> {
        Setter { overlay, ..self }
    }

    /// Returns the document as a PDF file, with the attachments inside it.
    ///
    /// The same text, pictures and attachments give the same bytes.
    ///
    /// # Errors
    ///
    /// Everything that cannot be set, as [`layout`](Setter::layout) has it.
    pub fn pdf(
        &mut self,
        markdown: &str,
        assets: &dyn Assets,
        attachments: &[Attachment],
    ) -> Result<Vec<u8>, Vec<Fault>> {
        let document = self.layout(markdown, assets)?;
        self.writer.write(&document, attachments).map_err(|fault| vec![fault])
    }

    /// Returns the document laid out in pages.
    ///
    /// # Errors
    ///
    /// Everything that cannot be set, each with its line: what the dialect does not have, characters no
    /// font has, pictures that cannot be used, an address that does not fit its window.
    pub fn layout(&mut self, markdown: &str, assets: &dyn Assets) -> Result<Document, Vec<Fault>> {
        let source = markdown::read(markdown)?;
        self.shaper.set_language(&source.head.lang);
        let style = Style::of(source.head.class);
        let mut best = self.set(&source, style, false, assets)?;
        if best.document.pages.len() > 1 {
            for Try { style, turn, most } in further_tries(&source, style, best.document.pages.len()) {
                if source.head.class != Class::Sheet && !best.might_save_a_page() {
                    continue;
                }
                let laid = self.set(&source, style, turn, assets)?;
                if laid.document.pages.len() <= most {
                    return Ok(laid.document);
                }
                if laid.document.pages.len() < best.document.pages.len() {
                    best = laid;
                }
            }
        }
        Ok(best.document)
    }

    /// Returns the document as one HTML page that stands alone.
    ///
    /// The same text and pictures give the same page.
    ///
    /// # Errors
    ///
    /// What the dialect does not have, drawings that cannot be drawn and pictures that cannot be used, each with
    /// its line. A character no font has is none: the reader's fonts serve.
    pub fn html(&mut self, markdown: &str, assets: &dyn Assets) -> Result<String, Vec<Fault>> {
        let source = markdown::read(markdown)?;
        self.shaper.set_language(&source.head.lang);
        let style = Style::of(source.head.class);
        let mut faults = vec![];
        let page = html::page(&source, &mut |block| {
            let mut flow = self.flow(style, [0.0, 440.0, f32::INFINITY], assets);
            let figure = flow.as_html(block, &source.head.lang);
            faults.extend(flow.faults.into_iter().filter(|fault| fault.code != "character-without-font"));
            figure
        });
        if faults.is_empty() { Ok(page) } else { Err(faults) }
    }

    /// Returns the document as a file for a word processor (`.docx`).
    ///
    /// The same text and pictures give the same bytes. A chart and a Swiss bill, which are drawn for the page, are
    /// said in words.
    ///
    /// # Errors
    ///
    /// What the dialect does not have, codes and pictures that cannot be used, each with its line. A character no
    /// font has is none: the word processor has its own.
    pub fn docx(&mut self, markdown: &str, assets: &dyn Assets) -> Result<Vec<u8>, Vec<Fault>> {
        let source = markdown::read(markdown)?;
        let style = Style::of(source.head.class);
        let mut faults = vec![];
        let file = docx::file(&source, &mut |block, most| {
            let mut flow = self.flow(style, [0.0, 440.0, f32::INFINITY], assets);
            let figure = flow.as_picture(block, most);
            faults.extend(flow.faults);
            figure
        });
        if faults.is_empty() { Ok(file) } else { Err(faults) }
    }

    fn flow<'s>(&'s mut self, style: Style, [left, measure, page]: [f32; 3], assets: &'s dyn Assets) -> Flow<'s, 'f> {
        Flow {
            shaper: &mut self.shaper,
            breaker: &self.breaker,
            assets,
            pictures: &mut self.pictures,
            style,
            left,
            measure,
            nodes: vec![root()],
            images: vec![],
            faults: vec![],
            slabs: vec![],
            addressed: false,
            rtl: false,
            decimal: '.',
            footer: None,
            line: 0,
            page,
            height: 0.0,
            counted: 0,
        }
    }

    fn set(&mut self, source: &Source, style: Style, turn: bool, assets: &dyn Assets) -> Result<Laid, Vec<Fault>> {
        let head = &source.head;
        let (width, height) = style::paper(head.paper);
        let [top, right, bottom, left] = style.margins;
        let running = if head.continued.is_some() { 16.0 } else { 0.0 };
        let overlay = self.overlay;
        let mut flow = self.flow(style, [left, width - left - right, height - top - running - bottom], assets);
        flow.rtl = head.is_rtl();
        flow.decimal = figures::decimal_sign(&head.lang);
        let taller = flow.taller_foot(head);
        flow.page -= taller;
        let bottom = bottom + taller;
        let window = style::window(head.envelope);
        let mut fixed = flow.fixed(&source.blocks, head, window, width);
        if overlay {
            fixed.items.extend(flow.overlay(window));
        }
        flow.sections(&source.blocks, 0);
        flow.is_full();
        if turn {
            flow.slabs.iter_mut().for_each(|slab| slab.new_page |= slab.turn);
        }
        let bill = flow.bill(&source.blocks, head);
        if !flow.faults.is_empty() {
            return Err(flow.faults);
        }
        let room = Room { first_top: fixed.body_top, top: top + running, bottom: height - bottom };
        let starts = breaks(&flow.slabs, room);
        let heights = heights(&flow.slabs, starts[starts.len() - 1]);
        let mut press = Press::new(std::mem::take(&mut flow.nodes));
        let billed = bill.is_some();
        let end = press.print(fixed, std::mem::take(&mut flow.slabs), &starts, room);
        if let Some(bill) = bill {
            press.at_foot(bill, end, height, bottom);
        }
        let pages = press.pages.len();
        for page in 1..=pages {
            // the foot stands above a bill
            let height = if billed && page == pages { height - swiss_bill::HEIGHT } else { height };
            let (top, foot) = flow.margins(head, page, pages, height);
            press.margin(page - 1, Artifact::Header, top);
            press.margin(page - 1, Artifact::Footer, foot);
        }
        if !flow.faults.is_empty() {
            return Err(flow.faults);
        }
        let document = Document {
            title: head.title.clone(),
            author: head.author.clone(),
            lang: head.lang.clone(),
            date: head.date.clone(),
            width,
            height,
            pages: press.pages,
            nodes: press.nodes,
            outline: press.outline,
            images: flow.images,
        };
        Ok(Laid { document, heights })
    }
}

/// A document laid out, and the height of what stands on all its pages and on the last.
struct Laid {
    document: Document,
    heights: [f32; 2],
}

impl Laid {
    /// The largest share by which closer measures shorten a text, and what they give a page at its foot.
    const SHARE: f32 = 0.22;
    const FOOT: f32 = 12.0;
    /// A longer document is not worth setting twice.
    const MOST_PAGES: usize = 4;

    fn might_save_a_page(&self) -> bool {
        let [whole, last] = self.heights;
        let pages = self.document.pages.len();
        pages <= Self::MOST_PAGES && last < whole * Self::SHARE + Self::FOOT * pages as f32
    }
}

fn heights(slabs: &[Slab], last: usize) -> [f32; 2] {
    let height = |slabs: &[Slab]| slabs.iter().map(|slab| slab.before + slab.height).sum();
    [height(slabs), height(&slabs[last..])]
}

impl Flow<'_, '_> {
    /// Returns the Swiss QR-bill of a document that has one.
    fn bill(&mut self, blocks: &[Block], head: &Head) -> Option<Slab> {
        let (block, alt, payload) = blocks.iter().find_map(|block| match &block.kind {
            Kind::SwissBill { alt, payload } => Some((block, alt, payload)),
            _ => None,
        })?;
        self.line = block.line;
        if head.paper != Paper::A4 {
            let hint = "write `paper: a4` in the head; from a case, the creditor's country or `page` decides";
            self.fault("swiss-bill", "a Swiss QR-bill is as wide as A4 paper".into(), Some(hint));
        }
        self.swiss_bill(alt, payload, &head.lang)
    }
}

/// A way to set a document, and the most pages it may take to be the one chosen.
struct Try {
    style: Style,
    turn: bool,
    most: usize,
}

/// What is tried with a document that takes so many pages, more than one: half as close and a little closer, to save
/// a page; a sheet closer still, and then on two pages that part where it says so. If none is short enough, the
/// shortest is taken, the first of equals.
fn further_tries(source: &Source, style: Style, pages: usize) -> Vec<Try> {
    let class = source.head.class;
    let closer = style.closer(class, 1.0);
    if class != Class::Sheet {
        let saving = |style| Try { style, turn: false, most: pages - 1 };
        return vec![saving(style.closer(class, 0.5)), saving(closer)];
    }
    let whole = |style| Try { style, turn: false, most: 1 };
    let closest = closer.closer(class, 1.0);
    let mut tries = vec![whole(closer), whole(closest)];
    if source.blocks.iter().any(|block| block.turn) {
        tries.extend([style, closer, closest].map(|style| Try { style, turn: true, most: 2 }));
    }
    tries
}

fn root() -> Node {
    Node { role: Role::Document, parent: 0, kids: vec![], alt: None, bbox: None, columns: 1, row_head: false }
}

#[cfg(test)]
mod tests {
    use super::super::NoAssets;
    use super::*;

    fn lines(markdown: &str) -> Vec<(String, f32)> {
        let fonts = Arc::new(Fonts::built_in());
        let document = Setter::new(&fonts, Subsets::Exact).layout(markdown, &NoAssets).unwrap();
        document.runs().map(|run| (run.text.clone(), run.y)).collect()
    }

    #[test]
    fn without_an_address_references_stand_where_they_are_written() {
        let body = "# Statement\n\n<!-- references -->\n| | |\n|---|---|\n| As of | today |\n\nText.\n";
        let lines = lines(&format!("---\nclass: statement\nlang: en\ntitle: T\n---\n\n{body}"));
        let y = |begins: &str| lines.iter().find(|(text, _)| text.starts_with(begins)).unwrap().1;
        assert!(y("Statement") < y("As of") && y("As of") < y("Text"), "{lines:?}");
    }
}
