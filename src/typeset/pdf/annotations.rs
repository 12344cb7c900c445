//! Links as objects of their own, each with its words and its place in the structure.

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::super::frame::{Document, Link};
use super::objects::{integer, name, number, numbers, text};
use super::pages::Draft;

/// The annotations of a file, page by page.
pub(super) struct Annotations {
    pages: Vec<Vec<ObjectId>>,
}

impl Annotations {
    /// Adds the links of all pages.
    pub(super) fn add(draft: &mut Draft, document: &Document) -> Annotations {
        let mut key = document.pages.len();
        let mut pages = Vec::with_capacity(document.pages.len());
        for (place, page) in document.pages.iter().enumerate() {
            let mut ids = Vec::with_capacity(page.links.len());
            for link in &page.links {
                ids.push(draft.add(&annotation(link, document.height, key)));
                key += 1;
            }
            set_annotations(draft, place, &ids);
            pages.push(ids);
        }
        Annotations { pages }
    }

    /// Returns the annotation of a link.
    pub(super) fn of(&self, page: usize, link: usize) -> ObjectId {
        self.pages[page][link]
    }

    /// Returns each link's key in the parent tree, which follow those of the pages, and its node.
    pub(super) fn keys(&self, document: &Document) -> impl Iterator<Item = (usize, usize)> {
        let first = self.pages.len();
        (first..).zip(document.pages.iter().flat_map(|page| &page.links).map(|link| link.node))
    }

    /// Returns the first key of the parent tree that nothing has.
    pub(super) fn next_key(&self) -> usize {
        self.pages.len() + self.pages.iter().map(Vec::len).sum::<usize>()
    }
}

/// printpdf leaves an empty list on each page; a page without links has none.
fn set_annotations(draft: &mut Draft, page: usize, ids: &[ObjectId]) {
    let page = draft.pages[page];
    let page = draft.dictionary(page);
    if ids.is_empty() {
        page.remove(b"Annots");
    } else {
        page.set("Annots", Object::Array(ids.iter().copied().map(Object::Reference).collect()));
    }
}

fn annotation(link: &Link, height: f32, key: usize) -> Dictionary {
    let [left, top, right, bottom] = link.area;
    let url = Object::String(ascii(&link.url).into_bytes(), StringFormat::Literal);
    dictionary! {
        "Type" => name("Annot"),
        "Subtype" => name("Link"),
        "Rect" => numbers(&[left, height - bottom, right, height - top]),
        "Border" => Object::Array(vec![number(0.0), number(0.0), number(0.0)]),
        // printed with the page, as the archive standard asks for
        "F" => Object::Integer(4),
        "Contents" => text(&link.contents),
        "A" => dictionary! { "Type" => name("Action"), "S" => name("URI"), "URI" => url },
        "StructParent" => integer(key),
    }
}

/// An address in a file holds ASCII only; all else is percent-encoded.
fn ascii(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_ascii_in_the_file() {
        assert_eq!(ascii("https://pay.example/über uns"), "https://pay.example/%C3%BCber%20uns");
    }

    #[test]
    fn the_area_is_turned_to_count_from_the_foot_of_the_page() {
        let link = Link {
            area: [72.0, 100.0, 172.0, 112.0],
            url: "https://a.example".into(),
            contents: "Pay".into(),
            node: 1,
        };
        let made = annotation(&link, 842.0, 7);
        assert_eq!(made.get(b"Rect").unwrap(), &numbers(&[72.0, 730.0, 172.0, 742.0]));
        assert_eq!(made.get(b"StructParent").unwrap(), &Object::Integer(7));
    }
}
