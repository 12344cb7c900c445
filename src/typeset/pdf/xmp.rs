//! What the file says of itself in XMP: the same as in Info, and the standards it keeps.

use lopdf::{Object, dictionary};

use super::super::frame::Document;
use super::objects::name;
use super::pages::{Draft, PRODUCER};

/// Adds the metadata, left readable as the archive standard wishes.
pub(super) fn add(draft: &mut Draft, document: &Document) {
    let entries = dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") };
    let id = draft.add_stream(&entries, packet(document).as_bytes());
    draft.set("Metadata", Object::Reference(id));
}

/// The parts of the standards that the file claims to keep.
const STANDARDS: &str = concat!(
    r#"<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">"#,
    "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>",
    r#"<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">"#,
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>",
);

/// The archive standard does not know the names of the accessibility standard and wants them described.
const EXTENSION: &str = concat!(
    r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/""#,
    r#" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#""#,
    r#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>"#,
    r#"<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"#,
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>",
    r#"<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>"#,
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>",
);

fn packet(document: &Document) -> String {
    [
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/">"#,
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">"#,
        &dublin_core(document),
        &dates(document),
        &producer(),
        STANDARDS,
        EXTENSION,
        r#"</rdf:RDF></x:xmpmeta><?xpacket end="r"?>"#,
    ]
    .concat()
}

fn dublin_core(document: &Document) -> String {
    let author = document.author.as_ref().map_or_else(String::new, |author| {
        format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(author))
    });
    format!(
        concat!(
            r#"<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">"#,
            "<dc:format>application/pdf</dc:format>",
            r#"<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>{}"#,
            "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language></rdf:Description>",
        ),
        escaped(&document.title),
        author,
        escaped(&document.lang)
    )
}

/// The day of the document, never that of its making.
fn dates(document: &Document) -> String {
    document.date.as_ref().map_or_else(String::new, |day| {
        let moment = format!("{}T00:00:00Z", escaped(day));
        format!(
            concat!(
                r#"<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">"#,
                "<xmp:CreateDate>{0}</xmp:CreateDate><xmp:ModifyDate>{0}</xmp:ModifyDate></rdf:Description>",
            ),
            moment
        )
    })
}

fn producer() -> String {
    format!(
        r#"<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description>"#
    )
}

/// Text as XML holds it; control characters, which XML cannot hold, are left out.
///
/// The metadata is not deflated, and some readers take the word that ends a stream for its end wherever it
/// stands: such words are written with a character by its number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.replace("endstream", "&#101;ndstream").replace("endobj", "&#101;ndobj")
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_place() {
        let mut document = Sample::two_pages();
        document.title = "</rdf:li> & \u{8}Sons".into();
        let packet = packet(&document);
        assert!(packet.contains(">&lt;/rdf:li&gt; &amp; Sons</rdf:li>"), "{packet}");
    }

    #[test]
    fn a_title_cannot_end_the_stream() {
        assert_eq!(escaped("an endstream, an endobj"), "an &#101;ndstream, an &#101;ndobj");
    }

    #[test]
    fn the_dates_are_those_of_the_document_or_none() {
        let mut document = Sample::two_pages();
        assert!(packet(&document).contains("<xmp:CreateDate>2026-06-12T00:00:00Z</xmp:CreateDate>"));
        document.date = None;
        assert!(!packet(&document).contains("Date>"));
    }

    #[test]
    fn both_standards_are_claimed() {
        let packet = packet(&Sample::two_pages());
        assert!(packet.contains("<pdfaid:part>3<") && packet.contains("<pdfuaid:part>1<"));
    }
}
