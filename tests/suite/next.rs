//! The next step of whole cases: day by day, as recorded, and what holds for every case there can be.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};
use pastdue::case::{Case, Step};
use pastdue::ledger::Ledger;
use pastdue::strategy::{Plan, PlanStep};
use proptest::prelude::*;

fn on(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day + Days::new(days)
}

fn plan(case: &Case, day: NaiveDate) -> Plan {
    Plan::make(case, &Ledger::reckon(case, day).unwrap(), day)
}

/// Returns one line: the day, the step and who, until when there is nothing to do, and why not.
fn line(plan: &Plan) -> String {
    let mut line = format!("{} {}", plan.as_of, plan.step.word());
    let until = plan.until.map(|until| format!(" until {until}"));
    let contact = plan.contact.as_ref().map(|contact| format!(" {contact}"));
    let deadline = plan.deadline.map(|deadline| format!(", deadline {deadline}"));
    let promise = plan.promise.as_ref().map(|promise| format!(", promise {}", promise.state.word()));
    for part in [contact, until, promise, deadline].into_iter().flatten() {
        line.push_str(&part);
    }
    if !plan.refusals.is_empty() {
        let codes: Vec<_> = plan.refusals.iter().map(|refusal| refusal.code).collect();
        let _ = write!(line, " [{}]", codes.join(", "));
    }
    line
}

#[test]
fn northwind_is_advised_day_by_day_as_recorded() {
    let case = Case::from_yaml(include_str!("../../cases/northwind-2026-014.yaml")).unwrap();
    let days = on("2026-04-25").iter_days().take_while(|day| *day <= on("2026-08-15"));
    let told: String = days.map(|day| line(&plan(&case, day)) + "\n").collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/next/northwind.txt");
    if std::env::var_os("RECORD").is_some() {
        fs::write(&file, &told).unwrap();
    }
    assert_eq!(told, fs::read_to_string(file).unwrap());
}

/// The first due day of the cases below.
const DUE: &str = "2026-04-01";
/// Further ahead no rule of these cases reaches.
const HORIZON: u64 = 200;

/// The parts of a case, as text.
#[derive(Debug, Clone)]
struct Parts {
    kind: &'static str,
    people: usize,
    invoices: Vec<String>,
    history: Vec<(u64, String)>,
    payments: Vec<(u64, String)>,
    consequences: Vec<String>,
    more: String,
}

impl Parts {
    /// Returns the case with what is known at the end of the day, which is all that ever happens.
    fn known(&self, day: u64) -> Case {
        let within = |parts: &[(u64, String)]| {
            let known = parts.iter().filter(|(on, _)| *on <= day).map(|(_, text)| text.clone());
            known.collect::<Vec<_>>().join(", ")
        };
        self.text(&within(&self.history), &within(&self.payments))
    }

    fn text(&self, history: &str, payments: &str) -> Case {
        let people = [
            "{id: ann, name: A, phone: '1', department: art, reports_to: ben}, {id: ben, name: B, reports_to: ann, approves_payments: true}, \
             {id: cy, name: C, seniority: owner}",
            "{id: ann, name: A, left: true, reports_to: ben}, {id: ben, name: B}, {id: cy, name: C, function: accounts-payable, left: true}",
            "{id: ann, name: A}, {id: ben, name: B, left: true}, {id: cy, name: C, do_not_contact: true}",
        ][self.people];
        let yaml = format!(
            "case: any\ncurrency: USD\ncreditor: {{name: C, address: [A], country: US}}\n\
             debtor: {{name: D, kind: {}, contacts: [{people}], primary_contact: ann}}\n\
             invoices: [{}]\nhistory: [{history}]\npayments: [{payments}]\nconsequences: [{}]\n{}",
            self.kind,
            self.invoices.join(", "),
            self.consequences.join(", "),
            self.more
        );
        Case::from_yaml(&yaml).unwrap_or_else(|fault| panic!("{fault}\n{yaml}"))
    }
}

/// Returns the day so many days after 2026-03-01.
fn day(number: u64) -> NaiveDate {
    later(on("2026-03-01"), number)
}

