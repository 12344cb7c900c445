//! The Swiss QR-bill: receipt and payment part at the foot of a page, by the Style Guide QR-bill and the
//! Implementation Guidelines 2.3 of SIX.
//!
//! What is printed is read from the payload, so that print and code cannot differ.

use qrcode::Version;

use super::code::{Code, squares};
use super::flow::{Flow, Placed, Slab, decor};
use super::fonts::Family;
use super::frame::{Colour, Item, Paint, Role, Segment, Tag};
use super::lines::{Align, Setting};
use super::markdown::Span;
use super::style::MM;

/// The height of the bill; it is as wide as A4 paper.
pub(super) const HEIGHT: f32 = 105.0 * MM;
/// The width of the receipt.
const RECEIPT: f32 = 62.0;
const WIDTH: f32 = 210.0;
/// The side of the code, without a quiet zone.
const CODE: f32 = 46.0;
/// The side of the cross in its middle, white edge and all.
const CROSS: f32 = 7.0;
/// The largest code the guidelines allow.
const MOST: Version = Version::Normal(25);

/// The words of the bill in one language, as SIX has published them.
struct Words {
    receipt: &'static str,
    payment_part: &'static str,
    account: &'static str,
    information: &'static str,
    payable_by: &'static str,
    payable_by_blank: &'static str,
    currency: &'static str,
    amount: &'static str,
    acceptance: &'static str,
    separate: &'static str,
}

const GERMAN: Words = Words {
    receipt: "Empfangsschein",
    payment_part: "Zahlteil",
    account: "Konto / Zahlbar an",
    information: "Zusätzliche Informationen",
    payable_by: "Zahlbar durch",
    payable_by_blank: "Zahlbar durch (Name/Adresse)",
    currency: "Währung",
    amount: "Betrag",
    acceptance: "Annahmestelle",
    separate: "Vor der Einzahlung abzutrennen",
};

const FRENCH: Words = Words {
    receipt: "Récépissé",
    payment_part: "Section paiement",
    account: "Compte / Payable à",
    information: "Informations supplémentaires",
    payable_by: "Payable par",
    payable_by_blank: "Payable par (nom/adresse)",
    currency: "Monnaie",
    amount: "Montant",
    acceptance: "Point de dépôt",
    separate: "A détacher avant le versement",
};

const ENGLISH: Words = Words {
    receipt: "Receipt",
    payment_part: "Payment part",
    account: "Account / Payable to",
    information: "Additional information",
    payable_by: "Payable by",
    payable_by_blank: "Payable by (name/address)",
    currency: "Currency",
    amount: "Amount",
    acceptance: "Acceptance point",
    separate: "Separate before paying in",
};

/// What the payload says, as it is printed.
struct Bill {
    /// Account in groups of four, then the creditor.
    creditor: Vec<String>,
    /// Nobody where the field is left blank.
    debtor: Option<Vec<String>>,
    currency: String,
    /// With spaces between thousands.
    amount: String,
    message: String,
}

/// A size of type on the bill with its leading.
#[derive(Clone, Copy)]
struct Kind {
    size: f32,
    leading: f32,
    strong: bool,
}

const TITLE: Kind = Kind { size: 11.0, leading: 13.0, strong: true };
const SMALL_HEAD: Kind = Kind { size: 6.0, leading: 9.0, strong: true };
const SMALL: Kind = Kind { size: 8.0, leading: 9.0, strong: false };
const HEAD: Kind = Kind { size: 8.0, leading: 11.0, strong: true };
const TEXT: Kind = Kind { size: 10.0, leading: 11.0, strong: false };

impl Flow<'_, '_> {
    /// Returns the bill as a slab whose x counts from the page's left edge; none if it cannot be made, which is a
    /// fault.
    pub(super) fn swiss_bill(&mut self, alt: &str, payload: &str, language: &str) -> Option<Slab> {
        let words = match language.split('-').next() {
            Some("de") => &GERMAN,
            Some("fr") => &FRENCH,
            _ => &ENGLISH,
        };
        let code = Code::of(payload).filter(small_enough);
        let (Some(code), Some(bill)) = (code, Bill::read(payload)) else {
            let hint = "it is made from the case; edit the case and make the document again";
            self.fault("swiss-bill", "the payload of the Swiss QR-bill is not as it has to be".into(), Some(hint));
            return None;
        };
        let mut items = vec![];
        self.receipt(&bill, words, &mut items);
        self.payment_part(&bill, words, &code, alt, &mut items);
        items.extend(lines());
        let mut separate = Pen { x: 5.0, y: -4.2, width: 200.0 };
        self.words(words.separate, SMALL, &mut separate, &mut items);
        Some(Slab { height: HEIGHT, items, ..Slab::default() })
    }

