//! What is wrong with the meaning of a case: one file a subject.
//!
//! The checks read the marked tree and not the [`Case`](super::Case), so that they find what they can
//! in a file that has other faults too, and point at values.

pub mod charge;
pub mod clause;
pub mod consequence;
pub mod contact;
pub mod history;
pub mod image;
pub mod invoice;
pub mod order;
pub mod payment;
pub mod rate;
pub mod receipt;
pub mod repeated;
mod said;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use crate::calendar;
use crate::money::Money;

use super::characters::shown;
use super::findings::Findings;
use super::tree::Node;

/// Adds a finding for all that is wrong with the meaning of a case. Without `as_of`, no day counts as late.
pub fn all(case: &Node, as_of: Option<NaiveDate>, found: &mut Findings) {
    contact::check(case, found);
    clause::check(case, found);
    charge::check(case, found);
    rate::check(case, found);
    invoice::check(case, found);
    receipt::check(case, found);
    payment::check(case, as_of, found);
    history::check(case, as_of, found);
    consequence::check(case, found);
    order::check(case, found);
}

/// Returns the day under this key, when it is one.
fn day(node: &Node, key: &str) -> Option<NaiveDate> {
    calendar::day_from_typed(node.text_of(key)?).ok()
}

/// Returns the amount under this key, when it is one.
fn money(node: &Node, key: &str) -> Option<Money> {
    Money::from_typed(node.text_of(key)?).ok()
}

/// A name that other places of the file use: what it is, its findings, and the names there are.
struct Names<'t> {
    code: &'static str,
    what: &'static str,
    by: &'static str,
    known: Vec<&'t str>,
    set: FxHashSet<&'t str>,
}

impl<'t> Names<'t> {
    fn new(code: &'static str, what: &'static str, by: &'static str, known: Vec<&'t str>) -> Names<'t> {
        let set = known.iter().copied().collect();
        Names { code, what, by, known, set }
    }

    /// Adds a finding when the value is a text that none of the names is.
    fn must_hold(&self, value: Option<&Node>, found: &mut Findings) {
        let Some((node, text)) = value.and_then(|node| node.text().map(|text| (node, text))) else { return };
        if self.set.contains(text) {
            return;
        }
        let meant = found.meant(text, self.known.iter().copied());
        let none = self.known.is_empty().then(|| format!("the case has no {} yet", self.what));
        found
            .error(self.code, node.span, format!("no {} has the {} `{}`", self.what, self.by, shown(text)))
            .some_hint(meant.or(none));
    }
}
