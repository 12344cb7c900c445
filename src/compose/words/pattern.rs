//! A text with holes for values, as in `{month} {day}, {year}`.

use serde::Deserialize;

/// A pattern of `words.yaml`: `{…}` stands for a value and `~` for a no-break space. It is read once and filled often.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// The name of a value, and the hole as typed: it stays where there is no such value.
    Hole {
        name: String,
        typed: String,
    },
}

impl From<String> for Pattern {
    fn from(typed: String) -> Pattern {
        let spaced = typed.replace('~', "\u{a0}");
        let mut pieces = Vec::new();
        let mut rest = spaced.as_str();
        while let Some(at) = rest.find('{') {
            let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
            let hole = &rest[at..end];
            pieces.push(Piece::Text(rest[..at].to_owned()));
            pieces.push(Piece::Hole { name: hole[1..].trim_end_matches('}').to_owned(), typed: hole.to_owned() });
            rest = &rest[end..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        Pattern(pieces)
    }
}

impl Pattern {
    /// Returns the text with each hole filled by the value of its name.
    ///
    /// A value is never looked at again: braces and tildes inside it stay.
    pub(super) fn fill(&self, values: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(32);
        for piece in &self.0 {
            out.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Hole { name, typed } => {
                    values.iter().find(|(known, _)| known == name).map_or(typed.as_str(), |(_, value)| *value)
                }
            });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pattern: &str, values: &[(&str, &str)]) -> String {
        Pattern::from(pattern.to_owned()).fill(values)
    }

    #[test]
    fn a_value_is_filled_in_once_and_not_read_again() {
        assert_eq!(filled("{a}~{b}", &[("a", "{b}~"), ("b", "x")]), "{b}~\u{a0}x");
    }

    #[test]
    fn a_hole_without_a_value_stays_as_typed() {
        assert_eq!(filled("{a} {c} {", &[("a", "x")]), "x {c} {");
    }
}
