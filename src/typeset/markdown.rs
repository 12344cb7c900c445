//! Markdown to blocks: the dialect of [the room](super), and a fault with its line for everything else.

use std::borrow::Cow;
use std::cell::Cell;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use super::Fault;
use super::head::{self, Head};

/// A document as blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub head: Head,
    pub blocks: Vec<Block>,
}

/// One block, with the line it begins on and what its markers said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub line: usize,
    pub marker: Option<Marker>,
    /// Stays on the page of the block after it.
    pub keep: bool,
    /// Begins a page.
    pub new_page: bool,
    /// Begins the second page, when the document does not fit on one.
    pub turn: bool,
    /// The picture in a paragraph of text, such as a signature: file and alternative text.
    pub image: Option<(String, String)>,
    pub kind: Kind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Heading(u8, Vec<Span>),
    Paragraph(Vec<Span>),
    Quote(Vec<Block>),
    List(List),
    Table(Table),
    Image {
        file: String,
        alt: String,
    },
    Rule,
    /// A QR code: its alternative text and its payload.
    PaymentCode {
        alt: String,
        payload: String,
    },
    /// A Swiss QR-bill: the alternative text of its code, and its payload.
    SwissBill {
        alt: String,
        payload: String,
    },
    /// A chart: the lines of its fence, `alt:` and labels first.
    Chart(String),
}

/// A list; numbered from `start` when there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub start: Option<u64>,
    pub items: Vec<ListItem>,
}

/// An item of a list; `task` says whether its box is ticked.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// A table; a head row of empty cells is not printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub right: Vec<bool>,
    pub head: Vec<Vec<Span>>,
    pub rows: Vec<Vec<Vec<Span>>>,
}

impl Table {
    /// Tells whether no head row is printed.
    pub(super) fn is_headless(&self) -> bool {
        self.head.iter().all(|cell| text_of(cell).trim().is_empty())
    }
}

/// Text of one style; a line feed is a hard break.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Span {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub link: Option<String>,
}

/// Returns the text of spans as one.
pub(super) fn text_of(spans: &[Span]) -> Cow<'_, str> {
    match spans {
        [span] => Cow::Borrowed(&span.text),
        _ => Cow::Owned(spans.iter().map(|span| span.text.as_str()).collect()),
    }
}

/// Returns what stands before and after this byte of a text.
pub(super) fn parted(spans: &[Span], mut at: usize) -> [Vec<Span>; 2] {
    let mut parts = [vec![], vec![]];
    for span in spans {
        let (before, after) = span.text.split_at(at.min(span.text.len()));
        at -= before.len();
        for (part, text) in parts.iter_mut().zip([before, after]) {
            if !text.is_empty() {
                part.push(Span { text: text.to_owned(), ..span.clone() });
            }
        }
    }
    parts
}

/// The markers that say what the next block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Sender,
    Return,
    Recipient,
    References,
    Lead,
    Totals,
    Facts,
    Signature,
    Signatures,
    Small,
    Pairs,
    Columns,
    Beside,
}

const MARKERS: [(&str, Marker); 13] = [
    ("sender", Marker::Sender),
    ("return", Marker::Return),
    ("recipient", Marker::Recipient),
    ("references", Marker::References),
    ("lead", Marker::Lead),
    ("totals", Marker::Totals),
    ("facts", Marker::Facts),
    ("signature", Marker::Signature),
    ("signatures", Marker::Signatures),
    ("small", Marker::Small),
    ("pairs", Marker::Pairs),
    ("columns", Marker::Columns),
    ("beside", Marker::Beside),
];

