//! The structure tree: what a screen reader walks along.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::super::frame::{Document, Group, Item, Kid, Node, Role};
use super::annotations::Annotations;
use super::ink::{count, whole};
use super::marks::Marks;
use super::objects::{integer, name, numbers, text};
use super::pages::Draft;
use super::syntax::{self, link, reference};

/// Returns the standard's name of a structure type.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::P => "P",
        Role::H1 => "H1",
        Role::H2 => "H2",
        Role::H3 => "H3",
        Role::BlockQuote => "BlockQuote",
        Role::L => "L",
        Role::LI => "LI",
        Role::Lbl => "Lbl",
        Role::LBody => "LBody",
        Role::Table => "Table",
        Role::THead => "THead",
        Role::TBody => "TBody",
        Role::TR => "TR",
        Role::TH => "TH",
        Role::TD => "TD",
        Role::Figure => "Figure",
        Role::Link => "Link",
        Role::Span => "Span",
    }
}

/// Adds an element for each node, the way back from pages and links to them, and marks the file as tagged.
pub(super) fn add(draft: &mut Draft, document: &Document, marks: &Marks, annotations: &Annotations) {
    let root = draft.body.numbers(1 + document.nodes.len());
    let tree = Tree { document, marks, annotations, pages: draft.pages.clone(), root };
    for (place, node) in document.nodes.iter().enumerate() {
        draft.body.object(tree.element(place), |out| tree.put(out, node, place));
    }
    let parents = tree.add_parents(draft);
    draft.body.object(root, |out| {
        out.extend_from_slice(b"<</Type/StructTreeRoot");
        link(out, "K", tree.element(0));
        link(out, "ParentTree", parents);
        out.extend_from_slice(b"/ParentTreeNextKey ");
        count(out, annotations.next_key());
        out.extend_from_slice(b">>");
    });
    draft.set("StructTreeRoot", Object::Reference((root, 0)));
    draft.set("MarkInfo", dictionary! { "Marked" => Object::Boolean(true) });
}

/// A statement has tens of thousands of elements, so that they are written without making objects of them first.
struct Tree<'a> {
    document: &'a Document,
    marks: &'a Marks,
    annotations: &'a Annotations,
    pages: Vec<ObjectId>,
    /// The number of the root; those of the elements follow it, in the order of the nodes.
    root: u32,
}

