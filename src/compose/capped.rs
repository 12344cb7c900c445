//! A page that can grow only so far.

use std::io::{self, Write};

/// The most a template may write.
pub(super) const OUTPUT_LIMIT: usize = 4 * 1024 * 1024;

/// A page in the making that can grow only so far.
pub(super) struct Capped(pub(super) Vec<u8>);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT_LIMIT {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
