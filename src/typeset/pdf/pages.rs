//! The document as printpdf makes it: pages, fonts, pictures, Info; with its object numbers at hand.

use std::sync::Arc;

use lopdf::{Dictionary, Document as File, Object, ObjectId};
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect, XObject, XObjectId};

use super::super::frame::Document;
use super::deflate::Deflater;
use super::file::Body;
use super::identity;
use super::objects::date;
use super::subset::Subset;
use super::syntax::{dictionary, put};

/// What is written into the file's `Producer`.
pub(super) const PRODUCER: &str = concat!("pastdue ", env!("CARGO_PKG_VERSION"));

/// A file in the making.
pub(super) struct Draft<'d> {
    /// What printpdf made and later steps add to: catalog, pages, Info, pictures.
    file: File,
    /// All else, written at once.
    pub(super) body: Body<'d>,
    catalog: ObjectId,
    /// The pages in order.
    pub(super) pages: Vec<ObjectId>,
}

impl Draft<'_> {
    /// Lets printpdf make the document with empty pages.
    ///
    /// `PdfConformance` stays at its default: the archive settings of printpdf add a press profile of half a
    /// megabyte under the wrong keys. What they are meant for is added by the later steps.
    pub(super) fn new<'d>(document: &Document, images: Vec<XObject>, deflater: &'d mut Deflater) -> Draft<'d> {
        let mut made = PdfDocument::new(&document.title);
        let info = &mut made.metadata.info;
        info.author = document.author.clone().unwrap_or_default();
        info.producer = PRODUCER.into();
        for (place, image) in images.into_iter().enumerate() {
            made.resources.xobjects.map.insert(XObjectId(format!("I{place}")), image);
        }
        made.with_pages(document.pages.iter().map(|_| empty_page(document)).collect());
        let mut file = made.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        identity::leave_room(&mut file.trailer);
        let catalog = reference(&file.trailer, "Root");
        let pages = file.page_iter().collect();
        let body = Body::new(file.max_id, deflater);
        let mut draft = Draft { file, body, catalog, pages };
        draft.clean_info(document);
        draft
    }

    /// Takes out what printpdf says for printing presses, and what nobody said.
    fn clean_info(&mut self, document: &Document) {
        let info = reference(&self.file.trailer, "Info");
        let info = self.dictionary(info);
        for key in ["GTS_PDFXVersion", "Identifier", "Trapped", "Subject", "Keywords", "Creator"] {
            info.remove(key.as_bytes());
        }
        if document.author.is_none() {
            info.remove(b"Author");
        }
        for key in ["CreationDate", "ModDate"] {
            match &document.date {
                Some(day) => info.set(key, date(day)),
                None => drop(info.remove(key.as_bytes())),
            }
        }
    }

    /// Puts the fonts in, each under `F` and its place.
    pub(super) fn set_fonts(&mut self, subsets: &[Option<Arc<Subset>>]) {
        let mut names = Dictionary::new();
        for (place, subset) in subsets.iter().enumerate() {
            if let Some(subset) = subset {
                names.set(format!("F{place}"), Object::Reference((subset.objects.put_into(&mut self.body), 0)));
            }
        }
        let resources = reference(self.dictionary(self.pages[0]), "Resources");
        // one dictionary of fonts serves all pages
        let fonts = reference(self.dictionary(resources), "Font");
        self.file.set_object(fonts, names);
    }

    /// Writes the content of a page.
    pub(super) fn set_content(&mut self, page: usize, plain: &[u8]) {
        let content = reference(self.dictionary(self.pages[page]), "Contents");
        self.file.objects.remove(&content);
        self.body.deflated(content.0, Dictionary::new(), plain);
    }

    /// Returns a dictionary of printpdf's that is known to be there.
    pub(super) fn dictionary(&mut self, id: ObjectId) -> &mut Dictionary {
        self.file.get_dictionary_mut(id).expect("printpdf writes the objects it names")
    }

    /// Sets an entry of the document catalog.
    pub(super) fn set(&mut self, key: &str, value: impl Into<Object>) {
        let catalog = self.catalog;
        self.dictionary(catalog).set(key, value);
    }

    /// Adds a dictionary.
    pub(super) fn add(&mut self, entries: &Dictionary) -> ObjectId {
        let number = self.body.numbers(1);
        self.body.object(number, |out| dictionary(out, entries));
        (number, 0)
    }

    /// Adds a stream of bytes as they are.
    pub(super) fn add_stream(&mut self, entries: &Dictionary, bytes: &[u8]) -> ObjectId {
        let number = self.body.numbers(1);
        self.body.stream(number, entries, bytes);
        (number, 0)
    }

    /// Adds a stream of bytes to be deflated.
    pub(super) fn add_deflated(&mut self, entries: Dictionary, bytes: &[u8]) -> ObjectId {
        let number = self.body.numbers(1);
        self.body.deflated(number, entries, bytes);
        (number, 0)
    }

    /// Returns the file, named by its bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        let Draft { file, mut body, .. } = self;
        for ((number, _), object) in &file.objects {
            match object {
                Object::Stream(stream) => body.stream(*number, &stream.dict, &stream.content),
                _ => body.object(*number, |out| put(out, object)),
            }
        }
        body.finish(&file.trailer)
    }
}

fn empty_page(document: &Document) -> PdfPage {
    let sheet = || Rect::from_wh(Pt(document.width), Pt(document.height));
    PdfPage { media_box: sheet(), trim_box: sheet(), crop_box: sheet(), ops: Vec::<Op>::new() }
}

fn reference(dictionary: &Dictionary, key: &str) -> ObjectId {
    dictionary.get(key.as_bytes()).and_then(Object::as_reference).expect("printpdf writes the entries of a document")
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    fn info(document: &Document) -> Dictionary {
        let mut deflater = Deflater::new();
        let mut draft = Draft::new(document, Vec::new(), &mut deflater);
        let id = reference(&draft.file.trailer, "Info");
        draft.dictionary(id).clone()
    }

    #[test]
    fn info_says_title_author_producer_and_day_and_nothing_else() {
        let info = info(&Sample::two_pages());
        let mut keys: Vec<&[u8]> = info.iter().map(|(key, _)| key.as_slice()).collect();
        keys.sort_unstable();
        assert_eq!(keys, [b"Author".as_slice(), b"CreationDate", b"ModDate", b"Producer", b"Title"]);
    }

    #[test]
    fn without_day_or_author_none_is_made_up() {
        let mut document = Sample::two_pages();
        (document.date, document.author) = (None, None);
        let info = info(&document);
        assert!(!info.has(b"CreationDate") && !info.has(b"ModDate") && !info.has(b"Author"));
    }

    #[test]
    fn each_page_has_the_size_of_the_paper() {
        let document = Sample::two_pages();
        let mut deflater = Deflater::new();
        let mut draft = Draft::new(&document, Vec::new(), &mut deflater);
        assert_eq!(draft.pages.len(), 2);
        for page in draft.pages.clone() {
            let sheet = draft.dictionary(page).get(b"MediaBox").unwrap().as_array().unwrap().clone();
            assert_eq!(sheet[2].as_float().unwrap().to_bits(), document.width.to_bits());
            assert_eq!(sheet[3].as_float().unwrap().to_bits(), document.height.to_bits());
        }
    }
}
