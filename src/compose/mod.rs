//! A step becomes Markdown.
