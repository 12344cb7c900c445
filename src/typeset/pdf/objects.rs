//! The objects of the file format, in the forms used here.

use lopdf::{Dictionary, Object, StringFormat};

/// Returns a name object, as in `/P`.
pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// Returns a text string: plain where printable ASCII is enough, else UTF-16 with its mark.
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// Returns text as big-endian UTF-16 with a byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

/// Returns a count or a key.
pub(super) fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Returns a number of at most three decimals, which is more than any printer resolves.
pub(super) fn number(value: f32) -> Object {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded.fract() == 0.0 { Object::Integer(rounded as i64) } else { Object::Real(rounded) }
}

/// Returns an array of numbers.
pub(super) fn numbers(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|v| number(*v)).collect())
}

/// Returns these entries with the one that says that a stream is deflated.
pub(super) fn deflated(mut entries: Dictionary) -> Dictionary {
    entries.set("Filter", name("FlateDecode"));
    entries
}

/// Returns the day as the file format writes dates: midnight UTC, as in `D:20260612000000Z`.
pub(super) fn date(iso: &str) -> Object {
    let digits: String = iso.chars().filter(char::is_ascii_digit).collect();
    text(&format!("D:{digits}000000Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_readable_and_other_text_is_marked_utf16() {
        assert_eq!(text("Statement"), Object::String(b"Statement".to_vec(), StringFormat::Literal));
        let expected = vec![0xFE, 0xFF, 0x20, 0xAC, 0xD8, 0x3D, 0xDE, 0x00];
        assert_eq!(text("€😀"), Object::String(expected, StringFormat::Hexadecimal));
    }

    #[test]
    fn a_line_break_is_not_written_as_it_is() {
        assert!(matches!(text("a\nb"), Object::String(_, StringFormat::Hexadecimal)));
    }

    #[test]
    fn whole_numbers_have_no_point_and_others_three_decimals() {
        assert_eq!(number(72.0), Object::Integer(72));
        assert_eq!(number(595.275_6), Object::Real(595.276));
        assert_eq!(number(-0.000_1), Object::Integer(0));
    }

    #[test]
    fn a_day_is_its_first_moment() {
        assert_eq!(date("2026-06-12"), text("D:20260612000000Z"));
    }
}
