//! What leaves the layout: pages of placed items, and the structure they stand for.
//!
//! Plain data without a word of PDF. Lengths are points; the origin of a page is its top left
//! corner and y grows downwards.

use std::ops::Range;
use std::sync::Arc;

use super::fonts::FaceId;

/// A document laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub title: String,
    pub author: Option<String>,
    /// BCP 47, as in `en-US`.
    pub lang: String,
    /// ISO, as in `2026-06-12`; what the file's dates say.
    pub date: Option<String>,
    pub width: f32,
    pub height: f32,
    pub pages: Vec<Page>,
    /// The structure tree; entry 0 is the document.
    pub nodes: Vec<Node>,
    pub outline: Vec<OutlineEntry>,
    /// Pictures, named by place from [`Item::Image`]; shared, so that a logo is prepared once for many documents.
    pub images: Vec<Arc<Image>>,
}

impl Document {
    /// Returns all that is written, page by page.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        let groups = self.pages.iter().flat_map(|page| &page.groups);
        groups.flat_map(|group| &group.items).filter_map(|item| match item {
            Item::Run(run) => Some(run),
            _ => None,
        })
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// In reading order.
    pub groups: Vec<Group>,
    pub links: Vec<Link>,
}

/// Items that stand for one node of the structure, or for none.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub tag: Tag,
    /// In reading order: where directions mix, a line's runs stand in the order they are read in.
    pub items: Vec<Item>,
}

/// What a group stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The node of this index.
    Node(usize),
    /// Rules, folios and other things that are not read out.
    Artifact(Artifact),
}

/// The kinds of artifact of the PDF standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    Layout,
    Header,
    Footer,
    Background,
}

/// A node of the structure tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub role: Role,
    pub parent: usize,
    /// Nodes, in order; the content of a node is found in the groups that name it.
    pub kids: Vec<Kid>,
    /// What a picture shows, for those who cannot see it.
    pub alt: Option<String>,
    /// The box of a figure: page, left, top, right, bottom.
    pub bbox: Option<(usize, [f32; 4])>,
    /// The columns a cell spans; 1 for most.
    pub columns: u16,
    /// Whether this is the head of its row (`Scope /Row`), where the role is `TH`; else of its column.
    pub row_head: bool,
}

/// A child of a node, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another node.
    Node(usize),
    /// A group of this node: page and place among the page's groups.
    Group { page: usize, group: usize },
    /// A link annotation: page and place among the page's links.
    Link { page: usize, link: usize },
}

/// A structure type of the PDF standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Document,
    P,
    H1,
    H2,
    H3,
    BlockQuote,
    L,
    LI,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    TR,
    TH,
    TD,
    Figure,
    Link,
    Span,
}

/// Something placed on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Run(Run),
    /// A filled rectangle: left, top, width, height.
    Rect {
        area: [f32; 4],
        colour: Colour,
    },
    /// Many filled rectangles as one path, such as a QR code.
    Rects {
        areas: Vec<[f32; 4]>,
        colour: Colour,
    },
    /// A stroked or filled path.
    Path {
        segments: Vec<Segment>,
        paint: Paint,
    },
    /// A picture: left, top, width, height.
    Image {
        image: usize,
        area: [f32; 4],
    },
}

/// A piece of a path, in absolute points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Curve([f32; 6]),
    Close,
}

/// How a path is painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Paint {
    pub fill: Option<Colour>,
    /// Colour and width.
    pub stroke: Option<(Colour, f32)>,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub dash: Vec<f32>,
}

/// A colour: red, green and blue from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour(pub f32, pub f32, pub f32);

impl Colour {
    pub const BLACK: Colour = Colour(0.0, 0.0, 0.0);

    /// Returns a grey from 0 (black) to 1 (white).
    pub const fn grey(light: f32) -> Colour {
        Colour(light, light, light)
    }
}

/// Glyphs of one face and size on one baseline, in visual order.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub face: FaceId,
    pub size: f32,
    /// The left end.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    pub colour: Colour,
    /// The text the glyphs stand for, in logical order.
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

impl Run {
    /// Returns the text that a glyph of this run stands for.
    pub fn text_of(&self, glyph: &Glyph) -> &str {
        &self.text[glyph.text.start as usize..glyph.text.end as usize]
    }
}

/// One glyph; lengths in em.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    pub id: u16,
    pub advance: f32,
    pub dx: f32,
    pub dy: f32,
    /// The bytes of the run's text it stands for. Of several glyphs for one cluster the first of this list has
    /// them all, in either direction, and those after it none. A hyphen put in at a line's end stands for a
    /// soft hyphen (U+00AD).
    pub text: Range<u32>,
}

/// A picture as it goes into the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub width: u32,
    pub height: u32,
    pub data: ImageData,
}

/// The bytes of a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum ImageData {
    /// A whole JPEG file, with its number of components.
    Jpeg { bytes: Vec<u8>, components: u8 },
    /// 8 bits a sample, three samples a point; the transparency apart, one sample a point.
    Rgb { samples: Vec<u8>, alpha: Option<Vec<u8>> },
    /// 8 bits a sample, one sample a point; the transparency apart.
    Grey { samples: Vec<u8>, alpha: Option<Vec<u8>> },
}

/// A place to click.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Left, top, right, bottom.
    pub area: [f32; 4],
    pub url: String,
    /// What it leads to, in words.
    pub contents: String,
    /// The node of role `Link`.
    pub node: usize,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    pub title: String,
    pub page: usize,
    pub y: f32,
    /// From 1.
    pub level: u8,
}
