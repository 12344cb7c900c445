//! The file's identity: a hash of all its bytes, so that equal files have equal names and others have not.

use std::ops::Range;

use blake3::{Hash, Hasher};
use lopdf::{Dictionary, Object, StringFormat};

/// How many bytes of the hash name the file.
const LENGTH: usize = 16;

/// Puts a blank identity into the entries of a trailer.
pub(super) fn leave_room(trailer: &mut Dictionary) {
    let blank = || Object::String(vec![0; LENGTH], StringFormat::Hexadecimal);
    trailer.set("ID", Object::Array(vec![blank(), blank()]));
}

/// Writes the hash of the whole file as its identity, in the room left for it in the trailer that begins at `trailer`.
/// For parts that many files share, each hashed once, their hash counts in their place.
pub(super) fn fill(file: &mut [u8], trailer: usize, shared: &[(Range<usize>, Hash)]) {
    let hash = hash(file, shared).to_hex().to_ascii_uppercase();
    let name = format!("/ID[<{0}><{0}>]", &hash[..2 * LENGTH]);
    let within = file[trailer..].windows(5).position(|window| window == b"/ID[<").expect("room was left");
    file[trailer + within..][..name.len()].copy_from_slice(name.as_bytes());
}

fn hash(file: &[u8], shared: &[(Range<usize>, Hash)]) -> Hash {
    let mut hasher = Hasher::new();
    let mut from = 0;
    for (part, hash) in shared {
        hasher.update(&file[from..part.start]).update(hash.as_bytes());
        from = part.end;
    }
    hasher.update(&file[from..]).finalize()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The trailer of a file whose first object is the catalog.
    pub(in super::super) fn trailer() -> Dictionary {
        let mut trailer = Dictionary::new();
        trailer.set("Root", Object::Reference((1, 0)));
        leave_room(&mut trailer);
        trailer
    }

    #[test]
    fn the_hash_of_a_part_counts_in_its_place() {
        let named = |file: &[u8], shared: &[(Range<usize>, Hash)]| {
            let mut file =
                [file, b"/ID[<00000000000000000000000000000000><00000000000000000000000000000000>]"].concat();
            fill(&mut file, 6, shared);
            file
        };
        let part = [(2..4, blake3::hash(b"cd"))];
        assert_eq!(named(b"abcdef", &part), named(b"abcdef", &part));
        assert_ne!(named(b"abcdef", &part)[6..], named(b"abcdeF", &part)[6..]);
        assert_ne!(named(b"abcdef", &part)[6..], named(b"abcdef", &[(2..4, blake3::hash(b"cD"))])[6..]);
    }
}
