//! An e-mail draft as a file: opened in a mail program, read once more, and sent by the user.
//!
//! The same draft gives the same bytes: ids and boundaries come from a hash of what it holds, the
//! date is given. Nothing in a value can become a header, a second recipient or a part.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};

/// A letter as an e-mail that has not been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who writes.
    pub from: Address,
    /// Who is written to; without an address the field is left for the user to fill in.
    pub to: Option<Address>,
    pub subject: String,
    /// The day of the letter; the draft bears its noon, in UTC.
    pub date: NaiveDate,
    /// The letter as plain text.
    pub text: String,
    /// The letter as HTML.
    pub html: String,
    pub attachments: Vec<Enclosure>,
}

/// A name and a bare e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub name: String,
    pub email: String,
}

/// A file that goes with the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    pub name: String,
    /// The media type, as in `application/pdf`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// A value that cannot stand in a mail header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAHeader {
    /// Which one, as in `subject`.
    pub field: &'static str,
    pub value: String,
}

impl fmt::Display for NotAHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} of the e-mail cannot be `{}`", self.field, self.value.escape_debug())
    }
}

impl std::error::Error for NotAHeader {}

impl Draft {
    /// Returns the draft as the bytes of an `.eml` file.
    ///
    /// # Errors
    ///
    /// A control character in a name, address, subject or file name, or an address that is not one
    /// bare address.
    pub fn to_eml(&self) -> Result<Vec<u8>, NotAHeader> {
        self.check()?;
        let id = self.identity();
        let domain = self.from.email.rsplit('@').next().unwrap_or("localhost");
        let mut message = MessageBuilder::new()
            .header("X-Unsent", Raw::new("1"))
            .from((self.from.name.as_str(), self.from.email.as_str()))
            .subject(self.subject.as_str())
            .date(Date::new(noon(self.date)))
            .message_id(format!("{id}@{domain}"))
            .body(self.body(&id));
        if let Some(to) = &self.to {
            message = message.to((to.name.as_str(), to.email.as_str()));
        }
        message.write_to_vec().map_err(|_| NotAHeader { field: "text", value: String::new() })
    }

    fn body(&self, id: &str) -> MimePart<'_> {
        let words = multipart(
            "multipart/alternative",
            &format!("words-{id}"),
            vec![
                MimePart::new("text/plain", BodyPart::Text(self.text.as_str().into())),
                MimePart::new("text/html", BodyPart::Text(self.html.as_str().into())),
            ],
        );
        if self.attachments.is_empty() {
            return words;
        }
        let files = self.attachments.iter().map(|file| {
            MimePart::new(file.media_type.as_str(), BodyPart::Binary(file.bytes.as_slice().into()))
                .attachment(file.name.as_str())
        });
        multipart("multipart/mixed", &format!("all-{id}"), std::iter::once(words).chain(files).collect())
    }

    fn identity(&self) -> String {
        let mut hash = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(self.from.email.as_bytes());
        part(self.to.as_ref().map_or("", |to| to.email.as_str()).as_bytes());
        part(self.subject.as_bytes());
        part(self.date.to_string().as_bytes());
        part(self.text.as_bytes());
        part(self.html.as_bytes());
        for file in &self.attachments {
            part(file.name.as_bytes());
            part(&file.bytes);
        }
        hash.finalize().to_hex()[..32].to_string()
    }

    fn check(&self) -> Result<(), NotAHeader> {
        one_line("subject", &self.subject)?;
        address("sender", &self.from)?;
        self.to.iter().try_for_each(|to| address("recipient", to))?;
        self.attachments.iter().try_for_each(|file| one_line("attachment's name", &file.name))
    }
}

fn multipart<'x>(kind: &'x str, boundary: &str, parts: Vec<MimePart<'x>>) -> MimePart<'x> {
    MimePart::new(ContentType::new(kind).attribute("boundary", boundary.to_string()), parts)
}

fn noon(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc().timestamp()
}

fn one_line(field: &'static str, value: &str) -> Result<(), NotAHeader> {
    if value.chars().any(char::is_control) { Err(NotAHeader { field, value: value.to_string() }) } else { Ok(()) }
}

