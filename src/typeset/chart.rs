//! The balance over time as steps: principal below, charges above, payments and charges marked.
//!
//! Principal is a light fill under a solid line, charges are hatched: the two differ without colour.
//!
//! Days run from left to right in every language, as they do in most of what is printed in Hebrew and Arabic, school
//! books of both among it; the words of the legend are read as all words are.

use chrono::NaiveDate;

use super::flow::{Flow, Placed, Slab, decor};
use super::frame::{Colour, Item, Paint, Segment, Tag};
use super::lines::Setting;
use super::style;

const HEIGHT: f32 = 118.0;
const LEGEND: f32 = 16.0;
const AXIS: f32 = 15.0;
/// The space between days under the chart.
const APART: f32 = 8.0;
/// The room for figures at the left.
const GUTTER: f32 = 46.0;

/// The width of what the legend shows beside each of its words.
const SAMPLE: f32 = 9.0;

const FILL: Colour = Colour::grey(0.86);
const HATCH: Colour = Colour(0.16, 0.33, 0.47);

/// What a chart shows.
#[derive(Debug, PartialEq)]
struct Chart {
    alt: String,
    /// Words of the legend: key and text, in the order given.
    labels: Vec<(String, String)>,
    /// Days to write under the chart, and their words.
    days: Vec<(NaiveDate, String)>,
    figures: Figures,
    points: Vec<Point>,
}

/// How figures are written: the sizes of their groups from the right, and the marks.
#[derive(Debug, Clone, PartialEq)]
struct Figures {
    groups: Vec<usize>,
    group: String,
    decimal: String,
}

/// The balance from a day on.
#[derive(Debug, PartialEq)]
struct Point {
    day: NaiveDate,
    principal: f32,
    charges: f32,
    /// `payment`, `charge` or nothing.
    mark: String,
}

/// From days and amounts to points of the page.
struct Scale {
    first: NaiveDate,
    days: f32,
    most: f32,
    left: f32,
    width: f32,
    top: f32,
}

impl Scale {
    fn x(&self, day: NaiveDate) -> f32 {
        self.left + (day - self.first).num_days() as f32 / self.days * self.width
    }

    fn y(&self, amount: f32) -> f32 {
        self.top + HEIGHT - amount / self.most * HEIGHT
    }
}

impl Flow<'_, '_> {
    pub(super) fn chart(&mut self, text: &str, parent: usize) {
        let chart = match read(text) {
            Ok(chart) => chart,
            Err(line) => {
                let text = format!("`{line}` is no row of a chart");
                return self.fault("chart-row", text, Some("a row is `date,principal,charges,mark`"));
            }
        };
        let (Some(first), Some(last)) = (chart.points.first(), chart.points.last()) else { return };
        let most = chart.points.iter().map(|p| p.principal + p.charges).fold(0.0, f32::max);
        if last.day <= first.day || most <= 0.0 {
            return;
        }
        let (step, most) = steps(most);
        let days = (last.day - first.day).num_days() as f32;
        let (left, width) = (self.left + GUTTER, self.measure - GUTTER - 4.0);
        let scale = Scale { first: first.day, days, most, left, width, top: LEGEND };
        let figure = self.figure(parent, &chart.alt);
        let mut items = self.grid(&scale, step, &chart.figures, figure);
        items.extend(areas(&chart.points, &scale, figure));
        items.extend(marks(&chart.points, &scale, figure));
        items.extend(self.days(&chart, &scale, figure));
        items.extend(self.legend(&chart, figure));
        let height = LEGEND + HEIGHT + AXIS;
        self.slabs.push(Slab { before: self.style.paragraph, height, items, ..Slab::default() });
    }

    fn note(&mut self, text: &str, node: usize, x: f32, y: f32, right: bool) -> Vec<Placed> {
        let setting = Setting { colour: style::MUTED, tabular: true, ..self.setting(self.style.folio, 0.0) };
        let (line, spans) = self.one_line(text, &setting);
        let x = if right { x - line.width } else { x };
        self.placed(line, &spans, node, x, y).collect()
    }