    fn receipt(&mut self, bill: &Bill, words: &Words, items: &mut Vec<Placed>) {
        let width = RECEIPT - 10.0;
        let title = Pen { x: 5.0, y: 5.0, width };
        self.words(words.receipt, TITLE, &mut { title }, items);
        let mut pen = Pen { x: 5.0, y: 12.0, width };
        self.part(words.account, &bill.creditor, [SMALL_HEAD, SMALL], &mut pen, items);
        self.payer(bill, words, [SMALL_HEAD, SMALL], [52.0, 20.0], &mut pen, items);
        let mut amount = Pen { x: 5.0, y: 68.0, width };
        self.amount(bill, words, [SMALL_HEAD, SMALL], 13.0, &mut amount, items);
        let (line, spans) = self.one_line(words.acceptance, &self.bill_type(SMALL_HEAD, 0.0));
        let node = self.node(0, Role::P);
        let x = (RECEIPT - 5.0) * MM - line.width;
        items.extend(self.placed(line, &spans, node, x, 82.0 * MM + SMALL_HEAD.size));
    }

    fn payment_part(&mut self, bill: &Bill, words: &Words, code: &Code, alt: &str, items: &mut Vec<Placed>) {
        let left = RECEIPT + 5.0;
        self.words(words.payment_part, TITLE, &mut Pen { x: left, y: 5.0, width: 51.0 }, items);
        let figure = self.figure(0, alt);
        items.extend(symbol(code, figure, [left * MM, 17.0 * MM]));
        let mut amount = Pen { x: left, y: 68.0, width: 51.0 };
        self.amount(bill, words, [HEAD, TEXT], 15.0, &mut amount, items);
        let mut pen = Pen { x: RECEIPT + 56.0, y: 5.0, width: 87.0 };
        self.part(words.account, &bill.creditor, [HEAD, TEXT], &mut pen, items);
        if !bill.message.is_empty() {
            self.part(words.information, std::slice::from_ref(&bill.message), [HEAD, TEXT], &mut pen, items);
        }
        self.payer(bill, words, [HEAD, TEXT], [65.0, 25.0], &mut pen, items);
    }

    /// The debtor, or a field with marked corners to write one in.
    fn payer(
        &mut self,
        bill: &Bill,
        words: &Words,
        kinds: [Kind; 2],
        field: [f32; 2],
        pen: &mut Pen,
        items: &mut Vec<Placed>,
    ) {
        if let Some(debtor) = &bill.debtor {
            return self.part(words.payable_by, debtor, kinds, pen, items);
        }
        self.words(words.payable_by_blank, kinds[0], pen, items);
        items.push(corners([pen.x * MM, pen.y * MM + 3.0, field[0] * MM, field[1] * MM]));
    }

    /// A heading and its lines, and a line's space after them.
    fn part(&mut self, title: &str, lines: &[String], kinds: [Kind; 2], pen: &mut Pen, items: &mut Vec<Placed>) {
        self.words(title, kinds[0], pen, items);
        for line in lines {
            self.words(line, kinds[1], pen, items);
        }
        pen.y += kinds[1].leading / MM;
    }

    /// Currency and amount side by side.
    fn amount(
        &mut self,
        bill: &Bill,
        words: &Words,
        kinds: [Kind; 2],
        aside: f32,
        pen: &mut Pen,
        items: &mut Vec<Placed>,
    ) {
        for (title, value, x) in [(words.currency, &bill.currency, 0.0), (words.amount, &bill.amount, aside)] {
            let mut column = Pen { x: pen.x + x, y: pen.y, width: pen.width - x };
            self.part(title, std::slice::from_ref(value), kinds, &mut column, items);
        }
    }

    fn bill_type(&self, kind: Kind, measure: f32) -> Setting {
        Setting {
            family: Family::Bill,
            size: kind.size,
            measure: measure * MM,
            align: Align::Left,
            hyphenate: false,
            tabular: false,
            strong: kind.strong,
            protrude: false,
            colour: Colour::BLACK,
        }
    }

    /// Sets words as a paragraph of its own and moves the pen below them.
    fn words(&mut self, text: &str, kind: Kind, pen: &mut Pen, items: &mut Vec<Placed>) {
        let node = self.node(0, Role::P);
        let spans = [Span { text: text.to_string(), ..Span::default() }];
        let setting = self.bill_type(kind, pen.width);
        for line in self.set(&spans, &setting) {
            items.extend(self.placed(line, &spans, node, pen.x * MM, pen.y * MM + kind.size));
            pen.y += kind.leading / MM;
        }
    }
}

/// Where the next line goes: left, top and width, in millimetres of the bill.
#[derive(Clone, Copy)]
struct Pen {
    x: f32,
    y: f32,
    width: f32,
}

