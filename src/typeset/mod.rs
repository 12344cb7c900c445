//! Markdown becomes pages, and pages become PDF.
//!
//! The room knows nothing of debts. What passes in is one string of Markdown; it is the whole
//! document, so a user can edit it and set it again.
//!
//! # The Markdown it sets
//!
//! A head between two `---` lines, one `key: value` a line, values as typed (no quoting):
//! `class` (`letter`, `sheet`, `statement`, `agreement`), `lang` (BCP 47), `title`, `author`, `date` (ISO),
//! `paper` (`letter`, `a4`), `envelope` (`din-5008-a`, `din-5008-b`, `us-10`, `uk-dl`, `none`), `logo` (a file
//! beside the document), `blank-head` (`true` for paper with a printed letterhead), `footer` (a text for
//! the left of each page's foot), `page-of` (as in `Page {page} of {pages}`), `continued` (the running head
//! of later pages). Only `class`, `lang` and `title` are required.
//!
//! Then blocks of CommonMark: headings of level 1 to 3, paragraphs (`**strong**`, `*emphasis*`, links,
//! hard breaks by a backslash), block quotes (in a sheet: lines to say; elsewhere: a quotation), bullet,
//! numbered and task lists, tables (columns aligned as marked; a head row of empty cells is not
//! printed), images beside the document, thematic breaks. Four or more underscores are a line to write
//! on; at a line's end it runs to the margin. Raw HTML is a fault but for these markers, each alone
//! before the block it is about:
//!
//! | marker | the block after it |
//! |---|---|
//! | `<!-- sender -->` | the letterhead: a paragraph, its first line the name |
//! | `<!-- return -->` | the small return line over the address: a paragraph of one line, set where the window has room for it (DIN) |
//! | `<!-- recipient -->` | the address in the envelope's window: a paragraph, a line each |
//! | `<!-- references -->` | a table of two columns, label and value; beside the address, if there is one |
//! | `<!-- lead -->` | a table of one row whose values are set large, their labels small above |
//! | `<!-- totals -->` | a table whose last row is the sum |
//! | `<!-- facts -->` | a table of two columns, label and value, without rules |
//! | `<!-- signature -->` | a paragraph: the closing, then the lines under the space for signing |
//! | `<!-- signatures -->` | a table, a column each party, with lines to sign on |
//! | `<!-- small -->` | a paragraph of small print |
//! | `<!-- keep -->` | a block that stays on the page of the one after it |
//! | `<!-- new-page -->` | a block that begins a page |
//! | `<!-- turn -->` | a block that begins the second page, when the document does not fit on one |
//! | `<!-- pairs -->` | a heading; in its section each line all in bold has what follows it beside it |
//! | `<!-- columns -->` | a heading that begins the first of two columns |
//! | `<!-- beside -->` | a heading that begins the second; it ends at the next heading with a marker |
//!
//! Three fenced blocks are drawings: ```` ```payment-code ```` holds `alt:` and the payload of a QR code
//! after a blank line; ```` ```swiss-bill ```` the same of a Swiss QR-bill, set at the foot of the last page;
//! ```` ```chart ```` holds `alt:`, the labels of its legend (`principal:`, `charges:`,
//! `payment:`, `charge:`), `figures:` with a figure whose marks its own shall have (`1,234,567.8`), `day:` for each
//! day to write under it (`day: 2026-06-01 June`), a blank line, and rows `date,principal,charges,mark`.

mod breaks;
mod chart;
mod code;
mod docx;
mod envelope;
mod figures;
mod flow;
pub mod fonts;
pub mod frame;
mod galley;
pub mod head;
mod html;
mod image;
mod letterhead;
mod lines;
mod margins;
pub mod markdown;
pub mod message;
mod opportunities;
mod pages;
pub mod pdf;
mod plain;
mod runs;
mod sections;
pub mod setter;
mod shape;
mod style;
mod swiss_bill;
mod table;
mod ties;

use std::fmt;

pub use setter::Setter;

/// A paragraph for each code of a [`Fault`], under headings of level 2.
pub static CODES: &str = include_str!("codes.md");

/// Files that a document names, such as a logo: read by the caller.
pub trait Assets {
    /// Returns the bytes of the file of this name, or why it cannot be had.
    ///
    /// # Errors
    ///
    /// A sentence for the user.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;
}

/// No files at all.
pub struct NoAssets;

impl Assets for NoAssets {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("`{name}` cannot be had here"))
    }
}

/// What keeps a document from being set, with its line in the Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its name, as in `character-without-font`.
    pub code: &'static str,
    /// The line of the Markdown, from 1; 0 when it is about the whole document.
    pub line: usize,
    /// What is wrong, in one sentence.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The character that cannot be set, when it is about one.
    pub character: Option<char>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.text),
            line => write!(f, "line {line}: {}", self.text),
        }
    }
}

impl std::error::Error for Fault {}

/// A file attached to the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file name shown.
    pub name: String,
    /// The media type, as in `application/json`.
    pub media_type: String,
    /// What it is, in words.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Which glyphs a document's fonts hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subsets {
    /// Those it uses: the smallest file.
    Exact,
    /// Those it uses and the common ones, so that one subset serves many documents: the fastest batch.
    Shared,
}
