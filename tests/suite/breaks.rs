//! Where pages break, in documents of every length: headings stay with their text, paragraphs and rows stay whole or go
//! on with company, and heads of tables come again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::frame::{Document, Group, Item, Role, Tag};
use pastdue::typeset::{NoAssets, Setter, Subsets};

/// A sentence; so many words of it make a paragraph of any length.
const WORDS: &str = "The balance of the invoice is still open and we ask you to settle it by the day named above so that \
nothing further has to be done about it on either side of the table ";

/// Numbers that look like chance and are the same each time.
fn scattered(number: usize) -> usize {
    (number.wrapping_mul(2_654_435_761) >> 7) % 1_009
}

fn paragraph(number: usize) -> String {
    let words: Vec<&str> = WORDS.split(' ').cycle().skip(number % 31).take(8 + scattered(number) % 95).collect();
    format!("{}.\n\n", words.join(" ").trim())
}

fn head(class: &str, paper: &str) -> String {
    format!(
        "---\nclass: {class}\nlang: en\ntitle: T\npaper: {paper}\npage-of: {{page}}/{{pages}}\ncontinued: T\n---\n\n# T\n\n"
    )
}

/// Documents laid out, each with its Markdown.
type Laid = LazyLock<Vec<(String, Document)>>;

static TEXTS: Laid = LazyLock::new(|| laid(texts()));
static TABLES: Laid = LazyLock::new(|| laid(tables()));

fn laid(documents: impl Iterator<Item = String>) -> Vec<(String, Document)> {
    let fonts = Arc::new(Fonts::built_in());
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    let laid = documents.map(|markdown| {
        let document = setter.layout(&markdown, &NoAssets).unwrap();
        (markdown, document)
    });
    let laid: Vec<_> = laid.collect();
    let breaks: usize = laid.iter().map(|(_, document)| document.pages.len() - 1).sum();
    assert!(breaks > 100, "{breaks} page breaks are too few to tell");
    laid
}

/// Returns the groups of a page that are read out, each with its node.
fn read(document: &Document, page: usize) -> impl DoubleEndedIterator<Item = (usize, &Group)> {
    document.pages[page].groups.iter().filter_map(|group| match group.tag {
        Tag::Node(node) => Some((node, group)),
        Tag::Artifact(_) => None,
    })
}

/// Returns the nearest node of this role above a node, itself among them.
fn above(document: &Document, mut node: usize, role: Role) -> Option<usize> {
    while document.nodes[node].role != role {
        if node == 0 {
            return None;
        }
        node = document.nodes[node].parent;
    }
    Some(node)
}

/// Returns for each node of this role its lines on each page, as heights.
fn lines(document: &Document, role: Role) -> BTreeMap<usize, BTreeMap<usize, BTreeSet<u32>>> {
    let mut lines: BTreeMap<usize, BTreeMap<usize, BTreeSet<u32>>> = BTreeMap::new();
    for page in 0..document.pages.len() {
        for (node, group) in read(document, page) {
            let Some(node) = above(document, node, role) else { continue };
            let heights = group.items.iter().filter_map(|item| match item {
                Item::Run(run) => Some((run.y * 100.0) as u32),
                _ => None,
            });
            lines.entry(node).or_default().entry(page).or_default().extend(heights);
        }
    }
    lines
}

fn texts() -> impl Iterator<Item = String> {
    let classes = [("letter", "letter"), ("statement", "a4"), ("agreement", "a4"), ("sheet", "letter")];
    (1..=60).chain([120, 200]).map(move |count| {
        let (class, paper) = classes[count % classes.len()];
        let part = |number: usize| {
            let number = number + count * 7;
            let heading = match scattered(number) % 5 {
                0 => "## What follows from this\n\n",
                1 => "### And in detail\n\n",
                _ => "",
            };
            format!("{heading}{}", paragraph(number))
        };
        head(class, paper) + &(0..count).map(part).collect::<String>()
    })
}

#[test]
fn no_page_ends_with_a_heading() {
    for (markdown, document) in &*TEXTS {
        for page in 0..document.pages.len() {
            let (last, _) = read(document, page).next_back().unwrap();
            let role = document.nodes[last].role;
            assert!(![Role::H1, Role::H2, Role::H3].contains(&role), "page {page} ends with {role:?} of\n{markdown}");
        }
    }
}

