//! The page of a batch: one HTML file without script or outside resource, to work from.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Outcome, State};
use crate::money::Overflow;
use crate::report::status::{self, Line};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1a1a1a}\
h1{font-size:1.5rem;margin:0 0 .2rem}p{margin:.2rem 0 1rem;color:#555}table{border-collapse:collapse;width:100%;margin:0 0 2rem}\
th{font-weight:600;text-align:left;color:#555;border-bottom:1.5px solid #1a1a1a;padding:.35rem .7rem .35rem 0;vertical-align:bottom}\
td{border-bottom:1px solid #ddd;padding:.45rem .7rem .45rem 0;vertical-align:top}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
.s{font-weight:600;white-space:nowrap}.r{color:#555;font-size:.87rem}.bad .s{color:#a11}a{color:#17466f}small{color:#555}\
@media print{body{margin:0;max-width:none;font-size:11px}a{color:inherit;text-decoration:none}tr{break-inside:avoid}}";

/// Returns the page.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn html(outcomes: &[Outcome], month: &str, as_of: NaiveDate) -> Result<String, Overflow> {
    let mut lines: Vec<Line> = outcomes.iter().filter_map(|outcome| outcome.line.clone()).collect();
    status::sort(&mut lines);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Past due, {month}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>Past due, {month}</h1>\n<p>As of {as_of}. What is to do today stands first.</p>\n"
    );
    out.push_str(
        "<table>\n<thead><tr><th>Case</th><th class=\"n\">Due</th><th class=\"n\">Days late</th><th>Step</th>\
                  <th>Whom</th><th>Promise, deadline</th><th>Documents</th></tr></thead>\n<tbody>\n",
    );
    let mut rest: Vec<&Outcome> = outcomes.iter().collect();
    for line in &lines {
        if let Some(at) = rest.iter().position(|outcome| outcome.line.as_ref() == Some(line)) {
            case_row(&mut out, line, rest.remove(at));
        }
    }
    for outcome in rest {
        failed_row(&mut out, outcome);
    }
    out.push_str("</tbody>\n</table>\n");
    sums(&mut out, &lines)?;
    out.push_str("</body>\n</html>\n");
    Ok(out)
}

fn case_row(out: &mut String, line: &Line, outcome: &Outcome) {
    let class = if outcome.state.is_well() { "" } else { " class=\"bad\"" };
    let person = line.person.as_deref().map_or_else(String::new, escaped);
    let phone = line.phone.as_deref().map_or_else(String::new, |phone| {
        let dial: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        format!("<br><a href=\"tel:{dial}\">{}</a>", escaped(phone))
    });
    let promise = line.promise.map(|(state, amount, by)| format!("{state}: {} by {by}", amount.plain(line.currency)));
    let deadline = line.deadline.map(|day| format!("deadline {day}"));
    let until = line.until.map(|day| format!("until {day}"));
    let dates = [promise, deadline, until].into_iter().flatten().collect::<Vec<_>>().join("<br>");
    let words = match &outcome.state {
        State::Refused(code, words) | State::Failed(code, words) => format!("{}: {}", escaped(code), escaped(words)),
        _ => escaped(&line.reason),
    };
    let _ = writeln!(
        out,
        "<tr{class}><td>{}<br><small>{}</small></td><td class=\"n\">{}&nbsp;{}</td><td class=\"n\">{}</td>\
         <td><span class=\"s\">{}</span><br><span class=\"r\">{words}</span></td><td>{person}{phone}</td><td>{dates}</td>\
         <td>{}</td></tr>",
        escaped(&line.debtor),
        escaped(&line.case),
        line.total_due.plain(line.currency),
        line.currency,
        line.days_past_due,
        line.step,
        links(outcome),
    );
}

fn failed_row(out: &mut String, outcome: &Outcome) {
    let (code, words) = match &outcome.state {
        State::Refused(code, words) | State::Failed(code, words) => (code.as_str(), words.as_str()),
        _ => ("", ""),
    };
    let _ = writeln!(
        out,
        "<tr class=\"bad\"><td>{}<br><small>{}</small></td><td></td><td></td><td colspan=\"4\"><span class=\"s\">{}</span><br>\
         <span class=\"r\">{}: {}</span></td></tr>",
        escaped(outcome.case.as_deref().unwrap_or("")),
        escaped(&outcome.file),
        outcome.state.word(),
        escaped(code),
        escaped(words),
    );
}

fn links(outcome: &Outcome) -> String {
    let link = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        format!("<a href=\"{}\">{}</a>", escaped(path), escaped(name))
    };
    let pdfs = outcome.documents.iter().filter(|document| document.ends_in("pdf"));
    let rest = outcome.documents.iter().filter(|document| document.ends_in("eml"));
    pdfs.chain(rest).map(|document| link(&document.path)).collect::<Vec<_>>().join("<br>")
}

fn sums(out: &mut String, lines: &[Line]) -> Result<(), Overflow> {
    out.push_str(
        "<table>\n<thead><tr><th>Currency</th><th class=\"n\">Due</th><th class=\"n\">Not yet due</th>\
                  <th class=\"n\">In dispute</th>",
    );
    for name in ["current", "1–30 days", "31–60", "61–90", "over 90"] {
        let _ = write!(out, "<th class=\"n\">{name}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (code, (currency, sum)) in status::totals(lines)? {
        let _ = write!(out, "<tr><td>{code}</td>");
        let aged = status::buckets(&sum.ageing).map(|(_, amount)| amount);
        for amount in [sum.total_due, sum.not_yet_due, sum.disputed].into_iter().chain(aged) {
            let _ = write!(out, "<td class=\"n\">{}</td>", amount.plain(currency));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    Ok(())
}

/// Returns a text that shows as typed in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_cannot_become_markup() {
        let outcome = Outcome {
            file: "<script>alert(1)</script>.yaml".into(),
            case: None,
            line: None,
            state: State::Failed("unknown-key".into(), "`<img src=x onerror=1>` is no key".into()),
            remarks: 0,
            documents: vec![],
        };
        let html = html(&[outcome], "2026-10", "2026-10-31".parse().unwrap()).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(html.contains("default-src 'none'"));
    }
}
