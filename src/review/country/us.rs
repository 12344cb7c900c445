//! The United States: whom the federal rules about collecting bind.
//!
//! The Fair Debt Collection Practices Act and its Regulation F are about consumers' debts and bind those who collect for
//! others, or in another name than their own (15 U.S.C. § 1692a(3), (5) and (6)). A creditor who collects its own debts in its
//! own name is outside them; the law of a state may reach further.

use crate::case::Case;

const WHO: &str = "it binds those who collect for others (15 U.S.C. § 1692a(6)), not a creditor with its own debts in its \
                   own name; the law of a state may reach further";

/// Returns the source of a rule about contacts: the federal rule, and whom it binds, said as far as it is known.
pub(in crate::review) fn contact_source(case: &Case, rule: &str) -> String {
    if is_home(case) {
        format!("{rule}; {WHO}")
    } else {
        format!("this program’s own limit, after {rule}, which is law in the United States alone")
    }
}

/// Returns whether the debtor is in the United States, as far as the case says.
pub(in crate::review) fn is_home(case: &Case) -> bool {
    case.debtor.country.as_deref().unwrap_or(&case.creditor.country) == "US"
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{loaded, with};
    use super::contact_source;

    #[test]
    fn a_creditor_is_told_whom_the_federal_rules_bind() {
        let source = |yaml: &str| contact_source(loaded(yaml).case().unwrap(), "12 CFR 1006.14");
        let at_home = source(&with(""));
        assert!(
            at_home.contains("not a creditor with its own debts") && at_home.contains("law of a state"),
            "{at_home}"
        );
        assert!(source(&with("").replace("country: US", "country: GB")).contains("in the United States alone"));
    }
}
