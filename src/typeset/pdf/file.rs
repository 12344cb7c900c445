//! A file as it grows: streams as they come, all other objects packed by the hundred into streams of their own.
//!
//! A long statement has five small objects a row. Packed it is a quarter as large, and what is not written need not be
//! hashed.

use std::ops::Range;

use blake3::Hash;
use lopdf::{Dictionary, Object, dictionary};

use super::deflate::Deflater;
use super::identity;
use super::ink::{count, whole};
use super::objects::{deflated, integer, name};
use super::syntax::stream;

/// What has been written of a file.
pub(super) struct Body<'d> {
    out: Vec<u8>,
    /// Where each object stands, by its number.
    places: Vec<Place>,
    pack: Pack,
    /// For what is in no other file.
    deflater: &'d mut Deflater,
    /// Where streams stand that are in other files too, and their hashes.
    shared: Vec<(Range<usize>, Hash)>,
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere: its number is not in use.
    Free,
    /// So many bytes from the beginning of the file.
    At(usize),
    /// In a pack, after so many others.
    In { pack: u32, after: u32 },
}

/// Objects that go into the file together, deflated.
struct Pack {
    number: u32,
    count: u32,
    /// The number of each object, and where among the others it begins.
    index: Vec<u8>,
    objects: Vec<u8>,
}

/// A stream as it stands in a file, made once for many.
#[derive(Debug, PartialEq)]
pub(super) struct Shared {
    bytes: Vec<u8>,
    hash: Hash,
}

impl Shared {
    pub(super) fn new(entries: &Dictionary, content: &[u8]) -> Shared {
        let mut bytes = Vec::with_capacity(content.len() + 128);
        stream(&mut bytes, entries, content);
        Shared { hash: blake3::hash(&bytes), bytes }
    }
}

impl Pack {
    /// Some 20 kB: a reader that asks for one object unpacks them all.
    const MOST: u32 = 400;

    fn new(number: u32) -> Pack {
        Pack { number, count: 0, index: Vec::new(), objects: Vec::new() }
    }

    fn add(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) {
        whole(&mut self.index, number.into());
        self.index.push(b' ');
        count(&mut self.index, self.objects.len());
        self.index.push(b' ');
        write(&mut self.objects);
        self.objects.push(b'\n');
        self.count += 1;
    }
}

