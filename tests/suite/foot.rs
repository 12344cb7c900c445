//! The foot of a page: an imprint of many lines makes it grow, and one that is too long is a fault with its place.

use std::sync::Arc;

use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::frame::{Artifact, Document, Item, Run, Tag};
use pastdue::typeset::{NoAssets, Setter, Subsets};

use crate::support::{Run as Program, text_of};

const IMPRINT: &str = "Küstenlicht Medien GmbH, Amtsgericht Hamburg HRB 000187, Geschäftsführerin Wiebke Harms · ";

fn laid(class: &str, imprint: &str) -> Document {
    let text = "The balance is open, and we ask you to settle it. ".repeat(14);
    let text = format!("{text}\n\n").repeat(18);
    let head = format!("class: {class}\nlang: en\ntitle: T\nfooter: {imprint}\npage-of: Page {{page}} of {{pages}}");
    let fonts = Arc::new(Fonts::built_in());
    let markdown = format!("---\n{head}\n---\n\n{text}");
    Setter::new(&fonts, Subsets::Exact).layout(&markdown, &NoAssets).unwrap()
}

/// Returns what is written on each page: at its foot, and above.
fn written(document: &Document) -> impl Iterator<Item = (Vec<&Run>, Vec<&Run>)> {
    document.pages.iter().map(|page| {
        let of = |foot: bool| {
            let groups = page.groups.iter().filter(move |group| (group.tag == Tag::Artifact(Artifact::Footer)) == foot);
            let items = groups.flat_map(|group| &group.items);
            let runs = items.filter_map(|item| match item {
                Item::Run(run) => Some(run),
                _ => None,
            });
            runs.collect()
        };
        (of(true), of(false))
    })
}

#[test]
fn an_imprint_of_up_to_six_lines_stands_whole_below_the_text_of_every_page() {
    for class in ["letter", "statement", "sheet", "agreement"] {
        let mut most = 0;
        for parts in 1..=5 {
            let imprint = IMPRINT.repeat(parts);
            let document = laid(class, &imprint);
            assert!(document.pages.len() > 1);
            for (foot, text) in written(&document) {
                let words: String = foot.iter().map(|run| run.text.as_str()).collect();
                assert!(words.contains(imprint.trim_end()), "{class}: {words}");
                let lowest = text.iter().map(|run| run.y).fold(0.0, f32::max);
                let (top, bottom) = foot.iter().fold((f32::MAX, 0.0_f32), |(a, b), run| (a.min(run.y), b.max(run.y)));
                assert!(lowest + 8.0 < top, "{class}, {parts}: text at {lowest} and the foot at {top}");
                // a printer leaves four millimetres free
                assert!(bottom < document.height - 11.3, "{class}, {parts}: {bottom} of {}", document.height);
                let mut lines: Vec<i32> = foot.iter().map(|run| run.y as i32).collect();
                lines.dedup();
                most = most.max(lines.len());
            }
        }
        assert!(most >= 4, "{class}: {most} lines at most");
    }
}

#[test]
fn an_imprint_too_long_for_any_foot_is_shown_where_it_stands_in_the_case() {
    let long = "Amtsgericht Hamburg, Geschäftsführerin Wiebke Harms, ".repeat(5);
    let case = text_of("cases/northwind-2026-014.yaml").replacen(
        "creditor:\n",
        &format!("creditor:\n  registration: {long}\n  tax_id: {long}\n  # more\n"),
        1,
    );
    assert!(case.contains("registration"));
    let case = case.replacen("Halden Design Studio LLC", format!("Halden Design Studio LLC {long}").trim(), 1);
    let run = Program::new("statement cases/case.yaml --as-of 2026-06-12").with("cases/halden.png");
    let ended = run.file("cases/case.yaml", &case).ends_with(1);
    assert!(
        ended.stderr.contains("error[footer-too-long]: the statement: the `footer` is too long"),
        "{}",
        ended.stderr
    );
    let line = case.lines().position(|line| line.contains("registration")).unwrap() + 1;
    assert!(ended.stderr.contains(&format!("case.yaml:{line}:")), "{}", ended.stderr);
    assert!(!ended.has("out/northwind-2026-014/statement.pdf"));
}
