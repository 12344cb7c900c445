//! A document as one HTML page, from the same blocks as its pages: for a browser, and to edit in a word processor.
//!
//! The page stands alone: styles and pictures are inside it, there is no script, and nothing is asked of the
//! network. A document becomes a page in the order of these files: its blocks become elements ([`blocks`]), figures
//! stand one under the other ([`columns`]), what is drawn becomes vectors ([`drawing`]).

mod blocks;
mod columns;
mod drawing;

pub(super) use blocks::Figure;
use blocks::Writer;

use super::head::{Class, Head, Paper};
use super::markdown::{Block, Kind, Marker, Source};

const PAGE: &str = include_str!("page.css");
const MESSAGE: &str = include_str!("message.css");

/// What a browser may load for the page: nothing but what is in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Returns the document as a page for a browser; `figure` gives the pictures and drawings as HTML.
pub(super) fn page(source: &Source, figure: &mut Figure<'_>) -> String {
    let head = &source.head;
    let logo = head.logo.as_ref().filter(|_| !head.blank_head).and_then(|logo| figure(&logo_of(head, logo)));
    let mut writer = Writer::new(head, figure);
    for block in source.blocks.iter().filter(|block| !(head.blank_head && block.marker == Some(Marker::Sender))) {
        if block.marker == Some(Marker::Sender) {
            writer.letterhead(block, logo.as_deref());
        } else {
            writer.block(block);
        }
    }
    let foot = head.footer.as_ref().map_or_else(String::new, |foot| format!("<footer>{}</footer>\n", escape(foot)));
    let paper = if head.paper == Paper::Letter { "letter" } else { "A4" };
    let style = format!("@page {{ size: {paper}; margin: 20mm }}\n{PAGE}");
    let body = format!("<main class=\"{}\">\n{}</main>\n{foot}", class(head.class), writer.out);
    whole(head, &style, &body)
}

/// Returns the document as the body of an e-mail: no letterhead, no address, no drawings; a mail program shows
/// sender and recipient itself.
pub(super) fn message(source: &Source) -> String {
    let mut none = |_: &Block| None;
    let mut writer = Writer::new(&source.head, &mut none);
    let is_paper = |block: &&Block| matches!(block.marker, Some(Marker::Sender | Marker::Return | Marker::Recipient));
    for block in source.blocks.iter().filter(|block| !is_paper(block)) {
        writer.block(block);
    }
    whole(&source.head, MESSAGE, &writer.out)
}

fn whole(head: &Head, style: &str, body: &str) -> String {
    let author = head
        .author
        .as_ref()
        .map_or_else(String::new, |author| format!("<meta name=\"author\" content=\"{}\">\n", escape(author)));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{author}<title>{}</title>\n\
         <style>\n{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(&head.lang),
        if head.is_rtl() { "rtl" } else { "ltr" },
        escape(&head.title),
    )
}

/// The logo as a block: it says whose it is.
fn logo_of(head: &Head, file: &str) -> Block {
    let alt = head.author.clone().unwrap_or_else(|| head.title.clone());
    let kind = Kind::Image { file: file.to_string(), alt };
    Block { line: 0, marker: None, keep: false, new_page: false, turn: false, image: None, kind }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Letter => "letter",
        Class::Sheet => "sheet",
        Class::Statement => "statement",
        Class::Agreement => "agreement",
    }
}

/// Returns text as it may stand in an element or in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
