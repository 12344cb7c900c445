//! When an invoice falls due (design 5.1).

use chrono::{Datelike, NaiveDate};

use crate::calendar::{month_end, plus_days, plus_months, working_day_from};
use crate::case::{BusinessDays, Case, Invoice, PaymentTerms};

/// Returns the day the invoice falls due; on that day nothing is late yet.
///
/// A day typed on the invoice counts as typed. A day reckoned from the terms moves off weekends and
/// holidays when `business_days: following` says so.
pub fn due_day(case: &Case, invoice: &Invoice) -> NaiveDate {
    invoice.due.unwrap_or_else(|| {
        let day = by_terms(case.terms.payment, invoice);
        match case.terms.business_days {
            BusinessDays::None => day,
            BusinessDays::Following => working_day_from(day, &case.terms.holidays),
        }
    })
}

/// Returns the day of receipt, or the day of issue where none is known.
pub fn received_day(invoice: &Invoice) -> NaiveDate {
    invoice.received.unwrap_or(invoice.issued)
}

fn by_terms(terms: PaymentTerms, invoice: &Invoice) -> NaiveDate {
    match terms {
        PaymentTerms::OnReceipt => received_day(invoice),
        PaymentTerms::Net(days) => plus_days(invoice.issued, i64::from(days)),
        PaymentTerms::NetFromReceipt(days) => plus_days(received_day(invoice), i64::from(days)),
        PaymentTerms::NetEndOfMonth(days) => plus_days(month_end(invoice.issued), i64::from(days)),
        PaymentTerms::MonthFollowing(day) => day_of_next_month(invoice.issued, day),
    }
}

/// Returns that day of the month after, or the last of a shorter month.
fn day_of_next_month(issued: NaiveDate, day: u32) -> NaiveDate {
    let last = month_end(plus_months(issued, 1));
    last.with_day(day.min(last.day())).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample;

    fn due(terms: &str, invoice: &str) -> String {
        let case = sample::case(terms, invoice);
        due_day(&case, &case.invoices[0]).to_string()
    }

    #[test]
    fn on_receipt_means_the_day_of_receipt_or_else_of_issue() {
        assert_eq!(due("payment: on receipt", "issued: 2026-04-29, received: 2026-05-01"), "2026-05-01");
        assert_eq!(due("payment: on receipt", "issued: 2026-04-29"), "2026-04-29");
    }

    #[test]
    fn net_days_count_from_issue_or_from_receipt() {
        assert_eq!(due("payment: net 30", "issued: 2026-01-01, received: 2026-01-09"), "2026-01-31");
        assert_eq!(due("payment: net 30 from receipt", "issued: 2026-01-01, received: 2026-01-09"), "2026-02-08");
    }

    #[test]
    fn end_of_month_terms_count_from_the_last_day_of_the_month_of_issue() {
        assert_eq!(due("payment: net 10 eom", "issued: 2007-03-14"), "2007-04-10");
    }

    #[test]
    fn a_day_the_following_month_lacks_is_its_last() {
        assert_eq!(due("payment: 31 mfi", "issued: 2026-01-31"), "2026-02-28");
        assert_eq!(due("payment: 15 mfi", "issued: 2026-12-31"), "2027-01-15");
    }

    #[test]
    fn a_reckoned_day_moves_off_a_weekend_and_a_typed_one_stays() {
        let terms = "{payment: net 0, business_days: following, holidays: [2026-05-25]}";
        assert_eq!(due(terms, "issued: 2026-05-23"), "2026-05-26");
        assert_eq!(due(terms, "issued: 2026-05-20, due: 2026-05-23"), "2026-05-23");
    }
}