    fn grid(&mut self, scale: &Scale, step: f32, figures: &Figures, node: usize) -> Vec<Placed> {
        let mut items = vec![];
        let lines = (scale.most / step).round() as usize;
        for k in 0..=lines {
            let amount = step * k as f32;
            let y = scale.y(amount);
            let (weight, colour) = if k == 0 { (0.7, style::MUTED) } else { (0.3, style::FAINT) };
            items.push(decor(Item::Rect { area: [scale.left, y, scale.width, weight], colour }));
            items.extend(self.note(&figures.written(amount), node, scale.left - 6.0, y + 2.6, true));
        }
        items
    }

    /// The first and the last day at the ends, and between them those that have room, each under its tick.
    fn days(&mut self, chart: &Chart, scale: &Scale, node: usize) -> Vec<Placed> {
        let y = LEGEND + HEIGHT + 11.5;
        let (first, last) = (chart.points[0].day, chart.points[chart.points.len() - 1].day);
        let words = |day: NaiveDate| {
            let said = chart.days.iter().find(|(known, _)| *known == day);
            said.map_or_else(|| day.to_string(), |(_, words)| words.clone())
        };
        let mut items = self.note(&words(first), node, scale.left, y, false);
        let mut free = scale.left + width(&items) + APART;
        let end = self.note(&words(last), node, scale.left + scale.width, y, true);
        let taken = scale.left + scale.width - width(&end) - APART;
        let mut ticks = vec![scale.left, scale.left + scale.width - 0.5];
        for (day, words) in chart.days.iter().filter(|(day, _)| first < *day && *day < last) {
            let x = scale.x(*day);
            ticks.push(x);
            let half = width(&self.note(words, node, 0.0, y, false)) / 2.0;
            if x - half >= free && x + half <= taken {
                items.extend(self.note(words, node, x - half, y, false));
                free = x + half + APART;
            }
        }
        items.extend(end);
        let tick = |x| decor(Item::Rect { area: [x, LEGEND + HEIGHT, 0.5, 3.0], colour: style::MUTED });
        items.extend(ticks.into_iter().map(tick));
        items
    }

    fn legend(&mut self, chart: &Chart, node: usize) -> Vec<Placed> {
        let mut from = if self.rtl { 4.0 } else { GUTTER };
        let mut items = vec![];
        for (key, words) in &chart.labels {
            let x = self.inset(from, SAMPLE);
            let sample = [x, 1.0, SAMPLE, 7.0];
            items.extend(match key.as_str() {
                "principal" => vec![drawn(node, rectangle(sample), fill(FILL)), drawn(node, rectangle(sample), line())],
                "charges" => hatched(sample, node),
                "payment" => vec![drawn(node, arrow(x + SAMPLE / 2.0, 8.0, 1.0), fill(style::INK))],
                _ => vec![drawn(node, arrow(x + SAMPLE / 2.0, 1.0, -1.0), line())],
            });
            let end = if self.rtl { x - 4.0 } else { x + 13.0 };
            let text = self.note(words, node, end, 7.6, self.rtl);
            from += 28.0 + width(&text);
            items.extend(text);
        }
        items
    }
}

fn width(items: &[Placed]) -> f32 {
    let run = |placed: &Placed| match &placed.item {
        Item::Run(run) => run.glyphs.iter().map(|glyph| glyph.advance * run.size).sum(),
        _ => 0.0,
    };
    items.iter().map(run).sum()
}

