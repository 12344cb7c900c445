//! The parts beside the text: styles, lists, head and foot, what the file is.

use std::fmt::Write as _;

use super::super::fonts::Family;
use super::super::frame::Colour;
use super::super::head::Head;
use super::super::style::{self, Style, Type};
use super::table::CHARACTER;
use super::text::{escape, is_rtl};
use super::{NAMESPACES, Picture, twips};

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Fonts that every machine has, or one of the same widths, so that lines and pages are the same on all; and their size
/// beside that on the page, so that a line holds as much.
const SERIF: (&str, f32) = ("Times New Roman", 1.09);
const SANS: (&str, f32) = ("Arial", 0.96);

/// The parts that every document has: name, kind of relationship, kind of content.
const PARTS: [(&str, &str, &str); 6] = [
    ("styles", "styles", "styles+xml"),
    ("numbering", "numbering", "numbering+xml"),
    ("settings", "settings", "settings+xml"),
    ("fontTable", "fontTable", "fontTable+xml"),
    ("header", "header", "header+xml"),
    ("footer", "footer", "footer+xml"),
];

pub(super) fn content_types() -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default \
         Extension=\"jpeg\" ContentType=\"image/jpeg\"/><Override PartName=\"/word/document.xml\" \
         ContentType=\"{WORD}.document.main+xml\"/><Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (name, _, kind) in PARTS {
        let _ = write!(out, "<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}\"/>");
    }
    out.push_str("</Types>");
    out
}

pub(super) fn package_relations() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"document\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"core\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

pub(super) fn relations(links: &[String], pictures: &[Picture]) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (name, kind, _) in PARTS {
        let _ = write!(out, "<Relationship Id=\"{name}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}.xml\"/>");
    }
    for (k, picture) in pictures.iter().enumerate() {
        let name = picture.name(k);
        let _ = write!(out, "<Relationship Id=\"picture{}\" Type=\"{OFFICE}/image\" Target=\"media/{name}\"/>", k + 1);
    }
    for (k, link) in links.iter().enumerate() {
        let _ = write!(
            out,
            "<Relationship Id=\"link{}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            k + 1,
            escape(link)
        );
    }
    out.push_str("</Relationships>");
    out
}

/// What the file is; it says no day, as a word processor would change it at the first stroke.
pub(super) fn core(head: &Head) -> String {
    let author =
        head.author.as_ref().map_or_else(String::new, |author| format!("<dc:creator>{}</dc:creator>", escape(author)));
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>{author}<dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escape(&head.title),
        escape(&head.lang)
    )
}

pub(super) fn settings() -> String {
    format!(
        "{XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting \
         w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         </w:settings>"
    )
}

/// The fonts, and of which kind they are.
pub(super) fn fonts() -> String {
    let font = |name: &str, kind: &str| format!("<w:font w:name=\"{name}\"><w:family w:val=\"{kind}\"/></w:font>");
    format!("{XML}<w:fonts {NAMESPACES}>{}{}</w:fonts>", font(SERIF.0, "roman"), font(SANS.0, "swiss"))
}

