//! Whom to turn to (design 3, C1, and 6, Whom).

use std::collections::{HashMap, HashSet};

use crate::case::{Case, Channel, Contact, DebtorKind, Function, Seniority, Step};

use super::plan::Reason;

/// The person chosen for an escalation, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The person.
    pub contact: &'a Contact,
    /// The rule that chose.
    pub rule: Rule,
}

/// The rules of the choice, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The nearest on the chain of `reports_to`.
    NearestOnChain,
    /// In the billed department, and can approve a payment.
    SameDepartment,
    /// Pays the bills.
    AccountsPayable,
    /// The least senior of the others.
    Seniority,
    /// An owner, when there is nobody else.
    OwnerLast,
}

impl Rule {
    /// Every rule, in the order in which they are tried.
    pub const ALL: [Rule; 5] =
        [Rule::NearestOnChain, Rule::SameDepartment, Rule::AccountsPayable, Rule::Seniority, Rule::OwnerLast];

    /// Returns the rule's name in reasons.
    pub fn code(self) -> &'static str {
        match self {
            Rule::NearestOnChain => "nearest-on-chain",
            Rule::SameDepartment => "same-department",
            Rule::AccountsPayable => "accounts-payable",
            Rule::Seniority => "seniority",
            Rule::OwnerLast => "owner-last",
        }
    }
}

/// Returns whether the person may be turned to at all.
pub fn is_reachable(contact: &Contact) -> bool {
    !contact.left && !contact.do_not_contact
}

/// Returns whether the ladder has the step `escalation` for this debtor: only a business has anybody higher up.
pub fn can_escalate(case: &Case) -> bool {
    case.debtor.kind == DebtorKind::Business
}

/// Returns the contact the ladder begins with: the primary one, else the first in the file that may be turned to.
pub fn first_contact(case: &Case) -> Option<&Contact> {
    let named = case.debtor.primary_contact.as_deref().and_then(|id| case.contact(id));
    named.or_else(|| case.debtor.contacts.iter().find(|contact| is_reachable(contact)))
}

/// Returns the person to escalate to, seen from the primary contact; `None` when nobody is left to turn to.
///
/// The order is: nearest on the `reports_to` chain, same department with `approves_payments`, accounts payable, others by
/// rising seniority, owners. The chain runs on through people who left and ends where it meets itself. An owner comes
/// last even when nearest on the chain. A person below the primary contact is no step up and only chosen for
/// approving or paying bills.
pub fn escalation_choice(case: &Case) -> Option<Choice<'_>> {
    choice_beyond(case, first_contact(case), &[])
}

/// Returns the choice seen from `base`, without the people in `tried`.
pub(super) fn choice_beyond<'a>(case: &'a Case, base: Option<&'a Contact>, tried: &[&str]) -> Option<Choice<'a>> {
    let search = Search::from(case, base, tried);
    let found = |rule| search.by(rule).map(|contact| Choice { contact, rule });
    Rule::ALL.into_iter().find_map(found)
}

/// The people among whom a choice is made.
struct Search<'a> {
    base: Option<&'a Contact>,
    department: Option<&'a str>,
    /// Those above the base, the nearest first.
    chain: Vec<&'a Contact>,
    /// All, in file order.
    people: Vec<&'a Contact>,
}

