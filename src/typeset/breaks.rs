//! Total fit: of all ways to break a paragraph, the one whose lines are most even.
//!
//! After Knuth and Plass (Software: Practice and Experience 11, 1981), for ragged lines.

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Break {
    /// The pieces before it.
    pub pieces: usize,
    /// The pieces before the line after it: the spaces between vanish.
    pub next: usize,
    /// The width of all before it …
    pub width: f32,
    /// … and of all before the line after it.
    pub next_width: f32,
    /// The width of the hyphen put in.
    pub hyphen: f32,
    pub hyphenated: bool,
    /// The line must end here.
    pub forced: bool,
    /// Where the word before it ends in the text and the next line begins; none inside a word that is cut there.
    pub between: Option<(u32, u32)>,
    /// How much the reader would mind a line's end here, as inside a date.
    pub cost: f32,
}

impl Break {
    /// The start of the paragraph.
    pub(super) fn start() -> Break {
        Break {
            pieces: 0,
            next: 0,
            width: 0.0,
            next_width: 0.0,
            hyphen: 0.0,
            hyphenated: false,
            forced: true,
            between: None,
            cost: 0.0,
        }
    }
}

/// What a line that does not fit costs: more than any that does. The other costs compare with the square of a
/// line's white end in hundredths of the measure, so that a line a fifth empty costs 400.
const OVERFULL: f32 = 1e7;
/// A last line shorter than this share of the measure looks lost, the more so the shorter it is.
const SHORT_LAST: f32 = 0.2;
const SHORT_LAST_COST: f32 = 600.0;
/// Ragged lines need no hyphens but to save a line that would be a fifth empty.
const HYPHEN_COST: f32 = 400.0;
const HYPHENS_IN_A_ROW_COST: f32 = 900.0;
/// The last line does not begin with the rest of a word.
const HYPHEN_BEFORE_LAST_COST: f32 = 600.0;

/// Returns the places of the breaks to use, first and last among them.
pub(super) fn best(breaks: &[Break], measure: f32) -> Vec<usize> {
    let mut cost = vec![f32::INFINITY; breaks.len()];
    let mut from = vec![0; breaks.len()];
    cost[0] = 0.0;
    let mut first = 0;
    for to in 1..breaks.len() {
        for start in (first..to).rev() {
            let width = breaks[to].width - breaks[start].next_width + breaks[to].hyphen;
            if width > measure + 0.01 && start + 1 < to {
                break;
            }
            let total = cost[start] + badness(&breaks[start], &breaks[to], width, measure);
            if total < cost[to] {
                (cost[to], from[to]) = (total, start);
            }
        }
        if breaks[to].forced {
            first = to;
        }
    }
    let mut chosen = vec![breaks.len() - 1];
    while let Some(place) = chosen.last().filter(|place| **place > 0) {
        chosen.push(from[*place]);
    }
    chosen.reverse();
    chosen
}

fn badness(from: &Break, to: &Break, width: f32, measure: f32) -> f32 {
    if width > measure + 0.01 {
        return OVERFULL + width;
    }
    if to.forced {
        let share = width / measure;
        let short = if share < SHORT_LAST && !from.forced { SHORT_LAST_COST * (1.0 - share / SHORT_LAST) } else { 0.0 };
        return short + if from.hyphenated { HYPHEN_BEFORE_LAST_COST } else { 0.0 };
    }
    let slack = (measure - width) / measure * 100.0;
    let hyphens = match (to.hyphenated, from.hyphenated) {
        (true, true) => HYPHEN_COST + HYPHENS_IN_A_ROW_COST,
        (true, false) => HYPHEN_COST,
        _ => 0.0,
    };
    slack * slack + hyphens + to.cost
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of these widths with spaces of one between them.
    fn words(widths: &[f32]) -> Vec<Break> {
        let mut at = 0.0;
        let mut breaks = vec![Break::start()];
        for (k, width) in widths.iter().enumerate() {
            let end = at + width;
            at = end + 1.0;
            let forced = k + 1 == widths.len();
            breaks.push(Break { pieces: k + 1, next: k + 1, width: end, next_width: at, forced, ..Break::start() });
        }
        breaks
    }

    #[test]
    fn a_line_gives_up_a_word_where_that_makes_the_paragraph_more_even() {
        // filling the first line would leave `5` alone on the second
        assert_eq!(best(&words(&[5.0, 1.0, 2.0, 5.0, 9.0]), 10.0), [0, 2, 4, 5]);
    }

    #[test]
    fn a_short_word_is_not_left_alone_on_the_last_line() {
        // three words fit on the first line, which would leave `1` alone
        assert_eq!(best(&words(&[40.0, 40.0, 12.0, 3.0]), 95.0), [0, 2, 4]);
        // but not at the price of a line that is half empty
        assert_eq!(best(&words(&[40.0, 52.0, 3.0]), 95.0), [0, 2, 3]);
    }

    #[test]
    fn a_costly_break_is_taken_only_where_the_line_would_be_much_emptier() {
        let mut dated = words(&[70.0, 18.0, 60.0]);
        dated[2].cost = 200.0;
        assert_eq!(best(&dated, 100.0), [0, 2, 3]);
        let mut dated = words(&[78.0, 8.0, 60.0]);
        dated[2].cost = 500.0;
        assert_eq!(best(&dated, 100.0), [0, 1, 3]);
    }

    #[test]
    fn a_word_that_fits_no_line_gets_one_of_its_own() {
        assert_eq!(best(&words(&[4.0, 40.0, 4.0]), 10.0), [0, 1, 2, 3]);
    }
}
