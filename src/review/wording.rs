//! Words that no letter should hold, by rule and language: the lists are data, in `wording/`.
//!
//! A phrase matches whole words, capital or small, with anything but letters between them; a word that ends in `*`
//! matches every word that begins so.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::draft::Piece;
use super::{Draft, Remark, Scene, blame};
use crate::case::finding::{Place, Severity};
use crate::strategy::consequence::is_open;

/// What no letter says in a language; read when a text in it is.
struct Tongue {
    language: &'static str,
    /// The lists of the rules, a phrase a line under the code of its rule.
    rules: &'static str,
    /// The words that lay blame, a phrase a line.
    blame: &'static str,
    lists: OnceLock<Lists>,
}

static TONGUES: [Tongue; 3] = [
    Tongue {
        language: "en",
        rules: include_str!("wording/en.yaml"),
        blame: include_str!("../../templates/en/blaming-words.txt"),
        lists: OnceLock::new(),
    },
    Tongue {
        language: "de",
        rules: include_str!("wording/de.yaml"),
        blame: include_str!("../../templates/de/blaming-words.txt"),
        lists: OnceLock::new(),
    },
    Tongue {
        language: "fr",
        rules: include_str!("wording/fr.yaml"),
        blame: include_str!("../../templates/fr/blaming-words.txt"),
        lists: OnceLock::new(),
    },
];

/// The lists of a language.
struct Lists {
    /// By the code of their rule.
    of_rules: BTreeMap<&'static str, Phrases>,
    /// All of them as one.
    every: Phrases,
}

impl Tongue {
    fn lists(&self) -> &Lists {
        self.lists.get_or_init(|| {
            let mut phrases: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
            let mut code = blame::CODE;
            for line in self.blame.lines().chain(self.rules.lines()).filter(|line| !line.starts_with('#')) {
                match line.strip_suffix(':') {
                    Some(next) => code = next,
                    None => phrases.entry(code).or_default().extend(parts(line)),
                }
            }
            let every = Phrases::new(phrases.values().flatten().cloned());
            Lists { of_rules: phrases.into_iter().map(|(code, list)| (code, Phrases::new(list))).collect(), every }
        })
    }
}

/// Returns what holds for a language: its own lists and the English ones, all of them when the language is not known.
fn tongues(language: &str) -> impl Iterator<Item = &'static Tongue> {
    let known = TONGUES.iter().any(|tongue| tongue.language == language);
    TONGUES.iter().filter(move |tongue| !known || [language, "en"].contains(&tongue.language))
}

/// Returns the lists of a rule that hold for a language.
pub(super) fn lists(code: &str, language: &str) -> Vec<&'static Phrases> {
    tongues(language).filter_map(|tongue| tongue.lists().of_rules.get(code)).collect()
}

/// Returns the list of a rule in a language alone.
pub(super) fn own_list(code: &str, language: &str) -> Option<&'static Phrases> {
    TONGUES.iter().find(|tongue| tongue.language == language)?.lists().of_rules.get(code)
}

/// Returns the phrases of all lists that hold for a language.
pub(super) fn every(language: &str) -> Vec<&'static Phrases> {
    tongues(language).map(|tongue| &tongue.lists().every).collect()
}

/// Returns where in a text these phrases begin.
pub(super) fn suspects(text: &str, every: &[&Phrases]) -> impl Iterator<Item = usize> {
    let words = words(text).map(|word| word.start);
    words.filter(|start| every.iter().any(|phrases| phrases.at(text, *start).is_some()))
}

/// The words of a phrase in small letters, with the stars of its stems.
type Phrase = Arc<[String]>;

/// Phrases, each in the place of the first letters of its first word.
#[derive(Debug, Clone)]
pub(super) struct Phrases(Vec<Vec<Phrase>>);

impl Phrases {
    /// Returns the phrases; those that begin with a stem are looked for after the others.
    fn new(list: impl IntoIterator<Item = Phrase>) -> Phrases {
        let mut places = vec![vec![]; KINDS * KINDS];
        let (stems, whole): (Vec<Phrase>, Vec<Phrase>) = list.into_iter().partition(|words| words[0].ends_with('*'));
        for words in whole.into_iter().chain(stems) {
            places[beginning(words[0].trim_end_matches('*'))].push(words);
        }
        Phrases(places)
    }

