//! The file's identity: a hash of all its bytes, so that equal files have equal names and others have not.

use lopdf::{Object, StringFormat};

use super::super::Fault;
use super::pages::Draft;

/// How many bytes of the hash name the file.
const LENGTH: usize = 16;

/// Writes the file, with the hash of the whole as its identity.
///
/// # Errors
///
/// `file-unwritten` when the objects do not form a file, which is a mistake of the program.
pub(super) fn written(mut draft: Draft) -> Result<Vec<u8>, Fault> {
    let blank = || Object::String(vec![0; LENGTH], StringFormat::Hexadecimal);
    draft.file.trailer.set("ID", Object::Array(vec![blank(), blank()]));
    let mut bytes = Vec::with_capacity(96 * 1024);
    draft.file.save_to(&mut bytes).map_err(|why| unwritten(&why))?;
    let hash = blake3::hash(&bytes).to_hex().to_ascii_uppercase();
    let name = format!("/ID[<{0}><{0}>]", &hash[..2 * LENGTH]);
    let place = place_of_identity(&bytes).ok_or_else(|| unwritten(&"no trailer"))?;
    bytes[place..place + name.len()].copy_from_slice(name.as_bytes());
    Ok(bytes)
}

/// The trailer comes last, so the last mark is the right one whatever the streams hold.
fn place_of_identity(bytes: &[u8]) -> Option<usize> {
    bytes.windows(5).rposition(|window| window == b"/ID[<")
}

fn unwritten(why: &dyn std::fmt::Display) -> Fault {
    Fault {
        code: "file-unwritten",
        line: 0,
        text: format!("the PDF cannot be put together: {why}"),
        hint: None,
        character: None,
    }
}
