//! The rows of the page, a table a part.

use std::fmt::Write as _;

use super::super::{Document, Outcome};
use super::html::{amount, escaped, mail, sentence, telephone};
use super::{Told, reason};
use crate::report::status::{Line, hours};
use crate::strategy::PromiseState;

/// Begins a part; each column has its name, and whether it holds figures.
fn begin(out: &mut String, title: &str, columns: &[(&str, bool)]) {
    let _ = write!(out, "<h2>{title}</h2>\n<table>\n<thead><tr>");
    for (name, figures) in columns {
        let class = if *figures { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{name}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

fn end(out: &mut String) {
    out.push_str("</tbody>\n</table>\n");
}

pub(super) fn to_do(out: &mut String, cases: &[Told<'_>]) {
    if cases.is_empty() {
        return;
    }
    let columns = [
        ("", false),
        ("Who owes", false),
        ("Due", true),
        ("Late", true),
        ("What to do, and why", false),
        ("Whom", false),
        ("Agreed, announced", false),
        ("Documents", false),
    ];
    begin(out, "To do", &columns);
    for (line, outcome) in cases {
        let _ = writeln!(
            out,
            "<tr><td class=\"box\"></td>{}{}{}{}<td class=\"whom\">{}</td><td class=\"agreed\">{}</td><td>{}</td></tr>",
            who(line),
            due(line),
            late(line),
            step(line, outcome),
            whom(line),
            agreed(line),
            links(outcome),
        );
    }
    end(out);
}

fn who(line: &Line) -> String {
    format!(
        "<td class=\"who\"><strong>{}</strong><span class=\"small\">{}</span></td>",
        escaped(&line.debtor),
        escaped(line.case())
    )
}

fn due(line: &Line) -> String {
    let money = |money| amount(money, line.currency);
    let mut cell = format!("<span class=\"sum\">{}&nbsp;{}</span>", money(line.plan.total_due), line.currency);
    for (amount, name) in [(line.not_yet_due, "not yet due"), (line.disputed, "in dispute"), (line.credit, "credit")] {
        if amount.is_positive() {
            let _ = write!(cell, " <span class=\"small\">{} {name}</span>", money(amount));
        }
    }
    format!("<td class=\"n\">{cell}</td>")
}

fn late(line: &Line) -> String {
    match line.plan.days_past_due {
        1.. => format!("<td class=\"n\" data-name=\"days late\">{}</td>", line.plan.days_past_due),
        _ => "<td class=\"n\"></td>".to_owned(),
    }
}

/// The step with its reasons, and whatever speaks against it.
fn step(line: &Line, outcome: &Outcome) -> String {
    let mut cell = format!("<strong>{}</strong>", line.plan.step.word());
    // what is due, since when, and what was promised stand in columns of their own
    let elsewhere = ["days-past-due", "promise-broken", "promise-pending"];
    for reason in line.plan.reasons.iter().filter(|reason| !elsewhere.contains(&reason.code)) {
        let _ = write!(cell, "<span class=\"small\">{}</span>", sentence(&reason.text));
    }
    let mut told = vec![];
    if let Some((code, words)) = reason(&outcome.state) {
        let _ = write!(cell, "<span class=\"note\"><strong>{}</strong>: {}</span>", escaped(code), sentence(words));
        told.push(code);
    }
    for warning in outcome.warnings.iter().chain(&line.plan.refusals) {
        if !told.contains(&warning.code) {
            let _ = write!(cell, "<span class=\"note\">{}: {}</span>", escaped(warning.code), sentence(&warning.text));
            told.push(warning.code);
        }
    }
    if outcome.remarks > 0 {
        let many = if outcome.remarks == 1 { "1 remark".to_owned() } else { format!("{} remarks", outcome.remarks) };
        let _ = write!(cell, "<span class=\"note\">{many} of the review: <code>pastdue review</code></span>");
    }
    format!("<td class=\"why\">{cell}</td>")
}

/// The person, how to reach them, and between which hours.
fn whom(line: &Line) -> String {
    let Some(person) = &line.person else { return escaped(&line.to_do) };
    let mut cell = format!("<strong>{}</strong>", escaped(&person.name));
    if let Some(role) = &person.role {
        let _ = write!(cell, "<span class=\"small\">{}</span>", escaped(role));
    }
    cell.extend(person.phone.as_deref().map(telephone));
    if let Some(hours) = line.hours.as_ref().filter(|_| person.phone.is_some()) {
        let _ = write!(cell, "<span class=\"small\">{}</span>", escaped(&hours::told(hours)));
    }
    cell.extend(person.email.as_deref().map(mail));
    cell
}

/// The plan, the promise, the deadline and what was announced, each on a line of its own.
fn agreed(line: &Line) -> String {
    let money = |money| format!("{} {}", amount(money, line.currency), line.currency);
    let mut told = vec![];
    if let Some(agreed) = &line.agreed {
        told.push(format!("plan {}", agreed.state.word()));
        if agreed.missing.is_positive() {
            told.push(format!("{} missing", money(agreed.missing)));
        }
        told.extend(
            agreed.next().map(|next| format!("next {} by <span class=\"day\">{}</span>", money(next.amount), next.by)),
        );
    }
    if let Some(promise) = line.promise().filter(|_| line.agreed.is_none()) {
        let word = if promise.state == PromiseState::Broken { "broken promise" } else { "promised" };
        told.push(format!("{word}: {} by <span class=\"day\">{}</span>", money(promise.amount), promise.by));
    }
    told.extend(line.deadline().map(|day| format!("deadline <span class=\"day\">{day}</span>")));
    for announced in &line.plan.follow_through {
        let what = escaped(&announced.consequence);
        told.push(format!("{what} from <span class=\"day\">{}</span>", announced.from));
    }
    told.iter().map(|told| format!("<span class=\"line\">{told}</span>")).collect()
}

/// The documents: the PDF to print or send, the draft to open; the Markdown beside its PDF.
fn links(outcome: &Outcome) -> String {
    let link =
        |document: &Document, text: &str| format!("<a href=\"{}\">{}</a>", escaped(&document.path), escaped(text));
    let mut lines: Vec<String> = vec![];
    let stem = |document: &Document| document.path.rsplit_once('.').map_or("", |(stem, _)| stem).to_owned();
    for document in &outcome.documents {
        let name = document.path.rsplit('/').next().unwrap_or(&document.path);
        let first = outcome.documents.iter().find(|other| stem(other) == stem(document)).unwrap_or(document);
        if first == document {
            lines.push(link(document, name));
        } else if let Some(line) = lines.last_mut() {
            let ending = name.rsplit('.').next().unwrap_or(name);
            let _ = write!(line, " · {}", link(document, ending));
        }
    }
    lines.iter().map(|line| format!("<span class=\"doc\">{line}</span>")).collect()
}

pub(super) fn bad(out: &mut String, cases: &[&Outcome]) {
    if cases.is_empty() {
        return;
    }
    begin(out, "Cannot be used", &[("File", false), ("What is wrong", false)]);
    for outcome in cases {
        let (code, words) = reason(&outcome.state).unwrap_or_default();
        let _ = writeln!(
            out,
            "<tr class=\"bad\"><td class=\"who\"><strong>{}</strong><span class=\"small\">{}</span></td>\
             <td class=\"why\">{} <code>{}</code></td></tr>",
            escaped(outcome.case.as_deref().unwrap_or("")),
            escaped(&outcome.file),
            sentence(words),
            escaped(code),
        );
    }
    end(out);
}

pub(super) fn waiting(out: &mut String, cases: &[Told<'_>]) {
    if cases.is_empty() {
        return;
    }
    let columns = [
        ("Who owes", false),
        ("Due", true),
        ("Late", true),
        ("Until", false),
        ("Why", false),
        ("Agreed, announced", false),
    ];
    begin(out, "Nothing to do today", &columns);
    for (line, outcome) in cases {
        let until =
            line.plan.until.map_or_else(|| line.to_do.clone(), |day| format!("<span class=\"day\">{day}</span>"));
        let _ = writeln!(
            out,
            "<tr>{}{}{}<td data-name=\"until\">{until}</td>{}<td class=\"agreed\">{}</td></tr>",
            who(line),
            due(line),
            late(line),
            standing(line, outcome),
            agreed(line),
        );
    }
    end(out);
}

/// Every name for why nothing is done, each with its words.
fn standing(line: &Line, outcome: &Outcome) -> String {
    let refusals = line.plan.refusals.iter().map(|refusal| (refusal.code, refusal.text.as_str()));
    let told = refusals.chain(reason(&outcome.state));
    let told = told.map(|(code, words)| {
        format!("<span class=\"small\">{} <code>{}</code></span>", sentence(words), escaped(code))
    });
    format!("<td class=\"why\"><strong>{}</strong>{}</td>", line.plan.step.word(), told.collect::<String>())
}

pub(super) fn settled(out: &mut String, cases: &[Told<'_>]) {
    if cases.is_empty() {
        return;
    }
    let names = cases.iter().map(|(line, _)| {
        let credit = line
            .credit
            .is_positive()
            .then(|| format!(" with a credit of {} {}", amount(line.credit, line.currency), line.currency));
        format!("{} ({}){}", escaped(&line.debtor), escaped(line.case()), credit.unwrap_or_default())
    });
    let _ = write!(out, "<h2>Settled</h2>\n<p>{}.</p>\n", names.collect::<Vec<_>>().join(", "));
}
