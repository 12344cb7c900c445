//! Findings, ledgers and plans in a terminal, as JSON and as CSV.

pub mod findings;
pub mod logged;
pub mod next;
pub mod review;
pub mod status;
pub mod why;
