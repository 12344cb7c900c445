//! The e-mail draft of a demand, read back by a mail parser.

use mail_parser::{MessageParser, MimeHeaders};

use crate::support::{Run, text_of};

const CASE: &str = "cases/brackley-2026-31.yaml";
const DEMAND: &str = "demand cases/brackley-2026-31.yaml --as-of 2026-10-31";

fn with_copy() -> String {
    text_of(CASE).replacen("amount: 8640.00}\n", "amount: 8640.00, copy: bj-2291.pdf}\n", 1)
}

fn brackley(arguments: &str) -> Run {
    let pictures = ["cases/brackley.png", "cases/brackley-signature.png"];
    pictures.iter().fold(Run::new(&format!("{DEMAND} {arguments}")), |run, picture| run.with(picture))
}

#[test]
fn what_a_letter_lists_as_enclosed_goes_with_its_draft() {
    let run = brackley("--enclose-statement").file(CASE, with_copy()).file("cases/bj-2291.pdf", b"%PDF-copy");
    let run = run.ends_with(0);
    let letter = run.text("out/brackley-2026-31/demand.md");
    assert!(letter.contains("Enclosed: copy of invoice BJ-2291; statement of account"), "{letter}");
    let eml = run.bytes("out/brackley-2026-31/demand.eml");
    let mail = MessageParser::new().parse(&eml).unwrap();
    let names: Vec<_> = mail.attachments().map(|file| file.attachment_name().unwrap()).collect();
    assert_eq!(names, ["demand.pdf", "bj-2291.pdf", "statement.pdf"]);
    let contents = |place| mail.attachment(place).unwrap().contents();
    assert_eq!(contents(0), run.bytes("out/brackley-2026-31/demand.pdf"));
    assert_eq!(contents(1), b"%PDF-copy");
    assert_eq!(contents(2), run.bytes("out/brackley-2026-31/statement.pdf"));
}

#[test]
fn a_copy_that_is_not_there_is_told_and_the_draft_is_made() {
    let run = brackley("").file(CASE, with_copy()).ends_with(0);
    assert!(run.stderr.contains("warning[enclosure-missing]: `cases/bj-2291.pdf` does not exist"), "{}", run.stderr);
    let eml = run.bytes("out/brackley-2026-31/demand.eml");
    assert_eq!(MessageParser::new().parse(&eml).unwrap().attachment_count(), 1);
}

#[test]
fn a_draft_has_the_headers_of_an_unsent_message_and_no_others() {
    let eml = brackley("").file(CASE, text_of(CASE)).ends_with(0).bytes("out/brackley-2026-31/demand.eml");
    let mail = MessageParser::new().parse(&eml).unwrap();
    let mut names: Vec<_> = mail.headers().iter().map(|header| header.name().to_lowercase()).collect();
    names.sort();
    assert_eq!(names, ["content-type", "date", "from", "message-id", "mime-version", "subject", "to", "x-unsent"]);
    assert_eq!(mail.subject(), Some("Final demand for £9,658.26 by 16 November 2026"));
    assert_eq!(mail.header_raw("X-Unsent").map(str::trim), Some("1"));
    let address = |list: &mail_parser::Address| list.first().and_then(|one| one.address()).map(str::to_owned);
    assert_eq!(mail.to().and_then(address).as_deref(), Some("oliver.marsh@quayside-lofts.example"));
    assert_eq!(mail.from().and_then(address).as_deref(), Some("accounts@brackley-joinery.example"));
    for part in [mail.body_text(0).unwrap(), mail.body_html(0).unwrap()] {
        for fact in ["£9,658.26", "Monday 16 November 2026", "31926819", "Each invoice is payable within 30 days"] {
            assert!(part.contains(fact), "`{fact}` is not in {part}");
        }
        assert!(!part.contains("Copies sent the same day") && !part.contains("fee set aside"), "{part}");
    }
}

#[test]
fn no_value_becomes_a_header_or_a_recipient() {
    let hostile = text_of(CASE).replace("name: Oliver Marsh", "name: \"Oliver <x@evil.example>, Bcc: y@evil.example\"");
    let eml = brackley("").file(CASE, hostile).ends_with(0).bytes("out/brackley-2026-31/demand.eml");
    let mail = MessageParser::new().parse(&eml).unwrap();
    let to = mail.to().unwrap();
    assert_eq!(to.iter().count(), 1);
    assert_eq!(to.first().unwrap().address(), Some("oliver.marsh@quayside-lofts.example"));
    assert!(mail.bcc().is_none() && mail.cc().is_none());
}
