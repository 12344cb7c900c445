//! Open principal by days past due (design 5.6).

use super::LedgerError;
use super::row::{Ageing, Standing};
use crate::money::Money;

/// Returns the open principal of the invoices, each in the bucket of its days past due.
pub(super) fn ageing(invoices: &[Standing]) -> Result<Ageing, LedgerError> {
    let mut ageing = Ageing::default();
    for invoice in invoices {
        let bucket = bucket(&mut ageing, invoice.days_past_due);
        *bucket = bucket.plus(invoice.principal)?;
    }
    Ok(ageing)
}

fn bucket(ageing: &mut Ageing, days: i64) -> &mut Money {
    match days {
        ..=0 => &mut ageing.current,
        1..=30 => &mut ageing.to_30,
        31..=60 => &mut ageing.to_60,
        61..=90 => &mut ageing.to_90,
        91.. => &mut ageing.over_90,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_due_day_an_invoice_is_current_and_each_bucket_begins_a_day_after_the_last() {
        let mut ageing = Ageing::default();
        for days in [-5, 0, 1, 30, 31, 60, 61, 90, 91] {
            let bucket = bucket(&mut ageing, days);
            *bucket = bucket.plus("1".parse().unwrap()).unwrap();
        }
        let count = [ageing.current, ageing.to_30, ageing.to_60, ageing.to_90, ageing.over_90];
        assert_eq!(count.map(|money| money.units().to_string()), ["2", "2", "2", "2", "1"]);
    }
}
