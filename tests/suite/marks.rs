//! Content and structure of every document name each other one to one, both ways.
//!
//! Validators look from the structure to the content; content that no element lists slips past them.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::papers::{Paper, papers, translated};

/// Marked content: its page and its number.
type Mark = (ObjectId, i64);

/// What the marks of a file are told by, from both sides.
struct Marks {
    /// The element that lists each mark.
    listed: BTreeMap<Mark, ObjectId>,
    /// The structure type that each mark bears where it is drawn.
    drawn: BTreeMap<Mark, Vec<u8>>,
    faults: Vec<String>,
}

impl Marks {
    fn of(file: &Document) -> Marks {
        let mut marks = Marks { listed: BTreeMap::new(), drawn: BTreeMap::new(), faults: vec![] };
        let elements = elements(file);
        marks.listed(&elements);
        for page in file.page_iter() {
            marks.drawn(page, &Content::decode(&file.get_page_content(page)).unwrap().operations);
        }
        marks.compare(file);
        marks.back_from_pages(file);
        marks.back_from_links(file);
        marks.tree(file, &elements);
        marks
    }

    fn fault(&mut self, text: impl Into<String>) {
        self.faults.push(text.into());
    }

    fn listed(&mut self, elements: &BTreeMap<ObjectId, Dictionary>) {
        for (id, element) in elements {
            for kid in kids(element) {
                let (page, number) = match &kid {
                    Object::Integer(number) => (element.get(b"Pg"), *number),
                    Object::Dictionary(kid) if says(kid, "Type", "MCR") => {
                        (kid.get(b"Pg"), kid.get(b"MCID").unwrap().as_i64().unwrap())
                    }
                    _ => continue,
                };
                let page = page.and_then(Object::as_reference).expect("content has a page");
                if self.listed.insert((page, number), *id).is_some() {
                    self.fault(format!("content {number} is listed twice"));
                }
            }
        }
    }

    /// Whatever is drawn stands in a numbered mark or in an artifact, and marks stand in nothing else.
    fn drawn(&mut self, page: ObjectId, operations: &[Operation]) {
        let mut depth = 0;
        for Operation { operator, operands } in operations {
            match operator.as_str() {
                "BDC" | "BMC" => {
                    depth += 1;
                    self.begun(page, operands, depth);
                }
                "EMC" => depth -= 1,
                "TJ" | "Tj" | "'" | "\"" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "Do" | "sh"
                | "BI"
                    if depth == 0 =>
                {
                    self.fault(format!("`{operator}` draws outside marked content"));
                }
                _ => {}
            }
        }
        if depth != 0 {
            self.fault("marked content is left open");
        }
    }

    fn begun(&mut self, page: ObjectId, operands: &[Object], depth: i32) {
        let role = operands[0].as_name().unwrap();
        let properties = operands.get(1).and_then(|found| found.as_dict().ok());
        match properties.and_then(|found| found.get(b"MCID").and_then(Object::as_i64).ok()) {
            Some(number) if depth > 1 => self.fault(format!("content {number} stands inside other content")),
            Some(number) if self.drawn.insert((page, number), role.to_vec()).is_some() => {
                self.fault(format!("content {number} is drawn twice"));
            }
            None if depth == 1 && role != b"Artifact" => self.fault("content has no number and is no artifact"),
            _ => {}
        }
    }

    fn compare(&mut self, file: &Document) {
        let (listed, drawn): (BTreeSet<_>, BTreeSet<_>) = (self.listed.keys().collect(), self.drawn.keys().collect());
        let mut faults: Vec<String> = vec![];
        faults.extend(drawn.difference(&listed).map(|mark| format!("{mark:?} is drawn and no element lists it")));
        faults.extend(listed.difference(&drawn).map(|mark| format!("{mark:?} is listed and not drawn")));
        for (mark, role) in &self.drawn {
            let element = self.listed.get(mark).map(|id| file.get_dictionary(*id).unwrap());
            if element.is_some_and(|element| element.get(b"S").and_then(Object::as_name).unwrap() != role) {
                faults.push(format!("{mark:?} says another type than its element"));
            }
        }
        self.faults.extend(faults);
    }

