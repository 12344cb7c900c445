//! Slabs to pages: where pages break, heads that repeat, running heads and feet.

use super::flow::{Placed, Slab, attach, decor, outline, run_area};
use super::frame::{Artifact, Group, Item, Kid, Link, Node, OutlineEntry, Page, Role, Tag};
use super::letterhead::{Fixed, shift};

/// The room for text on a page, from its top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// On the first page.
    pub first_top: f32,
    /// On later pages.
    pub top: f32,
    pub bottom: f32,
}

/// Returns the first slab of each page.
///
/// A page is filled as far as it goes; if a slab that may not be parted from the one after it would end
/// it, the break moves up to the last place that is allowed.
pub(super) fn breaks(slabs: &[Slab], room: Room) -> Vec<usize> {
    let mut starts = vec![0];
    let mut start = 0;
    while let Some(next) = next_page(slabs, start, if start == 0 { room.first_top } else { room.top }, room.bottom) {
        starts.push(next);
        start = next;
    }
    starts
}

fn next_page(slabs: &[Slab], start: usize, top: f32, bottom: f32) -> Option<usize> {
    let mut y = top + slabs.get(start)?.head.as_ref().map_or(0.0, |head| head.height);
    for (k, slab) in slabs.iter().enumerate().skip(start) {
        if slab.new_page && k > start {
            return Some(k);
        }
        y += slab.height + if k > start { slab.before } else { 0.0 };
        if y > bottom + 0.5 && k > start {
            let allowed = (start + 1..=k).rev().find(|k| !slabs[k - 1].glue);
            return Some(allowed.unwrap_or(k));
        }
    }
    None
}

/// Puts slabs on pages.
pub(super) struct Press {
    pub pages: Vec<Page>,
    pub nodes: Vec<Node>,
    pub outline: Vec<OutlineEntry>,
    attached: Vec<bool>,
}

impl Press {
    pub(super) fn new(nodes: Vec<Node>) -> Press {
        let mut attached = vec![false; nodes.len()];
        attached[0] = true;
        Press { pages: vec![], nodes, outline: vec![], attached }
    }

    /// Places all slabs, the fixed part before them on the first page; `starts` are the first slabs of the pages.
    /// Returns where the last slab ends.
    pub(super) fn print(&mut self, fixed: Fixed, slabs: Vec<Slab>, starts: &[usize], room: Room) -> f32 {
        let mut starts = starts.iter().copied().peekable();
        self.pages.push(Page::default());
        for placed in fixed.items {
            self.place(placed);
        }
        let mut y = room.first_top;
        for (k, slab) in slabs.into_iter().enumerate() {
            let begins = starts.next_if_eq(&k).is_some();
            if begins && k > 0 {
                self.pages.push(Page::default());
                y = room.top;
                if let Some(head) = &slab.head {
                    for mut placed in head.items.iter().cloned() {
                        shift(&mut placed.item, y);
                        self.place(placed);
                    }
                    y += head.height;
                }
            }
            if !begins {
                y += slab.before;
            }
            self.outline.extend(outline(&slab, self.pages.len() - 1, y));
            let height = slab.height;
            self.slab(slab, y);
            y += height;
        }
        y
    }

    /// Places a slab at the very foot of the last page, with the foot of text above it; on a page of its own if
    /// the text, which ends here, leaves no room.
    pub(super) fn at_foot(&mut self, slab: Slab, end: f32, height: f32, foot: f32) {
        let y = height - slab.height;
        if end > y - foot {
            self.pages.push(Page::default());
        }
        self.slab(slab, y);
    }

    fn slab(&mut self, slab: Slab, y: f32) {
        for node in slab.touch {
            attach(&mut self.nodes, &mut self.attached, node);
        }
        for mut placed in slab.items {
            shift(&mut placed.item, y);
            self.place(placed);
        }
    }

