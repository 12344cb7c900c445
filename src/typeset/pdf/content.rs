//! A page as a content stream, written as bytes.

use std::sync::Arc;

use super::super::fonts::FaceId;
use super::super::frame::{Artifact, Colour, Document, Group, Item, Node, Paint, Run, Segment, Tag};
use super::ink;
use super::marks::Marks;
use super::structure::role_name;
use super::subset::Subset;
use super::text;

/// Returns the content of a page: its groups in order, each marked with its structure type and number, or as
/// an artifact.
///
/// Fonts are named `F` and images `I`, each with its place in the document, as in `F0`.
pub(super) fn content(document: &Document, page: usize, marks: &Marks, subsets: &[Option<Arc<Subset>>]) -> Vec<u8> {
    let mut painter = Painter {
        out: Vec::with_capacity(16_000),
        height: document.height,
        subsets,
        fill: None,
        font: None,
        in_text: false,
        line: [0; 2],
        silent: Vec::new(),
    };
    for (place, group) in document.pages[page].groups.iter().enumerate() {
        painter.group(document, group, marks.of(page, place));
    }
    painter.end_text();
    painter.out
}

struct Painter<'a> {
    out: Vec<u8>,
    height: f32,
    subsets: &'a [Option<Arc<Subset>>],
    /// The colour and font in force, so that they are written only where they change.
    fill: Option<Colour>,
    font: Option<(FaceId, f32)>,
    in_text: bool,
    /// Where the last line of the text began, from which the next one is counted, in hundredths of a point.
    line: [i64; 2],
    /// Glyphs of this group that are seen but not read.
    silent: Vec<SilentAt>,
}

/// A glyph that is seen but not read, and its place on the page.
struct SilentAt {
    face: FaceId,
    size: f32,
    colour: Colour,
    place: [f32; 2],
    code: u16,
}

