//! A document as the body of an e-mail: plain text, and HTML without layout.
//!
//! What belongs to paper (letterhead, addresses, drawings) is left out; a mail program shows sender
//! and recipient itself.

use std::ops::ControlFlow;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

use super::{Fault, html, markdown};

/// The longest line of plain text, in columns.
const MEASURE: usize = 72;

/// Blocks that belong to paper.
const PAPER: [&str; 3] = ["sender", "return", "recipient"];

/// Returns the document's body as plain text in lines of at most 72 columns, a line break at the end.
pub fn text(markdown: &str) -> String {
    let mut writer = Writer { colon: colon(markdown), ..Writer::default() };
    for event in body(markdown) {
        writer.take(event);
    }
    writer.finish()
}

/// Returns the colon between a label and its value as the document's language writes it.
fn colon(markdown: &str) -> &'static str {
    let lang = markdown.lines().skip(1).take_while(|line| *line != "---").find_map(|line| line.strip_prefix("lang:"));
    match lang.map(str::trim) {
        Some("fr-CA") => "\u{a0}: ",
        Some(lang) if lang.split('-').next() == Some("fr") => "\u{202f}: ",
        _ => ": ",
    }
}

/// Returns the document's body as one HTML page without script or outside resource.
///
/// # Errors
///
/// What the dialect does not have, each with its line.
pub fn page(markdown: &str) -> Result<String, Vec<Fault>> {
    Ok(html::message(&markdown::read(markdown)?))
}

/// Returns the events of what a message shows: no head, no markers, no paper, no drawings.
fn body(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut skim = Skim::default();
    Parser::new_ext(markdown, options).filter(|event| skim.keeps(event).is_continue()).collect()
}

/// Decides block by block what a message shows.
#[derive(Default)]
struct Skim {
    paper_next: bool,
    depth: usize,
    skipping: Option<usize>,
}

impl Skim {
    fn keeps(&mut self, event: &Event<'_>) -> ControlFlow<()> {
        match event {
            Event::Html(marker) | Event::InlineHtml(marker) => {
                self.paper_next =
                    PAPER.contains(&marker.trim().trim_start_matches("<!--").trim_end_matches("-->").trim());
                return ControlFlow::Break(());
            }
            Event::Start(tag) => {
                if self.skipping.is_none() && self.is_paper(tag) {
                    self.skipping = Some(self.depth);
                }
                self.depth += 1;
            }
            Event::End(_) => {
                self.depth -= 1;
                if self.skipping == Some(self.depth) {
                    self.skipping = None;
                    return ControlFlow::Break(());
                }
            }
            _ => {}
        }
        if self.skipping.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn is_paper(&mut self, tag: &Tag<'_>) -> bool {
        match tag {
            Tag::MetadataBlock(_) | Tag::Image { .. } | Tag::HtmlBlock => true,
            Tag::CodeBlock(CodeBlockKind::Fenced(kind)) => {
                matches!(kind.as_ref(), "payment-code" | "swiss-bill" | "chart")
            }
            _ => std::mem::take(&mut self.paper_next),
        }
    }
}

/// Writes events as plain text.
#[derive(Default)]
struct Writer {
    out: String,
    /// What stands between a label and its value.
    colon: &'static str,
    line: String,
    /// What each line of the block begins with, a piece for each quote or list around it.
    margins: Vec<String>,
    /// What the first line of a list item begins with instead.
    bullet: Option<String>,
    /// The number of the next item, for each list around it.
    numbers: Vec<Option<u64>>,
    table: Option<Table>,
    link: Option<String>,
}

/// A table on its way to columns.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<String>>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.line.push_str(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.line.push('\n'),
            Event::Rule => self.paragraph("* * *"),
            Event::TaskListMarker(done) => self.line.push_str(if done { "[x] " } else { "[ ] " }),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => self.margins.push("> ".into()),
            Tag::List(first) => {
                self.flush();
                self.numbers.push(first);
            }
            Tag::Item => self.item(),
            Tag::Table(alignments) => self.table = Some(Table { alignments, rows: vec![] }),
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(vec![]);
                }
            }
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.to_string()),
            _ => {}
        }
    }

    fn item(&mut self) {
        let bullet = match self.numbers.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".into(),
        };
        self.margins.push(" ".repeat(bullet.len()));
        self.bullet = Some(bullet);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::Item => {
                self.flush();
                self.margins.pop();
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                if self.numbers.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::TableCell => self.cell(),
            TagEnd::Table => self.columns(),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    /// The line after a quotation is blank, not an empty line of it.
    fn end_quote(&mut self) {
        let blank = format!("{}\n", self.margins.concat().trim_end());
        self.margins.pop();
        if let Some(before) = self.out.strip_suffix(&blank) {
            self.out.truncate(before.len());
            self.out.push_str(&format!("{}\n", self.margins.concat().trim_end()));
        }
    }

    fn end_link(&mut self) {
        if let Some(url) = self.link.take().filter(|url| !self.line.ends_with(url.trim_start_matches("mailto:"))) {
            self.line.push_str(&format!(" <{url}>"));
        }
    }

    fn cell(&mut self) {
        let cell = std::mem::take(&mut self.line).trim().to_string();
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.push(cell);
        }
    }

    fn columns(&mut self) {
        let Some(table) = self.table.take() else { return };
        let text = table.to_text(self.colon);
        self.paragraph_of_lines(text.lines());
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.paragraph(&line);
        }
    }

    fn paragraph(&mut self, text: &str) {
        let room = MEASURE.saturating_sub(self.margins.iter().map(String::len).sum());
        let lines: Vec<String> = text.split('\n').flat_map(|line| wrapped(line.trim(), room)).collect();
        self.paragraph_of_lines(lines.iter().map(String::as_str));
    }

    fn paragraph_of_lines<'t>(&mut self, lines: impl Iterator<Item = &'t str>) {
        for line in lines {
            let mut margin = self.margins.concat();
            if let Some(bullet) = self.bullet.take() {
                margin.truncate(margin.len() - bullet.len());
                margin.push_str(&bullet);
            }
            self.out.push_str(format!("{margin}{line}").trim_end());
            self.out.push('\n');
        }
        if self.numbers.is_empty() {
            self.out.push_str(self.margins.concat().trim_end());
            self.out.push('\n');
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        format!("{}\n", self.out.trim())
    }
}