impl<'a> Search<'a> {
    fn from(case: &'a Case, base: Option<&'a Contact>, tried: &[&str]) -> Search<'a> {
        let fits = |contact: &&Contact| {
            is_reachable(contact) && base.is_none_or(|b| b.id != contact.id) && !tried.contains(&contact.id.as_str())
        };
        let contract = case.contract.as_ref().and_then(|contract| contract.department.as_deref());
        Search {
            base,
            department: contract.or_else(|| base.and_then(|base| base.department.as_deref())),
            chain: base.map(|base| chain_above(case, base)).unwrap_or_default().into_iter().filter(fits).collect(),
            people: case.debtor.contacts.iter().filter(fits).collect(),
        }
    }

    fn by(&self, rule: Rule) -> Option<&'a Contact> {
        let is_owner = |contact: &Contact| contact.seniority == Seniority::Owner;
        let mut chain = self.chain.iter().copied();
        let mut others = self.people.iter().copied().filter(|c| !is_owner(c));
        match rule {
            Rule::NearestOnChain => chain.find(|c| !is_owner(c)),
            Rule::SameDepartment => others.find(|c| c.approves_payments && self.is_in_department(c)),
            Rule::AccountsPayable => others.find(|c| c.function == Some(Function::AccountsPayable)),
            Rule::Seniority => others.filter(|c| self.is_not_below(c)).min_by_key(|c| c.seniority),
            Rule::OwnerLast => chain.next().or_else(|| self.people.iter().copied().find(|c| is_owner(c))),
        }
    }

    fn is_in_department(&self, contact: &Contact) -> bool {
        self.department.is_some() && contact.department.as_deref() == self.department
    }

    fn is_not_below(&self, contact: &Contact) -> bool {
        self.base.is_none_or(|base| contact.seniority >= base.seniority)
    }
}

/// Returns the people above the base, the nearest first, those included who left.
///
/// The way ends at an unknown id and where it comes back on itself.
fn chain_above<'a>(case: &'a Case, base: &'a Contact) -> Vec<&'a Contact> {
    let by_id: HashMap<&str, &Contact> = case.debtor.contacts.iter().map(|c| (c.id.as_str(), c)).collect();
    let mut seen = HashSet::from([base.id.as_str()]);
    let mut chain = Vec::new();
    let mut above = base.reports_to.as_deref();
    while let Some(contact) = above.and_then(|id| by_id.get(id)).filter(|c| seen.insert(&c.id)) {
        chain.push(*contact);
        above = contact.reports_to.as_deref();
    }
    chain
}

/// Returns the ids of those who stand higher than `base`, else than the first contact: on the chain above, of
/// higher seniority, or the one the choice of an escalation falls on.
pub(super) fn above<'a>(case: &'a Case, base: Option<&str>) -> Vec<&'a str> {
    let Some(base) = base.and_then(|id| case.contact(id)).or_else(|| first_contact(case)) else { return Vec::new() };
    let chain = chain_above(case, base).into_iter();
    let senior = case.debtor.contacts.iter().filter(|contact| contact.seniority > base.seniority);
    let chosen = choice_beyond(case, Some(base), &[]).map(|choice| choice.contact);
    chain.chain(senior).chain(chosen).map(|contact| contact.id.as_str()).collect()
}

/// Whom to turn to at a step, by what means, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom<'a> {
    /// The person; none when nobody is known.
    pub contact: Option<&'a Contact>,
    /// By what means; none when there is nobody and no switchboard is to be asked.
    pub channel: Option<Channel>,
    /// Why this person.
    pub reason: Reason,
}

/// What of the history decides whom to turn to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turned<'a> {
    /// The ids of those to whom the reminder and the follow-ups went.
    pub first: Vec<&'a str>,
    /// The id of the person of the last escalation.
    pub escalated: Option<&'a str>,
}

/// Returns whom to turn to at the step.
///
/// Courtesy, reminder and follow-up go to the primary contact; escalation to the choice; final call, demand and
/// follow-through to the person of the last escalation, else the primary contact. Where that person left or must not be
/// contacted, the escalation choice stands in. A person without a telephone number is written to; the
/// demand is a letter.
pub fn whom<'a>(case: &'a Case, turned: &Turned<'_>, step: Step) -> Whom<'a> {
    let (contact, reason) = match step {
        Step::Courtesy | Step::Reminder | Step::FollowUp => first(case),
        Step::Escalation => higher(case, turned),
        Step::FinalCall | Step::Demand | Step::FollowThrough => last(case, turned),
    };
    Whom { contact, channel: channel(step, contact), reason }
}

fn first(case: &Case) -> (Option<&Contact>, Reason) {
    let Some(primary) = first_contact(case) else {
        return (None, nobody("no-contact", "no contact of the debtor is known"));
    };
    if is_reachable(primary) {
        let text = format!("`{}` ({}) is the first contact", primary.id, primary.name);
        return (Some(primary), Reason { code: "primary-contact", text });
    }
    stand_in(case, primary)
}

