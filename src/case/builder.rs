//! Builds the marked tree from the events of the parser, within limits.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, ScalarStyle, ScanError, Tag};

use super::characters::{forbidden, shown};
use super::findings::Findings;
use super::parse::{MOST_ALIASES, MOST_LEVELS, MOST_NODES, span, start};
use super::syntax;
use super::tree::{Content, Entry, Node, Span};

/// Whether reading goes on after an event.
pub enum More {
    /// It does.
    Yes,
    /// The rest of the file is passed over.
    Enough,
    /// A limit was passed; there is no tree.
    Stop,
}

/// A list or map that is still open.
struct Open {
    span: Span,
    anchor: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: Seen, key: Option<Key> },
}

/// A key whose value is still to come; `None` inside for one that is not to be kept.
struct Key(Option<(String, Span)>);

/// The keys of a map by their places among its entries, once it has so many that looking through them all takes long.
#[derive(Default)]
struct Seen(HashMap<String, usize>);

/// So many keys are looked through one after the other.
const FEW: usize = 40;

impl Seen {
    /// Returns the entry of this key.
    fn entry<'e>(&mut self, key: &str, entries: &'e [Entry]) -> Option<&'e Entry> {
        if entries.len() <= FEW {
            return entries.iter().find(|entry| entry.key == key);
        }
        let known = self.0.len();
        self.0.extend(entries.iter().enumerate().skip(known).map(|(at, entry)| (entry.key.clone(), at)));
        self.0.get(key).map(|at| &entries[*at])
    }
}

/// The tree so far.
pub struct Builder<'f> {
    file: u16,
    found: &'f mut Findings,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    aliases: usize,
    documents: usize,
    root: Option<Node>,
}