/// An address is one bare address: nothing that a mail program could read as two, or as a name.
fn address(field: &'static str, address: &Address) -> Result<(), NotAHeader> {
    one_line(field, &address.name)?;
    let email = &address.email;
    let odd = |c: char| c.is_control() || c.is_whitespace() || ",;:<>()[]\\\"".contains(c);
    let bare = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
    if !bare || email.matches('@').count() != 1 || email.chars().any(odd) {
        return Err(NotAHeader { field, value: email.clone() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;

    fn draft() -> Draft {
        Draft {
            from: Address { name: "Halden Design Studio LLC".into(), email: "accounts@halden.example".into() },
            to: Some(Address { name: "Zoë, \"Marsha\" Cole".into(), email: "marsha.cole@northwind.example".into() }),
            subject: "Final demand: invoice 1042 — $10,920.00".into(),
            date: "2026-06-12".parse().unwrap(),
            text: "Dear Ms Cole,\n\nFrom here on, the balance is due.\n".into(),
            html: "<p>Dear Ms Cole,</p>".into(),
            attachments: vec![Enclosure {
                name: "demand.pdf".into(),
                media_type: "application/pdf".into(),
                bytes: b"%PDF-1.7\n--all-\n".to_vec(),
            }],
        }
    }

    #[test]
    fn a_mail_program_finds_the_letter_its_html_and_its_file() {
        let eml = draft().to_eml().unwrap();
        let mail = MessageParser::new().parse(&eml).unwrap();
        assert_eq!(mail.subject(), Some("Final demand: invoice 1042 — $10,920.00"));
        let to = mail.to().unwrap().first().unwrap();
        assert_eq!((to.name(), to.address()), (Some("Zoë, \"Marsha\" Cole"), Some("marsha.cole@northwind.example")));
        assert!(mail.body_text(0).unwrap().contains("From here on, the balance is due."));
        assert_eq!(mail.body_html(0).unwrap().trim(), "<p>Dear Ms Cole,</p>");
        let file = mail.attachment(0).unwrap();
        assert_eq!((file.attachment_name(), file.contents()), (Some("demand.pdf"), &b"%PDF-1.7\n--all-\n"[..]));
    }

    #[test]
    fn each_part_says_once_how_its_letters_are_written() {
        let eml = String::from_utf8(draft().to_eml().unwrap()).unwrap();
        let kinds: Vec<&str> = eml.lines().filter_map(|line| line.strip_prefix("Content-Type: text/")).collect();
        assert_eq!(kinds, ["plain; charset=\"utf-8\"", "html; charset=\"utf-8\""]);
    }

    #[test]
    fn the_headers_are_those_expected_and_no_others() {
        let eml = draft().to_eml().unwrap();
        let mail = MessageParser::new().parse(&eml).unwrap();
        let mut names: Vec<_> = mail.headers().iter().map(|header| header.name().to_lowercase()).collect();
        names.sort();
        assert_eq!(names, ["content-type", "date", "from", "message-id", "mime-version", "subject", "to", "x-unsent"]);
    }

    #[test]
    fn the_same_draft_gives_the_same_bytes_and_another_day_another_id() {
        let (one, two) = (draft(), Draft { date: "2026-06-13".parse().unwrap(), ..draft() });
        assert_eq!(one.to_eml(), draft().to_eml());
        assert_ne!(one.identity(), two.identity());
    }

    #[test]
    fn a_line_break_in_a_subject_name_or_file_name_is_refused() {
        let bcc = "x\r\nBcc: all@evil.example";
        assert_eq!(Draft { subject: bcc.into(), ..draft() }.to_eml().unwrap_err().field, "subject");
        let from = Address { name: bcc.into(), email: "a@b.example".into() };
        assert_eq!(Draft { from, ..draft() }.to_eml().unwrap_err().field, "sender");
        let mut named = draft();
        named.attachments[0].name = bcc.into();
        assert_eq!(named.to_eml().unwrap_err().field, "attachment's name");
    }

    #[test]
    fn two_addresses_in_one_field_are_refused() {
        for email in ["a@b.example,c@d.example", "a@b.example c@d.example", "A <a@b.example>", "a", "@b.example", "a@b"]
        {
            let to = Some(Address { name: "A".into(), email: email.into() });
            assert_eq!(Draft { to, ..draft() }.to_eml().unwrap_err().field, "recipient", "{email}");
        }
    }

    #[test]
    fn without_an_address_the_draft_has_no_recipient_yet() {
        let eml = Draft { to: None, ..draft() }.to_eml().unwrap();
        assert!(MessageParser::new().parse(&eml).unwrap().to().is_none());
    }
}
