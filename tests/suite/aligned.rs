//! Figures of a column stand one under the other at their decimal sign, measured where they are drawn.

use std::sync::Arc;

use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::frame::{Document, Item, Role, Run, Tag};
use pastdue::typeset::{NoAssets, Setter, Subsets};

fn layout(lang: &str, class: &str, rows: &[&str], marker: &str) -> Document {
    let rows: String = rows.iter().map(|figure| format!("| What it is | {figure} |\n")).collect();
    let head = format!("---\nclass: {class}\nlang: {lang}\ntitle: T\n---\n\n");
    let markdown = format!("{head}{marker}\n| What | Betrag/Amount |\n|:--|--:|\n{rows}");
    let fonts = Arc::new(Fonts::built_in());
    Setter::new(&fonts, Subsets::Exact).layout(&markdown, &NoAssets).unwrap()
}

/// Returns the runs of each cell in the second column, in the order they are read in.
fn cells(document: &Document) -> Vec<Vec<&Run>> {
    let mut cells: Vec<(usize, Vec<&Run>)> = vec![];
    for group in document.pages.iter().flat_map(|page| &page.groups) {
        let Tag::Node(node) = group.tag else { continue };
        if document.nodes[node].role != Role::TD {
            continue;
        }
        let runs = group.items.iter().filter_map(|item| match item {
            Item::Run(run) => Some(run),
            _ => None,
        });
        match cells.last_mut() {
            Some((last, found)) if *last == node => found.extend(runs),
            _ => cells.push((node, runs.collect())),
        }
    }
    cells.into_iter().map(|(_, runs)| runs).skip(1).step_by(2).collect()
}

/// Returns where the glyph of a byte of the text begins on the page, the end of the last one for the end of the text.
fn x_of(runs: &[&Run], byte: usize) -> f32 {
    let mut before = 0;
    for run in runs {
        let mut x = run.x;
        for glyph in &run.glyphs {
            if before + glyph.text.start as usize >= byte {
                return x;
            }
            x += glyph.advance * run.size;
        }
        before += run.text.len();
    }
    let last = runs.last().unwrap();
    last.x + last.glyphs.iter().map(|glyph| glyph.advance * last.size).sum::<f32>()
}

/// Each figure is given with `|` where its whole units end.
fn assert_aligned(lang: &str, class: &str, figures: &[&str], marker: &str) {
    let plain: Vec<String> = figures.iter().map(|figure| figure.replace('|', "")).collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let document = layout(lang, class, &plain, marker);
    let cells = cells(&document);
    let mut places = vec![];
    for (figure, runs) in figures.iter().zip(&cells) {
        let drawn: String = runs.iter().map(|run| run.text.as_str()).collect();
        let visible = figure.replace("**", "");
        assert_eq!(drawn.trim_end(), visible.replace('|', ""), "{lang}");
        places.push(x_of(runs, visible.find('|').unwrap()));
    }
    assert_eq!(places.len(), figures.len());
    let (least, most) = places.iter().fold((f32::MAX, f32::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    assert!(most - least < 0.05, "{lang}, {class}: {places:?} for {figures:?}");
    // and one of them ends where the column does
    let right = document.width - cells.iter().map(|runs| x_of(runs, usize::MAX)).fold(f32::MIN, f32::max);
    let margin = if class == "sheet" {
        42.0
    } else if class == "statement" {
        60.0
    } else {
        71.0
    };
    assert!((right - margin).abs() < 0.6, "{lang}: {right} beside the margin of {margin}");
}

/// The forms of each language that has templates, and of some that are set by hand.
const FORMS: &[(&str, &[&str])] = &[
    ("en-US", &["$12,400|.00", "−$2,000|.50", "$0|.00", "$7|", "$1,240|", "8|.5%", "11|.25%"]),
    ("en-GB", &["£1,240|.5", "(£1,400|.00)", "£12|", "8|.125%"]),
    ("en-IN", &["₹12,34,567|.80", "₹99|", "−₹1,00,000|.00"]),
    ("de-DE", &["18.564|,00\u{a0}€", "−5.000|,00\u{a0}€", "40|\u{a0}€", "1.240|\u{a0}€", "10|,27\u{a0}%", "8|\u{a0}%"]),
    ("de-AT", &["€\u{a0}1.234|,56", "−€\u{a0}40|", "€\u{a0}7|,5"]),
    ("de-CH", &["CHF\u{a0}6’480|.00", "−CHF\u{a0}540|", "CHF\u{a0}17|.09", "5|\u{a0}%"]),
    ("fr-FR", &["7\u{202f}320|,00\u{a0}€", "−14|,92\u{a0}€", "40|\u{a0}€", "12|,4\u{a0}%"]),
    ("fr-CA", &["7\u{a0}320|,00\u{a0}$", "−40|\u{a0}$", "1\u{a0}000|\u{a0}$"]),
    ("nl-NL", &["€\u{a0}1.250|,00", "€\u{a0}9|", "8|,5%"]),
    ("en", &["KWD\u{a0}1|.250", "KWD\u{a0}12,500|.750", "¥120,000|"]),
];

#[test]
fn figures_align_at_the_decimal_sign_in_the_forms_of_every_language() {
    for (lang, figures) in FORMS {
        for class in ["letter", "statement", "sheet"] {
            assert_aligned(lang, class, figures, "");
        }
    }
}

#[test]
fn a_sum_in_heavier_type_aligns_with_what_it_adds_up() {
    assert_aligned("en-US", "statement", &["$12,400|.00", "$620|.5", "−$2,000|", "$11,020|.50"], "<!-- totals -->");
    assert_aligned("de-DE", "letter", &["1.240|,00\u{a0}€", "**1.280|,00\u{a0}€**"], "");
}

#[test]
fn words_in_a_column_of_figures_stand_at_its_edge() {
    let document = layout("en", "statement", &["12.50", "none", "1,200"], "");
    let ends: Vec<f32> = cells(&document).iter().map(|runs| x_of(runs, usize::MAX)).collect();
    assert!((ends[0] - ends[1]).abs() < 0.05 && ends[2] < ends[0] - 5.0, "{ends:?}");
}
