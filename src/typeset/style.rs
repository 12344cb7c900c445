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
    /// The space below headings of levels 1 to 3; under a letter's subject stands its salutation.
    pub below_heading: [f32; 3],
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
                above_heading: [15.0, 13.0, 10.0],
                below_heading: [6.0, 4.5, 4.5],
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
            below_heading: [10.0, 4.5, 4.5],
            paragraph: 7.3,
            quote: serif(10.2, 14.2),
            answer: serif(10.2, 14.2),
            quote_indent: (17.0, 24.0),
            quote_bar: 1.2,
            table: sans(9.4, 12.6),
            row: 3.0,
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
            below_heading: [2.2; 3],
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

    /// Returns the same measures closer, by a share of the most that does not show, for a document that would just
    /// spill over.
    pub(super) fn closer(self, class: Class, share: f32) -> Style {
        let less = |length: f32, most: f32| length * (1.0 - most * share);
        let tighter = |t: Type| Type { size: less(t.size, 0.045), leading: less(t.leading, 0.07), ..t };
        Style {
            body: tighter(self.body),
            headings: self.headings.map(tighter),
            above_heading: self.above_heading.map(|space| less(space, 0.28)),
            below_heading: self.below_heading.map(|space| less(space, 0.2)),
            paragraph: less(self.paragraph, 0.3),
            quote: tighter(self.quote),
            answer: tighter(self.answer),
            table: tighter(self.table),
            row: less(self.row, 0.3),
            small: tighter(self.small),
            margins: if class == Class::Sheet {
                self.margins.map(|margin| less(margin, 0.14))
            } else {
                let [top, right, bottom, left] = self.margins;
                [top, right, less(bottom, 0.1), left]
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

/// References beside the address.
pub(super) const REFERENCES: Type = sans(8.8, 12.0);
/// Their width, where the window leaves it.
pub(super) const REFERENCES_WIDTH: f32 = 195.0;
/// What stays free at the top of paper that has its letterhead printed on it.
pub(super) const BLANK_HEAD: f32 = 45.0 * MM;
/// The smallest type of an address: postal machines read no smaller.
pub(super) const LEAST_ADDRESS: f32 = 8.0;
/// The smallest type of the line with the sender's address over it.
pub(super) const LEAST_RETURN: f32 = 6.0;

/// An envelope's window over the folded sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    /// What shows of the sheet when it lies at the left and the bottom of the envelope: left, top, width, height.
    pub shows: [f32; 4],
    /// How far the sheet can slip to the right and up.
    pub slip: [f32; 2],
    /// The place for return line and address within: left, top, width, height.
    pub address: [f32; 4],
    /// The height at the top of that place for the return line; 0 where none is set.
    pub return_line: f32,
    /// Where body text may begin: below all that can show.
    pub body_top: f32,
    /// Heights of the fold marks, and of the punch mark.
    pub folds: [f32; 2],
    pub punch: Option<f32>,
}

/// Returns the window of an envelope.
///
/// DIN 5008 A and B after the standard, in a DIN 680 envelope. US #10: 4 1/8 by 9 1/2 inches, its window 1 1/8 by
/// 4 1/2, 7/8 from the left and 1/2 from the bottom, for Letter paper folded in three. UK DL: 110 by 220 mm, its window
/// 35 by 90, 20 from the left and 18 from the bottom, for A4 folded in three. The last two follow what makers of
/// envelopes sell as usual; no standard says so.
pub(super) fn window(envelope: Envelope) -> Option<Window> {
    match envelope {
        Envelope::Din5008A => Some(din(27.0, [87.0, 192.0])),
        Envelope::Din5008B => Some(din(45.0, [105.0, 210.0])),
        Envelope::Us10 => Some(Window {
            shows: [0.875, 2.042, 4.5, 1.125].map(|length| length * INCH),
            slip: [1.0 * INCH, 0.458 * INCH],
            address: [0.9, 2.1, 3.35, 1.0].map(|length| length * INCH),
            return_line: 0.0,
            body_top: 3.7 * INCH,
            folds: [3.667 * INCH, 7.333 * INCH],
            punch: None,
        }),
        Envelope::UkDl => Some(Window {
            shows: [20.0, 46.0, 90.0, 35.0].map(|length| length * MM),
            slip: [10.0 * MM, 11.0 * MM],
            address: [22.0, 48.0, 77.0, 32.0].map(|length| length * MM),
            return_line: 0.0,
            body_top: 94.0 * MM,
            folds: [99.0 * MM, 198.0 * MM],
            punch: None,
        }),
        Envelope::None => None,
    }
}

fn din(top: f32, folds: [f32; 2]) -> Window {
    Window {
        shows: [20.0, top, 90.0, 45.0].map(|length| length * MM),
        slip: [10.0 * MM, 5.0 * MM],
        // the standard's field is 10 mm wider, which a sheet that slips would cost
        address: [25.0, top, 75.0, 45.0].map(|length| length * MM),
        return_line: 17.7 * MM,
        body_top: (top + 45.0 + 8.5) * MM,
        folds: folds.map(|fold| fold * MM),
        punch: Some(148.5 * MM),
    }
}