/// Returns who stands in for a person that cannot be turned to any more.
fn stand_in<'a>(case: &'a Case, gone: &Contact) -> (Option<&'a Contact>, Reason) {
    let why = if gone.left { "has left" } else { "must not be contacted" };
    let instead = |text: &str| format!("`{}` ({}) {why}{text}", gone.id, gone.name);
    if let Some(choice) = escalation_choice(case) {
        let text = instead(&format!("; {}", choice.text()));
        return (Some(choice.contact), Reason { code: choice.rule.code(), text });
    }
    // nobody higher is left, and somebody is better than nobody
    match case.debtor.contacts.iter().filter(|contact| is_reachable(contact)).min_by_key(|contact| contact.seniority) {
        Some(left) => {
            let text = instead(&format!("; `{}` ({}) is left to turn to", left.id, left.name));
            (Some(left), Reason { code: "nobody-else", text })
        }
        None => (None, nobody("no-contact", &instead(", and nobody else is known"))),
    }
}

/// Returns the person of the escalation.
///
/// Where the primary contact cannot be turned to and somebody stood in for the first steps, the choice is made
/// among the others: a change of contact is to somebody new.
fn higher<'a>(case: &'a Case, turned: &Turned<'_>) -> (Option<&'a Contact>, Reason) {
    let primary = first_contact(case);
    let stood_in = primary.is_some_and(|primary| !is_reachable(primary));
    let tried = if stood_in { &turned.first[..] } else { &[] };
    let Some(choice) = choice_beyond(case, primary, tried) else {
        let text = "nobody higher up is known: look at the company website, or ask at reception";
        return (None, nobody("nobody-known", text));
    };
    (Some(choice.contact), Reason { code: choice.rule.code(), text: choice.text() })
}

fn last<'a>(case: &'a Case, turned: &Turned<'_>) -> (Option<&'a Contact>, Reason) {
    match turned.escalated.and_then(|id| case.contact(id)) {
        Some(person) if is_reachable(person) => {
            let text = format!("`{}` ({}) is the person of the last escalation", person.id, person.name);
            (Some(person), Reason { code: "last-escalation", text })
        }
        Some(gone) => stand_in(case, gone),
        None => first(case),
    }
}

fn nobody(code: &'static str, text: &str) -> Reason {
    Reason { code, text: text.to_owned() }
}

fn channel(step: Step, contact: Option<&Contact>) -> Option<Channel> {
    match contact {
        _ if step == Step::Demand => Some(Channel::Letter),
        Some(contact) if contact.phone.is_some() => Some(Channel::Call),
        Some(_) => Some(Channel::Email),
        None => (step == Step::Escalation).then_some(Channel::Call),
    }
}

