//! The record of a folder: by which hashes its documents are known as ours.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Outcome, WriteError, whole};

const NAME: &str = ".pastdue.json";

/// The hashes of each document as it was written.
#[derive(Debug, Default)]
pub(super) struct Record {
    known: BTreeMap<String, Known>,
    /// The bytes of the record as they stand on the disk.
    written: Vec<u8>,
}

/// How a document is known: by one hash; by two while it is being replaced.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Known {
    As(String),
    Either { was: String, becomes: String },
}

impl Known {
    fn holds(&self, hash: &str) -> bool {
        match self {
            Known::As(known) => known == hash,
            Known::Either { was, becomes } => was == hash || becomes == hash,
        }
    }
}

impl Record {
    /// Returns the record of a folder; one that is missing or cannot be read knows no document.
    pub(super) fn read(folder: &Path) -> Record {
        let written = fs::read(folder.join(NAME)).unwrap_or_default();
        Record { known: serde_json::from_slice(&written).unwrap_or_default(), written }
    }

    /// Returns what becomes of a document, and notes what stands there and what will, if that is ours.
    ///
    /// A file without a byte is none that anybody wrote: it is what a power cut leaves of a document.
    pub(super) fn outcome(
        &mut self,
        path: &Path,
        name: &str,
        (bytes, becomes): (&[u8], &str),
        force: bool,
    ) -> io::Result<Outcome> {
        let there = whole::standing(path)?;
        if there.as_deref() == Some(bytes) {
            self.known.insert(name.to_owned(), Known::As(becomes.to_owned()));
            return Ok(Outcome::Same);
        }
        let was = there.as_deref().map(hash);
        let empty = there.is_some_and(|there| there.is_empty());
        let ours = |was: &String| empty || self.known.get(name).is_some_and(|known| known.holds(was));
        let outcome = match &was {
            None if fs::symlink_metadata(path).is_ok() => Outcome::Changed,
            None => Outcome::New,
            Some(was) if force || ours(was) => Outcome::Changed,
            Some(_) => return Ok(Outcome::Edited),
        };
        let becomes = becomes.to_owned();
        let known = match was {
            Some(was) => Known::Either { was, becomes },
            None => Known::As(becomes),
        };
        self.known.insert(name.to_owned(), known);
        Ok(outcome)
    }

    /// Forgets what stood there before: the documents are written.
    pub(super) fn settle(&mut self) {
        for known in self.known.values_mut() {
            if let Known::Either { becomes, .. } = known {
                *known = Known::As(std::mem::take(becomes));
            }
        }
    }

    /// Writes the record, if it says something new.
    pub(super) fn write(&mut self, folder: &Path) -> Result<(), WriteError> {
        let mut bytes = serde_json::to_vec_pretty(&self.known).unwrap_or_default();
        bytes.push(b'\n');
        if bytes != self.written {
            let path = folder.join(NAME);
            whole::replace(&path, &bytes).map_err(|source| WriteError { path, source })?;
            self.written = bytes;
        }
        Ok(())
    }
}

/// Returns the name of these bytes.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
