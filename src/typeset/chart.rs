//! The balance over time as steps: principal below, charges above, payments and charges marked.
//!
//! Principal is a light fill under a solid line, charges are hatched: the two differ without colour.

use chrono::NaiveDate;

use super::flow::{Flow, Placed, Slab, decor};
use super::frame::{Colour, Item, Paint, Segment, Tag};
use super::lines::Setting;
use super::style;

const HEIGHT: f32 = 118.0;
const LEGEND: f32 = 16.0;
const AXIS: f32 = 14.0;
/// The room for figures at the left.
const GUTTER: f32 = 46.0;

const FILL: Colour = Colour::grey(0.86);
const HATCH: Colour = Colour(0.16, 0.33, 0.47);

/// What a chart shows.
#[derive(Debug, PartialEq)]
struct Chart {
    alt: String,
    /// Words of the legend: key and text, in the order given.
    labels: Vec<(String, String)>,
    points: Vec<Point>,
    /// The words for the first and the last day; else they stand as in the rows.
    ends: [Option<String>; 2],
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
        let mut items = self.grid(&scale, step, figure);
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
        self.placed(line, &spans, node, x, y)
    }

    fn grid(&mut self, scale: &Scale, step: f32, node: usize) -> Vec<Placed> {
        let mut items = vec![];
        let lines = (scale.most / step).round() as usize;
        for k in 0..=lines {
            let amount = step * k as f32;
            let y = scale.y(amount);
            let (weight, colour) = if k == 0 { (0.7, style::MUTED) } else { (0.3, style::FAINT) };
            items.push(decor(Item::Rect { area: [scale.left, y, scale.width, weight], colour }));
            items.extend(self.note(&grouped(amount), node, scale.left - 6.0, y + 2.6, true));
        }
        items
    }

    fn days(&mut self, chart: &Chart, scale: &Scale, node: usize) -> Vec<Placed> {
        let y = LEGEND + HEIGHT + 10.5;
        let typed = |point: Option<&Point>| point.map(|point| point.day.to_string());
        let [first, last] = &chart.ends;
        let first = first.clone().or_else(|| typed(chart.points.first())).unwrap_or_default();
        let last = last.clone().or_else(|| typed(chart.points.last())).unwrap_or_default();
        let mut items = self.note(&first, node, scale.left, y, false);
        items.extend(self.note(&last, node, scale.left + scale.width, y, true));
        items
    }

    fn legend(&mut self, chart: &Chart, node: usize) -> Vec<Placed> {
        let mut x = self.left + GUTTER;
        let mut items = vec![];
        for (key, words) in &chart.labels {
            let sample = [x, 1.0, 9.0, 7.0];
            items.extend(match key.as_str() {
                "principal" => vec![drawn(node, rectangle(sample), fill(FILL)), drawn(node, rectangle(sample), line())],
                "charges" => hatched(sample, node),
                "payment" => vec![drawn(node, arrow(x + 4.5, 8.0, 1.0), fill(style::INK))],
                _ => vec![drawn(node, arrow(x + 4.5, 1.0, -1.0), line())],
            });
            let text = self.note(words, node, x + 13.0, 7.6, false);
            x += 28.0 + width(&text);
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

/// Returns a whole number in groups of three, or one with decimals where the scale is small.
fn grouped(amount: f32) -> String {
    if amount.fract().abs() > 0.001 {
        return format!("{amount:.2}");
    }
    let digits = format!("{amount:.0}");
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
    groups.join("\u{202f}")
}

fn read(text: &str) -> Result<Chart, String> {
    let (head, rows) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut labels: Vec<(String, String)> = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, words)| (key.trim().to_string(), words.trim().to_string()))
        .collect();
    let mut take = |key: &str| labels.iter().position(|(name, _)| name == key).map(|k| labels.remove(k).1);
    let alt = take("alt").unwrap_or_default();
    let ends = ["first", "last"].map(take);
    let points = rows.lines().filter(|row| !row.trim().is_empty()).map(|row| point(row).ok_or_else(|| row.to_string()));
    Ok(Chart { alt, labels, ends, points: points.collect::<Result<_, _>>()? })
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
        assert_eq!(grouped(15_000.0), "15\u{202f}000");
    }

    #[test]
    fn rows_that_are_no_rows_are_named() {
        assert_eq!(read("alt: a\n\n2026-01-01,1,x,\n"), Err("2026-01-01,1,x,".into()));
        let chart = read("alt: a: b\nprincipal: Principal\n\n2026-01-01,100,0,charge\n").unwrap();
        assert_eq!((chart.alt.as_str(), chart.labels.len(), chart.points.len()), ("a: b", 1, 1));
    }
}
