//! The integration tests: one binary, one file a subject.

mod errors;
mod hostile;
mod pdf;
mod reading;
mod schema;
