//! The marked tree: what a YAML file says, every value with its place.

/// Where a value stands: bytes, line and column in one of the files of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The number of the file.
    pub file: u16,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub content: Content,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing after the colon, `~`, or the word `null` without quotes.
    Empty,
    /// Something that was found wrong and passed over: nobody knows what it would be.
    Unknown,
    /// A scalar, as typed.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in file order, each key once.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, as typed.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Returns the keys and values of a map; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the entry of this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// Returns the value of this key, unless it is empty or unknown.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value).filter(|value| value.holds())
    }

    /// Returns whether this is a text, a list or a map.
    pub fn holds(&self) -> bool {
        !matches!(self.content, Content::Empty | Content::Unknown)
    }

    /// Returns the values of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the values of the list under this key.
    pub fn list(&self, key: &str) -> &[Node] {
        self.get(key).map_or(&[], Node::items)
    }

    /// Returns the text of a scalar; `None` for anything else.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text under this key.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// Returns every scalar below this value as typed, in the order of the file.
    pub fn scalars(&self) -> Vec<&str> {
        match &self.content {
            Content::Text(text) => vec![text],
            Content::List(items) => items.iter().flat_map(Node::scalars).collect(),
            Content::Map(entries) => entries.iter().flat_map(|entry| entry.value.scalars()).collect(),
            Content::Empty | Content::Unknown => vec![],
        }
    }

    /// Returns the value at a path as in `payments[3].invoice`, or the nearest one above it that exists.
    pub fn at(&self, path: &str) -> &Node {
        let mut node = self;
        for step in path.split('.') {
            let (key, indices) = step.split_once('[').unwrap_or((step, ""));
            let Some(entry) = node.entry(key) else { return node };
            node = &entry.value;
            for index in indices.split('[').filter_map(|index| index.trim_end_matches(']').parse::<usize>().ok()) {
                let Some(item) = node.items().get(index) else { return node };
                node = item;
            }
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Node {
        Node { span: Span::default(), content: Content::Text(text.to_owned()) }
    }

    fn map(key: &str, value: Node) -> Node {
        let entry = Entry { key: key.to_owned(), span: Span::default(), value };
        Node { span: Span::default(), content: Content::Map(vec![entry]) }
    }

    #[test]
    fn a_path_leads_to_its_value_or_to_the_nearest_one_above() {
        let payments = Node { span: Span::default(), content: Content::List(vec![map("invoice", text("1042"))]) };
        let case = map("payments", payments);
        assert_eq!(case.at("payments[0].invoice").text(), Some("1042"));
        assert_eq!(case.at("payments[0].amount").text_of("invoice"), Some("1042"));
        assert_eq!(case.at("payments[1].invoice").items().len(), 1);
        assert_eq!(case.scalars(), ["1042"]);
    }
}
