//! The nearest known word to a word that is not known.

use strsim::damerau_levenshtein;

use super::characters::shown;

/// The longest word that is compared.
const LONGEST: usize = 80;

/// The most nearest words that are asked about.
const MOST: usize = 3;

/// Returns the words nearest to this one, in the order given: several when they are equally near, none when
/// all are too far to have been meant.
///
/// Case, hyphens, underscores and spaces count for nothing.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if typed.len() > LONGEST {
        return Vec::new();
    }
    let plain = alike(typed);
    let furthest = (plain.chars().count() / 3).max(1);
    let (mut least, mut nearest) = (furthest, Vec::new());
    for word in known {
        if word.len().abs_diff(typed.len()) > LONGEST {
            continue;
        }
        let far = damerau_levenshtein(&plain, &alike(word));
        if far < least {
            nearest.clear();
        }
        if far <= least && nearest.len() < MOST {
            least = far;
            nearest.push(word);
        }
    }
    nearest
}

/// Returns the question whether one of these was meant; `None` for none.
pub fn question(nearest: &[&str]) -> Option<String> {
    let quoted: Vec<String> = nearest.iter().map(|word| format!("`{}`", shown(word))).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}

fn alike(word: &str) -> String {
    word.chars().map(|c| if matches!(c, '-' | ' ') { '_' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_hyphens_count_for_nothing() {
        assert_eq!(nearest("Signed-By", ["signed", "signed_by"]), ["signed_by"]);
    }

    #[test]
    fn equally_near_words_are_all_asked_about() {
        assert_eq!(nearest("ban", ["bank", "iban", "bic"]), ["bank", "iban"]);
        assert_eq!(question(&["bank", "iban"]).unwrap(), "did you mean `bank` or `iban`?");
    }

    #[test]
    fn a_word_that_is_near_none_is_not_guessed_at() {
        assert!(nearest("discount", ["amount", "received"]).is_empty());
    }
}
