//! Pages become a PDF that archives keep (PDF/A-3b) and screen readers read (PDF/UA-1).
//!
//! A file is made in the order of these steps: marked content is numbered and held against the structure
//! ([`marks`]); the fonts are cut down to what is shown ([`usage`], [`glyphs`], [`characters`],
//! [`spelling`], [`subset`], [`font`]);
//! printpdf makes pages, pictures and Info ([`pages`], [`image`]); each page is written as bytes ([`content`],
//! [`text`], [`ink`]); then comes what printpdf has not got: links ([`annotations`]), the structure tree
//! ([`structure`]), the outline ([`outline`]), metadata ([`xmp`]), the meaning of colours ([`intent`]) and
//! attached files ([`attach`]). What is ready is written at once ([`file`], [`syntax`], [`deflate`]); last the file is named
//! ([`identity`]).
//!
//! Nothing here reads a clock or counts documents: the same pages give the same bytes, whatever was written
//! before them, on which thread or machine.

mod annotations;
mod attach;
mod characters;
mod content;
mod deflate;
mod file;
mod font;
mod glyphs;
mod identity;
mod image;
mod ink;
mod intent;
mod marks;
mod objects;
mod outline;
mod pages;
#[cfg(test)]
mod sample;
mod spelling;
mod structure;
mod subset;
mod syntax;
mod text;
mod usage;
mod xmp;

use std::sync::Arc;

use lopdf::{Object, dictionary};
use printpdf::XObject;

use super::fonts::Fonts;
use super::frame::Document;
use super::{Attachment, Fault, Subsets};
use annotations::Annotations;
use deflate::Deflater;
use image::ImageCache;
use marks::Marks;
use pages::Draft;
use subset::SubsetCache;

/// Writes documents; one a thread, for it keeps what documents have in common.
pub struct Writer {
    subsets: SubsetCache,
    images: ImageCache,
    deflater: Deflater,
}

impl Writer {
    /// Returns a writer for documents set in these fonts.
    pub fn new(fonts: Arc<Fonts>, subsets: Subsets) -> Writer {
        Writer { subsets: SubsetCache::new(fonts, subsets), images: ImageCache::new(), deflater: Deflater::new() }
    }

    /// Returns the document as a PDF file, with the attachments inside it.
    ///
    /// # Errors
    ///
    /// `glyph-missing` for a character without a glyph, `image-colours` for a CMYK picture, `font-unusable`
    /// for a damaged font; `structure-mismatch` is a mistake of the program.
    pub fn write(&mut self, document: &Document, attachments: &[Attachment]) -> Result<Vec<u8>, Fault> {
        let marks = Marks::number(document)?;
        let subsets = self.subsets.of(document, &mut self.deflater)?;
        let images = self.images(document)?;
        let mut draft = Draft::new(document, images, &mut self.deflater);
        draft.set_fonts(&subsets);
        for page in 0..document.pages.len() {
            draft.set_content(page, &content::content(document, page, &marks, &subsets));
        }
        let annotations = Annotations::add(&mut draft, document);
        structure::add(&mut draft, document, &marks, &annotations);
        outline::add(&mut draft, document);
        xmp::add(&mut draft, document);
        intent::add(&mut draft);
        attach::add(&mut draft, document, attachments);
        draft.set("Lang", objects::text(&document.lang));
        draft.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => Object::Boolean(true) });
        Ok(draft.finish())
    }

    fn images(&mut self, document: &Document) -> Result<Vec<XObject>, Fault> {
        document.images.iter().map(|image| self.images.of(image, &mut self.deflater)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{SERIF, Sample, faces, run};
    use super::*;

    fn writer() -> Writer {
        Writer::new(faces(), Subsets::Exact)
    }

    fn ledger() -> Attachment {
        Attachment {
            name: "ledger.json".into(),
            media_type: "application/json".into(),
            description: "The ledger of this statement".into(),
            bytes: b"{}".to_vec(),
        }
    }

    #[test]
    fn a_document_has_the_same_bytes_alone_later_and_on_another_thread() {
        let alone = writer().write(&Sample::two_pages(), &[ledger()]).unwrap();
        let mut used = writer();
        used.write(&Sample::of(vec![run(SERIF, "another document")]), &[]).unwrap();
        assert!(used.write(&Sample::two_pages(), &[ledger()]).unwrap() == alone);
        let elsewhere = std::thread::spawn(|| writer().write(&Sample::two_pages(), &[ledger()]).unwrap());
        assert!(elsewhere.join().unwrap() == alone);
    }

    #[test]
    fn documents_that_differ_only_in_what_is_not_seen_have_other_names() {
        let mut other = Sample::two_pages();
        for node in &mut other.nodes {
            node.alt = node.alt.take().map(|_| "The firm's logo".to_owned());
        }
        let identity = |document| {
            let bytes = writer().write(document, &[]).unwrap();
            lopdf::Document::load_mem(&bytes).unwrap().trailer.get(b"ID").unwrap().clone()
        };
        assert_ne!(identity(&other), identity(&Sample::two_pages()));
    }

    #[test]
    fn an_attachment_belongs_to_the_document_as_data() {
        let bytes = writer().write(&Sample::two_pages(), &[ledger()]).unwrap();
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        let belonging = file.catalog().unwrap().get(b"AF").unwrap().as_array().unwrap();
        let attached = file.get_dictionary(belonging[0].as_reference().unwrap()).unwrap();
        assert_eq!(attached.get(b"AFRelationship").unwrap(), &objects::name("Data"));
        assert_eq!(attached.get(b"UF").unwrap(), &objects::text("ledger.json"));
    }

    #[test]
    fn without_attachments_nothing_is_embedded() {
        let bytes = writer().write(&Sample::two_pages(), &[]).unwrap();
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        assert!(!file.catalog().unwrap().has(b"AF") && !file.catalog().unwrap().has(b"Names"));
    }

    #[test]
    fn a_missing_glyph_stops_the_file() {
        let mut missing = run(SERIF, "a");
        missing.glyphs[0].id = 0;
        assert_eq!(writer().write(&Sample::of(vec![missing]), &[]).unwrap_err().code, "glyph-missing");
    }
}
