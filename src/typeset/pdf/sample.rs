//! Documents for the tests of this folder, laid out by hand: one glyph a character, no kerning.

use std::sync::{Arc, LazyLock};

use harfrust::Font;
use harfrust::font::Blob;

use super::super::fonts::{Face, FaceId, Fonts};
use super::super::frame::{
    Artifact, Colour, Document, Glyph, Group, Image, ImageData, Item, Kid, Link, Node, OutlineEntry, Page, Paint, Role,
    Run, Segment, Tag,
};

pub(super) const SERIF: usize = 0;
pub(super) const ITALIC: usize = 1;
pub(super) const HEBREW: usize = 2;
pub(super) const ARABIC: usize = 3;

static FACES: LazyLock<Arc<Fonts>> = LazyLock::new(|| {
    let faces = vec![
        face("SourceSerif4-Regular", include_bytes!("../assets/SourceSerif4-Regular.ttf"), 0.0),
        face("SourceSerif4-Italic", include_bytes!("../assets/SourceSerif4-Italic.ttf"), -12.0),
        face("NotoSerifHebrew-Regular", include_bytes!("../assets/NotoSerifHebrew-Regular.ttf"), 0.0),
        face("NotoNaskhArabic-Regular", include_bytes!("../assets/NotoNaskhArabic-Regular.ttf"), 0.0),
    ];
    Arc::new(Fonts { faces })
});

pub(super) fn faces() -> Arc<Fonts> {
    Arc::clone(&FACES)
}

fn face(name: &str, data: &'static [u8], italic_angle: f32) -> Face {
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(data);
    let font = Font::new(Blob::from(Arc::clone(&data)), 0).unwrap();
    let units_per_em = f32::from(font.units_per_em());
    Face {
        name: name.into(),
        data,
        index: 0,
        font,
        units_per_em,
        ascent: units_per_em,
        descent: units_per_em * -0.3,
        cap_height: units_per_em * 0.67,
        bbox: [0.0, units_per_em * -0.3, units_per_em, units_per_em],
        italic_angle,
        weight: 400,
        is_cff: false,
    }
}

/// A run of one glyph a character, from left to right.
pub(super) fn run(face: usize, text: &str) -> Run {
    let fonts = faces();
    let glyphs = text.char_indices().map(|(at, c)| {
        let id = fonts.faces[face].glyph(c).unwrap();
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        Glyph { id, advance: fonts.faces[face].advance(id), dx: 0.0, dy: 0.0, text: start..end }
    });
    let glyphs = glyphs.collect();
    Run { face: FaceId(face as u8), size: 10.0, x: 72.0, y: 100.0, colour: Colour::BLACK, text: text.into(), glyphs }
}

/// Builds a document node by node.
pub(super) struct Sample {
    document: Document,
}

impl Sample {
    fn new(pages: usize) -> Sample {
        let document = Document {
            title: "Statement of account".into(),
            author: Some("Halden Design Studio LLC".into()),
            lang: "en-US".into(),
            date: Some("2026-06-12".into()),
            width: 595.276,
            height: 841.89,
            pages: vec![Page::default(); pages],
            nodes: Vec::new(),
            outline: Vec::new(),
            images: Vec::new(),
        };
        let mut sample = Sample { document };
        sample.node(0, Role::Document);
        sample
    }

    /// A page with one paragraph of these runs.
    pub(super) fn of(runs: Vec<Run>) -> Document {
        let mut sample = Sample::new(1);
        let node = sample.node(0, Role::P);
        sample.group(0, node, runs.into_iter().map(Item::Run).collect());
        sample.document
    }

    /// A letter with a heading, a link, a list, a table, a picture and a drawing.
    pub(super) fn two_pages() -> Document {
        let mut sample = Sample::new(2);
        sample.first_page();
        sample.second_page();
        sample.document
    }