impl Painter<'_> {
    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes a group. Marks and texts must not cross: groups of nothing but text stand in one text, one after the other,
    /// and any other group has its texts inside it.
    fn group(&mut self, document: &Document, group: &Group, number: Option<u32>) {
        let is_text = group.items.iter().all(|item| matches!(item, Item::Run(_)));
        if is_text {
            self.begin_text();
        } else {
            self.end_text();
        }
        self.open_mark(document, group, number);
        for item in &group.items {
            self.item(item);
        }
        self.show_silent();
        if !is_text {
            self.end_text();
        }
        self.put("EMC\n");
    }

    fn open_mark(&mut self, document: &Document, group: &Group, number: Option<u32>) {
        match (group.tag, number) {
            (Tag::Node(node), Some(number)) => self.open_content(&document.nodes[node], number),
            (Tag::Artifact(kind), _) => self.open_artifact(kind, document.width),
            (Tag::Node(_), None) => unreachable!("a group of a node has a number"),
        }
    }

    fn open_content(&mut self, node: &Node, number: u32) {
        self.put("/");
        self.put(role_name(node.role));
        self.put("<</MCID ");
        ink::whole(&mut self.out, number.into());
        self.put(">>BDC\n");
    }

    fn open_artifact(&mut self, kind: Artifact, width: f32) {
        match kind {
            Artifact::Layout => self.put("/Artifact<</Type/Layout>>BDC\n"),
            Artifact::Header => self.put("/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n"),
            Artifact::Footer => self.put("/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n"),
            Artifact::Background => {
                self.put("/Artifact<</Type/Background/BBox[0 0 ");
                ink::lengths(&mut self.out, &[width, self.height]);
                self.put("]>>BDC\n");
            }
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Run(run) => self.run(run),
            Item::Rect { area, colour } => self.rectangles(std::slice::from_ref(area), *colour),
            Item::Rects { areas, colour } => self.rectangles(areas, *colour),
            Item::Path { segments, paint } => self.path(segments, paint),
            Item::Image { image, area } => self.image(*image, *area),
        }
    }

    fn run(&mut self, run: &Run) {
        let Some(subset) = self.subsets[usize::from(run.face.0)].as_deref() else { return };
        self.set_text(run.face, run.size, run.colour);
        self.place_text([run.x, self.height - run.y]);
        let silent = text::show(&mut self.out, run, subset);
        self.silent.extend(silent.into_iter().map(|glyph| SilentAt {
            face: run.face,
            size: run.size,
            colour: run.colour,
            place: [run.x + glyph.right / 1000.0 * run.size, self.height - run.y + glyph.up / 1000.0 * run.size],
            code: glyph.code,
        }));
    }

    /// Shows what was left out, at the end of the group, inside a span that means nothing. Between other
    /// glyphs such spans would part the words: some readers lose what follows them in the same content.
    fn show_silent(&mut self) {
        if self.silent.is_empty() {
            return;
        }
        self.begin_text();
        self.put("/Span<</ActualText<FEFF>>>BDC\n");
        for glyph in std::mem::take(&mut self.silent) {
            self.set_text(glyph.face, glyph.size, glyph.colour);
            self.place_text(glyph.place);
            self.put("(");
            ink::code(&mut self.out, glyph.code);
            self.put(")Tj\n");
        }
        self.put("EMC\n");
    }

    fn set_text(&mut self, face: FaceId, size: f32, colour: Colour) {
        self.fill(colour);
        self.begin_text();
        if self.font != Some((face, size)) {
            self.font = Some((face, size));
            self.put("/F");
            ink::whole(&mut self.out, face.0.into());
            self.put(" ");
            ink::number(&mut self.out, size);
            self.put("Tf\n");
        }
    }

    fn place_text(&mut self, place: [f32; 2]) {
        let place = place.map(ink::in_hundredths);
        for (to, from) in place.into_iter().zip(self.line) {
            ink::hundredths(&mut self.out, to - from);
        }
        self.line = place;
        self.put("Td");
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.put("BT\n");
            self.in_text = true;
            self.line = [0; 2];
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.put("ET\n");
            self.in_text = false;
        }
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            ink::fill(&mut self.out, colour);
        }
    }

    fn rectangles(&mut self, areas: &[[f32; 4]], colour: Colour) {
        self.end_text();
        self.fill(colour);
        for [left, top, width, height] in areas {
            ink::lengths(&mut self.out, &[*left, self.height - top - height, *width, *height]);
            self.put("re\n");
        }
        self.put("f\n");
    }

    fn image(&mut self, image: usize, [left, top, width, height]: [f32; 4]) {
        self.end_text();
        self.put("q ");
        ink::length(&mut self.out, width);
        self.put("0 0 ");
        ink::lengths(&mut self.out, &[height, left, self.height - top - height]);
        self.put("cm/I");
        ink::whole(&mut self.out, i64::try_from(image).unwrap_or(i64::MAX));
        self.put(" Do Q\n");
    }

    fn path(&mut self, segments: &[Segment], paint: &Paint) {
        self.end_text();
        self.put("q\n");
        if let Some(colour) = paint.fill {
            ink::fill(&mut self.out, colour);
        }
        if let Some((colour, width)) = paint.stroke {
            ink::stroke(&mut self.out, colour);
            ink::number(&mut self.out, width);
            self.put("w\n");
            self.dash(&paint.dash);
        }
        for segment in segments {
            self.segment(segment);
        }
        self.put(match (paint.fill, paint.stroke) {
            (Some(_), Some(_)) => "B Q\n",
            (Some(_), None) => "f Q\n",
            (None, Some(_)) => "S Q\n",
            (None, None) => "n Q\n",
        });
    }

    fn dash(&mut self, lengths: &[f32]) {
        if !lengths.is_empty() {
            self.put("[");
            ink::lengths(&mut self.out, lengths);
            self.put("]0 d\n");
        }
    }

    fn segment(&mut self, segment: &Segment) {
        match *segment {
            Segment::Move(x, y) => self.points(&[x, y], "m\n"),
            Segment::Line(x, y) => self.points(&[x, y], "l\n"),
            Segment::Curve(points) => self.points(&points, "c\n"),
            Segment::Close => self.put("h\n"),
        }
    }

    /// Writes points given from the top as points from the bottom, and what is done with them.
    fn points(&mut self, points: &[f32], operator: &str) {
        for point in points.chunks(2) {
            ink::lengths(&mut self.out, &[point[0], self.height - point[1]]);
        }
        self.put(operator);
    }
}
