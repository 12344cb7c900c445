//! The program from outside: one binary of tests, a module a subject.
//!
//! To add a module, add its file beside this one and one `mod` line below, in alphabetical order;
//! [`support::Run`] is in reach as `crate::support::Run`. A test is a sentence about the business and
//! says through `Run` which files there are, which command runs and how it ends.

mod aligned;
mod breaks;
mod carried;
mod codes;
mod commands;
mod composed;
mod docx;
mod drafts;
mod errors;
mod explained;
mod facts;
mod faults;
mod fonts;
mod foot;
mod gates;
mod help;
mod hledger;
mod hostile;
mod house;
mod html;
mod log;
mod marks;
mod month;
mod next;
mod pages;
mod papers;
mod pdf;
mod pictures;
mod published;
mod readers;
mod reading;
mod reckoning;
mod review;
mod schema;
mod spoken;
mod start;
mod stories;
mod support;
mod today;
mod tongues;
mod typed;
mod words;