/// A list of dots, and one of numbers for each that begins anew.
pub(super) fn numbering(starts: &[Option<u64>]) -> String {
    let level = |k: usize, format: &str, text: &str| {
        let left = (k + 1) * 284;
        format!(
            "<w:lvl w:ilvl=\"{k}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"284\"/></w:pPr></w:lvl>"
        )
    };
    let levels = |format: &str, text: &dyn Fn(usize) -> String| -> String {
        (0..9).map(|k| level(k, format, &text(k))).collect()
    };
    let dots = levels("bullet", &|_| "•".into());
    let numbers = levels("decimal", &|k| format!("%{}.", k + 1));
    let mut out = format!(
        "{XML}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\">{dots}</w:abstractNum><w:abstractNum \
         w:abstractNumId=\"1\">{numbers}</w:abstractNum>"
    );
    for (k, start) in starts.iter().enumerate() {
        let kind = u8::from(start.is_some());
        let _ = write!(out, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/>", k + 1);
        for level in (0..9).filter(|_| start.is_some()) {
            let from = start.unwrap_or(1).min(32_767);
            let _ =
                write!(out, "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{from}\"/></w:lvlOverride>");
        }
        out.push_str("</w:num>");
    }
    out.push_str("</w:numbering>");
    out
}

/// The running head of later pages.
pub(super) fn header(head: &Head) -> String {
    let words = head.continued.as_deref().unwrap_or_default();
    format!("{XML}<w:hdr {NAMESPACES}>{}</w:hdr>", margin("Header", words, &words_run(words), ""))
}

/// The foot of each page: the footer, and the page number at its right, which the word processor counts; below it where
/// the footer is likely to need the line.
pub(super) fn footer(head: &Head, style: &Style, measure: f32) -> String {
    let words = head.footer.as_deref().unwrap_or_default();
    let (mut out, mut runs) = (String::new(), words_run(words));
    let mut more = "";
    if let Some(page_of) = &head.page_of {
        let room = measure - page_of.chars().count() as f32 * style.folio.size * CHARACTER;
        if words.chars().count() as f32 * style.folio.size * CHARACTER > room {
            out = margin("Footer", words, &std::mem::take(&mut runs), "");
            more = "<w:jc w:val=\"right\"/>";
        } else {
            runs.push_str("<w:r><w:tab/></w:r>");
        }
        for part in page_of.split_inclusive('}') {
            let (before, field) = match (part.strip_suffix("{page}"), part.strip_suffix("{pages}")) {
                (Some(before), _) => (before, Some("PAGE")),
                (_, Some(before)) => (before, Some("NUMPAGES")),
                _ => (part, None),
            };
            runs.push_str(&words_run(before));
            if let Some(field) = field {
                let _ = write!(runs, "<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
            }
        }
    }
    format!("{XML}<w:ftr {NAMESPACES}>{out}{}</w:ftr>", margin("Footer", words, &runs, more))
}

fn margin(style: &str, words: &str, runs: &str, more: &str) -> String {
    let bidi = if is_rtl(words) { "<w:bidi/>" } else { "" };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}{more}</w:pPr>{runs}</w:p>")
}

fn words_run(words: &str) -> String {
    let span = super::super::markdown::Span { text: words.to_string(), ..Default::default() };
    if words.is_empty() { String::new() } else { super::text::runs(&[span], "", &mut vec![]) }
}

/// The styles, from the measures of the class.
pub(super) fn styles(head: &Head, style: &Style, recipient: Type, measure: f32) -> String {
    let lang = escape(&head.lang);
    let mut out = format!(
        "{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val=\"{lang}\" \
         w:eastAsia=\"{lang}\" w:bidi=\"{lang}\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        font(style.body, style::INK, false)
    );
    let mut add = |id: &str, name: &str, kind: Type, colour: Colour, strong: bool, more: &str| {
        let default = if id == "Normal" { " w:default=\"1\"" } else { "" };
        let based = if id == "Normal" { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
        let next = if id.starts_with("Heading") { "<w:next w:val=\"Normal\"/>" } else { "" };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}{next}<w:qFormat/>\
             <w:pPr>{more}</w:pPr><w:rPr>{}</w:rPr></w:style>",
            font(kind, colour, strong)
        );
    };
    let spacing = |before: f32, after: f32, kind: Type| {
        format!(
            "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"atLeast\"/>",
            twips(before),
            twips(after),
            twips(kind.leading)
        )
    };
    let body = style.body;
    add(
        "Normal",
        "Normal",
        body,
        style::INK,
        false,
        &format!("<w:widowControl/>{}", spacing(0.0, style.paragraph, body)),
    );
    for (k, kind) in style.headings.iter().enumerate() {
        let (above, below) = (style.above_heading[k], style.below_heading[k]);
        let more = format!("<w:keepNext/>{}<w:outlineLvl w:val=\"{k}\"/>", spacing(above, below, *kind));
        let level = k + 1;
        add(&format!("Heading{level}"), &format!("heading {level}"), *kind, style::INK, true, &more);
    }
    let bar = format!(
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"{}\"/></w:pBdr>",
        hex(style::BAR)
    );
    let (left, right) = style.quote_indent;
    let indent = format!("<w:ind w:left=\"{}\" w:right=\"{}\"/>", twips(left), twips(right));
    let more = format!("{bar}{}{indent}", spacing(0.0, style.paragraph, style.quote));
    add("Quote", "Quote", style.quote, style::INK, false, &more);
    add("ListParagraph", "List Paragraph", body, style::INK, false, &spacing(0.0, body.size * 0.18, body));
    add("Cell", "Table Cell", style.table, style::INK, false, &spacing(style.row, style.row, style.table));
    add(
        "Head",
        "Table Head",
        style.table,
        style::MUTED,
        true,
        &format!("<w:keepNext/>{}", spacing(style.row, style.row, style.table)),
    );
    add("Fact", "Fact", style.table, style::INK, false, &spacing(1.2, 1.2, style.table));
    add("LeadLabel", "Lead Label", style.lead.0, style::MUTED, false, &spacing(4.0, 0.0, style.lead.0));
    add("Lead", "Lead", style.lead.1, style::INK, true, &spacing(0.0, 3.0, style.lead.1));
    let name = Type { size: 12.0, leading: 15.0, ..style.headings[1] };
    add(
        "SenderName",
        "Sender Name",
        name,
        style::INK,
        true,
        &format!("{}<w:jc w:val=\"right\"/>", spacing(0.0, 0.0, name)),
    );
    add(
        "Sender",
        "Sender",
        style.small,
        style::MUTED,
        false,
        &format!("{}<w:jc w:val=\"right\"/>", spacing(0.0, 0.0, style.small)),
    );
    add(
        "Return",
        "Return Address",
        Type { size: 6.5, ..style.small },
        style::MUTED,
        false,
        &spacing(0.0, 3.0, style.small),
    );
    // its lines are counted on: not one twip higher
    let exact = spacing(0.0, 0.0, recipient).replace("atLeast", "exact");
    add("Recipient", "Recipient", recipient, style::INK, false, &exact);
    add("Closing", "Closing", body, style::INK, false, &format!("<w:keepNext/>{}", spacing(0.0, 0.0, body)));
    add("Small", "Small Print", style.small, style::MUTED, false, &spacing(0.0, style.paragraph, style.small));
    let stop = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>", twips(measure));
    add("Header", "header", style.folio, style::MUTED, false, &spacing(0.0, 0.0, style.folio));
    let line = format!(
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"3\" w:color=\"{}\"/></w:pBdr>",
        hex(style::FAINT)
    );
    add(
        "Footer",
        "footer",
        style.folio,
        style::MUTED,
        false,
        &format!("{line}{stop}{}", spacing(0.0, 0.0, style.folio)),
    );
    let _ = write!(
        out,
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color \
         w:val=\"{}\"/></w:rPr></w:style></w:styles>",
        hex(style::LINK)
    );
    out
}

fn font(kind: Type, colour: Colour, strong: bool) -> String {
    let (name, scale) = if kind.family == Family::Serif { SERIF } else { SANS };
    let strong = if strong { "<w:b/><w:bCs/>" } else { "" };
    let size = (kind.size * scale * 2.0).round();
    format!(
        "<w:rFonts w:ascii=\"{name}\" w:hAnsi=\"{name}\" w:cs=\"{name}\"/>{strong}<w:color w:val=\"{}\"/><w:sz \
         w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>",
        hex(colour)
    )
}

pub(super) fn hex(Colour(red, green, blue): Colour) -> String {
    let part = |share: f32| (share * 255.0).round().clamp(0.0, 255.0) as u8;
    format!("{:02X}{:02X}{:02X}", part(red), part(green), part(blue))
}
