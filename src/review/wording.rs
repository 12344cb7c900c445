//! Words that no letter should hold, by rule and language: the lists are data, in `wording/`.
//!
//! A phrase matches whole words, capital or small, with anything but letters between them; a word that ends in `*`
//! matches every word that begins so.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Piece;
use super::{Draft, Remark, Scene};
use crate::case::finding::{Place, Severity};
use crate::strategy::consequence::is_open;

/// The lists of a language, by the code of their rule.
type Lists = BTreeMap<String, Phrases>;

static LISTS: LazyLock<Vec<(&str, Lists)>> = LazyLock::new(|| {
    let files = [
        ("en", include_str!("wording/en.yaml")),
        ("de", include_str!("wording/de.yaml")),
        ("fr", include_str!("wording/fr.yaml")),
    ];
    let read = |text| {
        let lists: BTreeMap<String, Vec<String>> = serde_yaml::from_str(text).expect("the built-in lists are tested");
        lists.into_iter().map(|(code, list)| (code, Phrases::new(list.iter().map(String::as_str)))).collect()
    };
    files.map(|(language, text)| (language, read(text))).to_vec()
});

/// The words that the phrases of any list begin with: most words of a letter begin none.
static FIRSTS: LazyLock<Firsts> = LazyLock::new(|| {
    let all = || LISTS.iter().flat_map(|(_, lists)| lists.values());
    let stems = all().flat_map(|phrases| &phrases.stems).filter_map(|phrase| phrase[0].strip_suffix('*'));
    let mut stems: Vec<String> = stems.map(str::to_owned).collect();
    stems.sort_unstable();
    // what a longer stem begins, a shorter one begins too
    stems.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
    Firsts { whole: all().flat_map(|phrases| phrases.whole.keys().cloned()).collect(), stems }
});

struct Firsts {
    whole: FxHashSet<String>,
    /// In order; none begins with another.
    stems: Vec<String>,
}

impl Firsts {
    fn hold(&self, word: &str) -> bool {
        // then the last stem before a word is the only one that it can begin with
        let stem = self.stems.partition_point(|stem| stem.as_str() <= word).checked_sub(1).map(|at| &self.stems[at]);
        self.whole.contains(word) || stem.is_some_and(|stem| word.starts_with(stem.as_str()))
    }
}

/// A word in small letters, with its place.
type Word = (String, Range<usize>);

/// The words of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    all: Vec<Word>,
    /// Those that a phrase of the lists may begin with.
    suspects: Vec<usize>,
}

impl Words {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Words {
        let all = split(text);
        let suspects = (0..all.len()).filter(|at| FIRSTS.hold(&all[*at].0)).collect();
        Words { all, suspects }
    }

    /// Returns where one of these phrases stands first.
    pub(super) fn find(&self, phrases: &Phrases) -> Option<Range<usize>> {
        (0..self.all.len()).find_map(|at| phrases.at(&self.all[at..]))
    }
}

fn split(text: &str) -> Vec<Word> {
    let inside = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    let (mut words, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find(char::is_alphanumeric).map(|at| from + at) {
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |at| start + at);
        words.push((small(&text[start..end]), start..end));
        from = end;
    }
    words
}

/// Returns a word in small letters, with the apostrophe of a typesetter.
fn small(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().replace('\'', "’")
    }
}

/// Phrases, each to be found by its first word.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    whole: FxHashMap<String, Vec<Vec<String>>>,
    /// Those whose first word is a stem.
    stems: Vec<Vec<String>>,
}

