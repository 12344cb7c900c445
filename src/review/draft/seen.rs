//! What a reader of a draft sees: its text in pieces, each with its way back into the Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Piece;
use crate::review::wording::{Phrases, suspects};

/// The text of all pieces, one behind the other. A statement has thousands of cells: they share their memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    text: String,
    runs: Vec<Run>,
    /// Where phrases of the lists begin in their pieces.
    suspects: Vec<usize>,
    pub(super) parts: Vec<Part>,
    /// Which parts have suspects.
    pub(super) suspicious: Vec<usize>,
}

/// A stretch of a piece that stands in the Markdown as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Where it begins in its piece.
    pub(super) at: usize,
    /// Where it begins in the file.
    pub(super) source: usize,
}

/// Where the text, the runs and the suspects of a piece lie.
#[derive(Debug, Clone)]
pub(super) struct Part {
    text: Range<usize>,
    runs: Range<usize>,
    suspects: Range<usize>,
    quoted: bool,
}

impl Seen {
    /// Reads the body of a draft, which begins at `offset` in its file, and looks for these phrases.
    pub(super) fn read(body: &str, offset: usize, phrases: &[&Phrases]) -> Seen {
        let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
        let (mut seen, mut quotes, mut code) = (Seen::default(), 0_usize, false);
        for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
            match event {
                Event::Text(text) if !code => seen.push(&text, offset + range.start),
                Event::Code(text) => seen.push(&text, offset + range.start + 1),
                Event::SoftBreak | Event::HardBreak => seen.push(" ", offset + range.start),
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                Event::Start(tag) => {
                    if is_block(&tag) {
                        seen.end_piece(phrases, quotes > 0);
                    }
                    quotes += usize::from(matches!(tag, Tag::BlockQuote(_)));
                }
                Event::End(tag) => {
                    if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) {
                        seen.end_piece(phrases, quotes > 0);
                    }
                    quotes -= usize::from(matches!(tag, TagEnd::BlockQuote(_)));
                }
                _ => {}
            }
        }
        seen.end_piece(phrases, false);
        seen
    }

    pub(super) fn piece(&self, part: &Part) -> Piece<'_> {
        Piece {
            text: &self.text[part.text.clone()],
            quoted: part.quoted,
            runs: &self.runs[part.runs.clone()],
            suspects: &self.suspects[part.suspects.clone()],
        }
    }

    /// Adds a text of the Markdown without the isolates around a name, which are for the page and not for the reader.
    fn push(&mut self, text: &str, source: usize) {
        let mut rest = (text, source);
        // each of them begins with this byte, and most texts hold none
        if text.as_bytes().contains(&0xe2) {
            while let Some(at) = rest.0.find(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']) {
                self.run(&rest.0[..at], rest.1);
                rest = (&rest.0[at + 3..], rest.1 + at + 3);
            }
        }
        self.run(rest.0, rest.1);
    }

    fn run(&mut self, text: &str, source: usize) {
        if !text.is_empty() {
            self.runs.push(Run { at: self.text.len() - self.begun().0, source });
            self.text.push_str(text);
        }
    }

    /// Returns where the text and the runs of the piece begin that is being read.
    fn begun(&self) -> (usize, usize) {
        self.parts.last().map_or((0, 0), |last| (last.text.end, last.runs.end))
    }

    /// Ends a piece; one without a word or a mark is none.
    fn end_piece(&mut self, phrases: &[&Phrases], quoted: bool) {
        let (text, runs) = self.begun();
        if self.text[text..].trim_start().is_empty() {
            self.text.truncate(text);
            self.runs.truncate(runs);
            return;
        }
        let before = self.suspects.len();
        self.suspects.extend(suspects(&self.text[text..], phrases));
        if self.suspects.len() > before {
            self.suspicious.push(self.parts.len());
        }
        let (text, runs) = (text..self.text.len(), runs..self.runs.len());
        self.parts.push(Part { text, runs, suspects: before..self.suspects.len(), quoted });
    }
}

fn is_block(tag: &Tag) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item | Tag::BlockQuote(_))
}