/// Reads a document.
///
/// # Errors
///
/// Every construct outside the dialect, each with its line.
pub fn read(markdown: &str) -> Result<Source, Vec<Fault>> {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let mut faults = vec![];
    let (head, body_at) = head::read(markdown, &mut faults);
    // footnotes are read to say that they cannot be set
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader {
        text: markdown,
        asked: Cell::new((0, 1)),
        at: body_at,
        events: Parser::new_ext(&markdown[body_at..], options).into_offset_iter(),
        faults,
        seen: [false; MARKERS.len()],
    };
    reader.characters();
    let blocks = reader.blocks(None);
    match (head, reader.faults.is_empty()) {
        (Some(head), true) => Ok(Source { head, blocks }),
        _ => Err(reader.faults),
    }
}

/// The file and alternative text of a picture.
type Picture = Option<(String, String)>;

struct Reader<'m> {
    text: &'m str,
    /// The place whose line was asked for last, and that line.
    asked: Cell<(usize, usize)>,
    /// Where the body begins.
    at: usize,
    events: OffsetIter<'m>,
    faults: Vec<Fault>,
    /// Which markers have come, by place.
    seen: [bool; MARKERS.len()],
}

/// What markers said of the block to come.
#[derive(Default)]
struct Ahead {
    marker: Option<Marker>,
    keep: bool,
    new_page: bool,
    turn: bool,
}

impl<'m> Reader<'m> {
    fn line(&self, offset: usize) -> usize {
        self.line_at(self.at + offset)
    }

    /// Returns the line of a place in the whole text, counted from that of the place before.
    fn line_at(&self, at: usize) -> usize {
        let (before, line) = self.asked.get();
        let ends = |from: usize, to: usize| self.text[from..to].matches('\n').count();
        let line = if before <= at { line + ends(before, at) } else { line - ends(at, before) };
        self.asked.set((at, line));
        line
    }

    fn fault(&mut self, offset: usize, code: &'static str, text: String, hint: Option<&str>) {
        let line = self.line(offset);
        self.faults.push(Fault { code, line, text, hint: hint.map(str::to_string), character: None });
    }

