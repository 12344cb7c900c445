//! When the debtor may be called, in a few words.

use crate::strategy::calls::PermittedHours;

/// Returns the hours there, and in the creditor's time where that is another, as in
/// `08:00 to 21:00 in Boise, 16:00 to 05:00 here`.
pub fn told(hours: &PermittedHours) -> String {
    let time = |at: chrono::NaiveDateTime| at.format("%H:%M").to_string();
    let there = hours.debtor.place().map_or_else(|| "there".to_owned(), |place| format!("in {place}"));
    let mut told = format!("{} to {} {there}", time(hours.debtor.from), time(hours.debtor.to));
    if let Some(here) = hours.creditor.as_ref().filter(|here| here.from != hours.debtor.from) {
        told.push_str(&format!(", {} to {} here", time(here.from), time(here.to)));
    }
    told
}
