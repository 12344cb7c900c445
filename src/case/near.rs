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
    use super::super::shape;
    use super::*;

    /// Every way of mistyping a word by one key: left out, doubled by another, exchanged, swapped, in capitals.
    fn mistyped(word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        let mut all = vec![word.to_uppercase(), word.replace('_', "-"), word.replace('_', "")];
        let last = letters.len() - 1;
        for at in 0..=last {
            let with = |change: &dyn Fn(&mut Vec<char>)| {
                let mut letters = letters.clone();
                change(&mut letters);
                letters.into_iter().collect::<String>()
            };
            all.push(with(&|letters| {
                letters.remove(at);
            }));
            all.push(with(&|letters| letters.insert(at, 'q')));
            all.push(with(&|letters| letters[at] = 'q'));
            all.push(with(&|letters| letters.swap(at, last.min(at + 1))));
        }
        all
    }

    #[test]
    fn every_key_mistyped_by_one_letter_is_asked_about() {
        for shape in shape::all() {
            let keys = || shape.keys.iter().map(|key| key.name);
            for key in keys() {
                for typed in mistyped(key).iter().filter(|typed| !keys().any(|key| key == **typed)) {
                    let nearest = nearest(typed, keys());
                    assert!(nearest.contains(&key), "{}.{key} as {typed}: {nearest:?}", shape.name);
                }
            }
        }
    }

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