fn areas(points: &[Point], scale: &Scale, node: usize) -> Vec<Placed> {
    let mut items = vec![];
    let mut outline = vec![Segment::Move(scale.x(points[0].day), scale.y(points[0].principal))];
    for pair in points.windows(2) {
        let (x, end) = (scale.x(pair[0].day), scale.x(pair[1].day));
        let (low, high) = (scale.y(pair[0].principal), scale.y(pair[0].principal + pair[0].charges));
        let floor = scale.y(0.0);
        items.push(drawn(node, rectangle([x, low, end - x, floor - low]), fill(FILL)));
        if low - high > 0.2 {
            items.extend(hatched([x, high, end - x, low - high], node));
        }
        outline.extend([Segment::Line(end, low), Segment::Line(end, scale.y(pair[1].principal))]);
    }
    items.push(drawn(node, outline, line()));
    items
}

/// A payment points down to the balance it lowers, a charge up.
fn marks(points: &[Point], scale: &Scale, node: usize) -> Vec<Placed> {
    let mark = |point: &Point| {
        let (x, y) = (scale.x(point.day), scale.y(point.principal + point.charges));
        match point.mark.as_str() {
            "payment" => Some(drawn(node, arrow(x, y - 1.5, 1.0), fill(style::INK))),
            "charge" => Some(drawn(node, arrow(x, y - 8.5, -1.0), line())),
            _ => None,
        }
    };
    points.iter().filter_map(mark).collect()
}

fn drawn(node: usize, segments: Vec<Segment>, paint: Paint) -> Placed {
    Placed { tag: Tag::Node(node), item: Item::Path { segments, paint }, link: None }
}

fn fill(colour: Colour) -> Paint {
    Paint { fill: Some(colour), stroke: None, dash: vec![] }
}

fn line() -> Paint {
    Paint { fill: None, stroke: Some((style::INK, 0.8)), dash: vec![] }
}

fn rectangle([x, y, width, height]: [f32; 4]) -> Vec<Segment> {
    vec![
        Segment::Move(x, y),
        Segment::Line(x + width, y),
        Segment::Line(x + width, y + height),
        Segment::Line(x, y + height),
        Segment::Close,
    ]
}

/// A triangle with its tip at the point, from above (1) or below (-1).
fn arrow(x: f32, y: f32, from: f32) -> Vec<Segment> {
    vec![
        Segment::Move(x, y),
        Segment::Line(x - 3.2, y - 6.5 * from),
        Segment::Line(x + 3.2, y - 6.5 * from),
        Segment::Close,
    ]
}

/// A box filled with slanting lines.
fn hatched([x, y, width, height]: [f32; 4], node: usize) -> Vec<Placed> {
    let mut segments = vec![];
    let mut at = -height;
    while at < width {
        let (from, to) = (at.max(0.0), (at + height).min(width));
        if from < to {
            segments.push(Segment::Move(x + from, y + height - (from - at)));
            segments.push(Segment::Line(x + to, y + height - (to - at)));
        }
        at += 3.0;
    }
    let stroke = |weight| Paint { fill: None, stroke: Some((HATCH, weight)), dash: vec![] };
    let mut items = vec![drawn(node, rectangle([x, y, width, height]), stroke(0.6))];
    if !segments.is_empty() {
        items.insert(0, drawn(node, segments, stroke(0.5)));
    }
    items
}

/// Returns a round step and the top of the scale, at least the most.
fn steps(most: f32) -> (f32, f32) {
    let power = 10f32.powf((most / 4.0).log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|f| f * power).into_iter().find(|step| step * 4.5 >= most);
    let step = step.unwrap_or(power * 10.0);
    (step, (most / step).ceil() * step)
}

impl Figures {
    /// Reads the marks off a figure such as `1,234,567.8`: the last mark is before the decimals.
    fn of(sample: &str) -> Figures {
        let parts: Vec<&str> = sample.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let marks: Vec<&str> = sample.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let (Some(decimal), Some(group)) = (marks.last(), marks.first().filter(|_| marks.len() > 1)) else {
            return Figures::plain();
        };
        let groups = parts[1..parts.len() - 1].iter().rev().map(|part| part.len()).collect();
        Figures { groups, group: (*group).to_owned(), decimal: (*decimal).to_owned() }
    }

