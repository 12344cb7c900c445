//! A month's work, its record, its page.
