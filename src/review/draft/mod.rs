//! A draft as it can be held against a case: its head, and its text in pieces that know where they stand.
//!
//! [`amounts`] and [`days`] find what a piece names, and [`known`] says what the case and its ledger know.

pub mod amounts;
pub mod days;
pub mod known;
mod seen;

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Scene, wording};
use crate::calendar::day_from_typed;
use crate::case::finding::{Place, Texts};
use crate::compose::DocumentKind;
use seen::{Run, Seen};

/// A document as Markdown, composed or edited by hand.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Which document it is, as far as its name or its class says.
    pub kind: DocumentKind,
    /// Where its words come from.
    pub origin: Origin,
    /// The language in its head, as in `en`; empty when there is none.
    pub language: String,
    /// The day in its head.
    pub date: Option<NaiveDate>,
    seen: Seen,
    file: Arc<str>,
    text: Arc<str>,
}

/// Where the words of a draft come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From the built-in templates, just now.
    BuiltIn,
    /// From templates of the user's own, just now.
    OwnTemplates,
    /// From a file that somebody may have edited.
    Hand,
}

/// A paragraph, a heading or a cell of a table.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'d> {
    /// Its words as a reader sees them.
    pub text: &'d str,
    /// Whether it stands in a quotation: a clause in a letter, a line to say on a call sheet.
    pub quoted: bool,
    runs: &'d [Run],
    /// Where phrases of the lists begin.
    pub(super) suspects: &'d [usize],
}

impl Draft {
    /// Reads a draft; its text joins `texts`, so that remarks can show its lines.
    pub fn read(file: &str, text: &str, origin: Origin, texts: &mut Texts) -> Draft {
        let number = texts.add(file, text);
        let (head, body) = parted(text);
        let value = |key: &str| {
            let value = |line: &str| Some(line.strip_prefix(key)?.strip_prefix(':')?.trim().to_owned());
            head.lines().find_map(value).unwrap_or_default()
        };
        let language = value("lang").split('-').next().unwrap_or_default().to_lowercase();
        Draft {
            kind: kind(file, &value("class")),
            origin,
            date: day_from_typed(&value("date")).ok(),
            seen: Seen::read(&text[body..], body, &wording::every(&language)),
            language,
            file: file.into(),
            text: texts.text_of(number),
        }
    }

    /// Returns the place of a stretch of a piece.
    pub fn place(&self, piece: &Piece, found: Range<usize>) -> Option<Place> {
        let (start, end) = (piece.source(found.start), piece.source(found.end.saturating_sub(1)) + 1);
        let end = (end..=self.text.len()).find(|at| self.text.is_char_boundary(*at))?;
        self.text.is_char_boundary(start).then(|| self.between(start, end))
    }

    fn between(&self, start: usize, end: usize) -> Place {
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: Arc::clone(&self.file),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            start,
            end,
        }
    }

    /// Returns the place of the day in its head.
    pub fn date_place(&self) -> Option<Place> {
        let start = self.text.find("\ndate:")? + 1;
        let length = self.text[start..].find('\n').unwrap_or(self.text.len() - start);
        Some(self.between(start, start + length))
    }

    /// Returns the place of its first words.
    pub fn beginning(&self) -> Option<Place> {
        let first = self.pieces().next()?;
        self.place(&first, 0..first.text.len())
    }

    /// Returns its text, a paragraph, heading or cell each.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.seen.parts.iter().map(|part| self.seen.piece(part))
    }

    /// Returns the pieces that reach the debtor: on a call sheet what is said, else everything.
    pub fn heard(&self) -> impl Iterator<Item = Piece<'_>> {
        self.pieces().filter(|piece| self.is_heard(piece))
    }

    /// Returns those of them in which a phrase of any list stands.
    pub(super) fn suspicious(&self) -> impl Iterator<Item = Piece<'_>> {
        let parts = self.seen.suspicious.iter().map(|at| &self.seen.parts[*at]);
        parts.map(|part| self.seen.piece(part)).filter(|piece| self.is_heard(piece))
    }

    fn is_heard(&self, piece: &Piece) -> bool {
        piece.quoted || self.kind != DocumentKind::Call
    }
}

impl Piece<'_> {
    fn source(&self, at: usize) -> usize {
        let run = self.runs.iter().rev().find(|run| run.at <= at);
        run.map_or(0, |run| run.source + (at - run.at))
    }

    /// Returns its text with everything blanked out that the user typed in the case; each byte keeps its place.
    ///
    /// A name or a description may hold any word, and what a consequence says is looked at in the case itself.
    pub fn own_words(&self, scene: &Scene) -> String {
        let mut own = self.text.to_owned();
        for typed in scene.loaded.typed() {
            for line in typed.lines().map(str::trim).filter(|line| line.len() >= SHORTEST) {
                while let Some(at) = own.find(line) {
                    own.replace_range(at..at + line.len(), &" ".repeat(line.len()));
                }
            }
        }
        own
    }
}

/// A shorter text of the case, as in `no` or `AP`, may be any word of a letter.
const SHORTEST: usize = 4;

/// Returns the head, and where the body begins.
fn parted(text: &str) -> (&str, usize) {
    let Some(head) = text.strip_prefix("---\n") else { return ("", 0) };
    match head.find("\n---\n") {
        Some(end) => (&head[..end], "---\n".len() + end + "\n---\n".len()),
        None => ("", 0),
    }
}

fn kind(file: &str, class: &str) -> DocumentKind {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let by_name = DocumentKind::ALL.into_iter().find(|kind| name.starts_with(kind.file_stem()));
    by_name.unwrap_or(match class {
        "sheet" => DocumentKind::Call,
        "statement" => DocumentKind::Statement,
        "agreement" => DocumentKind::PlanAgreement,
        _ => DocumentKind::Demand,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "---\nclass: letter\nlang: en-US\ndate: 2026-07-01\n---\n\n# Final demand\n\nPlease *pay* \
                          **\\$5.00**\nnow.\n\n> A clause\\.\n\n| a | b |\n|---|---|\n| c | d |\n\n```payment-code\nx\n```\n";

    fn read(file: &str, text: &str) -> Draft {
        Draft::read(file, text, Origin::Hand, &mut Texts::default())
    }

    #[test]
    fn a_draft_is_read_in_pieces_without_its_code_to_scan() {
        let draft = read("x.md", LETTER);
        let texts: Vec<&str> = draft.pieces().map(|piece| piece.text).collect();
        assert_eq!(texts, ["Final demand", "Please pay $5.00 now.", "A clause.", "a", "b", "c", "d"]);
        assert_eq!(draft.pieces().filter(|piece| piece.quoted).count(), 1);
        assert_eq!((draft.language.as_str(), draft.date.unwrap().to_string().as_str()), ("en", "2026-07-01"));
    }

    #[test]
    fn a_stretch_of_a_piece_leads_back_to_its_line() {
        let draft = read("x.md", LETTER);
        let piece = draft.pieces().nth(1).unwrap();
        let at = piece.text.find("5.00").unwrap();
        let place = draft.place(&piece, at..at + 4).unwrap();
        assert_eq!((place.line, &LETTER[place.start..place.end]), (9, "5.00"));
    }

    #[test]
    fn the_name_or_the_class_says_which_document_it_is() {
        assert_eq!(read("out/a/statement-2.md", "").kind, DocumentKind::Statement);
        assert_eq!(read("x.md", "---\nclass: sheet\n---\n").kind, DocumentKind::Call);
        assert_eq!(read("x.md", "Dear all\n").kind, DocumentKind::Demand);
    }
}