    /// Returns a name as a phrase.
    pub(super) fn of_name(name: &str) -> Phrases {
        Phrases::new(parts(name))
    }

    /// Returns where one of these phrases stands first in a text.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        words(text).find_map(|word| self.at(text, word.start))
    }

    /// Returns the stretch of a phrase that begins where this word of a text does.
    fn at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        let rest = &text[start..];
        let phrases = &self.0[beginning(rest)];
        // most words of a letter begin none
        let may = phrases.iter().any(|phrase| may_begin(rest, &phrase[0]));
        may.then(|| length(phrases, rest)).flatten().map(|length| start..start + length)
    }
}

/// Returns how much of the head of a text the first of these phrases takes that stands there.
fn length(phrases: &[Phrase], text: &str) -> Option<usize> {
    let mut words = words(text).map(|word| (small(&text[word.clone()]), word.end));
    let first = words.next()?;
    let begun = phrases.iter().filter(|phrase| fits(&phrase[0], &first.0));
    let most = begun.map(|phrase| phrase.len()).max()?;
    let read: Vec<_> = std::iter::once(first).chain(words).take(most).collect();
    let stands = |phrase: &&Phrase| {
        phrase.len() <= read.len() && phrase.iter().zip(&read).all(|(part, (word, _))| fits(part, word))
    };
    phrases.iter().find(stands).map(|found| read[found.len() - 1].1)
}

/// Returns whether a text may begin with this word or stem, by its bytes alone; letters with marks are not looked at.
fn may_begin(text: &str, part: &str) -> bool {
    let stem = part.trim_end_matches('*').as_bytes();
    !stem.is_ascii() || text.as_bytes().get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem))
}

/// Returns whether a word is that of a phrase, or begins with its stem.
fn fits(part: &str, word: &str) -> bool {
    part.strip_suffix('*').map_or(word == part, |stem| word.starts_with(stem))
}

/// Returns the phrase of a line, unless it is empty.
fn parts(line: &str) -> Option<Phrase> {
    let words = line.split_whitespace().flat_map(|part| {
        let mut words: Vec<String> = words(part).map(|word| small(&part[word]).into_owned()).collect();
        if let Some(last) = words.last_mut().filter(|_| part.ends_with('*')) {
            last.push('*');
        }
        words
    });
    Some(words.collect::<Phrase>()).filter(|words| !words.is_empty())
}

/// How many kinds of bytes a word may begin with: letters, capital or small, figures, and all others as one.
const KINDS: usize = 26 + 10 + 1;

/// Returns a number for the first two letters or figures of the word with which a text begins.
fn beginning(text: &str) -> usize {
    let kind = |at: usize| match text.as_bytes().get(at) {
        Some(letter @ (b'a'..=b'z' | b'A'..=b'Z')) => usize::from(letter.to_ascii_lowercase() - b'a'),
        Some(figure @ b'0'..=b'9') => 26 + usize::from(figure - b'0'),
        _ => KINDS - 1,
    };
    kind(0) * KINDS + kind(1)
}

/// Returns the places of the words of a text, in order.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = passed(text, from, |c| !c.is_alphanumeric());
        from = passed(text, start, |c| c.is_alphanumeric() || c == '\'' || c == '’');
        (start < from).then_some(start..from)
    })
}

/// Returns where the characters end, from here on, of which this holds.
#[inline]
fn passed(text: &str, mut at: usize, holds: impl Fn(char) -> bool) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        let c = if byte.is_ascii() { char::from(*byte) } else { letter(text, at) };
        if !holds(c) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// Returns the character that begins here.
#[cold]
fn letter(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or_default()
}

/// Returns a word in small letters, with the apostrophe of a typesetter.
pub(super) fn small(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace('\'', "’"))
    }
}

