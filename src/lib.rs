//! Gets overdue invoices paid.
//!
//! One way leads through the house: a [`case`] is read, its [`ledger`] reckoned, the next step
//! [planned](strategy), and a document [composed](compose) as Markdown and [typeset].

pub mod batch;
pub mod calendar;
pub mod case;
pub mod cli;
pub mod cmd;
pub mod compose;
pub mod edit;
pub mod law;
pub mod ledger;
pub mod mail;
pub mod money;
pub mod out;
pub mod report;
pub mod review;
pub mod strategy;
pub mod typeset;