    /// Names control characters and those that turn the direction of a line, which no page shows.
    fn characters(&mut self) {
        let text = self.text;
        // nothing of ASCII that is seen is one of them
        let odd = text.bytes().enumerate().filter(|(_, byte)| !(b' '..=b'~').contains(byte));
        for (at, c) in odd.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?))) {
            let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
            if control || matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}') {
                let line = self.line_at(at);
                let text = format!("the character U+{:04X} cannot be set", c as u32);
                let hint = Some("leave it out".to_string());
                self.faults.push(Fault { code: "character-unseen", line, text, hint, character: Some(c) });
            }
        }
    }

    /// Returns the blocks up to the end of the block around them, or of the document.
    fn blocks(&mut self, until: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = vec![];
        let mut ahead = Ahead::default();
        let mut loose: Option<(usize, Vec<Span>)> = None;
        while let Some((event, range)) = self.events.next() {
            if matches!(&event, Event::End(end) if Some(*end) == until) {
                break;
            }
            if let Some(spans) = inline(&event, &mut loose, range.start) {
                self.text(event, range.start, spans);
                continue;
            }
            close(&mut loose, &mut blocks, |at| self.line(at));
            let line = self.line(range.start);
            match event {
                Event::Start(Tag::HtmlBlock) => self.markers(&mut ahead),
                Event::Start(tag) => {
                    if let Some((kind, image)) = self.block(tag, range.start) {
                        let said = std::mem::take(&mut ahead);
                        self.fits(range.start, said.marker, &kind, image.as_ref());
                        blocks.push(Block {
                            image,
                            line,
                            marker: said.marker,
                            keep: said.keep,
                            new_page: said.new_page,
                            turn: said.turn,
                            kind,
                        });
                    }
                }
                Event::Rule => blocks.push(Block {
                    line,
                    marker: None,
                    keep: false,
                    new_page: ahead.new_page,
                    turn: ahead.turn,
                    image: None,
                    kind: Kind::Rule,
                }),
                _ => {}
            }
        }
        close(&mut loose, &mut blocks, |at| self.line(at));
        blocks
    }

    /// Holds a block against what its marker says it is.
    fn fits(&mut self, at: usize, marker: Option<Marker>, kind: &Kind, image: Option<&(String, String)>) {
        if let Some((file, _)) = image.filter(|_| marker != Some(Marker::Signature)) {
            self.stray_picture(at, file);
        }
        let Some(marker) = marker else { return };
        let word = MARKERS.iter().find(|(_, known)| *known == marker).map_or("", |(word, _)| word);
        let (what, fits) = match marker {
            Marker::References | Marker::Lead | Marker::Totals | Marker::Facts | Marker::Signatures => {
                ("table", matches!(kind, Kind::Table(_)))
            }
            Marker::Pairs | Marker::Columns | Marker::Beside => ("heading", matches!(kind, Kind::Heading(..))),
            Marker::Sender | Marker::Return | Marker::Recipient | Marker::Signature | Marker::Small => {
                ("paragraph", matches!(kind, Kind::Paragraph(_)))
            }
        };
        if !fits {
            let text = format!("`<!-- {word} -->` is about a {what}, and something else follows");
            self.fault(at, "marker-misplaced", text, Some("put it right before its block"));
        }
        let once = matches!(marker, Marker::Sender | Marker::Return | Marker::Recipient | Marker::References);
        if once && std::mem::replace(&mut self.seen[marker as usize], true) {
            self.fault(at, "marker-misplaced", format!("`<!-- {word} -->` comes twice"), None);
        }
    }

    fn block(&mut self, tag: Tag<'m>, at: usize) -> Option<(Kind, Picture)> {
        let kind = match tag {
            Tag::Paragraph => return Some(self.paragraph()),
            Tag::Heading { level, .. } => self.heading(level, at)?,
            Tag::BlockQuote(kind) => Kind::Quote(self.blocks(Some(TagEnd::BlockQuote(kind)))),
            Tag::List(start) => Kind::List(self.list(start)),
            Tag::Table(alignments) => Kind::Table(self.table(&alignments)),
            Tag::CodeBlock(kind) => self.fence(kind, at)?,
            Tag::FootnoteDefinition(name) => {
                self.blocks(Some(TagEnd::FootnoteDefinition));
                self.fault(at, "markdown-unsupported", format!("the footnote `{name}` cannot be set"), Some(FOOTNOTE));
                return None;
            }
            _ => {
                self.fault(at, "markdown-unsupported", "this kind of block cannot be set".into(), None);
                return None;
            }
        };
        Some((kind, None))
    }

    /// A paragraph of one picture is the picture.
    fn paragraph(&mut self) -> (Kind, Picture) {
        let (spans, image) = self.spans(TagEnd::Paragraph);
        match image {
            Some((file, alt)) if spans.iter().all(|span| span.text.trim().is_empty()) => {
                (Kind::Image { file, alt }, None)
            }
            image => (Kind::Paragraph(spans), image),
        }
    }

    fn stray_picture(&mut self, at: usize, file: &str) {
        let text = format!("the picture `{file}` stands inside a text");
        self.fault(at, "picture-inside-text", text, Some("give it a paragraph of its own"));
    }

    fn heading(&mut self, level: HeadingLevel, at: usize) -> Option<Kind> {
        let (spans, image) = self.spans(TagEnd::Heading(level));
        if let Some((file, _)) = image {
            self.stray_picture(at, &file);
        }
        if level as usize > 3 {
            self.fault(at, "heading-too-deep", "headings go to level 3".into(), Some("use `###` or a bold line"));
            return None;
        }
        Some(Kind::Heading(level as u8, spans))
    }

    fn list(&mut self, start: Option<u64>) -> List {
        let mut items = vec![];
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let blocks = self.blocks(Some(TagEnd::Item));
                    items.push(task(blocks));
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        List { start, items }
    }

    fn table(&mut self, alignments: &[Alignment]) -> Table {
        let right = alignments.iter().map(|a| *a == Alignment::Right).collect();
        let (mut head, mut rows, mut row) = (vec![], vec![], vec![]);
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let (cell, image) = self.spans(TagEnd::TableCell);
                    if let Some((file, _)) = image {
                        self.stray_picture(range.start, &file);
                    }
                    row.push(cell);
                }
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Table { right, head, rows }
    }

    fn fence(&mut self, kind: CodeBlockKind<'m>, at: usize) -> Option<Kind> {
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        match kind {
            CodeBlockKind::Fenced(name) if name.as_ref() == "chart" => Some(Kind::Chart(text)),
            CodeBlockKind::Fenced(name) if name.as_ref() == "payment-code" => {
                let (alt, payload) = coded(&text);
                Some(Kind::PaymentCode { alt, payload })
            }
            CodeBlockKind::Fenced(name) if name.as_ref() == "swiss-bill" => {
                let (alt, payload) = coded(&text);
                Some(Kind::SwissBill { alt, payload })
            }
            _ => {
                let hint = "a line of text that begins with four spaces is code in Markdown";
                self.fault(at, "markdown-unsupported", "code blocks cannot be set".into(), Some(hint));
                None
            }
        }
    }

    fn markers(&mut self, ahead: &mut Ahead) {
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Html(html) => self.marker(&html, range.start, ahead),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
    }

    fn marker(&mut self, html: &str, at: usize, ahead: &mut Ahead) {
        let name = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")).map(str::trim);
        match name {
            Some("keep") => ahead.keep = true,
            Some("new-page") => ahead.new_page = true,
            Some("turn") => ahead.turn = true,
            Some(name) if MARKERS.iter().any(|(word, _)| *word == name) => {
                ahead.marker = MARKERS.iter().find(|(word, _)| *word == name).map(|(_, marker)| *marker);
            }
            _ if html.trim().is_empty() => {}
            _ => {
                let shown = html.trim().chars().take(40).collect::<String>();
                let hint = "write `\\<` for a less-than sign; markers are listed in the manual";
                self.fault(at, "raw-html", format!("`{shown}` is HTML or no known marker"), Some(hint));
            }
        }
    }

    /// Returns the text up to the end given, and the picture in it, if any.
    fn spans(&mut self, until: TagEnd) -> (Vec<Span>, Option<(String, String)>) {
        let mut spans = vec![Span::default()];
        let mut image = None;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(end) if end == until => break,
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = self.spans(TagEnd::Image).0.into_iter().map(|span| span.text).collect();
                    image = Some((dest_url.to_string(), alt));
                }
                event => self.text(event, range.start, &mut spans),
            }
        }
        spans.retain(|span| !span.text.is_empty());
        (spans, image)
    }

    fn text(&mut self, event: Event<'m>, at: usize, spans: &mut Vec<Span>) {
        match event {
            Event::Text(text) => push(spans, &text),
            Event::SoftBreak => push(spans, " "),
            Event::HardBreak => push(spans, "\n"),
            Event::TaskListMarker(done) => push(spans, if done { TICKED } else { OPEN }),
            Event::Start(Tag::Strong) => spans.push(Span { strong: true, ..styled_as(spans) }),
            Event::End(TagEnd::Strong) => spans.push(Span { strong: false, ..styled_as(spans) }),
            Event::Start(Tag::Emphasis) => spans.push(Span { emphasis: true, ..styled_as(spans) }),
            Event::End(TagEnd::Emphasis) => spans.push(Span { emphasis: false, ..styled_as(spans) }),
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, at, spans),
            Event::End(TagEnd::Link) => spans.push(Span { link: None, ..styled_as(spans) }),
            Event::InlineHtml(html) => {
                self.fault(at, "raw-html", format!("`{html}` is HTML"), Some("write `\\<` for a less-than sign"));
            }
            Event::Code(code) => {
                let text = format!("`{code}` is code, which cannot be set inside a line");
                self.fault(at, "markdown-unsupported", text, Some("write `\\`` for a back tick"));
            }
            Event::FootnoteReference(name) => {
                self.fault(at, "markdown-unsupported", format!("the footnote `{name}` cannot be set"), Some(FOOTNOTE));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                // its words are no text of the line
                spans.push(styled_as(spans));
                self.spans(TagEnd::Image);
                self.stray_picture(at, &dest_url);
            }
            _ => self.fault(at, "markdown-unsupported", "this cannot be set inside a line".into(), None),
        }
    }

    fn link(&mut self, url: &str, at: usize, spans: &mut Vec<Span>) {
        let safe = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme));
        if !safe {
            let text = format!("the link to `{url}` is none of http, https, mailto and tel");
            self.fault(at, "link-scheme", text, None);
        }
        spans.push(Span { link: safe.then(|| url.to_string()), ..styled_as(spans) });
    }
}

