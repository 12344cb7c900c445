//! The smallest pieces of a content stream: numbers, colours, strings.

use super::super::frame::Colour;

/// Writes a number of at most three decimals, without zeros at its end, and a space.
pub(super) fn number(out: &mut Vec<u8>, value: f32) {
    let thousandths = rounded(value * 1000.0);
    if thousandths % 10 == 0 {
        return hundredths(out, thousandths / 10);
    }
    let part = thousandths.unsigned_abs() % 1000;
    sign(out, thousandths);
    digits(out, thousandths.unsigned_abs() / 1000);
    let [tens, ones] = PAIRS[(part / 10) as usize];
    out.extend_from_slice(&[b'.', tens, ones, b'0' + (part % 10) as u8, b' ']);
}

/// Writes a length or place in points: two decimals, 1/7000 of an inch.
pub(super) fn length(out: &mut Vec<u8>, value: f32) {
    hundredths(out, in_hundredths(value));
}

/// Returns a length as it is written.
pub(super) fn in_hundredths(value: f32) -> i64 {
    rounded(value * 100.0)
}

/// Writes several lengths.
pub(super) fn lengths(out: &mut Vec<u8>, values: &[f32]) {
    for value in values {
        length(out, *value);
    }
}

/// Writes a whole number without a space after it.
pub(super) fn whole(out: &mut Vec<u8>, value: i64) {
    sign(out, value);
    digits(out, value.unsigned_abs());
}

/// Writes a count, length or place without a space after it.
pub(super) fn count(out: &mut Vec<u8>, value: usize) {
    digits(out, value as u64);
}

/// The two digits of each number below a hundred.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};

/// Returns the nearest whole number, of two the one further from 0.
///
/// `f32::round` says the same, but is a call where a processor may lack the instruction.
fn rounded(value: f32) -> i64 {
    let below = value.abs() as i64;
    let size = below + i64::from(value.abs() - below as f32 >= 0.5);
    if value < 0.0 { -size } else { size }
}

fn sign(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
}

fn digits(out: &mut Vec<u8>, value: u64) {
    if value >= 10_000 {
        digits(out, value / 10_000);
        return out.extend_from_slice(&four_digits(value % 10_000));
    }
    let [thousands, hundreds, tens, ones] = four_digits(value);
    match value {
        0..10 => out.push(ones),
        10..100 => out.extend_from_slice(&[tens, ones]),
        100..1_000 => out.extend_from_slice(&[hundreds, tens, ones]),
        _ => out.extend_from_slice(&[thousands, hundreds, tens, ones]),
    }
}

/// Returns the digits of a number below ten thousand, with zeros before it.
fn four_digits(value: u64) -> [u8; 4] {
    let ([thousands, hundreds], [tens, ones]) = (PAIRS[(value / 100) as usize], PAIRS[(value % 100) as usize]);
    [thousands, hundreds, tens, ones]
}

/// Writes a number of hundredths, without zeros at its end, and a space.
pub(super) fn hundredths(out: &mut Vec<u8>, value: i64) {
    sign(out, value);
    digits(out, value.unsigned_abs() / 100);
    match PAIRS[(value.unsigned_abs() % 100) as usize] {
        [b'0', b'0'] => out.push(b' '),
        [tenths, b'0'] => out.extend_from_slice(&[b'.', tenths, b' ']),
        [tenths, rest] => out.extend_from_slice(&[b'.', tenths, rest, b' ']),
    }
}

/// Writes the colour that fills from here on.
pub(super) fn fill(out: &mut Vec<u8>, colour: Colour) {
    paint(out, colour, "g\n", "rg\n");
}

/// Writes the colour that strokes from here on.
pub(super) fn stroke(out: &mut Vec<u8>, colour: Colour) {
    paint(out, colour, "G\n", "RG\n");
}

/// A grey is written with one number.
fn paint(out: &mut Vec<u8>, Colour(red, green, blue): Colour, grey_operator: &str, colour_operator: &str) {
    if (red - green).abs() + (green - blue).abs() < 0.0005 {
        number(out, red);
        out.extend_from_slice(grey_operator.as_bytes());
    } else {
        for part in [red, green, blue] {
            number(out, part);
        }
        out.extend_from_slice(colour_operator.as_bytes());
    }
}

/// Writes a two-byte glyph number inside a string in round brackets.
#[inline]
pub(super) fn code(out: &mut Vec<u8>, number: u16) {
    let [high, low] = number.to_be_bytes();
    if IS_PLAIN[usize::from(high)] && IS_PLAIN[usize::from(low)] {
        out.extend_from_slice(&[high, low]);
    } else {
        marked(out, [high, low]);
    }
}

fn marked(out: &mut Vec<u8>, code: [u8; 2]) {
    for byte in code {
        match byte {
            // a bare carriage return would be read as a line feed
            b'\r' => out.extend_from_slice(b"\\r"),
            _ if IS_PLAIN[usize::from(byte)] => out.push(byte),
            _ => out.extend_from_slice(&[b'\\', byte]),
        }
    }
}

/// Whether a byte stands for itself in a string in round brackets.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    plain[b'(' as usize] = false;
    plain[b')' as usize] = false;
    plain[b'\\' as usize] = false;
    plain[b'\r' as usize] = false;
    plain
};

/// Writes text as a hexadecimal UTF-16 string.
pub(super) fn utf16(out: &mut Vec<u8>, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for byte in super::objects::utf16(text) {
        out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let values = [0.0, 1.0, -0.5, 12.034, 841.889_7, -0.0004, 0.05, 100.0];
        let out = written(|out| values.iter().for_each(|v| number(out, *v)));
        assert_eq!(out, "0 1 -0.5 12.034 841.89 0 0.05 100 ");
    }

    #[test]
    fn a_length_has_two_decimals() {
        assert_eq!(written(|out| lengths(out, &[72.126, 0.004, -3.999])), "72.13 0 -4 ");
    }

    #[test]
    fn whole_numbers_may_be_negative() {
        assert_eq!(written(|out| whole(out, -1203)), "-1203");
    }

    #[test]
    fn whole_numbers_of_any_length_are_those_of_rust() {
        let lengths = (0..19).map(|zeros| 10_i64.pow(zeros));
        for value in lengths.flat_map(|unit| [unit - 1, unit, unit + 7, unit * 3]).chain([10_203, i64::MAX, i64::MIN]) {
            assert_eq!(written(|out| whole(out, value)), value.to_string());
        }
    }

    #[test]
    fn grey_has_one_part_and_colour_three() {
        assert_eq!(written(|out| fill(out, Colour::BLACK)), "0 g\n");
        assert_eq!(written(|out| stroke(out, Colour(0.1, 0.2, 0.35))), "0.1 0.2 0.35 RG\n");
    }

    #[test]
    fn bytes_that_mean_something_in_a_string_are_marked() {
        let mut out = Vec::new();
        for number in [0x2829, 0x5C0D, 0x0041] {
            code(&mut out, number);
        }
        assert_eq!(out, b"\\(\\)\\\\\\r\0A");
    }

    #[test]
    fn text_is_written_as_utf16() {
        assert_eq!(written(|out| utf16(out, "\u{AD}")), "<FEFF00AD>");
    }
}
