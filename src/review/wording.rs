//! Words that no letter should hold, by rule and language: the lists are data, in `wording/`.
//!
//! A phrase matches whole words, capital or small, with anything but letters between them; a word that ends in `*`
//! matches every word that begins so.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::draft::Piece;
use super::{Draft, Remark, Scene};
use crate::case::finding::{Place, Severity};
use crate::strategy::consequence::is_open;

/// The lists of a language, by the code of their rule.
type Lists = BTreeMap<String, Vec<String>>;

static LISTS: LazyLock<Vec<(&str, Lists)>> = LazyLock::new(|| {
    let files = [
        ("en", include_str!("wording/en.yaml")),
        ("de", include_str!("wording/de.yaml")),
        ("fr", include_str!("wording/fr.yaml")),
    ];
    let read = |text| serde_yaml::from_str(text).expect("the built-in lists are tested");
    files.map(|(language, text)| (language, read(text))).to_vec()
});

/// Returns the first phrase of a list that stands in the text.
///
/// The lists of the language and the English ones are looked through, all of them when the language is not known.
pub(super) fn find(text: &str, list: &str, language: &str) -> Option<Range<usize>> {
    let known = LISTS.iter().any(|(own, _)| *own == language);
    let lists = LISTS.iter().filter(|(own, _)| !known || *own == language || *own == "en");
    let words = words(text);
    lists.filter_map(|(_, lists)| lists.get(list)).flatten().find_map(|phrase| phrase_in(&words, phrase))
}

/// Returns where a phrase stands in a text.
pub(super) fn find_phrase(text: &str, phrase: &str) -> Option<Range<usize>> {
    phrase_in(&words(text), phrase)
}

fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(char::is_alphanumeric).map(|at| from + at) {
        let inside = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |at| start + at);
        words.push((text[start..end].to_lowercase().replace('\'', "’"), start..end));
        from = end;
    }
    words
}

fn phrase_in(words: &[(String, Range<usize>)], phrase: &str) -> Option<Range<usize>> {
    let lower = phrase.to_lowercase();
    let phrase: Vec<&str> = lower.split_whitespace().collect();
    let matches = |word: &str, part: &str| part.strip_suffix('*').map_or(word == part, |stem| word.starts_with(stem));
    let fits =
        |window: &&[(String, Range<usize>)]| window.iter().zip(&phrase).all(|((word, _), part)| matches(word, part));
    let found = words.windows(phrase.len().max(1)).find(fits)?;
    Some(found.first()?.1.start..found.last()?.1.end)
}

/// Returns a remark for each consequence whose words or name a list forbids, unless it is done or withdrawn.
///
/// What no document of the day would say is warned of; what it would say keeps its weight.
pub(super) fn in_consequences(
    scene: &Scene,
    list: &str,
    remark: impl Fn(&str, Option<Place>) -> Remark,
) -> Vec<Remark> {
    let said = scene.announced();
    let mut remarks = Vec::new();
    for (at, consequence) in scene.case.consequences.iter().enumerate().filter(|(_, c)| is_open(c, scene.day())) {
        for (key, text) in [("text", &consequence.text), ("name", &consequence.name)] {
            let Some(text) = text else { continue };
            if let Some(found) = find(text, list, "") {
                let remark = remark(&text[found], Some(scene.place(&format!("consequences[{at}].{key}"))));
                let is_said = said.is_some_and(|said| std::ptr::eq(said, consequence));
                remarks.push(if is_said { remark } else { Remark { severity: Severity::Warning, ..remark } });
            }
        }
    }
    remarks
}

/// Returns a remark for each piece of a draft whose own words a list forbids.
pub(super) fn in_draft(
    scene: &Scene,
    draft: &Draft,
    list: &str,
    remark: impl Fn(&str, Option<Place>) -> Remark,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for piece in draft.heard() {
        if let Some(found) = in_piece(scene, piece, |text| find(text, list, &draft.language)) {
            remarks.push(remark(&piece.text[found.clone()], draft.place(piece, found)));
        }
    }
    remarks
}

/// Looks through a piece, and once more without what the user typed in the case: a name may be any word.
pub(super) fn in_piece(
    scene: &Scene,
    piece: &Piece,
    look: impl Fn(&str) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    look(&piece.text)?;
    look(&piece.own_words(scene))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_match_whole_words_and_stems() {
        assert!(find_phrase("You will be arrested.", "arrest").is_none());
        assert!(find_phrase("You will be ARRESTED.", "arrested").is_some());
        assert!(find_phrase("ein Haftbefehl, der", "haftbefehl*").is_some());
        assert!(find_phrase("we tell your  employer", "your employer").is_some());
        assert!(find_phrase("yours, employer", "your employer").is_none());
    }

    #[test]
    fn every_list_has_its_rule_and_every_language_its_lists() {
        for (language, lists) in &*LISTS {
            let english = LISTS[0].1.keys();
            assert!(lists.keys().eq(english), "{language}");
            assert!(lists.values().all(|list| !list.is_empty()), "{language}");
        }
    }

    #[test]
    fn a_language_that_is_not_known_is_held_against_all_lists() {
        assert!(find("Wir erstatten Strafanzeige", "threat-of-arrest", "nl").is_some());
        assert!(find("Wir erstatten Strafanzeige", "threat-of-arrest", "en").is_none());
    }
}