fn invoice() -> impl Strategy<Value = String> {
    let dispute = prop_oneof![
        3 => Just(String::new()),
        1 => (0..90u64, 0..60u64).prop_map(|(since, days)| format!(", disputed: {{since: {}, resolved: {}}}", day(since), day(since + days))),
        1 => (0..90u64, 1..120u64).prop_map(|(since, amount)| format!(", disputed: {{since: {}, amount: {amount}.00}}", day(since))),
    ];
    (0..60u64, 0..40u64, 1..100u64, dispute, 0..1000u32).prop_map(|(issued, days, amount, dispute, number)| {
        format!(
            "{{number: '{number}-{issued}-{days}-{amount}', issued: {}, due: {}, amount: {amount}.00{dispute}}}",
            day(issued),
            day(issued + days)
        )
    })
}

fn entry() -> impl Strategy<Value = (u64, String)> {
    let channel = prop_oneof![4 => Just("call"), 1 => Just("email"), 1 => Just("letter")];
    let outcome = prop::sample::select(vec![
        "no-answer",
        "voicemail",
        "no-reply",
        "sent",
        "spoke",
        "refused",
        "left-message",
        "paid",
    ]);
    let contact = prop::sample::select(vec![", contact: ann", ", contact: ben", ", contact: cy", ""]);
    let extra = prop_oneof![
        6 => Just(String::new()),
        2 => (0..30u64, 1..80u64).prop_map(|(by, amount)| format!("promise {by} {amount}")),
        1 => Just(", direction: in".to_owned()),
        1 => Just(", document: demand, announced: [small-claims]".to_owned()),
        1 => prop::sample::select(vec!["reminder", "follow-up", "escalation", "final-call"]).prop_map(|step| format!(", step: {step}")),
    ];
    (20..110u64, channel, outcome, contact, extra).prop_map(|(on, channel, outcome, contact, extra)| {
        let extra = match extra.split(' ').collect::<Vec<_>>()[..] {
            ["promise", by, amount] => {
                format!(", promise: {{amount: {amount}.00, by: {}}}", day(on + by.parse::<u64>().unwrap()))
            }
            _ => extra,
        };
        (on, format!("{{date: {}, channel: {channel}, outcome: {outcome}{contact}{extra}}}", day(on)))
    })
}

fn payment() -> impl Strategy<Value = (u64, String)> {
    (0..110u64, 1..120u64).prop_map(|(on, amount)| (on, format!("{{date: {}, amount: {amount}.00}}", day(on))))
}

fn consequence() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["small-claims", "lawsuit"]), 0..150u64, prop::option::of(0..40u64)).prop_map(
        |(kind, ready, done)| {
            let done = done.map(|days| format!(", done: {}", day(ready + days))).unwrap_or_default();
            format!("{{kind: {kind}, ready: {}{done}}}", day(ready))
        },
    )
}

fn more() -> impl Strategy<Value = String> {
    let hold = prop::option::weighted(0.2, (20..110u64, 0..30u64));
    let agreed = prop::option::weighted(0.2, (30..80u64, 1..30u64, 1..50u64));
    (hold, agreed, prop::option::of(60..120u64)).prop_map(|(hold, agreed, checked)| {
        let mut more = String::new();
        if let Some((since, days)) = hold {
            let _ = writeln!(more, "hold: {{since: {}, until: {}}}", day(since), day(since + days));
        }
        if let Some((on, gap, amount)) = agreed {
            let parts: Vec<_> =
                (1..4).map(|k| format!("{{date: {}, amount: {amount}.00}}", day(on + k * gap))).collect();
            let _ = writeln!(more, "plan: {{agreed: {}, instalments: [{}]}}", day(on), parts.join(", "));
        }
        if let Some(checked) = checked {
            let _ = writeln!(more, "payments_checked: {}", day(checked));
        }
        more
    })
}

fn parts() -> impl Strategy<Value = Parts> {
    let kind = prop_oneof![3 => Just("business"), 1 => Just("consumer"), 1 => Just("sole-trader")];
    let invoices = prop::collection::vec(invoice(), 1..4);
    let history = prop::collection::vec(entry(), 0..9);
    let payments = prop::collection::vec(payment(), 0..4);
    let consequences = prop::collection::vec(consequence(), 0..3);
    (kind, 0..3usize, invoices, history, payments, consequences, more()).prop_map(
        |(kind, people, invoices, history, payments, consequences, more)| Parts {
            kind,
            people,
            invoices,
            history,
            payments,
            consequences,
            more,
        },
    )
}

