//! Objects as the bytes of a file: what lopdf writes, at a fifth of its time.
//!
//! A tagged letter has some 200 small objects, and lopdf writes each name byte by byte. A test holds the bytes against
//! those of lopdf.

use lopdf::{Dictionary, Object, StringFormat};

use super::ink::{count, whole};

/// Returns whether an object begins and ends with a letter or digit.
fn is_bare(object: &Object) -> bool {
    matches!(object, Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_))
}

/// Writes an object.
pub(super) fn put(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => whole(out, *value),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(text) => name(out, text),
        Object::String(text, StringFormat::Literal) => literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => hexadecimal(out, text),
        Object::Array(items) => {
            out.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 && is_bare(item) {
                    out.push(b' ');
                }
                put(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => dictionary(out, entries),
        Object::Stream(found) => stream(out, &found.dict, &found.content),
        Object::Reference((number, _)) => reference(out, *number),
    }
}

/// Writes a dictionary.
pub(super) fn dictionary(out: &mut Vec<u8>, of: &Dictionary) {
    out.extend_from_slice(b"<<");
    entries(out, of);
    out.extend_from_slice(b">>");
}

/// Writes the entries of a dictionary without its brackets, so that more may follow.
pub(super) fn entries(out: &mut Vec<u8>, of: &Dictionary) {
    for (key, value) in of {
        name(out, key);
        if is_bare(value) {
            out.push(b' ');
        }
        put(out, value);
    }
}

/// Writes a stream with these entries; its length is among them or is added.
pub(super) fn stream(out: &mut Vec<u8>, of: &Dictionary, content: &[u8]) {
    out.extend_from_slice(b"<<");
    entries(out, of);
    if !of.has(b"Length") {
        out.extend_from_slice(b"/Length ");
        count(out, content.len());
    }
    out.extend_from_slice(b">>stream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream");
}

/// Writes an entry of a dictionary that refers to an object, under a key of letters.
pub(super) fn link(out: &mut Vec<u8>, key: &str, number: u32) {
    out.push(b'/');
    out.extend_from_slice(key.as_bytes());
    out.push(b' ');
    reference(out, number);
}

/// Writes a reference to an object; none has been replaced, so each is of generation 0.
pub(super) fn reference(out: &mut Vec<u8>, number: u32) {
    whole(out, number.into());
    out.extend_from_slice(b" 0 R");
}

fn name(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'/');
    if text.iter().all(u8::is_ascii_alphanumeric) {
        return out.extend_from_slice(text);
    }
    for &byte in text {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            hex(out, byte);
        }
    }
}

/// Writes a string in round brackets; those inside it that have no partner are escaped.
fn literal(out: &mut Vec<u8>, text: &[u8]) {
    let (mut open, mut escaped) = (vec![], vec![]);
    for (place, byte) in text.iter().enumerate() {
        match byte {
            b'(' => open.push(place),
            b')' if open.pop().is_none() => escaped.push(place),
            b'\\' | b'\r' => escaped.push(place),
            _ => {}
        }
    }
    escaped.append(&mut open);
    escaped.sort_unstable();
    out.push(b'(');
    let mut from = 0;
    for place in escaped {
        out.extend_from_slice(&text[from..place]);
        out.extend_from_slice(if text[place] == b'\r' { b"\\r" } else { b"\\" });
        from = if text[place] == b'\r' { place + 1 } else { place };
    }
    out.extend_from_slice(&text[from..]);
    out.push(b')');
}

fn hexadecimal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'<');
    for &byte in text {
        hex(out, byte);
    }
    out.push(b'>');
}

fn hex(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

#[cfg(test)]
pub(super) mod tests {
    use lopdf::xref::XrefType;
    use lopdf::{Document, Stream, dictionary};

    use super::*;

    fn string(text: &[u8]) -> Object {
        Object::String(text.to_vec(), StringFormat::Literal)
    }

    /// Returns every kind of object.
    pub(in super::super) fn kinds() -> Vec<Object> {
        vec![
            Object::Null,
            Object::Boolean(true),
            Object::Integer(-17),
            Object::Real(0.25),
            Object::Real(-781.89),
            Object::Name(b"A b#(\xE4".to_vec()),
            string(b"plain (with a pair) and ) alone ( and \\ and \r and \n"),
            Object::String(vec![0, 255, 16], StringFormat::Hexadecimal),
            Object::Array(vec![1.into(), "N".into(), 2.into(), Object::Array(vec![]), true.into(), Object::Null]),
            Object::Dictionary(dictionary! { "K" => 1, "Kids" => vec![Object::Reference((3, 0))], "S" => string(b"") }),
            Object::Stream(Stream::new(dictionary! { "Length1" => 3 }, b"a\nb".to_vec())),
            Object::Reference((2, 0)),
        ]
    }

    #[test]
    fn an_object_is_what_lopdf_writes_of_it() {
        for object in kinds() {
            let mut ours = Vec::new();
            put(&mut ours, &object);
            let mut theirs = Document::with_version("1.7");
            theirs.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
            theirs.add_object(object);
            let mut file = Vec::new();
            theirs.save_to(&mut file).unwrap();
            let (file, ours) = (file.escape_ascii().to_string(), ours.escape_ascii().to_string());
            let theirs = file.split_once(" obj\\n").unwrap().1.split_once("\\nendobj").unwrap().0;
            assert_eq!(ours, theirs.trim());
        }
    }
}
