//! Rows added up by what they are.

use super::{Row, RowKind};
use crate::money::{Money, Overflow};

impl RowKind {
    /// Every kind, in the order in which a total is explained.
    pub const ALL: [RowKind; 7] = [
        RowKind::Invoice,
        RowKind::Fee,
        RowKind::FixedSum,
        RowKind::Interest,
        RowKind::Payment,
        RowKind::CreditNote,
        RowKind::WriteOff,
    ];
}

/// Returns the sum of the rows of each kind that there is, in the order of [`RowKind::ALL`]. What lowers
/// the debt is negative, and kinds that add up to nothing are left out.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn by_kind<'a>(rows: impl IntoIterator<Item = &'a Row> + Clone) -> Result<Vec<(RowKind, Money)>, Overflow> {
    let mut sums = Vec::new();
    for kind in RowKind::ALL {
        let of_kind = rows.clone().into_iter().filter(|row| row.kind == kind);
        let sum = Money::sum(of_kind.map(|row| row.amount))?;
        if !sum.is_zero() {
            sums.push((kind, sum));
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: RowKind, amount: &str) -> Row {
        let date = "2026-06-01".parse().unwrap();
        let amount = amount.parse().unwrap();
        Row { date, invoice: None, kind, amount, balance: Money::ZERO, basis: None, entry: None, split: None }
    }

    #[test]
    fn rows_are_added_up_by_kind_in_the_order_of_an_explanation() {
        let rows = [
            row(RowKind::Payment, "-2000"),
            row(RowKind::Invoice, "12400"),
            row(RowKind::Fee, "310"),
            row(RowKind::Fee, "310"),
            row(RowKind::Interest, "5"),
            row(RowKind::Interest, "-5"),
        ];
        let sums = by_kind(&rows).unwrap();
        let money = |text: &str| text.parse::<Money>().unwrap();
        assert_eq!(
            sums,
            [(RowKind::Invoice, money("12400")), (RowKind::Fee, money("620")), (RowKind::Payment, money("-2000"))]
        );
    }
}
