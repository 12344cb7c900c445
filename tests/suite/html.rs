//! Documents as one HTML page: it stands alone, holds every word, and nothing in a case becomes markup.

use std::path::Path;
use std::process::Command;

use crate::support::{Ended, Run};

fn demand(case: &str) -> Ended {
    Run::new(&format!("demand {case} --as-of 2026-10-31 --books-current --to html,md")).with("cases").ends_with(0)
}

#[test]
fn a_page_loads_nothing_from_outside_and_runs_nothing() {
    let page = demand("cases/brackley-2026-31.yaml").text("out/brackley-2026-31/demand.html");
    assert!(page.contains("default-src 'none'"), "{page}");
    for (at, _) in page.match_indices("src=\"") {
        assert!(page[at..].starts_with("src=\"data:image/png;base64,"), "{}", &page[at..at + 60]);
    }
    for never in ["<script", "<link", "@import", "url(", " onload", "<iframe"] {
        assert!(!page.contains(never), "{never}");
    }
}

#[test]
fn the_logo_and_the_signature_are_inside_and_say_whose_they_are() {
    let page = demand("cases/brackley-2026-31.yaml").text("out/brackley-2026-31/demand.html");
    assert_eq!(page.matches("<img src=\"data:image/png;base64,").count(), 2);
    assert!(page.contains("alt=\"Brackley Joinery Ltd\""), "{page}");
    assert!(page.contains("alt=\"Signature of Thomas Brackley\""), "{page}");
}

#[test]
fn a_payment_code_and_a_chart_are_vectors_with_words() {
    let ended =
        Run::new("statement cases/northwind-2026-014.yaml --as-of 2026-10-31 --to html").with("cases").ends_with(0);
    let page = ended.text("out/northwind-2026-014/statement.html");
    assert_eq!(page.matches("<svg role=\"img\" aria-label=\"").count(), 2, "{page}");
    assert!(page.contains("<path d=\"M") && !page.contains("aria-label=\"\""));
}

#[test]
fn markup_in_a_case_is_shown_as_typed() {
    let command = "statement tests/stories/text-is-data/case.yaml --as-of 2026-05-17 --to html";
    let ended = Run::new(command).with("tests/stories").ends_with(0);
    let page = ended.text("out/text-is-data/statement.html");
    assert!(page.contains("&lt;") && !page.contains("<script") && !page.contains("<img src=\"http"), "{page}");
}

#[test]
fn an_edited_document_becomes_a_page_too() {
    let ended = demand("cases/brackley-2026-31.yaml");
    let edited = ended.text("out/brackley-2026-31/demand.md").replace("Dear Oliver Marsh", "Dear Mr Marsh");
    // pictures lie beside the document
    let page = ended
        .then("typeset cases/edited.md -o page.html")
        .file("cases/edited.md", edited)
        .ends_with(0)
        .text("page.html");
    assert!(page.contains("Dear Mr Marsh"));
}

#[test]
fn a_page_says_in_which_direction_it_is_read() {
    for (lang, direction) in [("he", "rtl"), ("ar-EG", "rtl"), ("en-GB", "ltr")] {
        let text = format!("---\nclass: letter\nlang: {lang}\ntitle: T\n---\n\nText.\n");
        let page = Run::new("typeset a.md -o a.html").file("a.md", text).ends_with(0).text("a.html");
        assert!(page.contains(&format!("<html lang=\"{lang}\" dir=\"{direction}\">")), "{page}");
    }
}

#[test]
fn what_cannot_be_set_is_named_with_its_line() {
    let text = "---\nclass: letter\nlang: en-GB\ntitle: T\n---\n\n<b>bold</b>\n";
    let ended = Run::new("typeset a.md -o a.html").file("a.md", text).ends_with(1);
    assert!(ended.stderr.contains("error[raw-html]") && ended.stderr.contains("a.md:7"), "{}", ended.stderr);
    assert!(!ended.has("a.html"));
}

