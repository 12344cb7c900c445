//! The files that go with a letter in its e-mail draft, in the order in which the letter lists them.

use std::path::Path;

use super::disk::Disk;
use super::open::Opened;
use crate::case::load::MOST_BYTES;
use crate::case::sources::{Contents, Sources as _};
use crate::compose::Enclosure;
use crate::mail;
use crate::strategy::Refusal;

/// What an enclosure of a letter is as a file.
pub(super) enum File {
    Whole(mail::Enclosure),
    /// The statement of the same day, still to be made.
    Statement,
    /// It is not there: what to tell the user.
    Missing(Refusal),
}

/// Returns the file of an enclosure; none for a copy the case does not name.
pub(super) fn file(opened: &Opened, enclosure: &Enclosure) -> Option<File> {
    let case = opened.case();
    let name = match enclosure {
        Enclosure::Statement => return Some(File::Statement),
        Enclosure::Contract => case.contract.as_ref()?.copy.as_deref()?,
        Enclosure::Invoice(number) => case.invoice(number)?.copy.as_deref()?,
    };
    Some(match Disk.read_beside(&opened.path, name, MOST_BYTES) {
        Ok(Contents::Whole(bytes)) => File::Whole(mail::Enclosure {
            name: name.rsplit('/').next().unwrap_or(name).to_owned(),
            media_type: media_type(name).to_owned(),
            bytes: bytes.to_vec(),
        }),
        Ok(Contents::TooLarge) => missing(format!("`{name}` is too large to go with the e-mail draft")),
        Err(fault) => missing(format!("{fault}, so it does not go with the e-mail draft; the letter lists it")),
    })
}

fn missing(text: String) -> File {
    File::Missing(Refusal { code: "enclosure-missing", text })
}

fn media_type(name: &str) -> &'static str {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    }
}