impl Table {
    /// Returns the rows as columns of even width; rows of label and value with a colon between.
    fn to_text(&self, colon: &str) -> String {
        let rows: Vec<&Vec<String>> = self.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let headless = self.rows.first().is_some_and(|head| head.iter().all(String::is_empty));
        if headless && self.alignments.len() == 2 {
            let pair = |row: &&Vec<String>| format!("{}{colon}{}", row[0].trim_end_matches(':'), row[1]);
            return rows.iter().map(pair).collect::<Vec<_>>().join("\n");
        }
        let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.alignments.len()).map(width).collect();
        rows.iter().map(|row| self.row(row, &widths)).collect::<Vec<_>>().join("\n")
    }

    fn row(&self, row: &[String], widths: &[usize]) -> String {
        let cells = row.iter().zip(widths).zip(&self.alignments).map(|((cell, width), alignment)| {
            let space = " ".repeat(width - cell.width());
            if *alignment == Alignment::Right { format!("{space}{cell}") } else { format!("{cell}{space}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
    }
}

/// Returns the words in lines of at most so many columns; a longer word keeps a line of its own.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_string());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "---\nclass: letter\nlang: en-US\ntitle: T\n---\n\n<!-- sender -->\n\n**Halden**\\\n118 Canal Street\n\n\
<!-- recipient -->\n\nNorthwind\\\nBoise\n\n# Final demand\n\nDear Ms Cole,\n\nthe balance of **$10,920.00** is \\*now\\* due \
under clause 4.1, which you signed on March 3, 2026, and which says:\n\n> Final payment is payable upon receipt.\n\n\
|Invoice|Amount|\n|:--|--:|\n|1042|$10,400.00|\n|Late fee|$520.00|\n\n```payment-code\nalt: x\n\nBCD\n```\n\n\
- by wire\n- or at [our page](https://pay.halden.example/nw14)\n\n| | |\n|:--|:--|\n|Bank|First Harbor|\n";

    #[test]
    fn the_text_has_the_letter_but_not_its_paper() {
        assert_eq!(
            text(LETTER),
            "Final demand\n\nDear Ms Cole,\n\nthe balance of $10,920.00 is *now* due under clause 4.1, which you\n\
signed on March 3, 2026, and which says:\n\n> Final payment is payable upon receipt.\n\nInvoice       Amount\n\
1042      $10,400.00\nLate fee     $520.00\n\n- by wire\n- or at our page <https://pay.halden.example/nw14>\n\n\
Bank: First Harbor\n"
        );
    }

    #[test]
    fn french_has_a_space_before_the_colon() {
        let last = |lang: &str| text(&LETTER.replace("en-US", lang)).lines().last().unwrap().to_owned();
        assert_eq!(last("fr-FR"), "Bank\u{202f}: First Harbor");
        assert_eq!(last("fr-CA"), "Bank\u{a0}: First Harbor");
        assert_eq!(last("de-DE"), "Bank: First Harbor");
    }

    #[test]
    fn what_was_typed_as_text_is_no_markup_in_the_page() {
        let head = "---\nclass: letter\nlang: en\ntitle: a <b> & c\n---\n\n";
        let page = page(&format!("{head}\\<script\\>alert\\(1\\)\\<\\/script\\>\n")).unwrap();
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(page.contains("<title>a &lt;b&gt; &amp; c</title>"), "{page}");
        assert!(!page.contains("<script"));
    }
}
