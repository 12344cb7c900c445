//! Numbers the marked content of each page, and proves that structure and content name each other.

use super::super::Fault;
use super::super::frame::{Document, Kid, Page, Tag};

/// The numbers of marked content, page by page.
pub(super) struct Marks {
    pages: Vec<PageMarks>,
}

struct PageMarks {
    /// The number of each group; none for an artifact.
    numbers: Vec<Option<u32>>,
    /// The node of each number.
    owners: Vec<usize>,
}

impl Marks {
    /// Numbers the groups of each page from 0, artifacts left out.
    ///
    /// # Errors
    ///
    /// `structure-mismatch` when a group or link is not listed exactly once by the very node it names, or a
    /// node lists one that is not there. A reader for the blind would skip such content or read it twice.
    pub(super) fn number(document: &Document) -> Result<Marks, Fault> {
        let marks = Marks { pages: document.pages.iter().map(PageMarks::number).collect() };
        if marks.all_listed_once(document) { Ok(marks) } else { Err(mismatch()) }
    }

    /// Returns the number of a group, or none for an artifact.
    pub(super) fn of(&self, page: usize, group: usize) -> Option<u32> {
        self.pages[page].numbers[group]
    }

    /// Returns the nodes of a page's numbers, in order.
    pub(super) fn owners(&self, page: usize) -> &[usize] {
        &self.pages[page].owners
    }

    fn all_listed_once(&self, document: &Document) -> bool {
        let mut left: Vec<Vec<bool>> =
            self.pages.iter().map(|page| page.numbers.iter().map(Option::is_some).collect()).collect();
        let mut links_left: Vec<Vec<bool>> = document.pages.iter().map(|page| vec![true; page.links.len()]).collect();
        let listed = document.nodes.iter().enumerate().flat_map(|(n, node)| node.kids.iter().map(move |kid| (n, kid)));
        let all_known = listed.into_iter().all(|(node, kid)| match *kid {
            Kid::Node(child) => child < document.nodes.len() && document.nodes[child].parent == node,
            Kid::Group { page, group } => {
                take(&mut left, page, group) && document.pages[page].groups[group].tag == Tag::Node(node)
            }
            Kid::Link { page, link } => {
                take(&mut links_left, page, link) && document.pages[page].links[link].node == node
            }
        });
        all_known && !left.iter().chain(&links_left).flatten().any(|waiting| *waiting)
    }
}

impl PageMarks {
    fn number(page: &Page) -> PageMarks {
        let mut owners = Vec::new();
        let numbers = page.groups.iter().map(|group| match group.tag {
            Tag::Node(node) => {
                owners.push(node);
                Some(owners.len() as u32 - 1)
            }
            Tag::Artifact(_) => None,
        });
        let numbers = numbers.collect();
        PageMarks { numbers, owners }
    }
}

/// Takes what was waiting; false when it is not there or was taken before.
fn take(waiting: &mut [Vec<bool>], page: usize, place: usize) -> bool {
    waiting.get_mut(page).and_then(|page| page.get_mut(place)).is_some_and(std::mem::take)
}

fn mismatch() -> Fault {
    Fault {
        code: "structure-mismatch",
        line: 0,
        text: "the pages and their structure do not name each other".into(),
        hint: Some("this is a mistake of the program, not of the document".into()),
        character: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    #[test]
    fn groups_are_numbered_page_by_page_without_the_artifacts() {
        let document = Sample::two_pages();
        let marks = Marks::number(&document).unwrap();
        let numbers: Vec<_> = (0..document.pages[1].groups.len()).map(|group| marks.of(1, group)).collect();
        assert_eq!(numbers, [None, Some(0), Some(1), None]);
        assert_eq!(marks.owners(1).len(), 2);
    }

    #[test]
    fn a_group_that_no_node_lists_is_a_fault() {
        let mut document = Sample::two_pages();
        let node = document.nodes.iter_mut().find(|n| n.kids.contains(&Kid::Group { page: 1, group: 1 })).unwrap();
        node.kids.clear();
        assert_eq!(Marks::number(&document).err().unwrap().code, "structure-mismatch");
    }

    #[test]
    fn a_group_listed_twice_or_by_another_node_is_a_fault() {
        let mut document = Sample::two_pages();
        document.nodes[0].kids.push(Kid::Group { page: 1, group: 1 });
        assert!(Marks::number(&document).is_err());
    }

    #[test]
    fn an_artifact_in_the_structure_is_a_fault() {
        let mut document = Sample::two_pages();
        document.nodes[0].kids.push(Kid::Group { page: 1, group: 0 });
        assert!(Marks::number(&document).is_err());
    }

    #[test]
    fn a_link_without_its_node_is_a_fault() {
        let mut document = Sample::two_pages();
        for node in &mut document.nodes {
            node.kids.retain(|kid| !matches!(kid, Kid::Link { .. }));
        }
        assert!(Marks::number(&document).is_err());
    }
}
