//! Lists and numbers in words.

use super::Words;
use super::data::Joining;
use super::pattern::Hole;

impl Words {
    /// Returns the things joined as in `a`, `a and b`, `a, b and c`; nothing for none.
    pub fn list(&self, things: &[String]) -> String {
        join(&self.data.list, things)
    }

    /// Returns the days on which the same was done, as in `on May 14, and again two weeks ago`.
    pub fn again(&self, days: &[String]) -> String {
        join(&self.data.again, days)
    }

    /// Returns a number as a word up to twelve, in digits beyond.
    pub fn number(&self, number: i64) -> String {
        let word = usize::try_from(number).ok().and_then(|at| self.data.numbers.get(at));
        word.cloned().unwrap_or_else(|| number.to_string())
    }
}

fn join(form: &Joining, things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [a, b] => form.two.fill(&[(Hole::A, a), (Hole::B, b)]),
        [most @ .., last] => form.more.fill(&[(Hole::Most, &most.join(", ")), (Hole::Last, last)]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::words;

    fn texts(things: &[&str]) -> Vec<String> {
        things.iter().map(|thing| (*thing).to_owned()).collect()
    }

    #[test]
    fn things_are_listed_with_and() {
        let listed = |things: &[&str]| words("en").list(&texts(things));
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["1042"]), "1042");
        assert_eq!(listed(&["1042", "1043"]), "1042 and 1043");
        assert_eq!(listed(&["1042", "1043", "1050"]), "1042, 1043 and 1050");
    }

    #[test]
    fn the_last_of_several_days_is_again() {
        let days = texts(&["on May 14", "two weeks ago"]);
        assert_eq!(words("en").again(&days), "on May 14, and again two weeks ago");
        assert_eq!(
            words("de").again(&texts(&["am 14. Mai", "vor zwei Wochen"])),
            "am 14. Mai und noch einmal vor zwei Wochen"
        );
    }

    #[test]
    fn numbers_are_words_up_to_twelve() {
        assert_eq!(words("en").number(12), "twelve");
        assert_eq!(words("en").number(13), "13");
    }
}
