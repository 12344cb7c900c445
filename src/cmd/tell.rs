//! What is said on the standard error, beside the answer. Where nobody can hear it, the run goes on.

use std::fmt::Display;
use std::io::Write as _;
use std::sync::OnceLock;

static VERBOSE: OnceLock<bool> = OnceLock::new();

/// Settles, once for the run, whether asides are told.
pub(super) fn begin(verbose: bool) {
    let _ = VERBOSE.set(verbose);
}

/// Says words that end their own lines.
pub(super) fn text(words: impl Display) {
    // a standard error that is full or closed changes no answer and no exit code
    let _ = write!(anstream::stderr(), "{words}");
}

/// Says a line.
pub(super) fn line(words: impl Display) {
    text(format_args!("{words}\n"));
}

/// Tells with `--verbose` what else happens.
pub(super) fn aside(words: impl Display) {
    if VERBOSE.get().copied().unwrap_or(false) {
        line(format_args!("note: {words}"));
    }
}