impl Phrases {
    pub(super) fn new<'p>(list: impl IntoIterator<Item = &'p str>) -> Phrases {
        let mut phrases = Phrases::default();
        for parts in list.into_iter().map(parts) {
            match parts.first() {
                Some(first) if first.ends_with('*') => phrases.stems.push(parts),
                Some(first) => phrases.whole.entry(first.clone()).or_default().push(parts),
                None => {}
            }
        }
        phrases
    }

    /// Returns the stretch of a phrase that stands at the head of these words.
    fn at(&self, words: &[Word]) -> Option<Range<usize>> {
        let fits = |part: &String, word: &String| part.strip_suffix('*').map_or(word == part, |s| word.starts_with(s));
        let stands = |phrase: &&Vec<String>| {
            phrase.len() <= words.len() && phrase.iter().zip(words).all(|(part, (word, _))| fits(part, word))
        };
        let (first, place) = words.first()?;
        let found = self.whole.get(first).into_iter().flatten().chain(&self.stems).find(stands)?;
        Some(place.start..words[found.len() - 1].1.end)
    }
}

/// Returns the words of a phrase, with the stars of its stems.
fn parts(phrase: &str) -> Vec<String> {
    let words = phrase.split_whitespace().flat_map(|part| {
        let mut words = split(part);
        if let Some((last, _)) = words.last_mut().filter(|_| part.ends_with('*')) {
            last.push('*');
        }
        words
    });
    words.map(|(word, _)| word).collect()
}

/// Returns where a phrase of a list stands in a text.
///
/// The lists of the language and the English ones are looked through, all of them when the language is not known.
pub(super) fn find(words: &Words, list: &str, language: &str) -> Option<Range<usize>> {
    if words.suspects.is_empty() {
        return None;
    }
    let known = LISTS.iter().any(|(own, _)| *own == language);
    let lists = LISTS.iter().filter(|(own, _)| !known || *own == language || *own == "en");
    let mut lists = lists.filter_map(|(_, lists)| lists.get(list));
    lists.find_map(|phrases| words.suspects.iter().find_map(|at| phrases.at(&words.all[*at..])))
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
            if let Some(found) = find(&Words::of(text), list, "") {
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
        if let Some(found) = in_piece(scene, piece, |words| find(words, list, &draft.language)) {
            remarks.push(remark(&piece.text[found.clone()], draft.place(piece, found)));
        }
    }
    remarks
}

/// Looks through a piece, and once more without what the user typed in the case: a name may be any word.
pub(super) fn in_piece(
    scene: &Scene,
    piece: &Piece,
    look: impl Fn(&Words) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    look(piece.words())?;
    look(&Words::of(&piece.own_words(scene)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_match_whole_words_and_stems() {
        let find_phrase = |text, phrase| Words::of(text).find(&Phrases::new([phrase]));
        assert!(find_phrase("You will be arrested.", "arrest").is_none());
        assert!(find_phrase("You will be ARRESTED.", "arrested").is_some());
        assert!(find_phrase("ein Haftbefehl, der", "haftbefehl*").is_some());
        assert!(find_phrase("we tell your  employer", "your employer").is_some());
        assert!(find_phrase("yours, employer", "your employer").is_none());
        assert!(find_phrase("goes to Cole & Sons, Inc.", "Cole & Sons, Inc.").is_some());
    }

    #[test]
    fn every_list_has_its_rule_and_every_language_its_lists() {
        for (language, lists) in &*LISTS {
            let english = LISTS[0].1.keys();
            assert!(lists.keys().eq(english), "{language}");
            assert!(lists.values().all(|list| !list.whole.is_empty() || !list.stems.is_empty()), "{language}");
        }
    }

    #[test]
    fn every_phrase_of_every_list_is_found_by_its_first_word() {
        for (language, lists) in &*LISTS {
            for (code, phrases) in lists {
                for phrase in phrases.whole.values().flatten().chain(&phrases.stems) {
                    let text = phrase.join(" ").replace('*', "x");
                    assert!(find(&Words::of(&text), code, language).is_some(), "{language} {code}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_language_that_is_not_known_is_held_against_all_lists() {
        assert!(find(&Words::of("Wir erstatten Strafanzeige"), "threat-of-arrest", "nl").is_some());
        assert!(find(&Words::of("Wir erstatten Strafanzeige"), "threat-of-arrest", "en").is_none());
    }
}
