//! Spans as runs: their style, their direction, their links.

use std::fmt::Write as _;

use unicode_bidi::ParagraphBidiInfo;

use super::super::html;
use super::super::markdown::{Span, text_of};

/// Returns text as XML shows it; the two characters no XML may hold are left out, like direction isolates, whose
/// work the directions of runs do.
pub(super) fn escape(text: &str) -> String {
    html::escape(text).replace(['\u{fffe}', '\u{ffff}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// Returns whether a paragraph is read from right to left.
pub(super) fn is_rtl(text: &str) -> bool {
    ParagraphBidiInfo::new(text, None).paragraph_level.is_rtl()
}

/// Returns the runs of a paragraph, `look` said of each; the addresses that they lead to join `links`.
pub(super) fn runs(spans: &[Span], look: &str, links: &mut Vec<String>) -> String {
    let text = text_of(spans);
    let bidi = ParagraphBidiInfo::new(&text, None);
    let (mut out, mut at) = (String::new(), 0);
    for span in spans {
        let mut inside = String::new();
        let end = at + span.text.len();
        while at < end {
            let rtl = bidi.levels[at].is_rtl();
            let same = (at..end).take_while(|byte| bidi.levels[*byte].is_rtl() == rtl).count();
            run(&mut inside, &text[at..at + same], span, rtl, look);
            at += same;
        }
        match &span.link {
            Some(url) => {
                links.push(url.clone());
                let _ = write!(out, "<w:hyperlink r:id=\"link{}\">{inside}</w:hyperlink>", links.len());
            }
            None => out.push_str(&inside),
        }
    }
    out
}

fn run(out: &mut String, text: &str, span: &Span, rtl: bool, look: &str) {
    out.push_str("<w:r><w:rPr>");
    if span.link.is_some() {
        out.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    }
    // in the order that the schema asks for
    if span.strong {
        out.push_str("<w:b/><w:bCs/>");
    }
    if span.emphasis {
        out.push_str("<w:i/><w:iCs/>");
    }
    out.push_str(look);
    if rtl {
        out.push_str("<w:rtl/>");
    }
    out.push_str("</w:rPr>");
    for (k, line) in text.split('\n').enumerate() {
        if k > 0 {
            out.push_str("<w:br/>");
        }
        if !line.is_empty() {
            let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escape(line));
        }
    }
    out.push_str("</w:r>");
}