    /// As in no language and every one: narrow spaces between groups of three.
    fn plain() -> Figures {
        Figures { groups: vec![3], group: "\u{202f}".into(), decimal: ".".into() }
    }

    /// Returns a whole number in groups, or one with decimals where the scale is small.
    fn written(&self, amount: f32) -> String {
        let decimals = if amount.fract().abs() > 0.001 { 2 } else { 0 };
        let plain = format!("{amount:.decimals$}");
        let (mut rest, cents) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut groups = vec![];
        for size in self.groups.iter().chain(std::iter::repeat(self.groups.last().unwrap_or(&3))) {
            let Some(at) = rest.len().checked_sub(*size).filter(|at| *at > 0) else { break };
            groups.push(&rest[at..]);
            rest = &rest[..at];
        }
        groups.push(rest);
        groups.reverse();
        let whole = groups.join(&self.group);
        if cents.is_empty() { whole } else { format!("{whole}{}{cents}", self.decimal) }
    }
}

fn read(text: &str) -> Result<Chart, String> {
    let (head, rows) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut chart =
        Chart { alt: String::new(), labels: vec![], days: vec![], figures: Figures::plain(), points: vec![] };
    for line in head.lines() {
        let Some((key, words)) = line.split_once(':').map(|(key, words)| (key.trim(), words.trim())) else { continue };
        match key {
            "alt" => words.clone_into(&mut chart.alt),
            "figures" => chart.figures = Figures::of(words),
            "day" => {
                let (day, words) = words.split_once(' ').unwrap_or((words, ""));
                chart.days.push((day.parse().map_err(|_| line.to_string())?, words.to_string()));
            }
            _ => chart.labels.push((key.to_string(), words.to_string())),
        }
    }
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        chart.points.push(point(row).ok_or_else(|| row.to_string())?);
    }
    Ok(chart)
}

fn point(row: &str) -> Option<Point> {
    let mut cells = row.split(',').map(str::trim);
    let day = cells.next()?.parse().ok()?;
    let amount = |cell: Option<&str>| cell?.parse::<f32>().ok().filter(|amount| amount.is_finite() && *amount >= 0.0);
    let (principal, charges) = (amount(cells.next())?, amount(cells.next())?);
    Some(Point { day, principal, charges, mark: cells.next().unwrap_or("").to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_covers_the_balance() {
        assert_eq!(steps(13_020.0), (5_000.0, 15_000.0));
        assert_eq!(steps(800.0), (200.0, 800.0));
    }

    #[test]
    fn figures_are_written_as_the_sample_is() {
        let written = |sample: &str, amount| Figures::of(sample).written(amount);
        assert_eq!(written("1,234,567.8", 15_000.0), "15,000");
        assert_eq!(written("1.234.567,8", 2.5), "2,50");
        assert_eq!(written("12,34,567.8", 1_500_000.0), "15,00,000");
        assert_eq!(written("1’234’567.8", 15_000.0), "15’000");
        assert_eq!(written("", 15_000.0), "15\u{202f}000");
    }

    #[test]
    fn rows_that_are_no_rows_are_named() {
        assert_eq!(read("alt: a\n\n2026-01-01,1,x,\n"), Err("2026-01-01,1,x,".into()));
        assert_eq!(read("day: May\n\n2026-01-01,1,2,\n"), Err("day: May".into()));
        let chart =
            read("alt: a: b\nprincipal: Principal\nday: 2026-01-01 New Year\n\n2026-01-01,100,0,charge\n").unwrap();
        assert_eq!((chart.alt.as_str(), chart.labels.len(), chart.points.len()), ("a: b", 1, 1));
        assert_eq!(chart.days, [("2026-01-01".parse().unwrap(), "New Year".to_string())]);
    }
}
