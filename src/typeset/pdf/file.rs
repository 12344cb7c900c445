//! The objects of a document as the bytes of a file: what lopdf writes, at a fifth of its time.
//!
//! A tagged letter has some 200 small objects, and lopdf writes each name byte by byte. A test holds the bytes against
//! those of lopdf.

use lopdf::{Dictionary, Document, Object, StringFormat};

use super::ink::whole;

/// Returns the file: header, objects in the order of their numbers, where each begins, trailer.
pub(super) fn bytes(document: &Document) -> Vec<u8> {
    let mut out = Vec::with_capacity(96 * 1024);
    out.extend_from_slice(b"%PDF-");
    out.extend_from_slice(document.version.as_bytes());
    out.extend_from_slice(b"\n%");
    out.extend_from_slice(&document.binary_mark);
    out.push(b'\n');
    let mut places = Vec::with_capacity(document.objects.len());
    for (&(number, generation), object) in &document.objects {
        places.push((number, generation, out.len()));
        whole(&mut out, number.into());
        out.push(b' ');
        whole(&mut out, generation.into());
        out.extend_from_slice(b" obj\n");
        if is_bare(object) {
            out.push(b' ');
        }
        put(&mut out, object);
        if is_bare(object) || matches!(object, Object::Name(_) | Object::Stream(_)) {
            out.push(b' ');
        }
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    cross_references(&mut out, &places);
    out.extend_from_slice(b"trailer\n");
    let mut trailer = document.trailer.clone();
    trailer.set("Size", i64::from(document.max_id + 1));
    dictionary(&mut out, &trailer);
    out.extend_from_slice(b"\nstartxref\n");
    size(&mut out, table);
    out.extend_from_slice(b"\n%%EOF");
    out
}

/// Writes where each object begins, a section for each run of numbers.
fn cross_references(out: &mut Vec<u8>, places: &[(u32, u16, usize)]) {
    out.extend_from_slice(b"xref\n");
    let mut sections: Vec<Vec<(u32, u16, usize)>> = vec![vec![]];
    let mut next = 1;
    for place in places {
        if place.0 != next {
            sections.push(vec![]);
        }
        next = place.0 + 1;
        sections.last_mut().expect("there is a first section").push(*place);
    }
    for (at, section) in sections.iter().enumerate() {
        let first = if at == 0 { 0 } else { section[0].0 };
        let count = section.len() + usize::from(at == 0);
        whole(out, first.into());
        out.push(b' ');
        size(out, count);
        out.push(b'\n');
        if at == 0 {
            out.extend_from_slice(b"0000000000 65535 f \n");
        }
        for (_, generation, offset) in section {
            padded(out, *offset as u64, 10);
            out.push(b' ');
            padded(out, (*generation).into(), 5);
            out.extend_from_slice(b" n \n");
        }
    }
}

fn size(out: &mut Vec<u8>, value: usize) {
    whole(out, i64::try_from(value).unwrap_or(i64::MAX));
}

/// Writes a number with zeros before it.
fn padded(out: &mut Vec<u8>, value: u64, digits: u32) {
    for place in (0..digits).rev() {
        out.push(b'0' + (value / 10_u64.pow(place) % 10) as u8);
    }
}

/// Returns whether an object begins and ends with a letter or digit.
fn is_bare(object: &Object) -> bool {
    matches!(object, Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_))
}

fn put(out: &mut Vec<u8>, object: &Object) {
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
        Object::Stream(stream) => {
            dictionary(out, &stream.dict);
            out.extend_from_slice(b"stream\n");
            out.extend_from_slice(&stream.content);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Reference((number, generation)) => {
            whole(out, (*number).into());
            out.push(b' ');
            whole(out, (*generation).into());
            out.extend_from_slice(b" R");
        }
    }
}

fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        name(out, key);
        if is_bare(value) {
            out.push(b' ');
        }
        put(out, value);
    }
    out.extend_from_slice(b">>");
}

fn name(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'/');
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
mod tests {
    use lopdf::xref::XrefType;
    use lopdf::{Stream, dictionary};

    use super::*;

    fn string(text: &[u8]) -> Object {
        Object::String(text.to_vec(), StringFormat::Literal)
    }

    /// Every kind of object, with numbers left out between them.
    fn document() -> Document {
        let mut document = Document::with_version("1.7");
        document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
        document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
        let objects = [
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
        ];
        for (place, object) in objects.into_iter().enumerate() {
            document.max_id += if place % 5 == 4 { 3 } else { 1 };
            document.objects.insert((document.max_id, 0), object);
        }
        document.trailer.set("Root", Object::Reference((1, 0)));
        document
    }

    #[test]
    fn a_file_is_what_lopdf_writes_of_the_same_objects() {
        let mut document = document();
        let ours = bytes(&document);
        let mut theirs = Vec::new();
        document.save_to(&mut theirs).unwrap();
        assert_eq!(ours.escape_ascii().to_string(), theirs.escape_ascii().to_string());
    }

    #[test]
    fn the_objects_come_back_when_the_file_is_read() {
        let document = document();
        let read = Document::load_mem(&bytes(&document)).unwrap();
        assert_eq!(read.objects.len(), document.objects.len());
    }
}
