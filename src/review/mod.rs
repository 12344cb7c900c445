//! A draft against case and law.