impl Choice<'_> {
    /// Returns the choice and its rule in a sentence.
    pub fn text(&self) -> String {
        let why = match self.rule {
            Rule::NearestOnChain => "is the nearest on the chain above the first contact",
            Rule::SameDepartment => "approves payments in the billed department",
            Rule::AccountsPayable => "is accounts payable",
            Rule::Seniority => "is the least senior of the others",
            Rule::OwnerLast => "is an owner, and nobody else is left to turn to",
        };
        format!("`{}` ({}) {why}", self.contact.id, self.contact.name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, sample};
    use super::*;

    /// Returns the choice and its rule among these people besides Ann, who is asked first.
    fn choice(ann: &str, others: &str) -> String {
        let people = format!("[{{id: ann, name: Ann{ann}}}, {others}]");
        chosen(&sample().with("contacts", &people))
    }

    fn chosen(sample: &Sample) -> String {
        let case = sample.case();
        escalation_choice(&case).map_or("nobody".into(), |c| format!("{} {}", c.contact.id, c.rule.code()))
    }

    #[test]
    fn the_nearest_on_the_chain_is_chosen_first() {
        let others =
            "{id: ap, name: P, function: accounts-payable}, {id: cy, name: C}, {id: ben, name: B, reports_to: cy}";
        assert_eq!(choice(", reports_to: ben", others), "ben nearest-on-chain");
    }

    #[test]
    fn the_chain_runs_on_through_people_who_left_or_must_not_be_contacted() {
        let gone = |how: &str| format!("{{id: ben, name: B, {how}: true, reports_to: cy}}, {{id: cy, name: C}}");
        assert_eq!(choice(", reports_to: ben", &gone("left")), "cy nearest-on-chain");
        assert_eq!(choice(", reports_to: ben", &gone("do_not_contact")), "cy nearest-on-chain");
    }

    #[test]
    fn a_chain_that_comes_back_on_itself_ends_there() {
        let ring = "{id: ben, name: B, left: true, reports_to: cy}, {id: cy, name: C, left: true, reports_to: ann}";
        assert_eq!(choice(", reports_to: ben", ring), "nobody");
        assert_eq!(choice(", reports_to: ann", "{id: cy, name: C}"), "cy seniority");
        assert_eq!(choice(", reports_to: ghost", "{id: cy, name: C}"), "cy seniority");
    }

    #[test]
    fn then_whoever_approves_payments_in_the_billed_department() {
        let others = "{id: ap, name: P, function: accounts-payable}, {id: cy, name: C, department: it, approves_payments: true}, \
             {id: dee, name: D, department: art, approves_payments: true}";
        assert_eq!(choice(", department: art", others), "dee same-department");
        let people = format!("[{{id: ann, name: Ann, department: art}}, {others}]");
        let billed = sample().with("contacts", &people).with("contract", "{department: it}");
        assert_eq!(chosen(&billed), "cy same-department");
        assert_eq!(choice("", others), "ap accounts-payable");
    }

    #[test]
    fn then_accounts_payable_then_the_least_senior_of_the_others() {
        let others = "{id: eve, name: E, seniority: executive}, {id: max, name: M, seniority: manager}";
        assert_eq!(choice("", others), "max seniority");
        assert_eq!(
            choice("", &format!("{others}, {{id: ap, name: P, function: accounts-payable, seniority: director}}")),
            "ap accounts-payable"
        );
    }

    #[test]
    fn an_owner_comes_last_even_when_nearest_on_the_chain() {
        let others =
            "{id: olga, name: O, seniority: owner, approves_payments: true}, {id: eve, name: E, seniority: executive}";
        assert_eq!(choice(", reports_to: olga", others), "eve seniority");
        assert_eq!(choice(", reports_to: olga", "{id: olga, name: O, seniority: owner}"), "olga owner-last");
        assert_eq!(
            choice(
                ", reports_to: olga",
                "{id: ben, name: B, left: true}, {id: olga, name: O, seniority: owner, reports_to: kim}, {id: kim, name: K, seniority: director}"
            ),
            "kim nearest-on-chain"
        );
    }

    #[test]
    fn of_two_owners_the_one_on_the_chain_is_chosen() {
        let owners = "{id: oz, name: Z, seniority: owner}, {id: olga, name: O, seniority: owner}";
        assert_eq!(choice(", reports_to: olga", owners), "olga owner-last");
        assert_eq!(choice("", owners), "oz owner-last");
    }

    #[test]
    fn ties_are_broken_by_file_order() {
        let of =
            |first: &str, second: &str| choice("", &format!("{{id: {first}, name: X}}, {{id: {second}, name: X}}"));
        assert_eq!((of("b", "c"), of("c", "b")), ("b seniority".into(), "c seniority".into()));
    }

    #[test]
    fn nobody_who_left_or_must_not_be_contacted_is_ever_chosen() {
        for how in ["left", "do_not_contact"] {
            let others = format!(
                "{{id: ben, name: B, department: d, approves_payments: true, function: accounts-payable, seniority: owner, {how}: true}}"
            );
            assert_eq!(choice(", reports_to: ben, department: d", &others), "nobody", "{how}");
        }
    }

    #[test]
    fn somebody_below_the_first_contact_is_no_step_up() {
        assert_eq!(choice(", seniority: manager", "{id: cy, name: C}"), "nobody");
        assert_eq!(
            choice(", seniority: manager", "{id: cy, name: C, function: accounts-payable}"),
            "cy accounts-payable"
        );
    }

    #[test]
    fn where_the_primary_contact_left_the_escalation_choice_stands_in() {
        for how in ["left", "do_not_contact"] {
            let people = format!(
                "[{{id: ann, name: A, {how}: true, reports_to: ben}}, {{id: ben, name: B, reports_to: cy}}, {{id: cy, name: C}}]"
            );
            let gone = sample().with("contacts", &people);
            assert_eq!(gone.next("2026-04-02"), "reminder ben", "{how}");
            let called = gone.history(&["2026-04-02 call ben spoke", "2026-04-10 call ben spoke"]);
            assert_eq!(called.next("2026-05-01"), "escalation cy", "{how}");
        }
    }

    #[test]
    fn a_primary_contact_who_left_after_the_first_steps_is_escalated_from() {
        let people =
            "[{id: ann, name: A, left: true, reports_to: ben}, {id: ben, name: B, reports_to: cy}, {id: cy, name: C}]";
        let called =
            sample().with("contacts", people).history(&["2026-04-02 call ann spoke", "2026-04-10 call ann spoke"]);
        assert_eq!(called.next("2026-05-01"), "escalation ben");
    }

    #[test]
    fn the_final_call_goes_to_the_person_of_the_last_escalation() {
        let history =
            ["2026-04-02 call ann spoke", "2026-04-10 call ann spoke", "2026-05-04 call olga spoke step: escalation"];
        assert_eq!(sample().history(&history).next("2026-05-16"), "final-call olga");
        let none = sample().history(&["2026-05-04 call - spoke step: escalation"]);
        assert_eq!(none.next("2026-05-16"), "final-call ann");
    }

    #[test]
    fn where_the_person_of_the_escalation_left_the_choice_stands_in() {
        let people =
            "[{id: ann, name: A, reports_to: ben}, {id: ben, name: B, left: true, reports_to: cy}, {id: cy, name: C}]";
        let gone = sample().with("contacts", people).history(&["2026-05-04 call ben spoke step: escalation"]);
        assert_eq!(gone.next("2026-05-16"), "final-call cy");
    }

    #[test]
    fn a_person_without_a_telephone_number_is_written_to() {
        let plan = sample().with("contacts", "[{id: ann, name: A}]").plan("2026-04-02");
        assert_eq!(plan.channel, Some(Channel::Email));
        assert_eq!(sample().plan("2026-04-02").channel, Some(Channel::Call));
    }

    #[test]
    fn without_anybody_the_step_stands_with_no_person() {
        let plan = sample().without("primary_contact").with("contacts", "[]").plan("2026-04-02");
        assert_eq!((plan.step.word(), plan.contact, plan.channel), ("reminder", None, None));
    }

    #[test]
    fn when_the_first_contact_is_gone_somebody_lower_is_better_than_nobody() {
        let people = "[{id: ann, name: A, seniority: director, left: true}, {id: ben, name: B}]";
        let alone = sample().with("contacts", people);
        assert_eq!(alone.next("2026-04-10"), "reminder ben");
        let text = &alone.plan("2026-04-10").reasons.iter().find(|r| r.code == "nobody-else").unwrap().text.clone();
        assert_eq!(text, "`ann` (A) has left; `ben` (B) is left to turn to");
    }

    #[test]
    fn without_a_primary_contact_the_first_who_may_be_turned_to_is_asked() {
        let people = "[{id: ann, name: A, left: true}, {id: ben, name: B}]";
        assert_eq!(sample().without("primary_contact").with("contacts", people).next("2026-04-02"), "reminder ben");
    }

    #[test]
    fn a_chain_of_five_hundred_is_walked() {
        let person = |at| format!("{{id: p{at}, name: P, left: {}, reports_to: p{}}}", at < 499, at + 1);
        let people: Vec<_> = (0..500).map(person).collect();
        assert_eq!(choice(", reports_to: p0", &people.join(", ")), "p499 nearest-on-chain");
    }
}
