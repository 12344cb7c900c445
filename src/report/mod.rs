//! Findings, ledgers and plans in a terminal, as JSON and as CSV.

pub mod findings;
pub mod ics;
pub mod logged;
pub mod next;
pub mod review;
pub mod status;
mod table;
pub mod today;
pub mod why;