    fn first_page(&mut self) {
        let heading = self.node(0, Role::H1);
        self.group(0, heading, vec![Item::Run(run(SERIF, "Statement"))]);
        let paragraph = self.node(0, Role::P);
        self.group(0, paragraph, vec![Item::Run(run(SERIF, "Pay at "))]);
        let link = self.node(paragraph, Role::Link);
        self.group(0, link, vec![Item::Run(run(ITALIC, "pay.halden.example"))]);
        self.link(0, link);
        self.list();
        let outline = OutlineEntry { title: "Statement".into(), page: 0, y: 90.0, level: 1 };
        self.document.outline = vec![outline.clone(), OutlineEntry { level: 2, page: 1, ..outline }];
        let figure = self.node(0, Role::Figure);
        self.document.nodes[figure].alt = Some("Halden".into());
        self.document.nodes[figure].bbox = Some((0, [72.0, 40.0, 112.0, 60.0]));
        self.group(0, figure, vec![Item::Image { image: 0, area: [72.0, 40.0, 40.0, 20.0] }, drawing()]);
        let data = ImageData::Rgb { samples: vec![9; 24], alpha: Some(vec![128; 8]) };
        self.document.images.push(Arc::new(Image { width: 4, height: 2, data }));
    }

    fn list(&mut self) {
        let list = self.node(0, Role::L);
        let item = self.node(list, Role::LI);
        let label = self.node(item, Role::Lbl);
        self.group(0, label, vec![Item::Run(run(SERIF, "1."))]);
        let body = self.node(item, Role::LBody);
        self.group(0, body, vec![Item::Run(run(SERIF, "Invoice 1042"))]);
    }

    fn second_page(&mut self) {
        let rule = Item::Rect { area: [72.0, 60.0, 400.0, 0.5], colour: Colour::grey(0.4) };
        self.artifact(1, Artifact::Header, rule.clone());
        let table = self.node(0, Role::Table);
        let head = self.node(table, Role::THead);
        let row = self.node(head, Role::TR);
        let cell = self.node(row, Role::TH);
        self.document.nodes[cell].columns = 2;
        self.group(1, cell, vec![Item::Run(run(SERIF, "Balance"))]);
        let body = self.node(table, Role::TBody);
        let row = self.node(body, Role::TR);
        let cell = self.node(row, Role::TD);
        self.group(1, cell, vec![Item::Run(run(SERIF, "13,020.00"))]);
        self.node(row, Role::TD);
        self.artifact(1, Artifact::Footer, rule);
    }

    fn node(&mut self, parent: usize, role: Role) -> usize {
        let place = self.document.nodes.len();
        let node = Node { role, parent, kids: Vec::new(), alt: None, bbox: None, columns: 1, row_head: false };
        self.document.nodes.push(node);
        if place > 0 {
            self.document.nodes[parent].kids.push(Kid::Node(place));
        }
        place
    }

    fn group(&mut self, page: usize, node: usize, items: Vec<Item>) {
        let groups = &mut self.document.pages[page].groups;
        groups.push(Group { tag: Tag::Node(node), items });
        let kid = Kid::Group { page, group: groups.len() - 1 };
        self.document.nodes[node].kids.push(kid);
    }

    fn artifact(&mut self, page: usize, kind: Artifact, item: Item) {
        self.document.pages[page].groups.push(Group { tag: Tag::Artifact(kind), items: vec![item] });
    }

    fn link(&mut self, page: usize, node: usize) {
        let links = &mut self.document.pages[page].links;
        let (url, contents) = ("https://pay.halden.example/nw14".into(), "Pay online".into());
        links.push(Link { area: [72.0, 90.0, 160.0, 102.0], url, contents, node });
        let kid = Kid::Link { page, link: links.len() - 1 };
        self.document.nodes[node].kids.push(kid);
    }
}

fn drawing() -> Item {
    let segments = vec![
        Segment::Move(80.0, 50.0),
        Segment::Curve([82.0, 40.0, 90.0, 40.0, 92.0, 50.0]),
        Segment::Line(86.0, 58.0),
        Segment::Close,
    ];
    let paint = Paint { fill: Some(Colour(0.9, 0.2, 0.1)), stroke: Some((Colour::BLACK, 0.75)), dash: vec![2.0, 1.0] };
    Item::Path { segments, paint }
}