/// Returns the step, and at `wait` what is waited for: a promise, a consequence, the end of a dispute, or a day.
fn answer(plan: &Plan) -> (PlanStep, Option<&'static str>) {
    let waits_for = plan.refusals.first().filter(|_| plan.step == PlanStep::Wait).map(|refusal| refusal.code);
    (plan.step, waits_for.map(|code| if code == "nothing-due" { "too-soon" } else { code }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn until_is_the_first_day_on_which_the_answer_changes_by_itself(parts in parts(), number in 0..120u64) {
        let mut parts = parts;
        // a plan that is agreed later is not known either
        if parts.more.contains("plan:") && parts.known(number).plan.is_none_or(|plan| plan.agreed > day(number)) {
            parts.more = String::new();
        }
        let case = parts.known(number);
        let today = plan(&case, day(number));
        let later = (1..=HORIZON).map(|ahead| day(number + ahead));
        let changed = later.into_iter().find(|day| answer(&plan(&case, *day)) != answer(&today));
        match today.step {
            PlanStep::Wait | PlanStep::Hold => prop_assert_eq!(today.until, changed),
            PlanStep::Take(_) | PlanStep::Settled => prop_assert_eq!(today.until, None),
        }
    }

    #[test]
    fn every_wait_has_a_name_and_every_step_a_reason(parts in parts(), number in 0..120u64) {
        let plan = plan(&parts.known(number), day(number));
        prop_assert!(!plan.reasons.is_empty());
        if plan.step.taken().is_none() {
            prop_assert!(!plan.refusals.is_empty());
            prop_assert_eq!((&plan.contact, plan.channel), (&None, None));
        } else {
            prop_assert!(plan.step.taken() == Some(Step::Courtesy) || plan.total_due.is_positive());
        }
    }

    #[test]
    fn the_order_of_contacts_on_different_days_and_of_payments_is_without_effect(parts in parts(), number in 60..120u64) {
        let mut parts = parts;
        parts.history.sort_by_key(|(on, _)| *on);
        parts.history.dedup_by_key(|(on, _)| *on);
        parts.payments.sort_by_key(|(on, _)| *on);
        parts.payments.dedup_by_key(|(on, _)| *on);
        let straight = plan(&parts.known(number), day(number));
        parts.history.reverse();
        parts.payments.reverse();
        prop_assert_eq!(straight, plan(&parts.known(number), day(number)));
    }

    #[test]
    fn who_follows_the_advice_skips_no_step(kind in prop::sample::select(vec!["business", "consumer", "sole-trader"]),
        outcomes in prop::collection::vec(prop::sample::select(vec!["spoke", "no-answer", "voicemail", "refused", "promised", "left-message"]), 40)) {
        let taken = follow(kind, &outcomes);
        let ladder: Vec<Step> = Step::ALL.into_iter().filter(|step| kind == "business" || *step != Step::Escalation).collect();
        let mut distinct = taken.clone();
        distinct.dedup();
        prop_assert_eq!(distinct, ladder, "{:?}", taken);
    }
}

/// Returns the steps that are taken by who does each day what the plan says, with these outcomes in turn.
fn follow(kind: &'static str, outcomes: &[&str]) -> Vec<Step> {
    let mut parts = Parts {
        kind,
        people: 0,
        invoices: vec![format!("{{number: '1', issued: 2026-03-02, due: {DUE}, amount: 1000.00}}")],
        history: Vec::new(),
        payments: Vec::new(),
        consequences: vec!["{kind: small-claims, ready: 2026-03-02}".to_owned()],
        more: String::new(),
    };
    let mut outcomes = outcomes.iter().cycle();
    let mut taken = Vec::new();
    for number in 20..400 {
        let plan = plan(&parts.known(number), day(number));
        let Some(step) = plan.step.taken() else { continue };
        taken.push(step);
        let contact = plan.contact.map(|id| format!(", contact: {id}")).unwrap_or_default();
        let how = match (step, outcomes.next()) {
            (Step::Demand, _) => {
                "channel: letter, outcome: sent, document: demand, announced: [small-claims]".to_owned()
            }
            (_, Some(&"promised")) => {
                format!("channel: call, outcome: promised, promise: {{amount: 900.00, by: {}}}", day(number + 6))
            }
            (_, outcome) => format!("channel: call, outcome: {}", outcome.unwrap()),
        };
        let stated = if number % 2 == 0 { format!(", step: {}", step.word()) } else { String::new() };
        parts.history.push((number, format!("{{date: {}, {how}{contact}{stated}}}", day(number))));
        if step == Step::FollowThrough {
            break;
        }
    }
    taken
}
