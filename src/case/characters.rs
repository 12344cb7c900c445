//! Characters: which ones no text may hold, and how a text is shown in a message.

use std::fmt::Write as _;

/// The most characters of a user's text that a message repeats.
const SHOWN: usize = 60;

/// Returns what is wrong with a character that no text may hold; `None` for all others.
///
/// Direction marks (U+200E, U+200F, U+061C) and joiners (U+200C, U+200D) stay: Hebrew, Arabic and
/// Persian are written with them, and they reorder nothing but their neighbours.
pub fn forbidden(c: char) -> Option<&'static str> {
    match c {
        ' '..='~' | '\n' => None,
        '\t' => Some("a tab"),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some("a control character"),
        '\u{202a}'..='\u{202e}' => Some("a direction override"),
        '\u{2066}'..='\u{2069}' => Some("a direction isolate"),
        '\u{2028}' | '\u{2029}' => Some("a line separator"),
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => {
            Some("an invisible character")
        }
        '\u{e0000}'..='\u{e007f}' => Some("a tag character"),
        '\u{fdd0}'..='\u{fdef}' => Some("a non-character"),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some("a non-character"),
        _ => None,
    }
}

/// Returns the text as a message may repeat it: forbidden characters and line breaks escaped, long texts cut.
pub fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == SHOWN {
            shown.push('…');
            break;
        }
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            c if forbidden(c).is_some() => write!(shown, "\\u{{{:04x}}}", u32::from(c)).expect("a string takes all"),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_isolates_tags_and_non_characters_are_refused() {
        for c in ['\0', '\u{1b}', '\t', '\r', '\u{85}', '\u{202e}', '\u{2067}', '\u{e0041}', '\u{ffff}', '\u{10fffe}'] {
            assert!(forbidden(c).is_some(), "{c:?}");
        }
    }

    #[test]
    fn the_marks_of_right_to_left_scripts_stay() {
        for c in ['\u{200e}', '\u{200f}', '\u{200c}', '\u{200d}', 'ß', 'ع', '\u{301}', '\u{fffd}'] {
            assert_eq!(forbidden(c), None, "{c:?}");
        }
    }

    #[test]
    fn a_message_shows_control_characters_escaped_and_cuts_long_texts() {
        assert_eq!(shown("a\u{1b}[31m\u{202e}b\n"), "a\\u{001b}[31m\\u{202e}b\\n");
        assert_eq!(shown(&"x".repeat(80)).chars().count(), 61);
    }
}