    /// Places an item; one that leads somewhere gets a node and an area of its own.
    fn place(&mut self, placed: Placed) {
        let page = self.pages.len() - 1;
        match (placed.tag, placed.link, &placed.item) {
            (Tag::Node(node), Some(url), Item::Run(run)) => {
                attach(&mut self.nodes, &mut self.attached, node);
                let link = self.nodes.len();
                let role = Role::Link;
                let area = run_area(run);
                let contents = run.text.clone();
                self.nodes.push(Node {
                    role,
                    parent: node,
                    kids: vec![],
                    alt: None,
                    bbox: None,
                    columns: 1,
                    row_head: false,
                });
                self.attached.push(false);
                self.put(page, Tag::Node(link), placed.item);
                let place = self.pages[page].links.len();
                self.nodes[link].kids.push(Kid::Link { page, link: place });
                self.pages[page].links.push(Link { area, url, contents, node: link });
            }
            (tag, _, _) => self.put(page, tag, placed.item),
        }
    }

    fn put(&mut self, page: usize, tag: Tag, item: Item) {
        if let Tag::Node(node) = tag
            && self.nodes[node].role == Role::Figure
        {
            let area = extent(&item);
            let bbox = self.nodes[node].bbox.map_or(area, |(_, old)| around(old, area));
            self.nodes[node].bbox = Some((page, bbox));
        }
        let groups = &mut self.pages[page].groups;
        if let Some(group) = groups.last_mut().filter(|group| group.tag == tag) {
            group.items.push(item);
            return;
        }
        groups.push(Group { tag, items: vec![item] });
        if let Tag::Node(node) = tag {
            let group = groups.len() - 1;
            attach(&mut self.nodes, &mut self.attached, node);
            self.nodes[node].kids.push(Kid::Group { page, group });
        }
    }

    /// Adds what is not read out to a page: running heads and feet.
    pub(super) fn margin(&mut self, page: usize, kind: Artifact, items: Vec<Placed>) {
        let items = items.into_iter().map(|placed| placed.item).collect();
        self.pages[page].groups.push(Group { tag: Tag::Artifact(kind), items });
    }
}

/// Returns left, top, right and bottom of what an item covers.
fn extent(item: &Item) -> [f32; 4] {
    use super::frame::Segment;
    let corners = |area: &[f32; 4]| [area[0], area[1], area[0] + area[2], area[1] + area[3]];
    match item {
        Item::Run(run) => run_area(run),
        Item::Rect { area, .. } | Item::Image { area, .. } => corners(area),
        Item::Rects { areas, .. } => areas.iter().map(corners).reduce(around).unwrap_or_default(),
        Item::Path { segments, .. } => segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Move(x, y) | Segment::Line(x, y) => Some([*x, *y, *x, *y]),
                Segment::Curve(p) => Some([p[4], p[5], p[4], p[5]]),
                Segment::Close => None,
            })
            .reduce(around)
            .unwrap_or_default(),
    }
}

fn around(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// A hairline above the foot of a page.
pub(super) fn hairline(left: f32, y: f32, width: f32) -> Placed {
    decor(Item::Rect { area: [left, y, width, 0.4], colour: super::style::FAINT })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slab(height: f32, glue: bool) -> Slab {
        Slab { height, glue, ..Slab::default() }
    }

    const ROOM: Room = Room { first_top: 0.0, top: 0.0, bottom: 100.0 };

    #[test]
    fn a_heading_goes_to_the_next_page_with_its_text() {
        let slabs = [slab(60.0, false), slab(30.0, true), slab(20.0, false), slab(20.0, false)];
        assert_eq!(breaks(&slabs, ROOM), [0, 1]);
    }

    #[test]
    fn what_is_tied_and_taller_than_a_page_breaks_all_the_same() {
        let slabs = [slab(60.0, true), slab(60.0, true), slab(60.0, true)];
        assert_eq!(breaks(&slabs, ROOM), [0, 1, 2]);
    }

    #[test]
    fn a_page_begins_where_it_is_asked_to() {
        let slabs = [slab(10.0, false), Slab { new_page: true, ..slab(10.0, false) }];
        assert_eq!(breaks(&slabs, ROOM), [0, 1]);
    }
}
