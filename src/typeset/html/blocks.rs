//! Blocks as elements.

use std::fmt::Write as _;

use super::super::figures::decimal_sign;
use super::super::head::Head;
use super::super::markdown::{Block, Kind, List, Marker, Span, Table};
use super::columns::Columns;
use super::escape;

/// Gives a picture, a payment code or a chart as HTML; none leaves it out.
pub(in crate::typeset) type Figure<'a> = dyn FnMut(&Block) -> Option<String> + 'a;

/// Writes blocks one after the other.
pub(super) struct Writer<'w, 'f> {
    pub(super) out: String,
    figure: &'w mut Figure<'f>,
    /// The decimal sign of the document's language; none where it is read from right to left.
    decimal: Option<char>,
}

impl<'w, 'f> Writer<'w, 'f> {
    pub(super) fn new(head: &Head, figure: &'w mut Figure<'f>) -> Writer<'w, 'f> {
        let decimal = (!head.is_rtl()).then(|| decimal_sign(&head.lang));
        Writer { out: String::new(), figure, decimal }
    }

    /// The logo, and the sender beside it, the name first.
    pub(super) fn letterhead(&mut self, block: &Block, logo: Option<&str>) {
        let Kind::Paragraph(spans) = &block.kind else { return self.block(block) };
        self.out.push_str("<header>\n");
        self.out.push_str(logo.unwrap_or_default());
        let _ = writeln!(self.out, "<p class=\"sender\">{}</p>\n</header>", inline(spans));
    }

    pub(super) fn block(&mut self, block: &Block) {
        match (&block.kind, block.marker) {
            (Kind::Paragraph(spans), Some(Marker::Signature)) => self.signature(block, spans),
            (Kind::Paragraph(spans), marker) => {
                let _ = writeln!(self.out, "<p{}>{}</p>", class(marker), inline(spans));
            }
            (Kind::Heading(level, spans), _) => {
                let level = (*level).clamp(1, 3);
                let _ = writeln!(self.out, "<h{level}>{}</h{level}>", inline(spans));
            }
            (Kind::Quote(blocks), _) => self.around("blockquote", blocks),
            (Kind::List(list), _) => self.list(list),
            (Kind::Table(table), marker) => self.table(table, marker),
            (Kind::Rule, _) => self.out.push_str("<hr>\n"),
            (Kind::Image { .. } | Kind::PaymentCode { .. } | Kind::SwissBill { .. } | Kind::Chart(_), _) => {
                self.drawn(block);
            }
        }
    }

    fn drawn(&mut self, block: &Block) {
        if let Some(html) = (self.figure)(block) {
            self.out.push_str(&html);
        }
    }

    fn around(&mut self, element: &str, blocks: &[Block]) {
        let _ = writeln!(self.out, "<{element}>");
        for block in blocks {
            self.block(block);
        }
        let _ = writeln!(self.out, "</{element}>");
    }

    /// The closing, the scanned signature or room for a pen, and the lines under it.
    fn signature(&mut self, block: &Block, spans: &[Span]) {
        let text = inline(spans);
        let (closing, under) = text.split_once("<br>\n").unwrap_or((&text, ""));
        let _ = writeln!(self.out, "<p class=\"closing\">{closing}</p>");
        match &block.image {
            Some((file, alt)) => {
                let kind = Kind::Image { file: file.clone(), alt: alt.clone() };
                self.drawn(&Block { kind, image: None, ..block.clone() });
            }
            None => self.out.push_str("<p class=\"pen\"><br></p>\n"),
        }
        let _ = writeln!(self.out, "<p>{under}</p>");
    }

    fn list(&mut self, list: &List) {
        let ordered = list.start.is_some();
        let element = if ordered { "ol" } else { "ul" };
        let tasks = list.items.iter().any(|item| item.task.is_some());
        let start = list.start.filter(|start| *start != 1).map_or_else(String::new, |k| format!(" start=\"{k}\""));
        let _ = writeln!(self.out, "<{element}{start}{}>", if tasks { " class=\"tasks\"" } else { "" });
        for item in &list.items {
            let mark = item.task.map_or("", |done| if done { "☑ " } else { "☐ " });
            let _ = write!(self.out, "<li>{mark}");
            match item.blocks.as_slice() {
                [Block { kind: Kind::Paragraph(spans), .. }] => self.out.push_str(&inline(spans)),
                blocks => blocks.iter().for_each(|block| self.block(block)),
            }
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{element}>");
    }

    fn table(&mut self, table: &Table, marker: Option<Marker>) {
        let _ = writeln!(self.out, "<table{}>", class(marker));
        if !table.is_headless() {
            self.out.push_str("<thead>\n");
            self.row(&table.head, table, |_| ("th", " scope=\"col\""), |_, cell| inline(cell));
            self.out.push_str("</thead>\n");
        }
        self.out.push_str("<tbody>\n");
        let columns = Columns::of(table, marker, self.decimal);
        let labelled = matches!(marker, Some(Marker::Facts | Marker::References));
        for row in &table.rows {
            let element = |k| if labelled && k == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            self.row(row, table, element, |k, cell| columns.cell(k, cell));
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn row(
        &mut self,
        cells: &[Vec<Span>],
        table: &Table,
        element: impl Fn(usize) -> (&'static str, &'static str),
        text: impl Fn(usize, &[Span]) -> String,
    ) {
        self.out.push_str("<tr>");
        for (k, cell) in cells.iter().enumerate() {
            let (element, scope) = element(k);
            let right = if table.right.get(k) == Some(&true) { " class=\"right\"" } else { "" };
            let _ = write!(self.out, "<{element}{scope}{right}>{}</{element}>", text(k, cell));
        }
        self.out.push_str("</tr>\n");
    }
}

/// Returns the class of what a marker is about.
fn class(marker: Option<Marker>) -> String {
    let word = match marker {
        Some(Marker::Sender) => "sender",
        Some(Marker::Return) => "return",
        Some(Marker::Recipient) => "recipient",
        Some(Marker::References) => "facts references",
        Some(Marker::Lead) => "lead",
        Some(Marker::Totals) => "totals",
        Some(Marker::Facts) => "facts",
        Some(Marker::Signatures) => "signatures",
        Some(Marker::Small) => "small",
        // a window is as wide as it is: sections stand one below the other
        Some(Marker::Signature | Marker::Pairs | Marker::Columns | Marker::Beside) | None => return String::new(),
    };
    format!(" class=\"{word}\"")
}

pub(super) fn inline(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        let mut text = escape(&span.text).replace('\n', "<br>\n");
        if span.emphasis {
            text = format!("<em>{text}</em>");
        }
        if span.strong {
            text = format!("<strong>{text}</strong>");
        }
        match &span.link {
            Some(url) => {
                let _ = write!(out, "<a href=\"{}\">{text}</a>", escape(url));
            }
            None => out.push_str(&text),
        }
    }
    out
}
