//! What a letter costs: 1,000 different letters of two pages, from Markdown to PDF, in one process; and what a
//! statement of 5,000 rows does.
//!
//! `cargo bench --bench letters` prints the processor time of each letter in milliseconds, for layout alone
//! and for layout with the file, with shared and with exact subsets of the fonts. Time is read from
//! `/proc/self/stat`, which counts in hundredths of a second, so the figures are good to about 1 %; where that
//! file is missing, time on the clock is printed instead. `cargo bench --bench letters -- 200 out` sets 200
//! letters and leaves the first three in the folder `out`.

mod support;

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::{Assets, Setter, Subsets};
use support::Used;

const LOGO: &[u8] = include_bytes!("../cases/halden.png");

struct Logo;

impl Assets for Logo {
    fn read(&self, _name: &str) -> Result<Vec<u8>, String> {
        Ok(LOGO.to_vec())
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let count: u32 = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(1000);
    let letters: Vec<String> = (0..count).map(letter).collect();
    let start = Used::now();
    let fonts = Arc::new(Fonts::built_in());
    println!("fonts read: {}", start.since(1));

    let start = Used::now();
    let mut setter = Setter::new(&fonts, Subsets::Shared);
    let pages: usize = letters.iter().map(|letter| setter.layout(letter, &Logo).expect("a letter").pages.len()).sum();
    println!("layout alone: {} a letter; {pages} pages", start.since(count));

    for (name, subsets) in [("shared", Subsets::Shared), ("exact", Subsets::Exact)] {
        let start = Used::now();
        let mut setter = Setter::new(&fonts, subsets);
        let mut bytes = 0;
        for (number, letter) in letters.iter().enumerate() {
            let file = setter.pdf(letter, &Logo, &[]).expect("a letter");
            bytes += file.len();
            if let Some(folder) = arguments.get(1).filter(|_| number < 3) {
                fs::write(format!("{folder}/{name}-{number}.pdf"), file).expect("a folder to write to");
            }
        }
        println!("with {name} subsets: {} a letter; {} bytes each", start.since(count), bytes / letters.len());
    }

    let long = statement(5_000);
    let start = Used::now();
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    let pages: usize = (0..4).map(|_| setter.layout(&long, &Logo).expect("a statement").pages.len()).sum();
    println!("layout of a statement of 5,000 rows: {}; {} pages", start.since(4), pages / 4);
    let start = Used::now();
    let bytes: usize = (0..4).map(|_| setter.pdf(&long, &Logo, &[]).expect("a statement").len()).sum();
    println!("with its file: {}; {} bytes", start.since(4), bytes / 4);
}

/// Returns a statement of so many rows, a month's interest each.
fn statement(rows: u32) -> String {
    let mut out = String::from(
        "---\nclass: statement\nlang: en-GB\ntitle: Statement of account\nauthor: Halden Design Studio LLC\ndate: 2026-06-30\n\
paper: a4\nfooter: Halden Design Studio LLC\npage-of: Page {page} of {pages}\ncontinued: Statement of account\n---\n\n\
# Statement of account\n\n<!-- totals -->\n| Date | Entry | Amount | Balance |\n|:--|:--|--:|--:|\n",
    );
    let mut cents = 0;
    for row in 0..rows {
        let amount = row * 37 % 9_000 + 100;
        cents += amount;
        writeln!(
            out,
            "| {} May 2026 | Interest on invoice INV-{row:05}, 31 days, clause 4.3: £{}.00 × 8% × 31 ÷ 365 | £{}.{:02} | £{},{:03}.{:02} |",
            row % 28 + 1,
            amount * 2,
            amount / 100,
            amount % 100,
            cents / 100_000,
            cents / 100 % 1000,
            cents % 100,
        )
        .expect("text takes text");
    }
    out
}

const FIRST: [&str; 12] =
    ["Marsha", "Devon", "Rhea", "Ines", "Tomás", "Aiko", "Łukasz", "Zoë", "Priya", "Noah", "Ewa", "Søren"];
const LAST: [&str; 11] =
    ["Cole", "Price", "Stone", "Okafor", "Lindqvist", "Marten", "Ruiz", "Abbott", "Keller", "Novák", "Byrne"];
const STREET: [&str; 7] =
    ["Alder Avenue", "Canal Street", "Harbour Road", "Mill Lane", "Station Square", "Orchard Row", "North Quay"];

/// Returns the letter of this number: names, streets, amounts, days and codes differ from one to the next.
fn letter(number: u32) -> String {
    let pick = |list: &[&'static str], step: u32| list[(number * step + number / 7) as usize % list.len()];
    let (first, last, street) = (pick(&FIRST, 1), pick(&LAST, 3), pick(&STREET, 5));
    let reference = format!("INV-2026-{}", 10_000 + number * 7);
    let mut out = format!(
        "---\nclass: letter\nlang: en-GB\ntitle: Final demand for payment of {reference}\nauthor: Halden Design Studio LLC\n\
date: 2026-06-{day:02}\npaper: a4\nenvelope: din-5008-b\nlogo: halden.png\nfooter: Halden Design Studio LLC · {reference}\n\
page-of: Page {{page}} of {{pages}}\ncontinued: {last} & Sons Ltd · {reference}\n---\n\n\
<!-- sender -->\n\n**Halden Design Studio LLC**\\\n118 Canal Street, Suite 4\\\nPortland, OR 97209\n\n\
<!-- recipient -->\n\n{last} & Sons Ltd\\\n{first} {last}\\\n{house} {street}\\\nBoise, ID 83{zip:03}\n\n\
# Final demand for payment of {reference}\n\nDear {first} {last},\n\n",
        day = number % 28 + 1,
        house = number % 300 + 1,
        zip = number % 997,
    );
    out.push_str(OPENING);
    table(&mut out, number);
    write!(out, "{CLOSING}").expect("text takes text");
    write!(
        out,
        "```payment-code\nalt: A code with the address of the payment page\n\nhttps://pay.halden.example/{reference}\n```\n\n\
## What happens otherwise\n\n{OTHERWISE}<!-- signature -->\n\nYours sincerely,\\\nInes Halden\\\nOwner\n",
    )
    .expect("text takes text");
    out
}

fn table(out: &mut String, number: u32) {
    out.push_str("\n| Date | What | Days | Amount |\n|:--|:--|--:|--:|\n");
    for row in 0..12 {
        let amount = (number * 37 + row * 1_931) % 90_000 + 1_000;
        writeln!(
            out,
            "| {} May 2026 | Interest on the balance of leg {row}, clause 4.3 | {} | ${},{:03}.{:02} |",
            (number + row) % 28 + 1,
            (number + row * 3) % 60 + 1,
            amount / 1000,
            amount % 1000,
            number % 100,
        )
        .expect("text takes text");
    }
    let total = (number * 91) % 800_000 + 20_000;
    writeln!(
        out,
        "\n<!-- totals -->\n\n| | |\n|:--|--:|\n| **Due today** | **${},{:03}.00** |\n",
        total / 1000,
        total % 1000
    )
    .expect("text takes text");
}

const OPENING: &str = "The *Design services agreement* that your company signed on 3 March 2026 has been kept on our \
side. The work was delivered on the day agreed, in the form agreed, and nobody has raised a question about it since. Our \
invoice arrived with you, as you confirmed when we spoke, and the day on which it was to be paid has passed.\n\n\
We have called, and we have written. Twice you told us that payment was about to be released, and twice the day that you \
named went by without it. We understand that approvals take time and that people are away; **we do not understand \
silence**. A word from you on any of these days would have been enough to agree on something that works for both of us.\n\n\
The agreement says in clause 4.1 that the final payment of the balance is payable upon receipt of invoice, and in clause \
4.3 that a fee is applied to the balance where it is not. You agreed to both. They are the reason why the amount that is \
due today is higher than the amount on the invoice, and why it grows by each further day on which nothing arrives. The \
table that follows has every charge with its days and its clause, so that you can do the sums again for yourself:\n";

const CLOSING: &str = "## What we ask of you\n\nPlease pay the sum above in full **by Friday, 19 June 2026**. It counts as \
paid on the day on which it reaches our account, not on the day on which it is sent, so a transfer should leave you two \
working days earlier. These are the ways in which it can be paid:\n\n\
- by wire to First Harbor Bank, routing 123000220, account 0044117, naming the number of the invoice; or\n\
- online at [our page for payments](https://pay.halden.example/nw14), where it is confirmed at once; or\n\
- by any way that we agree on by telephone today, at +1 503 555 0142, where *Ines Halden* answers herself.\n\n\
If the whole sum cannot be paid at once, tell us so before that day. We are ready to take it in equal instalments, \
provided that the agreement is in writing, that the first instalment comes with it, and that the others follow on the \
days that it names. What we are not ready to do is to wait for another promise that nobody writes down.\n\n";

const OTHERWISE: &str = "On the day after the one named above the account goes to Cascade Recovery Group, with which an \
agreement for its placement is signed and ready. From then on all talks about the balance are held with them, and their \
costs are added to it as far as the law and our agreement allow. They may also report the account to the bureaus that \
they work with.\n\nNothing in this letter is meant to keep you from taking \
advice of your own, and nothing in it is a statement about anyone in person. It says what was agreed, what was done, and \
what is still open; should you find a mistake in any of its figures, let us know which one and we will look into it on \
the same day.\n\n";
