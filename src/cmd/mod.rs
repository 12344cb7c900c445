//! The commands, one file a question. Only this room reads the clock and the disk.

pub mod balance;
pub mod disk;
