//! The agenda for a terminal.

use std::fmt::Write as _;

use super::super::status::{Line, hours};
use super::super::table;
use super::{Agenda, Check, Subject, Watch};

/// Returns the agenda, a heading for each kind of work; headings without a case are left out.
pub fn text(agenda: &Agenda<'_>) -> String {
    let mut out = format!("{} {}: {}\n", agenda.as_of.format("%A"), agenda.as_of, headline(agenda));
    numbered(&mut out, "call, in this order: the longest late first", &agenda.calls, talk);
    numbered(&mut out, "write to, or find the person first", &agenda.messages, talk);
    numbered(&mut out, "send the demand", &agenda.letters, letter);
    numbered(&mut out, "carry out what was announced", &agenda.follow_through, follow_through);
    checks(&mut out, "promises: look in the bank", &agenda.promises);
    checks(&mut out, "deadlines that end today", &agenda.deadlines);
    not_today(&mut out, agenda);
    out
}

fn headline(agenda: &Agenda<'_>) -> String {
    let counts = [
        (agenda.calls.len(), "call", "calls"),
        (agenda.messages.len(), "to write to", "to write to"),
        (agenda.letters.len(), "demand to send", "demands to send"),
        (agenda.follow_through.len(), "to carry out", "to carry out"),
        (agenda.promises.len(), "promise to check", "promises to check"),
        (agenda.deadlines.len(), "deadline", "deadlines"),
        (agenda.bad.len(), "case that cannot be used", "cases that cannot be used"),
    ];
    let told = counts.into_iter().filter(|(count, ..)| *count > 0);
    let told: Vec<_> =
        told.map(|(count, one, more)| format!("{count} {}", if count == 1 { one } else { more })).collect();
    if told.is_empty() { "nothing to do".to_owned() } else { told.join(", ") }
}

fn heading(out: &mut String, title: &str) {
    let _ = writeln!(out, "\n{title}");
}

fn numbered(out: &mut String, title: &str, cases: &[&Subject], details: impl Fn(&Subject) -> Vec<String>) {
    if !cases.is_empty() {
        heading(out, title);
    }
    for (at, subject) in cases.iter().enumerate() {
        let number = format!("{:>3}. ", at + 1);
        wrapped(out, &number, &title_of(subject));
        for detail in details(subject) {
            wrapped(out, "     ", &detail);
        }
    }
}

/// Writes a text over as many lines as it takes, each as far in as the first begins.
fn wrapped(out: &mut String, before: &str, text: &str) {
    for (at, line) in table::wrapped(text, table::WIDTH - before.len()).into_iter().enumerate() {
        let before = if at == 0 { before.to_owned() } else { " ".repeat(before.len() + 2) };
        let _ = writeln!(out, "{before}{line}");
    }
}

fn title_of(subject: &Subject) -> String {
    let line = &subject.line;
    let debtor = format!("{} ({})", line.debtor, line.case());
    match &line.person {
        Some(person) if person.name == line.debtor => debtor,
        Some(person) => {
            let role = person.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
            format!("{}{role} - {debtor}", person.name)
        }
        None => format!("{debtor}: {}", line.to_do),
    }
}

fn talk(subject: &Subject) -> Vec<String> {
    let line = &subject.line;
    let person = line.person.as_ref();
    let phone = person.and_then(|person| person.phone.as_ref());
    let hours = line.hours.as_ref().filter(|_| phone.is_some()).map(hours::told);
    let reach: Vec<String> = match phone {
        Some(phone) => [Some(phone.clone()), hours].into_iter().flatten().collect(),
        None => person.and_then(|person| person.email.clone()).into_iter().collect(),
    };
    let mut details = vec![reach.join(", ")];
    details.extend(subject.goal.as_ref().map(|goal| format!("goal: {goal}")));
    details.push(format!("why: {}", why(line)));
    details.extend(line.plan.refusals.iter().map(|refusal| format!("mind: {}: {}", refusal.code, refusal.text)));
    details.retain(|detail| !detail.is_empty());
    details
}

fn letter(subject: &Subject) -> Vec<String> {
    let goal = subject.goal.iter().map(|goal| format!("goal: {goal}"));
    let minds = subject.line.plan.refusals.iter().map(|refusal| format!("mind: {}: {}", refusal.code, refusal.text));
    goal.chain([format!("why: {}", why(&subject.line))]).chain(minds).collect()
}

/// Returns the step and its reasons; the sum stands in the goal, and the last contact in what is counted from it.
fn why(line: &Line) -> String {
    let plan = &line.plan;
    let mut told = vec![plan.step.word().to_owned()];
    told.extend((plan.days_past_due > 0).then(|| format!("{} days late", plan.days_past_due)));
    let elsewhere = ["days-past-due", "last-contact", "due-day"];
    let reasons = plan.reasons.iter().filter(|reason| !elsewhere.contains(&reason.code));
    told.extend(reasons.map(|reason| reason.text.clone()));
    told.join("; ")
}

fn follow_through(subject: &Subject) -> Vec<String> {
    let announced = subject.line.plan.follow_through.iter();
    let told = announced.map(|announced| {
        format!("{}: announced on {} for {}", announced.consequence, announced.announced, announced.from)
    });
    let minds = subject.line.plan.refusals.iter().map(|refusal| format!("mind: {}: {}", refusal.code, refusal.text));
    told.chain(minds).collect()
}

fn checks(out: &mut String, title: &str, checks: &[(&Subject, &Check)]) {
    if !checks.is_empty() {
        heading(out, title);
    }
    for (subject, check) in checks {
        let line = &subject.line;
        let amount = format!("{} {}", check.amount.plain(line.currency), line.currency);
        let books = check.books.map_or_else(
            || "the payments were never checked".to_owned(),
            |day| format!("the payments were last checked on {day}"),
        );
        let what = match check.watch {
            Watch::EndsToday => format!("{amount} is promised by today"),
            Watch::Unseen => format!("{amount} was promised by {}, and {books}", check.by),
            Watch::Deadline => format!("{amount} is demanded by today; tomorrow comes what was announced"),
        };
        wrapped(out, "  - ", &format!("{} ({}): {what}", line.debtor, line.case()));
    }
}

fn not_today(out: &mut String, agenda: &Agenda<'_>) {
    if !(agenda.not_today.is_empty() && agenda.settled.is_empty() && agenda.bad.is_empty()) {
        heading(out, "not today");
    }
    for subject in &agenda.not_today {
        let line = &subject.line;
        let refusals: Vec<_> = line.plan.refusals.iter().map(|r| format!("refused[{}]: {}", r.code, r.text)).collect();
        let until = line.plan.until.map(|day| format!("; look again on {day}")).unwrap_or_default();
        wrapped(out, "  - ", &format!("{} ({}): {}{until}", line.debtor, line.case(), refusals.join("; ")));
    }
    if !agenda.settled.is_empty() {
        let names: Vec<_> = agenda.settled.iter().map(|subject| subject.line.case()).collect();
        wrapped(out, "  - ", &format!("settled: {}", names.join(", ")));
    }
    for bad in agenda.bad {
        let line = bad.line.map(|line| format!(":{line}")).unwrap_or_default();
        wrapped(out, "  - ", &format!("{}{line} cannot be used: {}: {}", bad.file, bad.code, bad.message));
    }
}