#[test]
fn no_page_begins_or_ends_with_a_single_line_of_a_paragraph() {
    for (markdown, document) in &*TEXTS {
        for (_, pages) in lines(document, Role::P).into_iter().filter(|(_, pages)| pages.len() > 1) {
            assert!(pages.values().all(|lines| lines.len() > 1), "{pages:?} of\n{markdown}");
        }
    }
}

/// Tables of one to two hundred rows below some text, some of whose rows take several lines; one in two has a total.
fn tables() -> impl Iterator<Item = String> {
    (1..=60).chain((67..=200).step_by(7)).map(|count| {
        let row = |number: usize| {
            let words: Vec<&str> = WORDS.split(' ').take(1 + scattered(number + count) % 40).collect();
            format!("| {number} | {} | {}.00 |\n", words.join(" ").trim(), scattered(number))
        };
        let before: String = (0..count % 9).map(paragraph).collect();
        let marker = if count % 2 == 0 { "<!-- totals -->\n" } else { "" };
        let rows: String = (0..count).map(row).collect();
        format!("{}{before}{marker}| No. | What | Amount |\n|--:|:--|--:|\n{rows}\n", head("statement", "a4"))
    })
}

#[test]
fn no_row_of_a_table_is_split() {
    for (markdown, document) in &*TABLES {
        for (_, pages) in lines(document, Role::TR) {
            assert_eq!(pages.len(), 1, "{pages:?} of\n{markdown}");
        }
    }
}

#[test]
fn no_page_holds_a_single_row_and_a_total_has_two_rows_with_it() {
    for (markdown, document) in &*TABLES {
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, pages) in lines(document, Role::TR) {
            if above(document, row, Role::TBody).is_some() {
                *rows.entry(*pages.keys().next().unwrap()).or_default() += 1;
            }
        }
        let (first, last) = (*rows.first_key_value().unwrap().0, *rows.last_key_value().unwrap().0);
        assert!(first == last || (rows[&first] > 1 && rows[&last] > 2), "{rows:?} of\n{markdown}");
    }
}

/// Lists of facts, or of boxes to fill in, of two to twelve rows below one to sixty paragraphs.
fn together() -> impl Iterator<Item = String> {
    (1..=120).map(|count| {
        let before: String = (0..=count / 2).map(paragraph).collect();
        let (opening, row) = if count % 2 == 0 {
            ("<!-- facts -->\n| | |\n|:--|:--|\n", "| Account | 88120437 |\n")
        } else {
            ("", "- [ ] Paid on ______\n")
        };
        let rows = row.repeat(2 + count % 11);
        format!("{}{before}## Write down\n\n{opening}{rows}\n", head("agreement", "letter"))
    })
}

#[test]
fn facts_and_boxes_to_fill_in_stand_on_one_page_with_their_heading() {
    for (markdown, document) in laid(together()) {
        let parts = [Role::TBody, Role::L, Role::H2].map(|role| lines(&document, role));
        let pages: BTreeSet<usize> =
            parts.iter().flat_map(|part| part.values().flat_map(|pages| pages.keys().copied())).collect();
        assert_eq!(pages.len(), 1, "{pages:?} of\n{markdown}");
    }
}

/// Returns the words of a page in the order they are drawn, with their heights; artifacts too.
fn drawn(document: &Document, page: usize) -> Vec<(String, f32)> {
    let items = document.pages[page].groups.iter().flat_map(|group| &group.items);
    let runs = items.filter_map(|item| match item {
        Item::Run(run) => Some((run.text.trim().to_owned(), run.y)),
        _ => None,
    });
    runs.collect()
}

#[test]
fn the_head_of_a_table_stands_on_each_of_its_pages_above_the_rows_and_is_read_once() {
    for (markdown, document) in &*TABLES {
        let rows = lines(document, Role::TBody).into_values().next().unwrap();
        for (page, heights) in rows {
            let highest = *heights.first().unwrap() as f32 / 100.0;
            for word in ["No.", "What", "Amount"] {
                let heads: Vec<f32> =
                    drawn(document, page).into_iter().filter(|(text, _)| text == word).map(|(_, y)| y).collect();
                assert!(matches!(heads[..], [y] if y < highest), "`{word}` on page {page}: {heads:?} of\n{markdown}");
            }
        }
        assert_eq!(lines(document, Role::THead).into_values().next().unwrap().len(), 1);
    }
}