impl Bill {
    /// Reads the elements of a payload in their order.
    fn read(payload: &str) -> Option<Bill> {
        let lines: Vec<&str> = payload.lines().collect();
        let party = |from: usize| -> Option<Vec<String>> {
            let [kind, name, street, number, postcode, town, country] = lines.get(from..from + 7)? else { return None };
            (*kind == "S").then(|| {
                let abroad = if *country == "CH" { String::new() } else { format!("{country}-") };
                let all = [
                    (*name).to_string(),
                    format!("{street} {number}").trim().to_string(),
                    format!("{abroad}{postcode} {town}"),
                ];
                all.into_iter().filter(|line| !line.is_empty()).collect()
            })
        };
        let is_one = lines.first() == Some(&"SPC") && lines.get(1) == Some(&"0200") && lines.get(30) == Some(&"EPD");
        let account = lines.get(3).filter(|_| is_one)?;
        let mut creditor = vec![in_fours(account)];
        creditor.extend(party(4)?);
        Some(Bill {
            creditor,
            debtor: party(20),
            currency: (*lines.get(19)?).to_string(),
            amount: spaced(lines.get(18)?),
            message: (*lines.get(29)?).to_string(),
        })
    }
}

fn small_enough(code: &Code) -> bool {
    code.width <= usize::try_from(MOST.width()).unwrap_or(0)
}

fn in_fours(account: &str) -> String {
    let letters: Vec<char> = account.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Returns an amount with a space between thousands, as in `2 500.00`.
fn spaced(amount: &str) -> String {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, "00"));
    let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
    format!("{}.{decimals}", groups.join(" "))
}

/// The code with the Swiss cross in its middle.
fn symbol(code: &Code, figure: usize, [left, top]: [f32; 2]) -> Vec<Placed> {
    let areas = squares(code, [left, top], CODE * MM / code.width as f32);
    let middle = [left + CODE * MM / 2.0, top + CODE * MM / 2.0];
    let square = |size: f32, colour| {
        let area = [middle[0] - size / 2.0, middle[1] - size / 2.0, size, size];
        Item::Rect { area, colour }
    };
    let cross = CROSS * MM;
    // the proportions of the published symbol: a white edge, a black field, arms of a third of a half
    let (arm, reach) = (cross / 6.0, cross * 0.555);
    let bar = |width: f32, height: f32| Item::Rect {
        area: [middle[0] - width / 2.0, middle[1] - height / 2.0, width, height],
        colour: Colour::grey(1.0),
    };
    let items = [
        Item::Rects { areas, colour: Colour::BLACK },
        square(cross, Colour::grey(1.0)),
        square(cross * 0.93, Colour::BLACK),
        bar(arm, reach),
        bar(reach, arm),
    ];
    items.into_iter().map(|item| Placed { tag: Tag::Node(figure), item, link: None }).collect()
}

/// The lines along which the bill is parted from the letter, and the receipt from the payment part.
fn lines() -> Vec<Placed> {
    let across = Item::Rect { area: [0.0, 0.0, WIDTH * MM, 0.5], colour: Colour::BLACK };
    let down = Item::Rect { area: [RECEIPT * MM, 0.0, 0.5, HEIGHT], colour: Colour::BLACK };
    vec![decor(across), decor(down)]
}

/// The four marked corners of a field to write in.
fn corners([x, y, width, height]: [f32; 4]) -> Placed {
    let arm = 3.0 * MM;
    let (right, bottom) = (x + width, y + height);
    let corner = |x: f32, y: f32, dx: f32, dy: f32| {
        [Segment::Move(x + dx * arm, y), Segment::Line(x, y), Segment::Line(x, y + dy * arm)]
    };
    let segments = [(x, y, 1.0, 1.0), (right, y, -1.0, 1.0), (x, bottom, 1.0, -1.0), (right, bottom, -1.0, -1.0)]
        .into_iter()
        .flat_map(|(x, y, dx, dy)| corner(x, y, dx, dy))
        .collect();
    let paint = Paint { fill: None, stroke: Some((Colour::BLACK, 0.75)), dash: vec![] };
    decor(Item::Path { segments, paint })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAYLOAD: &str = "SPC\n0200\n1\nCH9300762011623852957\nS\nLumen Werkstatt GmbH\nGerechtigkeitsgasse\n62\n3011\nBern\nCH\n\
                           \n\n\n\n\n\n\n6007.09\nCHF\nS\nHotel Alpenblick AG\nSeestrasse\n14\n3700\nSpiez\nCH\nNON\n\nL-311\nEPD";

    #[test]
    fn what_is_printed_is_what_the_code_says() {
        let bill = Bill::read(PAYLOAD).unwrap();
        let creditor = ["CH93 0076 2011 6238 5295 7", "Lumen Werkstatt GmbH", "Gerechtigkeitsgasse 62", "3011 Bern"];
        assert_eq!(bill.creditor, creditor);
        assert_eq!(bill.debtor.unwrap(), ["Hotel Alpenblick AG", "Seestrasse 14", "3700 Spiez"]);
        assert_eq!((bill.currency.as_str(), bill.amount.as_str(), bill.message.as_str()), ("CHF", "6 007.09", "L-311"));
    }

    #[test]
    fn a_payload_that_is_cut_is_none() {
        assert!(Bill::read(PAYLOAD.strip_suffix("EPD").unwrap()).is_none());
        assert!(Bill::read("BCD\n002").is_none());
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(spaced("1234567.50"), "1 234 567.50");
        assert_eq!(spaced("50.00"), "50.00");
    }
}