/// Returns the alternative text and the payload of a code.
fn coded(text: &str) -> (String, String) {
    let (alt, payload) = text.split_once("\n\n").unwrap_or(("", text));
    let alt = alt.strip_prefix("alt:").unwrap_or(alt).trim().to_string();
    (alt, payload.trim_end_matches('\n').to_string())
}
/// What to do about a footnote.
const FOOTNOTE: &str = "put it into the text, or into a paragraph after `<!-- small -->`";

const OPEN: &str = "\u{2610}";
const TICKED: &str = "\u{2611}";

/// Returns a span without text, in the style of the last one.
fn styled_as(spans: &[Span]) -> Span {
    let last = spans.last();
    let is = |what: fn(&Span) -> bool| last.is_some_and(what);
    Span {
        text: String::new(),
        strong: is(|span| span.strong),
        emphasis: is(|span| span.emphasis),
        link: last.and_then(|span| span.link.clone()),
    }
}

fn push(spans: &mut Vec<Span>, text: &str) {
    match spans.last_mut() {
        Some(span) if span.text.is_empty() => span.text = text.to_string(),
        Some(span) => span.text.push_str(text),
        None => spans.push(Span { text: text.to_string(), ..Span::default() }),
    }
}

/// The items of a tight list hold text without a paragraph around it: gathers it.
fn inline<'s>(event: &Event<'_>, loose: &'s mut Option<(usize, Vec<Span>)>, at: usize) -> Option<&'s mut Vec<Span>> {
    let is_inline = matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::TaskListMarker(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image)
    );
    is_inline.then(|| &mut loose.get_or_insert_with(|| (at, vec![Span::default()])).1)
}

