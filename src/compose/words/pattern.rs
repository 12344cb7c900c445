//! A text with holes for values, as in `{month} {day}, {year}`.

use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error, StrDeserializer};

/// A pattern of `words.yaml`: `{…}` stands for a value and `~` for a no-break space. It is read once and filled often.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// With what is typed there, which stays where there is no such value.
    Hole(Hole, String),
}

/// What stands for a value, by its name in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Hole {
    A,
    Amount,
    B,
    Date,
    Day,
    H,
    Last,
    M,
    Month,
    Most,
    N,
    Number,
    Symbol,
    Weekday,
    Year,
}

impl From<String> for Pattern {
    /// Braces with any other name are text.
    fn from(typed: String) -> Pattern {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let spaced = typed.replace('~', "\u{a0}");
        for piece in spaced.split_inclusive('}') {
            let hole = piece.rfind('{').and_then(|at| Some((at, named(piece[at + 1..].strip_suffix('}')?)?)));
            text.push_str(hole.map_or(piece, |(at, _)| &piece[..at]));
            if let Some((at, hole)) = hole {
                pieces.extend([Piece::Text(std::mem::take(&mut text)), Piece::Hole(hole, piece[at..].to_owned())]);
            }
        }
        pieces.push(Piece::Text(text));
        pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        Pattern(pieces)
    }
}

fn named(name: &str) -> Option<Hole> {
    let name: StrDeserializer<Error> = name.into_deserializer();
    Hole::deserialize(name).ok()
}

impl Pattern {
    /// Returns the text with each hole filled by its value.
    ///
    /// A value is never looked at again: braces and tildes inside it stay.
    pub(super) fn fill(&self, values: &[(Hole, &str)]) -> String {
        let mut out = String::with_capacity(32);
        for piece in &self.0 {
            out.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Hole(hole, typed) => {
                    values.iter().find(|(known, _)| known == hole).map_or(typed.as_str(), |(_, value)| *value)
                }
            });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pattern: &str, values: &[(Hole, &str)]) -> String {
        Pattern::from(pattern.to_owned()).fill(values)
    }

    #[test]
    fn a_value_is_filled_in_once_and_not_read_again() {
        assert_eq!(filled("{a}~{b}", &[(Hole::A, "{b}~"), (Hole::B, "x")]), "{b}~\u{a0}x");
    }

    #[test]
    fn braces_without_a_value_stay_as_typed() {
        assert_eq!(filled("{a} {b} {c} {", &[(Hole::A, "x")]), "x {b} {c} {");
        assert_eq!(filled("}{{a}}", &[(Hole::A, "x")]), "}{x}");
    }
}