impl Tree<'_> {
    /// Returns the number of a node's element.
    fn element(&self, node: usize) -> u32 {
        self.root + 1 + node as u32
    }

    fn put(&self, out: &mut Vec<u8>, node: &Node, place: usize) {
        // what it is follows from where it stands, so that its type need not be said
        out.extend_from_slice(b"<</S/");
        out.extend_from_slice(role_name(node.role).as_bytes());
        link(out, "P", if place == 0 { self.root } else { self.element(node.parent) });
        let home = node.kids.iter().find_map(|kid| match kid {
            Kid::Group { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = home {
            link(out, "Pg", self.pages[page].0);
        }
        match node.kids.as_slice() {
            [] => {}
            [kid] => {
                out.extend_from_slice(b"/K");
                self.put_kid(out, *kid, home);
            }
            kids => {
                out.extend_from_slice(b"/K[");
                for kid in kids {
                    self.put_kid(out, *kid, home);
                }
                out.push(b']');
            }
        }
        if let Some(alt) = &node.alt {
            out.extend_from_slice(b"/Alt");
            syntax::put(out, &text(alt));
        }
        if let Some(attributes) = self.attributes(node) {
            out.extend_from_slice(b"/A");
            syntax::dictionary(out, &attributes);
        }
        out.extend_from_slice(b">>");
    }

    /// Content on the page of its element is a bare number; on another page it says which.
    fn put_kid(&self, out: &mut Vec<u8>, kid: Kid, home: Option<usize>) {
        match kid {
            Kid::Node(child) => {
                out.push(b' ');
                reference(out, self.element(child));
            }
            Kid::Group { page, group } => {
                let number = self.marks.of(page, group).map_or(0, i64::from);
                if home == Some(page) {
                    out.push(b' ');
                    return whole(out, number);
                }
                out.extend_from_slice(b"<</Type/MCR");
                link(out, "Pg", self.pages[page].0);
                out.extend_from_slice(b"/MCID ");
                whole(out, number);
                out.extend_from_slice(b">>");
            }
            Kid::Link { page, link: place } => {
                out.extend_from_slice(b"<</Type/OBJR");
                link(out, "Pg", self.pages[page].0);
                link(out, "Obj", self.annotations.of(page, place).0);
                out.extend_from_slice(b">>");
            }
        }
    }

    fn attributes(&self, node: &Node) -> Option<Dictionary> {
        match node.role {
            Role::TH => Some(head_cell(node)),
            Role::TD if node.columns > 1 => Some(cell(node)),
            Role::L => self.numbering(node).map(|style| {
                dictionary! { "O" => name("List"), "ListNumbering" => name(style) }
            }),
            Role::Figure => node.bbox.map(|(_, area)| self.figure(area)),
            _ => None,
        }
    }

    fn figure(&self, [left, top, right, bottom]: [f32; 4]) -> Dictionary {
        let height = self.document.height;
        dictionary! {
            "O" => name("Layout"),
            "Placement" => name("Block"),
            "BBox" => numbers(&[left, height - bottom, right, height - top]),
        }
    }

    /// Returns how a list is numbered, by the first of its labels; none for a list without labels.
    fn numbering(&self, list: &Node) -> Option<&'static str> {
        let label = list.kids.iter().find_map(|kid| self.label(kid))?;
        Some(if label.starts_with(|c: char| c.is_ascii_digit()) { "Decimal" } else { "Disc" })
    }

    /// Returns the text of the label under a kid, if there is one.
    fn label(&self, kid: &Kid) -> Option<&str> {
        let Kid::Node(item) = kid else { return None };
        self.document.nodes[*item].kids.iter().find_map(|kid| match kid {
            Kid::Node(label) if self.document.nodes[*label].role == Role::Lbl => Some(self.first_text(*label)),
            _ => None,
        })
    }

    fn first_text(&self, node: usize) -> &str {
        let groups = self.document.nodes[node].kids.iter().filter_map(|kid| match *kid {
            Kid::Group { page, group } => Some(&self.document.pages[page].groups[group]),
            _ => None,
        });
        groups.into_iter().find_map(first_run).unwrap_or("")
    }

    /// Adds the tree from a page's marks, and from each link, to their elements.
    fn add_parents(&self, draft: &mut Draft) -> u32 {
        let lists = draft.body.numbers(self.pages.len() + 1);
        let tree = lists + self.pages.len() as u32;
        for (page, (id, list)) in self.pages.iter().zip(lists..).enumerate() {
            draft.body.object(list, |out| {
                out.push(b'[');
                for node in self.marks.owners(page) {
                    out.push(b' ');
                    reference(out, self.element(*node));
                }
                out.push(b']');
            });
            let page_dictionary = draft.dictionary(*id);
            page_dictionary.set("StructParents", integer(page));
            page_dictionary.set("Tabs", name("S"));
        }
        let pages = (0..self.pages.len()).zip(lists..);
        let links = self.annotations.keys(self.document).map(|(key, node)| (key, self.element(node)));
        draft.body.object(tree, |out| {
            out.extend_from_slice(b"<</Nums[");
            for (key, number) in pages.chain(links) {
                out.push(b' ');
                count(out, key);
                out.push(b' ');
                reference(out, number);
            }
            out.extend_from_slice(b"]>>");
        });
        tree
    }
}

fn first_run(group: &Group) -> Option<&str> {
    group.items.iter().find_map(|item| match item {
        Item::Run(run) => Some(run.text.as_str()),
        _ => None,
    })
}

fn head_cell(node: &Node) -> Dictionary {
    let mut attributes = cell(node);
    attributes.set("Scope", name(if node.row_head { "Row" } else { "Column" }));
    attributes
}

/// The attributes that any cell of a table may have.
fn cell(node: &Node) -> Dictionary {
    let mut attributes = dictionary! { "O" => name("Table") };
    if node.columns > 1 {
        attributes.set("ColSpan", Object::Integer(node.columns.into()));
    }
    attributes
}

#[cfg(test)]
mod tests {
    use lopdf::Document as File;

    use super::super::deflate::Deflater;
    use super::super::sample::Sample;
    use super::*;

    /// Returns the elements of a type in the written sample.
    fn elements(role: &str) -> Vec<Dictionary> {
        let document = Sample::two_pages();
        let marks = Marks::number(&document).unwrap();
        let mut deflater = Deflater::new();
        let mut draft = Draft::new(&document, Vec::new(), &mut deflater);
        let annotations = Annotations::add(&mut draft, &document);
        add(&mut draft, &document, &marks, &annotations);
        let file = File::load_mem(&draft.finish()).unwrap();
        let all = file.objects.values().filter_map(|object| object.as_dict().ok());
        all.filter(|d| d.get(b"S").is_ok_and(|s| *s == name(role))).cloned().collect()
    }

    fn attribute(element: &Dictionary, key: &str) -> Option<Object> {
        element.get(b"A").ok()?.as_dict().ok()?.get(key.as_bytes()).ok().cloned()
    }

    #[test]
    fn a_head_cell_says_what_it_heads_and_how_wide_it_is() {
        let cells = elements("TH");
        assert_eq!(attribute(&cells[0], "Scope"), Some(name("Column")));
        assert_eq!(attribute(&cells[0], "ColSpan"), Some(Object::Integer(2)));
    }

    #[test]
    fn a_list_is_numbered_as_its_first_label_is() {
        assert_eq!(attribute(&elements("L")[0], "ListNumbering"), Some(name("Decimal")));
    }

    #[test]
    fn a_picture_is_described_and_has_its_place_from_the_foot_of_the_page() {
        let figure = &elements("Figure")[0];
        assert_eq!(figure.get(b"Alt").unwrap(), &text("Halden"));
        assert_eq!(attribute(figure, "BBox"), Some(numbers(&[72.0, 781.89, 112.0, 801.89])));
    }

    #[test]
    fn a_link_lists_its_words_and_then_its_annotation() {
        let kids = elements("Link")[0].get(b"K").unwrap().as_array().unwrap().clone();
        assert!(matches!(kids[0], Object::Integer(_)));
        assert_eq!(kids[1].as_dict().unwrap().get(b"Type").unwrap(), &name("OBJR"));
    }
}