/// Returns what a browser without a head makes of a file, or none with a note where there is no browser.
fn browsed(arguments: &[&str], file: &Path) -> Option<String> {
    let profile = tempfile::tempdir().unwrap();
    let mut browser = Command::new("chromium");
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]);
    browser.arg(format!("--user-data-dir={}", profile.path().display())).args(arguments);
    let Ok(output) = browser.arg(format!("file://{}", file.display())).output() else {
        println!("`chromium` is not installed: not asked");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Asks a browser where the units of each figure end, and what its cell says to whoever copies it.
const MEASURE: &str = "<script>
const said = [...document.querySelectorAll('tbody tr')].map(row => {
  const cell = row.lastElementChild;
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let [left, end] = [Number(row.firstElementChild.textContent), cell.getBoundingClientRect().right];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (left < node.length) {
      const one = document.createRange();
      one.setStart(node, left);
      one.setEnd(node, left + 1);
      end = one.getBoundingClientRect().left;
      break;
    }
    left -= node.length;
    const whole = document.createRange();
    whole.selectNodeContents(node);
    end = whole.getBoundingClientRect().right;
  }
  return `${end.toFixed(1)}=${cell.innerText}`;
});
document.body.textContent = `measured;${said.join(';')};`;
</script></body>";

#[test]
fn figures_stand_one_under_the_other_at_their_decimal_sign_in_a_browser() {
    // `|` stands where the units end
    let figures = ["1.240|,50\u{a0}€", "8|,5", "12.000|", "−620|,00\u{a0}EUR", "99| %", "**1.860|,25\u{a0}€**"];
    let row = |figure: &&str| {
        let at = figure.trim_start_matches('*').chars().position(|c| c == '|').unwrap();
        format!("| {at} | {} |\n", figure.replace('|', ""))
    };
    for marker in ["", "<!-- totals -->\n"] {
        let rows: String = figures.iter().map(row).collect();
        let head = "---\nclass: statement\nlang: de\ntitle: T\n---\n\n";
        let text = format!("{head}{marker}| Units | Amount |\n|:--|--:|\n{rows}");
        let ended = Run::new("typeset a.md -o a.html").file("a.md", text).ends_with(0);
        let page = ended.text("a.html");
        let policy = page.lines().find(|line| line.contains("Content-Security-Policy")).unwrap();
        // no script runs in the page as it is
        let asked = page.replace(policy, "").replace("</body>", MEASURE);
        std::fs::write(ended.path("asked.html"), asked).unwrap();
        let Some(answer) = browsed(&["--dump-dom"], &ended.path("asked.html")) else { return };
        let answer = answer.replace("&nbsp;", "\u{a0}");
        let said: Vec<(&str, &str)> =
            answer.split_once("measured;").unwrap().1.split(';').filter_map(|cell| cell.split_once('=')).collect();
        let texts: Vec<&str> = said.iter().map(|(_, text)| *text).collect();
        let typed: Vec<String> = figures.iter().map(|figure| figure.replace(['|', '*'], "")).collect();
        assert_eq!(texts, typed, "{answer}");
        let places: Vec<f32> = said.iter().map(|(place, _)| place.parse().unwrap()).collect();
        assert!(places.iter().all(|place| (place - places[0]).abs() < 0.2), "{places:?}");
    }
}

#[test]
fn a_browser_shows_and_prints_every_word() {
    let ended = demand("cases/brackley-2026-31.yaml");
    let printed = ended.path("printed.pdf");
    let print = format!("--print-to-pdf={}", printed.display());
    if browsed(&[&print, "--no-pdf-header-footer"], &ended.path("out/brackley-2026-31/demand.html")).is_none() {
        return;
    }
    let Ok(output) = Command::new("pdftotext").arg(&printed).arg("-").output() else {
        println!("`pdftotext` is not installed: not asked");
        return;
    };
    let read: String = String::from_utf8_lossy(&output.stdout).split_whitespace().collect();
    for words in ["Final demand: £9,658.26", "Oliver Marsh", "6.4 says:", "£2,616.00", "Thomas Brackley", "Sort code"]
    {
        assert!(read.contains(&words.split_whitespace().collect::<String>()), "{words}: {read}");
    }
}
