//! The structure tree: what a screen reader walks along.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::super::frame::{Document, Group, Item, Kid, Node, Role};
use super::annotations::Annotations;
use super::marks::Marks;
use super::objects::{integer, name, numbers, text};
use super::pages::Draft;

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
    let root = draft.file.new_object_id();
    let elements: Vec<ObjectId> = document.nodes.iter().map(|_| draft.file.new_object_id()).collect();
    let tree = Tree { document, marks, annotations, pages: draft.pages.clone(), root, elements };
    for (place, node) in document.nodes.iter().enumerate() {
        draft.file.set_object(tree.elements[place], tree.element(node, place));
    }
    let parents = tree.add_parents(draft);
    let top = dictionary! {
        "Type" => name("StructTreeRoot"),
        "K" => Object::Reference(tree.elements[0]),
        "ParentTree" => Object::Reference(parents),
        "ParentTreeNextKey" => integer(annotations.next_key()),
    };
    draft.file.set_object(root, top);
    draft.set("StructTreeRoot", Object::Reference(root));
    draft.set("MarkInfo", dictionary! { "Marked" => Object::Boolean(true) });
}

struct Tree<'a> {
    document: &'a Document,
    marks: &'a Marks,
    annotations: &'a Annotations,
    pages: Vec<ObjectId>,
    root: ObjectId,
    /// The element of each node.
    elements: Vec<ObjectId>,
}

impl Tree<'_> {
    fn element(&self, node: &Node, place: usize) -> Dictionary {
        let parent = if place == 0 { self.root } else { self.elements[node.parent] };
        let mut element = dictionary! {
            "Type" => name("StructElem"),
            "S" => name(role_name(node.role)),
            "P" => Object::Reference(parent),
        };
        let home = node.kids.iter().find_map(|kid| match kid {
            Kid::Group { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = home {
            element.set("Pg", Object::Reference(self.pages[page]));
        }
        let mut kids: Vec<Object> = node.kids.iter().map(|kid| self.kid(kid, home)).collect();
        match kids.len() {
            0 => {}
            1 => element.set("K", kids.remove(0)),
            _ => element.set("K", Object::Array(kids)),
        }
        if let Some(alt) = &node.alt {
            element.set("Alt", text(alt));
        }
        if let Some(attributes) = self.attributes(node) {
            element.set("A", attributes);
        }
        element
    }

    /// Content on the page of its element is a bare number; on another page it says which.
    fn kid(&self, kid: &Kid, home: Option<usize>) -> Object {
        match *kid {
            Kid::Node(child) => Object::Reference(self.elements[child]),
            Kid::Group { page, group } => {
                let number = Object::Integer(self.marks.of(page, group).map_or(0, i64::from));
                if home == Some(page) {
                    return number;
                }
                let page = Object::Reference(self.pages[page]);
                Object::Dictionary(dictionary! { "Type" => name("MCR"), "Pg" => page, "MCID" => number })
            }
            Kid::Link { page, link } => Object::Dictionary(dictionary! {
                "Type" => name("OBJR"),
                "Pg" => Object::Reference(self.pages[page]),
                "Obj" => Object::Reference(self.annotations.of(page, link)),
            }),
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
    fn add_parents(&self, draft: &mut Draft) -> ObjectId {
        let mut entries = Vec::new();
        for (page, id) in self.pages.iter().enumerate() {
            let owners = self.marks.owners(page).iter().map(|node| Object::Reference(self.elements[*node]));
            let owners = draft.file.add_object(Object::Array(owners.collect()));
            entries.extend([integer(page), Object::Reference(owners)]);
            let page_dictionary = draft.dictionary(*id);
            page_dictionary.set("StructParents", integer(page));
            page_dictionary.set("Tabs", name("S"));
        }
        for (key, node) in self.annotations.keys(self.document) {
            entries.extend([integer(key), Object::Reference(self.elements[node])]);
        }
        draft.file.add_object(dictionary! { "Nums" => Object::Array(entries) })
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
    use super::super::sample::Sample;
    use super::*;

    /// Returns the elements of a type in the written sample.
    fn elements(role: &str) -> Vec<Dictionary> {
        let document = Sample::two_pages();
        let marks = Marks::number(&document).unwrap();
        let mut draft = Draft::new(&document, Vec::new());
        let annotations = Annotations::add(&mut draft, &document);
        add(&mut draft, &document, &marks, &annotations);
        let all = draft.file.objects.values().filter_map(|object| object.as_dict().ok());
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