    /// The list that each page names has the owner of each of its marks at its place, and nothing more.
    fn back_from_pages(&mut self, file: &Document) {
        let parents = parent_tree(file);
        for page in file.page_iter() {
            let key = file.get_dictionary(page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
            let owners = file.dereference(&parents[&key]).unwrap().1.as_array().unwrap().clone();
            let owned = self.listed.range((page, 0)..=(page, i64::MAX));
            let told: Vec<(i64, Object)> = owned.map(|((_, number), id)| (*number, Object::Reference(*id))).collect();
            if (0..).zip(owners).ne(told) {
                self.fault(format!("page {page:?} tells other owners of its content"));
            }
        }
    }

    fn back_from_links(&mut self, file: &Document) {
        let parents = parent_tree(file);
        for (id, link) in typed(file, "Subtype", "Link") {
            let key = link.get(b"StructParent").unwrap().as_i64().unwrap();
            let element = file.dereference(&parents[&key]).unwrap().1.as_dict().unwrap();
            let is_it = |kid: &Object| {
                kid.as_dict().is_ok_and(|kid| kid.get(b"Obj").is_ok_and(|found| *found == Object::Reference(id)))
            };
            if !kids(element).iter().any(is_it) {
                self.fault("a link is not in the element it names");
            }
            if link.get(b"Contents").unwrap().as_str().unwrap().is_empty() {
                self.fault("a link does not say where it leads");
            }
        }
    }

    /// Every element is reached from the root once, and names the one above it.
    fn tree(&mut self, file: &Document, elements: &BTreeMap<ObjectId, Dictionary>) {
        let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let (mut left, mut reached) = (vec![root], BTreeSet::new());
        while let Some(above) = left.pop() {
            for kid in kids(file.get_dictionary(above).unwrap()).iter().filter_map(|kid| kid.as_reference().ok()) {
                let parent = elements.get(&kid).and_then(|element| element.get(b"P").ok()?.as_reference().ok());
                if parent != Some(above) || !reached.insert(kid) {
                    self.fault(format!("element {kid:?} does not stand under {above:?} alone"));
                    continue;
                }
                left.push(kid);
            }
        }
        if reached.len() != elements.len() {
            self.fault("an element is not reached from the root");
        }
    }
}

fn elements(file: &Document) -> BTreeMap<ObjectId, Dictionary> {
    let all = file.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?.clone())));
    all.filter(|(_, found)| found.has(b"S") && found.has(b"P")).collect()
}

fn typed<'f>(file: &'f Document, key: &'f str, name: &'f str) -> impl Iterator<Item = (ObjectId, Dictionary)> + 'f {
    let all = file.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?.clone())));
    all.filter(move |(_, found)| says(found, key, name))
}

fn says(dictionary: &Dictionary, key: &str, name: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|found| found == name.as_bytes())
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => vec![],
    }
}

fn parent_tree(file: &Document) -> BTreeMap<i64, Object> {
    let root = file.catalog().unwrap().get_deref(b"StructTreeRoot", file).unwrap().as_dict().unwrap();
    let tree = root.get_deref(b"ParentTree", file).unwrap().as_dict().unwrap();
    let entries = tree.get(b"Nums").unwrap().as_array().unwrap();
    entries.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].clone())).collect()
}

fn assert_one_to_one(papers: &[Paper]) {
    for paper in papers {
        let marks = Marks::of(&Document::load_mem(&paper.pdf).unwrap());
        assert!(marks.faults.is_empty(), "{}: {}", paper.name, marks.faults.join("\n"));
        assert!(marks.drawn.len() > 3, "{}", paper.name);
    }
}

#[test]
fn content_and_structure_name_each_other_one_to_one() {
    let papers = papers();
    assert!(papers.len() > 100, "{}", papers.len());
    let (some, others) = papers.split_at(papers.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| assert_one_to_one(some));
        assert_one_to_one(others);
    });
}

#[test]
fn they_do_so_in_every_language_of_every_case_too() {
    let papers = translated();
    assert!(papers.len() > 150, "{}", papers.len());
    assert_one_to_one(papers);
}

/// Returns the faults of the letter after a change to its file.
fn faults_after(change: impl Fn(&mut Document)) -> String {
    let letter = papers().iter().find(|paper| paper.name == "letter").unwrap();
    let mut file = Document::load_mem(&letter.pdf).unwrap();
    change(&mut file);
    Marks::of(&file).faults.join("\n")
}

/// Returns the id of an element that lists one piece of content alone.
fn with_content(file: &Document) -> ObjectId {
    let mut all = elements(file).into_iter();
    all.find(|(_, element)| matches!(element.get(b"K"), Ok(Object::Integer(_)))).unwrap().0
}

#[test]
fn content_without_an_element_and_an_element_without_content_are_found() {
    assert_eq!(faults_after(|_| {}), "");
    let unlisted = faults_after(|file| {
        let id = with_content(file);
        file.get_dictionary_mut(id).unwrap().remove(b"K");
    });
    assert!(unlisted.contains("is drawn and no element lists it"), "{unlisted}");
    let undrawn = faults_after(|file| {
        let id = with_content(file);
        file.get_dictionary_mut(id).unwrap().set("K", 9_999);
    });
    assert!(undrawn.contains("is listed and not drawn"), "{undrawn}");
    let lost = faults_after(|file| {
        let id = with_content(file);
        let above = file.get_dictionary(id).unwrap().get(b"P").unwrap().as_reference().unwrap();
        file.get_dictionary_mut(above).unwrap().remove(b"K");
    });
    assert!(lost.contains("not reached from the root"), "{lost}");
    let unmarked = faults_after(|file| {
        let page = file.page_iter().next().unwrap();
        file.add_page_contents(page, b"0 0 9 9 re f".to_vec()).unwrap();
    });
    assert!(unmarked.contains("`f` draws outside marked content"), "{unmarked}");
}
