//! The outline: headings to jump to, nested by their level.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::super::frame::{Document, OutlineEntry};
use super::objects::{integer, name, number, text};
use super::pages::Draft;
use super::syntax::dictionary;

/// Adds the outline, if there is one, and says how the file opens: with the outline beside it only where
/// there are pages to jump between.
pub(super) fn add(draft: &mut Draft, document: &Document) {
    let opens_with = if document.outline.is_empty() || document.pages.len() < 3 { "UseNone" } else { "UseOutlines" };
    draft.set("PageMode", name(opens_with));
    if document.outline.is_empty() {
        return;
    }
    let root = draft.body.numbers(1 + document.outline.len());
    let ids: Vec<ObjectId> = (root + 1..).map(|number| (number, 0)).take(document.outline.len()).collect();
    let root = (root, 0);
    let parents = parents(&document.outline);
    for (place, entry) in document.outline.iter().enumerate() {
        let mut made = family(&parents, Some(place), &ids);
        made.set("Title", text(&entry.title));
        made.set("Parent", Object::Reference(parents[place].map_or(root, |parent| ids[parent])));
        let page = Object::Reference(draft.pages[entry.page]);
        let target = vec![page, name("XYZ"), number(0.0), number(document.height - entry.y), Object::Null];
        made.set("Dest", Object::Array(target));
        link_siblings(&mut made, &parents, place, &ids);
        draft.body.object(ids[place].0, |out| dictionary(out, &made));
    }
    let mut top = family(&parents, None, &ids);
    top.set("Type", name("Outlines"));
    draft.body.object(root.0, |out| dictionary(out, &top));
    draft.set("Outlines", Object::Reference(root));
}

/// Returns for each entry the nearest one before it of a higher level.
fn parents(outline: &[OutlineEntry]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(outline.len());
    for (place, entry) in outline.iter().enumerate() {
        open.retain(|above| outline[*above].level < entry.level);
        parents.push(open.last().copied());
        open.push(place);
    }
    parents
}

/// Names the first and last child of an entry, or of the root, and counts all that is below it.
fn family(parents: &[Option<usize>], of: Option<usize>, ids: &[ObjectId]) -> Dictionary {
    let children: Vec<usize> = (0..parents.len()).filter(|place| parents[*place] == of).collect();
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return Dictionary::new() };
    dictionary! {
        "First" => Object::Reference(ids[*first]),
        "Last" => Object::Reference(ids[*last]),
        "Count" => integer(below(parents, of)),
    }
}

fn below(parents: &[Option<usize>], of: Option<usize>) -> usize {
    let is_below = |place: &usize| {
        let mut above = parents[*place];
        loop {
            match (above, of) {
                (_, None) => return true,
                (Some(above), Some(of)) if above == of => return true,
                (Some(next), Some(_)) => above = parents[next],
                (None, Some(_)) => return false,
            }
        }
    };
    (0..parents.len()).filter(is_below).count()
}

fn link_siblings(entry: &mut Dictionary, parents: &[Option<usize>], place: usize, ids: &[ObjectId]) {
    let is_sibling = |other: &usize| parents[*other] == parents[place];
    if let Some(before) = (0..place).rev().find(is_sibling) {
        entry.set("Prev", Object::Reference(ids[before]));
    }
    if let Some(after) = (place + 1..parents.len()).find(is_sibling) {
        entry.set("Next", Object::Reference(ids[after]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(levels: &[u8]) -> Vec<OutlineEntry> {
        let entry = |level: &u8| OutlineEntry { title: "Heading".into(), page: 0, y: 0.0, level: *level };
        levels.iter().map(entry).collect()
    }

    #[test]
    fn a_heading_hangs_under_the_nearest_higher_one() {
        assert_eq!(parents(&entries(&[1, 2, 3, 2, 1])), [None, Some(0), Some(1), Some(0), None]);
    }

    #[test]
    fn headings_that_begin_below_the_first_level_stand_at_the_top() {
        assert_eq!(parents(&entries(&[2, 2, 1, 2])), [None, None, None, Some(2)]);
    }

    #[test]
    fn an_entry_counts_all_that_is_below_it() {
        let parents = parents(&entries(&[1, 2, 3, 2, 1]));
        assert_eq!((below(&parents, Some(0)), below(&parents, Some(1)), below(&parents, None)), (3, 1, 5));
    }
}
