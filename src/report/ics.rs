//! Days to keep in mind as a calendar (RFC 5545): promises, deadlines, days to follow through, days to look again.
//!
//! Every event is a whole day. Its UID is made of the case, the kind and the day, and its stamp is the day the cases were
//! looked at: the same cases and day give the same bytes, and a calendar that is read in again changes what it has.

use chrono::{Days, NaiveDate};

use super::today::Subject;
use crate::money::Money;
use crate::strategy::{Announced, PlanStep, PromiseStatus};

/// The most octets of a line, its end left out (RFC 5545, 3.1).
const LINE: usize = 75;

/// One day of the calendar.
struct Event {
    uid: String,
    day: NaiveDate,
    summary: String,
    description: String,
    category: &'static str,
}

/// Returns the calendar of the cases, in the order of their ids, then of the days.
pub fn calendar(subjects: &[Subject], as_of: NaiveDate) -> String {
    let mut events: Vec<Event> = subjects.iter().flat_map(events).collect();
    events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pastdue//pastdue//EN", "CALSCALE:GREGORIAN"] {
        fold(&mut out, line);
    }
    for event in &events {
        put(&mut out, event, as_of);
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

fn put(out: &mut String, event: &Event, as_of: NaiveDate) {
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    // an all-day event ends before its end (RFC 5545, 3.6.1)
    let end = event.day.checked_add_days(Days::new(1)).unwrap_or(event.day);
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{}", event.uid));
    fold(out, &format!("DTSTAMP:{}T000000Z", day(as_of)));
    fold(out, &format!("DTSTART;VALUE=DATE:{}", day(event.day)));
    fold(out, &format!("DTEND;VALUE=DATE:{}", day(end)));
    fold(out, &format!("SUMMARY:{}", escaped(&event.summary)));
    fold(out, &format!("DESCRIPTION:{}", escaped(&event.description)));
    fold(out, &format!("CATEGORIES:{}", event.category));
    fold(out, "TRANSP:TRANSPARENT");
    fold(out, "END:VEVENT");
}

fn events(subject: &Subject) -> Vec<Event> {
    let mut events: Vec<Event> = vec![];
    let promised = subject.pending.iter().enumerate().map(|(at, promise)| promise_event(subject, at, promise));
    events.extend(promised);
    let plan = &subject.line.plan;
    if !matches!(plan.step, PlanStep::Take(crate::case::Step::Demand)) {
        events.extend(plan.deadline.map(|day| deadline(subject, day)));
    }
    events.extend(plan.follow_through.iter().enumerate().map(|(at, announced)| follow_through(subject, at, announced)));
    events.extend(plan.until.map(|day| look_again(subject, day)));
    events
}

fn event(subject: &Subject, kind: &str, category: &'static str, day: NaiveDate, summary: String) -> Event {
    let line = &subject.line;
    let uid = format!("{}.{kind}.{day}@pastdue", line.case());
    let due = money(subject, line.plan.total_due);
    let description = format!("case {}; {due} was due on {}", line.case(), line.plan.as_of);
    Event { uid, day, summary, description, category }
}

fn money(subject: &Subject, amount: Money) -> String {
    format!("{} {}", amount.plain(subject.line.currency), subject.line.currency)
}

/// The number keeps two promises for one day apart.
fn promise_event(subject: &Subject, at: usize, promise: &PromiseStatus) -> Event {
    let same_day = subject.pending[..at].iter().filter(|earlier| earlier.by == promise.by).count();
    let amount = money(subject, promise.amount.minus(promise.paid).unwrap_or(promise.amount));
    let summary = format!("{}: {amount} is promised by today", subject.line.debtor);
    event(subject, &format!("promise-{}", same_day + 1), "PROMISE", promise.by, summary)
}

fn deadline(subject: &Subject, day: NaiveDate) -> Event {
    let due = money(subject, subject.line.plan.total_due);
    let summary = format!("{}: the deadline of the demand ends, {due}", subject.line.debtor);
    event(subject, "deadline", "DEADLINE", day, summary)
}

fn follow_through(subject: &Subject, at: usize, announced: &Announced) -> Event {
    let summary = format!("{}: follow through, {}", subject.line.debtor, announced.consequence);
    event(subject, &format!("follow-through-{}", at + 1), "FOLLOW-THROUGH", announced.from, summary)
}

fn look_again(subject: &Subject, day: NaiveDate) -> Event {
    let mut event = event(subject, "until", "LOOK-AGAIN", day, format!("{}: look again", subject.line.debtor));
    event.description = format!("{}; {}", event.description, subject.line.reason());
    event
}

/// Returns a text value (RFC 5545, 3.3.11): what would end or part it is written with a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // no other control character may stand in a text
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded so that no piece has more than 75 octets and no character is halved.
fn fold(out: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::status::sample::line;
    use super::*;

    fn subject() -> Subject {
        let mut line = line("a-1", "wait", 9, Some("2026-07-04"));
        line.debtor = "Ärger, Söhne; \\Brüder\\ und noch ein langer Name, der über die Zeile reicht".into();
        line.plan.deadline = Some("2026-07-03".parse().unwrap());
        Subject { line, goal: None, checks: vec![], pending: vec![] }
    }

    #[test]
    fn lines_end_as_the_standard_has_it_and_none_is_too_long() {
        let calendar = calendar(&[subject()], "2026-06-30".parse().unwrap());
        let lines: Vec<&str> = calendar.split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= LINE && !line.contains('\n')), "{calendar}");
        assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_parser_reads_back_every_event_with_its_texts_as_typed() {
        let text = calendar(&[subject()], "2026-06-30".parse().unwrap());
        let read = icalendar::parser::unfold(&text);
        let read = icalendar::parser::read_calendar(&read).unwrap();
        assert_eq!(read.components.len(), 2);
        let value = |component: &icalendar::parser::Component<'_>, name: &str| {
            component.properties.iter().find(|p| p.name.as_ref() == name).map(|p| p.val.to_string()).unwrap()
        };
        let [deadline, until] = &read.components[..] else { panic!("two events") };
        assert_eq!(value(deadline, "UID"), "a-1.deadline.2026-07-03@pastdue");
        assert_eq!(value(deadline, "DTSTART"), "20260703");
        assert_eq!(value(deadline, "DTEND"), "20260704");
        assert_eq!(value(until, "DTSTAMP"), "20260630T000000Z");
        let typed = "Ärger, Söhne; \\Brüder\\ und noch ein langer Name, der über die Zeile reicht: look again";
        assert_eq!(value(until, "SUMMARY"), typed);
    }

    #[test]
    fn no_text_can_begin_a_line_of_its_own() {
        assert_eq!(escaped("a\r\nATTENDEE:b"), "a\\nATTENDEE:b");
    }
}
