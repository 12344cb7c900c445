//! Every argument and every word of help; no rule.
