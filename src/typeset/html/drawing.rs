//! What the layout draws, as vectors: the same items as on the page. Pictures go in whole.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::flow::Flow;
use super::super::frame::{Colour, Item, Paint, Run, Segment};
use super::super::markdown::{Block, Kind};
use super::escape;

impl Flow<'_, '_> {
    /// Returns a picture, a payment code or a chart as an element; none when it cannot be made, which is a fault,
    /// or shows nothing.
    pub(in crate::typeset) fn as_html(&mut self, block: &Block, language: &str) -> Option<String> {
        self.line = block.line;
        if let Kind::Image { file, alt } = &block.kind {
            return self.embedded(file, alt);
        }
        if let Kind::SwissBill { alt, payload } = &block.kind {
            let slab = self.swiss_bill(alt, payload, language)?;
            let area = [0.0, crate::typeset::style::MM * 210.0, slab.height];
            return Some(svg(slab.items.iter().map(|placed| &placed.item), area, alt));
        }
        self.blocks(std::slice::from_ref(block), 0);
        let alt = match &block.kind {
            Kind::PaymentCode { alt, .. } => alt.clone(),
            _ => self.nodes.iter().find_map(|node| node.alt.clone())?,
        };
        let slab = self.slabs.last()?;
        let area = [self.left, self.measure, slab.height];
        Some(svg(slab.items.iter().map(|placed| &placed.item), area, &alt))
    }

    /// A picture inside the page; it is checked like one for the PDF.
    fn embedded(&mut self, file: &str, alt: &str) -> Option<String> {
        self.image(file, [self.measure, self.measure])?;
        let bytes = self.assets.read(file).ok()?;
        let kind = if bytes.starts_with(b"\x89PNG") { "png" } else { "jpeg" };
        let data = STANDARD.encode(&bytes);
        Some(format!("<figure><img src=\"data:image/{kind};base64,{data}\" alt=\"{}\"></figure>\n", escape(alt)))
    }
}

/// Returns the items as an SVG picture of this width and height, with the words that say what it shows.
fn svg<'i>(items: impl Iterator<Item = &'i Item>, [x, width, height]: [f32; 3], alt: &str) -> String {
    let mut out = format!(
        "<figure><svg role=\"img\" aria-label=\"{}\" viewBox=\"{x:.1} 0 {width:.1} {height:.1}\" \
         width=\"{width:.0}pt\" height=\"{height:.0}pt\">\n",
        escape(alt)
    );
    items.for_each(|item| draw(&mut out, item));
    out.push_str("</svg></figure>\n");
    out
}

fn draw(out: &mut String, item: &Item) {
    match item {
        Item::Run(run) => words(out, run),
        Item::Rect { area, colour } => rects(out, &[*area], *colour),
        Item::Rects { areas, colour } => rects(out, areas, *colour),
        Item::Path { segments, paint } => path(out, segments, paint),
        // pictures are elements of their own
        Item::Image { .. } => {}
    }
}

/// The words keep the width they have on the page, whatever font the reader has.
fn words(out: &mut String, run: &Run) {
    let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance * run.size).sum();
    let _ = writeln!(
        out,
        "<text x=\"{:.2}\" y=\"{:.2}\" font-family=\"sans-serif\" font-size=\"{:.2}\" fill=\"{}\" textLength=\"{width:.2}\" \
         lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        run.x,
        run.y,
        run.size,
        hex(run.colour),
        escape(&run.text)
    );
}

fn rects(out: &mut String, areas: &[[f32; 4]], colour: Colour) {
    let one = |[x, y, width, height]: &[f32; 4]| format!("M{x:.2} {y:.2}h{width:.2}v{height:.2}h-{width:.2}z");
    let all: String = areas.iter().map(one).collect();
    let _ = writeln!(out, "<path d=\"{all}\" fill=\"{}\" shape-rendering=\"crispEdges\"/>", hex(colour));
}

fn path(out: &mut String, segments: &[Segment], paint: &Paint) {
    let piece = |segment: &Segment| match segment {
        Segment::Move(x, y) => format!("M{x:.2} {y:.2}"),
        Segment::Line(x, y) => format!("L{x:.2} {y:.2}"),
        Segment::Curve(points) => {
            format!("C{}", points.map(|point| format!("{point:.2}")).join(" "))
        }
        Segment::Close => "Z".to_string(),
    };
    let all: String = segments.iter().map(piece).collect();
    let fill = paint.fill.map_or_else(|| "none".to_string(), hex);
    let _ = write!(out, "<path d=\"{all}\" fill=\"{fill}\"");
    if let Some((colour, width)) = paint.stroke {
        let _ = write!(out, " stroke=\"{}\" stroke-width=\"{width}\"", hex(colour));
    }
    if !paint.dash.is_empty() {
        let dash = paint.dash.iter().map(f32::to_string).collect::<Vec<_>>().join(" ");
        let _ = write!(out, " stroke-dasharray=\"{dash}\"");
    }
    out.push_str("/>\n");
}

fn hex(Colour(red, green, blue): Colour) -> String {
    let part = |share: f32| (share * 255.0).round().clamp(0.0, 255.0) as u8;
    format!("#{:02x}{:02x}{:02x}", part(red), part(green), part(blue))
}