impl<'d> Body<'d> {
    /// Begins a file whose numbers up to `taken` are given out already.
    pub(super) fn new(taken: u32, deflater: &'d mut Deflater) -> Body<'d> {
        let mut out = Vec::with_capacity(128 * 1024);
        // four bytes over 127 tell mail programs that this is no text
        out.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        let places = vec![Place::Free; taken as usize + 2];
        Body { out, places, pack: Pack::new(taken + 1), deflater, shared: Vec::new() }
    }

    /// Returns the first of so many numbers that follow each other, for objects to be written later.
    pub(super) fn numbers(&mut self, count: usize) -> u32 {
        let first = self.places.len();
        self.places.resize(first + count, Place::Free);
        first as u32
    }

    /// Writes an object that is no stream.
    pub(super) fn object(&mut self, number: u32, write: impl FnOnce(&mut Vec<u8>)) {
        self.places[number as usize] = Place::In { pack: self.pack.number, after: self.pack.count };
        self.pack.add(number, write);
        if self.pack.count == Pack::MOST {
            self.end_pack();
        }
    }

    /// Writes a stream as it is.
    pub(super) fn stream(&mut self, number: u32, entries: &Dictionary, content: &[u8]) {
        self.begin(number);
        stream(&mut self.out, entries, content);
        self.end();
    }

    /// Writes a stream of these bytes deflated.
    pub(super) fn deflated(&mut self, number: u32, entries: Dictionary, plain: &[u8]) {
        self.begin(number);
        stream(&mut self.out, &deflated(entries), self.deflater.deflate(plain));
        self.end();
    }

    /// Writes a stream that is in other files too.
    pub(super) fn shared(&mut self, number: u32, shared: &Shared) {
        self.begin(number);
        let start = self.out.len();
        self.out.extend_from_slice(&shared.bytes);
        self.shared.push((start..self.out.len(), shared.hash));
        self.end();
    }

    fn begin(&mut self, number: u32) {
        self.places[number as usize] = Place::At(self.out.len());
        whole(&mut self.out, number.into());
        self.out.extend_from_slice(b" 0 obj\n");
    }

    fn end(&mut self) {
        self.out.extend_from_slice(b"\nendobj\n");
    }

    fn end_pack(&mut self) {
        let next = Pack::new(self.numbers(1));
        let mut full = std::mem::replace(&mut self.pack, next);
        let entries = dictionary! {
            "Type" => name("ObjStm"),
            "N" => Object::Integer(full.count.into()),
            "First" => integer(full.index.len()),
        };
        full.index.append(&mut full.objects);
        self.deflated(full.number, entries, &full.index);
    }

    /// Returns the whole file. What a trailer held in older files is in the stream that says where objects stand.
    pub(super) fn finish(mut self, trailer: &Dictionary) -> Vec<u8> {
        if self.pack.count > 0 {
            self.end_pack();
        }
        // the number of a pack that stays empty
        let (number, start) = (self.pack.number, self.out.len());
        self.begin(number);
        let mut entries = dictionary! {
            "Type" => name("XRef"),
            "Size" => integer(self.places.len()),
            "W" => Object::Array([1, 4, 2].map(Object::Integer).to_vec()),
            "DecodeParms" => dictionary! { "Predictor" => UP, "Columns" => integer(ROW) },
        };
        entries.extend(trailer);
        stream(&mut self.out, &deflated(entries), self.deflater.deflate(&rows(&self.places)));
        self.end();
        self.out.extend_from_slice(b"startxref\n");
        count(&mut self.out, start);
        self.out.extend_from_slice(b"\n%%EOF");
        identity::fill(&mut self.out, start, &self.shared);
        self.out
    }
}

/// The bytes that say where an object stands: one of a kind, four and two of a place.
const ROW: usize = 7;

/// The way of predicting a row by the one above it. Most objects stand right after the one before them, so that rows
/// of differences are nearly all the same.
const UP: i64 = 12;

/// Returns where each object stands, as differences from the row above.
fn rows(places: &[Place]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(places.len() * (ROW + 1));
    let mut above = [0; ROW];
    for place in places {
        let row = place.row();
        // each row says again how it is predicted: by the one above
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = row;
    }
    rows
}

impl Place {
    fn row(self) -> [u8; ROW] {
        let (kind, place, after) = match self {
            Place::Free => (0, 0, 0),
            Place::At(place) => (1, place as u32, 0),
            Place::In { pack, after } => (2, pack, after as u16),
        };
        let mut row = [kind; ROW];
        row[1..5].copy_from_slice(&place.to_be_bytes());
        row[5..].copy_from_slice(&after.to_be_bytes());
        row
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use lopdf::Document;

    use super::super::syntax::{self, put};
    use super::*;

    /// Returns a file of every kind of object, so often, and the objects by their numbers.
    fn file(times: usize) -> (Vec<u8>, BTreeMap<u32, Object>) {
        let mut deflater = Deflater::new();
        let mut body = Body::new(2, &mut deflater);
        let mut objects = BTreeMap::new();
        for object in (0..times).flat_map(|_| syntax::tests::kinds()) {
            let number = body.numbers(1);
            match &object {
                Object::Stream(stream) => body.stream(number, &stream.dict, &stream.content),
                _ => body.object(number, |out| put(out, &object)),
            }
            objects.insert(number, object);
        }
        (body.finish(&identity::tests::trailer()), objects)
    }

    #[test]
    fn the_objects_come_back_when_the_file_is_read() {
        for times in [1, 100] {
            let (bytes, objects) = file(times);
            let read = Document::load_mem(&bytes).unwrap();
            for (number, object) in objects {
                assert_eq!(read.objects.get(&(number, 0)), Some(&object));
            }
        }
    }

    #[test]
    fn each_pack_holds_so_many_objects_at_most() {
        let (bytes, objects) = file(100);
        let read = Document::load_mem(&bytes).unwrap();
        let packs =
            read.objects.values().filter_map(|object| object.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok());
        let counts: Vec<i64> = packs.collect();
        assert!(counts.iter().all(|count| *count <= Pack::MOST.into()), "{counts:?}");
        let streams = objects.values().filter(|object| object.as_stream().is_ok()).count();
        assert_eq!(counts.iter().sum::<i64>(), i64::try_from(objects.len() - streams).unwrap());
    }

    #[test]
    fn a_stream_of_many_files_is_hashed_once_and_tells_files_apart() {
        let file = |content: &[u8]| {
            let mut deflater = Deflater::new();
            let mut body = Body::new(0, &mut deflater);
            let number = body.numbers(1);
            body.shared(number, &Shared::new(&Dictionary::new(), content));
            let read = Document::load_mem(&body.finish(&identity::tests::trailer())).unwrap();
            assert_eq!(read.get_object((number, 0)).unwrap().as_stream().unwrap().content, content);
            read.trailer.get(b"ID").unwrap().clone()
        };
        assert_eq!(file(b"a font"), file(b"a font"));
        assert_ne!(file(b"a font"), file(b"b font"));
    }
}
