//! The places where a line may end, by the rules of Unicode (annex 14).

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};

/// Finds the places where a line may end.
pub(super) struct Opportunities(LineSegmenterBorrowed<'static>);

impl Opportunities {
    pub(super) fn new() -> Opportunities {
        Opportunities(LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()))
    }

    /// Tells each place of a text in turn, in bytes; its end is the last of them, its beginning none.
    ///
    /// The rules look at nothing beyond a space between two words that both begin and end plainly. So most words are
    /// told without them, and of the others each is asked for alone.
    pub(super) fn each(&self, text: &str, mut tell: impl FnMut(usize)) {
        let (bytes, mut start, mut at) = (text.as_bytes(), 0, 0);
        while at < bytes.len() {
            let (mut word_end, mut clings) = (at, bytes[at] != b' ');
            while word_end < bytes.len() && bytes[word_end] != b' ' {
                clings &= clings_at(bytes, word_end);
                word_end += 1;
            }
            let end = word_end + bytes[word_end..].iter().take_while(|byte| **byte == b' ').count();
            let word = &text[at..word_end];
            let settled = || word_end < end && (clings || ends_plainly(word)) && begins_plainly(&text[end..]);
            if end == bytes.len() || settled() {
                if at == start && (clings && word.starts_with(is_letter_or_digit) || is_plain(word)) {
                    tell(end);
                } else {
                    self.0
                        .segment_str(&text[start..end])
                        .filter(|place| *place > 0)
                        .for_each(|place| tell(start + place));
                }
                start = end;
            }
            at = end;
        }
    }
}

/// Tells whether a word has no place inside: letters, digits and the marks that cling to them, with a currency before
/// and a percent sign after them at most.
fn is_plain(word: &str) -> bool {
    let word = word.strip_prefix(CURRENCY).unwrap_or(word);
    let word = word.strip_suffix('%').filter(|figure| figure.ends_with(is_letter_or_digit)).unwrap_or(word);
    word.starts_with(is_letter_or_digit) && (0..word.len()).all(|at| clings_at(word.as_bytes(), at))
}

/// The signs of currencies that cling to the figure after them.
const CURRENCY: [char; 3] = ['£', '€', '$'];

/// Which bytes are part of a letter or digit, or of a mark that clings to what stands before and after it.
const CLINGING: [bool; 256] = {
    let (mut clinging, mut byte) = ([false; 256], 0_u8);
    loop {
        // the last two: the letters of Latin-1 and of Latin Extended-A
        let mark = matches!(byte, b',' | b'.' | b':' | b';' | 0x80..=0xbf | 0xc3..=0xc5);
        clinging[byte as usize] = byte.is_ascii_alphanumeric() || mark;
        if byte == u8::MAX {
            break clinging;
        }
        byte += 1;
    }
};

/// Tells whether this byte of a word clings to those around it; so does a hyphen before a digit, as in `INV-2026`.
fn clings_at(word: &[u8], at: usize) -> bool {
    CLINGING[usize::from(word[at])] || word[at] == b'-' && word.get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{17f}')
}

/// Tells whether a line may end at a space after this, whatever begins plainly after it.
fn ends_plainly(word: &str) -> bool {
    word.ends_with(|c| is_letter_or_digit(c) || matches!(c, ',' | '.' | ':' | ';' | '%'))
}

/// Tells whether a line may end at a space before this, whatever ends plainly before it.
fn begins_plainly(text: &str) -> bool {
    text.starts_with(|c| is_letter_or_digit(c) || CURRENCY.contains(&c) || matches!(c, '(' | '“' | '−'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What texts are made of here: plain words, and all that the rules have an eye on.
    const PIECES: [&str; 78] = [
        "a", "Z", "é", "ſ", "×", "÷", "1", "20", "365", "word", "ab12", " ", " ", " ", "  ", "\u{a0}", "\u{202f}",
        "\u{2009}", "\t", "\n", "\r", ",", ".", ":", ";", "!", "?", "%", "‰", "/", "\\", "-", "–", "—", "\u{2010}",
        "\u{2011}", "\u{ad}", "−", "+", "£", "€", "$", "¢", "°", "§", "№", "&", "#", "@", "_", "*", "=", "|", "(", ")",
        "[", "]", "{", "}", "\"", "'", "“", "”", "‘", "’", "„", "«", "»", "…", "\u{200b}", "\u{2060}", "\u{200d}",
        "\u{301}", "\u{2068}", "ש", "ع", "漢", "👍",
    ];

    fn told(opportunities: &Opportunities, text: &str) -> Vec<usize> {
        let mut places = vec![];
        opportunities.each(text, |place| places.push(place));
        places
    }

    /// Holds what is told of a text against the rules for all of it.
    fn as_by_the_rules(opportunities: &Opportunities, text: &str) -> Result<(), TestCaseError> {
        let whole: Vec<usize> = opportunities.0.segment_str(text).filter(|place| *place > 0).collect();
        prop_assert_eq!(told(opportunities, text), whole, "{:?}", text);
        Ok(())
    }

    #[test]
    fn short_words_told_apart_have_the_places_of_the_whole_text() {
        let (opportunities, signs) = (Opportunities::new(), "a1é×.:%- £−(“”/\n");
        let pairs: Vec<String> = signs.chars().flat_map(|a| signs.chars().map(move |b| format!("{a}{b}"))).collect();
        for (one, other) in pairs.iter().flat_map(|one| pairs.iter().map(move |other| (one, other))) {
            as_by_the_rules(&opportunities, &format!("{one}{other}")).unwrap();
            as_by_the_rules(&opportunities, &format!("{one} {other}")).unwrap();
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn words_told_apart_have_the_places_of_the_whole_text(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..24),
        ) {
            as_by_the_rules(&Opportunities::new(), &pieces.concat())?;
        }
    }

    #[test]
    fn a_line_may_end_after_spaces_and_at_a_hyphen() {
        let opportunities = Opportunities::new();
        assert_eq!(told(&opportunities, "pay £1,234.50 by e-mail: 5% now"), [4, 15, 18, 20, 26, 29, 32]);
        assert_eq!(told(&opportunities, ""), Vec::<usize>::new());
        assert_eq!(told(&opportunities, "one\ntwo"), [4, 7]);
    }
}