/// Returns a remark for each consequence whose words or name a list forbids, unless it is done or withdrawn.
///
/// What no document of the day would say is warned of; what it would say keeps its weight.
pub(super) fn in_consequences(
    scene: &Scene,
    list: &str,
    remark: impl Fn(&str, Option<Place>) -> Remark,
) -> Vec<Remark> {
    let (said, lists) = (scene.announced(), lists(list, ""));
    let mut remarks = Vec::new();
    for (at, consequence) in scene.case.consequences.iter().enumerate().filter(|(_, c)| is_open(c, scene.day())) {
        for (key, text) in [("text", &consequence.text), ("name", &consequence.name)] {
            let Some(text) = text else { continue };
            if let Some(found) = lists.iter().find_map(|list| list.find(text)) {
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
    let lists = lists(list, &draft.language);
    let found = draft.suspicious().filter_map(|piece| Some((piece, in_piece(scene, &piece, &lists)?)));
    found.map(|(piece, found)| remark(&piece.text[found.clone()], draft.place(&piece, found))).collect()
}

/// Looks for a phrase of these lists in a piece, and once more without what the user typed in the case: a name may be
/// any word.
pub(super) fn in_piece(scene: &Scene, piece: &Piece, lists: &[&Phrases]) -> Option<Range<usize>> {
    let stands = |list: &&Phrases| piece.suspects.iter().any(|at| list.at(piece.text, *at).is_some());
    if !lists.iter().any(stands) {
        return None;
    }
    let own = piece.own_words(scene);
    lists.iter().find_map(|list| list.find(&own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, code: &str, language: &str) -> bool {
        lists(code, language).iter().any(|list| list.find(text).is_some())
    }

    #[test]
    fn phrases_match_whole_words_and_stems() {
        let find_phrase = |text, phrase| Phrases::of_name(phrase).find(text);
        assert!(find_phrase("You will be arrested.", "arrest").is_none());
        assert!(find_phrase("You will be ARRESTED.", "arrested").is_some());
        assert!(find_phrase("ein Haftbefehl, der", "haftbefehl*").is_some());
        assert!(find_phrase("we tell your  employer", "your employer").is_some());
        assert!(find_phrase("yours, employer", "your employer").is_none());
        assert!(find_phrase("goes to Cole & Sons, Inc.", "Cole & Sons, Inc.").is_some());
    }

    #[test]
    fn a_word_of_one_or_two_letters_is_found_whatever_follows_it() {
        for (text, phrase) in
            [("so if D&C, pay", "D & C"), ("we go public", "go public"), ("l'été", "l’été"), ("é", "É")]
        {
            assert!(Phrases::of_name(phrase).find(text).is_some(), "{phrase}");
        }
        assert!(Phrases::of_name("go").find("gone").is_none());
    }

    #[test]
    fn the_lists_are_read_as_the_yaml_they_are() {
        for tongue in &TONGUES {
            let yaml: BTreeMap<String, Vec<String>> = serde_yaml::from_str(tongue.rules).unwrap();
            let known = |code: &str, phrase: &str| {
                let list = &tongue.lists().of_rules[code];
                list.0.iter().flatten().any(|known| Some(known) == parts(phrase).as_ref())
            };
            for (code, phrases) in &yaml {
                assert!(phrases.iter().all(|phrase| known(code, phrase)), "{} {code}", tongue.language);
                let count: usize = tongue.lists().of_rules[code.as_str()].0.iter().map(Vec::len).sum();
                assert_eq!(count, phrases.len(), "{} {code}", tongue.language);
            }
        }
    }

    #[test]
    fn every_list_has_its_rule_and_every_language_its_lists() {
        for tongue in &TONGUES {
            let lists = &tongue.lists().of_rules;
            assert!(lists.keys().eq(TONGUES[0].lists().of_rules.keys()), "{}", tongue.language);
            assert!(lists.values().all(|list| list.0.iter().any(|phrases| !phrases.is_empty())), "{}", tongue.language);
        }
    }

    #[test]
    fn every_phrase_of_every_list_is_found_and_suspected() {
        for tongue in &TONGUES {
            for (code, list) in &tongue.lists().of_rules {
                for phrase in list.0.iter().flatten() {
                    let text = phrase.join(" ").replace('*', "x");
                    assert!(found(&text, code, tongue.language), "{} {code}: {text}", tongue.language);
                    assert_eq!(suspects(&text, &every(tongue.language)).next(), Some(0), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_language_that_is_not_known_is_held_against_all_lists() {
        assert!(found("Wir erstatten Strafanzeige", "threat-of-arrest", "nl"));
        assert!(!found("Wir erstatten Strafanzeige", "threat-of-arrest", "en"));
    }
}
