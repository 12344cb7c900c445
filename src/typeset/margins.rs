//! What stands in the margins of pages: the running head at the top, the footer and the page number at the foot.

use super::flow::{Flow, Placed, baseline};
use super::head::Head;
use super::lines::{Line, Setting};
use super::markdown::Span;
use super::pages::hairline;
use super::style;

/// The space between the footer and the page number.
const FOLIO_GUTTER: f32 = 14.0;
/// What stands between the parts of a footer.
const PART: &str = " · ";
/// So many lines of a footer have room in the margin; for more of them the foot grows upwards.
const FOOT_LINES: usize = 2;
/// So many lines it may have: an imprint with all that a country asks for.
const MOST_FOOT_LINES: usize = 6;
/// A page number as wide as any of a document of that many pages.
const WIDEST: usize = 888;

/// The words at the foot of a page.
struct Foot {
    folio: Option<(Line, Vec<Span>)>,
    lines: Vec<(Line, Vec<Span>)>,
}

/// A footer in lines of a measure. Page numbers of as many digits leave it the same, so it is set once for them all.
pub(super) struct Footer {
    measure: f32,
    lines: Vec<(Line, Vec<Span>)>,
}

impl Flow<'_, '_> {
    fn folio_setting(&self) -> Setting {
        Setting {
            colour: style::MUTED,
            tabular: true,
            hyphenate: false,
            ..self.setting(self.style.folio, self.measure)
        }
    }

    /// Returns how much taller than the margin the foot is; a footer too long for any foot is a fault.
    pub(super) fn taller_foot(&mut self, head: &Head) -> f32 {
        let lines = self.foot(head, WIDEST, WIDEST).lines.len();
        if lines > MOST_FOOT_LINES {
            self.line = head.footer_line;
            let text = "the `footer` is too long for the foot of a page".to_string();
            self.fault("footer-too-long", text, Some("shorten it to six lines"));
        }
        lines.saturating_sub(FOOT_LINES) as f32 * self.style.folio.leading
    }

    fn foot(&mut self, head: &Head, page: usize, pages: usize) -> Foot {
        let setting = self.folio_setting();
        let mut room = self.measure;
        let page_of = head.page_of.as_ref().filter(|_| pages > 1 || head.footer.is_some());
        let folio = page_of.map(|words| {
            let words = words.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
            let (line, spans) = self.cut(&words, &setting, self.measure / 2.0);
            room -= line.width + FOLIO_GUTTER;
            (line, spans)
        });
        let kept = self.footer.take().filter(|footer| footer.measure.to_bits() == room.to_bits());
        let footer = kept.unwrap_or_else(|| {
            let words = head.footer.as_deref().unwrap_or_default();
            Footer { measure: room, lines: self.parts(words, &Setting { measure: room, ..setting }) }
        });
        let lines = footer.lines.clone();
        self.footer = Some(footer);
        Foot { folio, lines }
    }

    /// Returns the lines of a footer: its parts, between which a middle dot stands, are kept whole where they can be.
    fn parts(&mut self, words: &str, setting: &Setting) -> Vec<(Line, Vec<Span>)> {
        let (mut lines, mut parts) = (vec![], words.split(PART).peekable());
        while let Some(first) = parts.next() {
            let mut line = first.to_string();
            while let Some(longer) = parts.peek().map(|part| format!("{line}{PART}{part}")) {
                if self.one_line(&format!("{longer} ·"), setting).0.width > setting.measure {
                    break;
                }
                line = longer;
                parts.next();
            }
            if parts.peek().is_some() {
                line.push_str(PART);
            }
            let spans = vec![Span { text: line, ..Span::default() }];
            lines.extend(self.set(&spans, setting).into_iter().map(|line| (line, spans.clone())));
        }
        lines
    }

    /// Returns the running head and the foot of a page.
    pub(super) fn margins(
        &mut self,
        head: &Head,
        page: usize,
        pages: usize,
        height: f32,
    ) -> (Vec<Placed>, Vec<Placed>) {
        let kind = self.style.folio;
        let mut top = vec![];
        if let Some(words) = head.continued.as_ref().filter(|_| page > 1) {
            let (line, spans) = self.cut(words, &self.folio_setting(), self.measure);
            let y = self.style.margins[0] - kind.leading * 0.4;
            let x = self.inset(0.0, line.width);
            top.extend(self.placed(line, &spans, 0, x, y));
        }
        let Foot { folio, lines } = self.foot(head, page, pages);
        let taller = lines.len().saturating_sub(FOOT_LINES) as f32 * kind.leading;
        let y = height - self.style.margins[2] * 0.5 - kind.leading - taller;
        let (mut foot, mut left) = (vec![], self.left);
        if let Some((line, spans)) = folio {
            let x = self.inset(self.measure - line.width, line.width);
            if self.rtl {
                left += line.width + FOLIO_GUTTER;
            }
            foot.extend(self.placed(line, &spans, 0, x, y + baseline(kind)));
        }
        for (k, (line, spans)) in lines.into_iter().enumerate() {
            foot.extend(self.placed(line, &spans, 0, left, y + k as f32 * kind.leading + baseline(kind)));
        }
        if !foot.is_empty() {
            foot.push(hairline(self.left, y - 3.0, self.measure));
        }
        (top, foot)
    }

    /// Returns one line of at most so much width; longer words are cut off with an ellipsis.
    fn cut(&mut self, words: &str, setting: &Setting, most: f32) -> (Line, Vec<Span>) {
        let (mut line, mut spans) = self.one_line(words, setting);
        let mut kept: Vec<char> = words.chars().collect();
        while line.width > most && !kept.is_empty() {
            // by the share that is too much, so that long texts are cut in a few steps
            kept.truncate((kept.len() as f32 * most / line.width) as usize);
            let shorter: String = kept.iter().collect();
            (line, spans) = self.one_line(&format!("{}…", shorter.trim_end()), setting);
            kept.pop();
        }
        (line, spans)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fonts::Fonts;
    use super::super::{NoAssets, Setter, Subsets};

    #[test]
    fn a_foot_breaks_between_its_parts() {
        let fonts = Arc::new(Fonts::built_in());
        let part = "Commercial register of Hamburg, number 000187, USt-IdNr. DE000000187";
        let foot = format!("footer: {part} · {part}");
        let markdown = format!("---\nclass: letter\nlang: de\ntitle: T\n{foot}\n---\n\nText.\n");
        let document = Setter::new(&fonts, Subsets::Exact).layout(&markdown, &NoAssets).unwrap();
        assert_eq!(document.runs().filter(|run| run.text.starts_with(part)).count(), 2);
    }
}