fn close(loose: &mut Option<(usize, Vec<Span>)>, blocks: &mut Vec<Block>, line: impl Fn(usize) -> usize) {
    if let Some((at, mut spans)) = loose.take() {
        spans.retain(|span| !span.text.is_empty());
        let kind = Kind::Paragraph(spans);
        blocks.push(Block {
            line: line(at),
            marker: None,
            keep: false,
            new_page: false,
            turn: false,
            image: None,
            kind,
        });
    }
}

/// Takes the box off the text of a task item.
fn task(mut blocks: Vec<Block>) -> ListItem {
    let mut task = None;
    if let Some(Block { kind: Kind::Paragraph(spans), .. }) = blocks.first_mut()
        && let Some(span) = spans.first_mut()
    {
        for (mark, done) in [(OPEN, false), (TICKED, true)] {
            if let Some(rest) = span.text.strip_prefix(mark) {
                span.text = rest.trim_start().to_string();
                task = Some(done);
                break;
            }
        }
        spans.retain(|span| !span.text.is_empty());
    }
    ListItem { task, blocks }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "---\nclass: letter\nlang: en-US\ntitle: T\n---\n";

    fn blocks(body: &str) -> Vec<Block> {
        read(&format!("{HEAD}{body}")).unwrap().blocks
    }

    fn faults(body: &str) -> Vec<(&'static str, usize)> {
        read(&format!("{HEAD}{body}")).unwrap_err().iter().map(|f| (f.code, f.line)).collect()
    }

    fn plain(text: &str) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    #[test]
    fn a_marker_is_about_the_block_after_it() {
        let blocks = blocks("<!-- recipient -->\nNorthwind\\\nBoise\n\nDear Ms Cole,\n");
        assert_eq!(blocks[0].marker, Some(Marker::Recipient));
        assert_eq!(blocks[0].kind, Kind::Paragraph(vec![plain("Northwind\nBoise")]));
        assert_eq!((blocks[1].marker, blocks[1].line), (None, 10));
    }

    #[test]
    fn escaped_marks_are_shown_as_typed() {
        let blocks = blocks("a \\*b\\* \\<c\\> \\[d\\]\\(e\\) \\| \\`f\\`\n");
        assert_eq!(blocks[0].kind, Kind::Paragraph(vec![plain("a *b* <c> [d](e) | `f`")]));
    }

    #[test]
    fn a_task_item_has_a_box_and_keeps_its_style() {
        let blocks = blocks("- [ ] **Paid** on ____\n- [x] done\n");
        let Kind::List(list) = &blocks[0].kind else { panic!("{blocks:?}") };
        assert_eq!(list.items[0].task, Some(false));
        assert_eq!(list.items[1].task, Some(true));
        let Kind::Paragraph(spans) = &list.items[0].blocks[0].kind else { panic!("{list:?}") };
        assert!(spans[0].strong && spans[0].text == "Paid", "{spans:?}");
    }

    #[test]
    fn html_code_and_odd_links_are_faults_with_their_lines() {
        assert_eq!(faults("<script>\n"), [("raw-html", 6)]);
        assert_eq!(faults("a\n\n    code\n"), [("markdown-unsupported", 8)]);
        assert_eq!(faults("[x](javascript:alert)\n"), [("link-scheme", 6)]);
        assert_eq!(faults("#### deep\n"), [("heading-too-deep", 6)]);
    }

    #[test]
    fn what_would_be_lost_without_a_word_is_a_fault() {
        assert_eq!(faults("a ![x](y.png) b\n"), [("picture-inside-text", 6)]);
        assert_eq!(faults("# a ![x](y.png)\n"), [("picture-inside-text", 6)]);
        assert_eq!(faults("| a |\n|---|\n| ![x](y.png) |\n"), [("picture-inside-text", 8)]);
        assert_eq!(faults("- a ![x](y.png)\n"), [("picture-inside-text", 6)]);
        assert_eq!(faults("a[^1]\n\n[^1]: b\n"), [("markdown-unsupported", 6), ("markdown-unsupported", 8)]);
        assert_eq!(faults("a `b`\n"), [("markdown-unsupported", 6)]);
        assert_eq!(faults("a\u{7}\n"), [("character-unseen", 6)]);
    }

    #[test]
    fn a_marker_before_another_kind_of_block_or_a_second_address_is_a_fault() {
        assert_eq!(faults("<!-- recipient -->\n# A\n"), [("marker-misplaced", 7)]);
        assert_eq!(faults("<!-- totals -->\nA\n"), [("marker-misplaced", 7)]);
        assert_eq!(faults("<!-- recipient -->\nA\n\n<!-- recipient -->\nB\n"), [("marker-misplaced", 10)]);
    }

    #[test]
    fn a_code_has_its_text_and_its_payload() {
        let blocks = blocks("```payment-code\nalt: scan to pay\n\nBCD\n002\n```\n");
        assert_eq!(blocks[0].kind, Kind::PaymentCode { alt: "scan to pay".into(), payload: "BCD\n002".into() });
    }
}
