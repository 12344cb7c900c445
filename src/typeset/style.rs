//! Every measure of every class of document, in points.

use super::fonts::Family;
use super::frame::Colour;
use super::head::{Class, Envelope, Paper};

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;
/// Points in an inch.
pub(super) const INCH: f32 = 72.0;

/// Text is a soft black: easier on the eye, and as dark on paper.
pub(super) const INK: Colour = Colour::grey(0.09);
/// Labels, running heads and feet.
pub(super) const MUTED: Colour = Colour::grey(0.36);
/// Hairlines between rows.
pub(super) const FAINT: Colour = Colour::grey(0.78);
/// The bar beside a quotation.
pub(super) const BAR: Colour = Colour(0.16, 0.33, 0.47);
/// Links.
pub(super) const LINK: Colour = Colour(0.09, 0.27, 0.45);

/// A size of type with its leading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub family: Family,
    pub size: f32,
    pub leading: f32,
}

const fn serif(size: f32, leading: f32) -> Type {
    Type { family: Family::Serif, size, leading }
}

const fn sans(size: f32, leading: f32) -> Type {
    Type { family: Family::Sans, size, leading }
}

/// The measures of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Running text.
    pub body: Type,
    /// Headings of levels 1 to 3, semibold.
    pub headings: [Type; 3],
    /// The space above headings of levels 1 to 3.
    pub above_heading: [f32; 3],
    /// The space below a heading.
    pub below_heading: f32,
    /// The space between paragraphs.
    pub paragraph: f32,
    /// Quotations: clauses in letters, lines to say on a sheet.
    pub quote: Type,
    /// Quotations with a label beside them.
    pub answer: Type,
    /// How far a quotation is set in, left and right.
    pub quote_indent: (f32, f32),
    /// The width of the bar beside a quotation.
    pub quote_bar: f32,
    /// Cells of tables.
    pub table: Type,
    /// The space above and below the text of a row.
    pub row: f32,
    /// Labels of large figures, and the figures.
    pub lead: (Type, Type),
    /// Small print, captions.
    pub small: Type,
    /// Running heads and feet.
    pub folio: Type,
    /// Top, right, bottom and left margins.
    pub margins: [f32; 4],
}

impl Style {
    /// Returns the measures of a class.
    pub(super) fn of(class: Class) -> Style {
        match class {
            Class::Letter => Style::letter(),
            Class::Agreement => Style { margins: [62.0, 71.0, 71.0, 71.0], ..Style::letter() },
            Class::Statement => Style {
                headings: [serif(19.0, 24.0), sans(11.5, 15.0), sans(10.0, 13.5)],
                table: sans(9.0, 12.0),
                row: 3.2,
                margins: [54.0, 60.0, 62.0, 60.0],
                ..Style::letter()
            },
            Class::Sheet => Style::sheet(),
        }
    }

    fn letter() -> Style {
        Style {
            body: serif(10.5, 14.6),
            headings: [serif(13.5, 18.0), sans(10.5, 14.0), sans(10.0, 13.5)],
            above_heading: [6.0, 13.0, 10.0],
            below_heading: 4.5,
            paragraph: 7.3,
            quote: serif(10.2, 14.2),
            answer: serif(10.2, 14.2),
            quote_indent: (17.0, 24.0),
            quote_bar: 1.2,
            table: sans(9.4, 12.6),
            row: 3.4,
            lead: (sans(8.4, 11.0), sans(17.0, 22.0)),
            small: sans(8.4, 11.2),
            folio: sans(8.0, 10.5),
            margins: [56.7, 71.0, 71.0, 71.0],
        }
    }

    /// Read at arm's length, one page where it fits.
    fn sheet() -> Style {
        Style {
            body: sans(9.4, 12.2),
            headings: [sans(16.0, 19.5), sans(10.6, 13.2), sans(9.6, 12.2)],
            above_heading: [3.0, 8.0, 6.0],
            below_heading: 2.2,
            paragraph: 3.4,
            quote: serif(11.2, 14.6),
            answer: serif(10.2, 13.2),
            quote_indent: (12.0, 6.0),
            quote_bar: 2.4,
            table: sans(9.2, 11.6),
            row: 2.2,
            lead: (sans(8.0, 10.0), sans(19.0, 23.0)),
            small: sans(8.2, 10.4),
            folio: sans(7.8, 10.0),
            margins: [34.0, 42.0, 40.0, 42.0],
        }
    }

    /// Returns the same measures a little closer, for a document that would just spill over.
    pub(super) fn closer(self, class: Class) -> Style {
        let tighter = |t: Type| Type { size: t.size * 0.955, leading: t.leading * 0.93, ..t };
        Style {
            body: tighter(self.body),
            headings: self.headings.map(tighter),
            above_heading: self.above_heading.map(|space| space * 0.72),
            below_heading: self.below_heading * 0.8,
            paragraph: self.paragraph * 0.7,
            quote: tighter(self.quote),
            answer: tighter(self.answer),
            table: tighter(self.table),
            row: self.row * 0.7,
            small: tighter(self.small),
            margins: if class == Class::Sheet {
                self.margins.map(|margin| margin * 0.86)
            } else {
                let [top, right, bottom, left] = self.margins;
                [top, right, bottom * 0.9, left]
            },
            ..self
        }
    }
}

/// Returns width and height of the paper.
pub(super) fn paper(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::Letter => (8.5 * INCH, 11.0 * INCH),
        Paper::A4 => (210.0 * MM, 297.0 * MM),
    }
}

/// Where an envelope's window leaves room on the folded sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Left, top, width and height of the part that shows in every position of the sheet.
    pub address: [f32; 4],
    /// The height at its top for the return line.
    pub return_line: f32,
    /// Where body text may begin.
    pub body_top: f32,
    /// Heights of fold marks; the second list is the punch mark.
    pub folds: [f32; 2],
    pub punch: Option<f32>,
}

/// Returns the window of an envelope.
///
/// DIN 5008 A and B after the standard's measures; US #10 as mailing services advise for letter paper
/// folded in three; UK DL by trade custom, unproven.
pub(super) fn window(envelope: Envelope) -> Option<Window> {
    let din = |top: f32, folds: [f32; 2]| Window {
        address: [20.0 * MM + 5.0 * MM, top * MM, 80.0 * MM, 45.0 * MM],
        return_line: 17.7 * MM,
        body_top: (top + 45.0 + 8.5) * MM,
        folds: folds.map(|fold| fold * MM),
        punch: Some(148.5 * MM),
    };
    match envelope {
        Envelope::Din5008A => Some(din(27.0, [87.0, 192.0])),
        Envelope::Din5008B => Some(din(45.0, [105.0, 210.0])),
        Envelope::Us10 => Some(Window {
            address: [0.9 * INCH, 2.042 * INCH, 3.1 * INCH, 0.875 * INCH],
            return_line: 0.0,
            body_top: 3.35 * INCH,
            folds: [3.667 * INCH, 7.333 * INCH],
            punch: None,
        }),
        Envelope::UkDl => Some(Window {
            address: [22.0 * MM, 50.0 * MM, 82.0 * MM, 28.0 * MM],
            return_line: 0.0,
            body_top: 90.0 * MM,
            folds: [99.0 * MM, 198.0 * MM],
            punch: None,
        }),
        Envelope::None => None,
    }
}