impl<'f> Builder<'f> {
    /// Returns a builder for the file of this number.
    pub fn new(file: u16, found: &'f mut Findings) -> Builder<'f> {
        let (open, anchors) = (Vec::new(), HashMap::new());
        Builder { file, found, open, anchors, nodes: 0, aliases: 0, documents: 0, root: None }
    }

    /// Takes the next event.
    pub fn take(&mut self, event: Event<'_>, at: granit_parser::Span) -> More {
        let place = span(self.file, at.start, at.end);
        match event {
            Event::DocumentStart(..) => self.document(place),
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &at);
                self.scalar(text, style, anchor, place)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &at);
                self.open(place, anchor, Kind::List(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), &at);
                self.open(place, anchor, Kind::Map { entries: Vec::new(), seen: Seen::default(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(place);
                More::Yes
            }
            Event::Alias(anchor) => self.alias(anchor, place),
            Event::UnresolvedAlias(name) => {
                let message = format!("no `&{0}` stands before `*{0}`", shown(&name));
                self.found.error("unknown-alias", place, message);
                self.add(Node { span: place, content: Content::Unknown })
            }
            _ => More::Yes,
        }
    }

    /// Returns the finished tree; an empty node for a file without a value.
    pub fn finish(self) -> Node {
        self.root.unwrap_or(Node { span: start(self.file), content: Content::Empty })
    }

    /// Adds the finding of a fault of the syntax.
    pub fn fault(&mut self, fault: &ScanError, text: &str) {
        syntax::fault(fault, text, self.file, self.found);
    }

    fn document(&mut self, place: Span) -> More {
        self.documents += 1;
        if self.documents == 1 {
            return More::Yes;
        }
        self.found.whole = false;
        self.found
            .error("several-documents", place, "a second document begins here")
            .hint("one file holds one case; put the other into a file of its own, or remove the `---`");
        More::Enough
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, at: &granit_parser::Span) {
        let Some(tag) = tag else { return };
        let from = at.tag_start().unwrap_or(at.start);
        let place = at.tag_span().map_or(span(self.file, from, from), |tag| span(self.file, tag.start, tag.end));
        self.found
            .error("tag", place, format!("the tag `{}` is not used in case files", shown(&tag.original())))
            .hint("remove it; a text that begins with `!` stands in quotes");
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, anchor: usize, place: Span) -> More {
        self.refuse_characters(&text, style, place);
        if style == ScalarStyle::Plain && text == "<<" && self.at_key() {
            self.found.whole = false;
            self.found
                .error("merge-key", place, "merge keys are not used in case files")
                .hint("write the keys out, or put them into `_shared.yaml`");
            return self.key(Key(None));
        }
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let content = match &*text {
            "" | "~" | "null" | "Null" | "NULL" if style == ScalarStyle::Plain => Content::Empty,
            // the last line break of a block belongs to its form, not to the text
            text if block => Content::Text(text.trim_end_matches('\n').to_owned()),
            _ => Content::Text(text.into_owned()),
        };
        self.add_anchored(Node { span: place, content }, anchor)
    }

    fn refuse_characters(&mut self, text: &str, style: ScalarStyle, place: Span) {
        let escaped = style == ScalarStyle::DoubleQuoted && text.chars().any(|c| forbidden(c).is_some());
        if !escaped && !text.contains('\t') {
            return;
        }
        let raw = self.found.raw(place);
        let mut named = Vec::new();
        for c in text.chars() {
            let Some(what) = forbidden(c).filter(|_| !named.contains(&c)) else { continue };
            named.push(c);
            // one that stands in the file as itself was named before, but for the tab, which may stand between values
            if c == '\t' || !raw.contains(c) {
                syntax::character(c, what, place, self.found);
            }
        }
    }

    fn open(&mut self, span: Span, anchor: usize, kind: Kind) -> More {
        if self.open.len() >= MOST_LEVELS {
            self.found
                .error("too-deep", span, format!("values stand more than {MOST_LEVELS} levels inside one another"))
                .hint("a case needs six; a bracket or an indent is likely wrong");
            return More::Stop;
        }
        self.open.push(Open { span, anchor, kind });
        More::Yes
    }

    fn close(&mut self, end: Span) {
        let Some(Open { mut span, anchor, kind }) = self.open.pop() else { return };
        if end.line == span.line {
            span.end = end.end;
        }
        let content = match kind {
            Kind::List(items) => Content::List(items),
            Kind::Map { entries, .. } => Content::Map(entries),
        };
        self.add_anchored(Node { span, content }, anchor);
    }

    fn alias(&mut self, anchor: usize, place: Span) -> More {
        self.aliases += 1;
        if self.aliases > MOST_ALIASES {
            self.found.error("too-many-aliases", place, format!("the file has more than {MOST_ALIASES} aliases"));
            return More::Stop;
        }
        let Some(node) = self.anchors.get(&anchor) else {
            self.found.error("alias-ring", place, "this alias stands inside the value it names");
            return self.add(Node { span: place, content: Content::Unknown });
        };
        let (size, levels) = measure(node);
        if self.nodes + size > MOST_NODES {
            return self.too_many(place);
        }
        if self.open.len() + levels > MOST_LEVELS {
            self.found.error(
                "too-deep",
                place,
                format!("values stand more than {MOST_LEVELS} levels inside one another"),
            );
            return More::Stop;
        }
        self.nodes += size - 1;
        let node = node.clone();
        self.add(node)
    }

    fn too_many(&mut self, place: Span) -> More {
        self.found
            .error("too-many-values", place, format!("the file has more than {MOST_NODES} keys and values"))
            .hint("split the case, or write fewer values through aliases");
        More::Stop
    }

    fn add_anchored(&mut self, node: Node, anchor: usize) -> More {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        self.add(node)
    }

    fn at_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: Kind::Map { key: None, .. }, .. }))
    }

    /// Puts a finished value where it belongs: the root, a list, or a key or value of a map.
    fn add(&mut self, node: Node) -> More {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return self.too_many(node.span);
        }
        if self.at_key() {
            return self.take_key(node);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open { kind: Kind::List(items), .. }) => items.push(node),
            Some(Open { kind: Kind::Map { entries, key, .. }, .. }) => {
                if let Some(Key(Some((key, span)))) = key.take() {
                    entries.push(Entry { key, span, value: node });
                }
            }
        }
        More::Yes
    }

    fn take_key(&mut self, node: Node) -> More {
        let text = match node.content {
            Content::Text(text) => text,
            Content::Empty if node.span.end > node.span.start => self.found.raw(node.span),
            _ => {
                self.found.error("key-not-text", node.span, "a key is a word, not a list, a map or nothing");
                return self.key(Key(None));
            }
        };
        let before = match self.open.last_mut() {
            Some(Open { kind: Kind::Map { entries, seen, .. }, .. }) => {
                seen.entry(&text, entries).map(|entry| entry.span)
            }
            _ => None,
        };
        let Some(before) = before else { return self.key(Key(Some((text, node.span)))) };
        let first = self.found.place(before);
        self.found
            .error("duplicate-key", node.span, format!("the key `{}` stands here a second time", shown(&text)))
            .see(first, "it stands here first")
            .hint("keep one of the two");
        self.key(Key(None))
    }

    fn key(&mut self, next: Key) -> More {
        if let Some(Open { kind: Kind::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = Some(next);
        }
        More::Yes
    }
}

/// Returns how many keys and values a node holds, itself counted, and how many levels.
fn measure(node: &Node) -> (usize, usize) {
    let (own, children): (usize, Vec<(usize, usize)>) = match &node.content {
        Content::Empty | Content::Unknown | Content::Text(_) => return (1, 0),
        Content::List(items) => (1, items.iter().map(measure).collect()),
        Content::Map(entries) => (1 + entries.len(), entries.iter().map(|e| measure(&e.value)).collect()),
    };
    let size = children.iter().map(|(size, _)| size).sum::<usize>();
    let levels = children.iter().map(|(_, levels)| *levels).max().unwrap_or(0);
    (own + size, levels + 1)
}
