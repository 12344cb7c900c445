//! The file's identity: a hash of all its bytes, so that equal files have equal names and others have not.

use lopdf::{Document, Object, StringFormat};

use super::super::Fault;

/// How many bytes of the hash name the file.
const LENGTH: usize = 16;

/// Puts a blank identity into the trailer.
pub(super) fn leave_room(file: &mut Document) {
    let blank = || Object::String(vec![0; LENGTH], StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![blank(), blank()]));
}

/// Returns the file with the hash of the whole as its identity, in the room left for it.
///
/// # Errors
///
/// `file-unwritten` when there is no such room, which is a mistake of the program.
pub(super) fn named(mut bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let hash = blake3::hash(&bytes).to_hex().to_ascii_uppercase();
    let name = format!("/ID[<{0}><{0}>]", &hash[..2 * LENGTH]);
    let place = place_of_identity(&bytes).ok_or_else(unwritten)?;
    bytes[place..place + name.len()].copy_from_slice(name.as_bytes());
    Ok(bytes)
}

/// The trailer comes last, so the last mark is the right one whatever the streams hold.
fn place_of_identity(bytes: &[u8]) -> Option<usize> {
    bytes.windows(5).rposition(|window| window == b"/ID[<")
}

fn unwritten() -> Fault {
    Fault {
        code: "file-unwritten",
        line: 0,
        text: "the PDF cannot be put together: no trailer".into(),
        hint: None,
        character: None,
    }
}
