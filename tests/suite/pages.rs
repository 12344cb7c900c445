//! Pages as pictures: one document of each class, paper, envelope and script looks as it did when it was last looked at.
//!
//! `tests/pages` holds the pictures, and the documents that are there for their script alone; `RECORD=1 cargo test
//! pages::` records again, and whoever does so looks at each picture.
//!
//! A page is drawn by `pdftoppm` at 180 dots an inch and made three times smaller, so that what versions of it do to the
//! edges of letters is lost. Two pictures are alike if at most [`ALIKE`] squares of [`SIDE`] points (1.7 mm) have a
//! mean that differs by more than [`DIFFERENCE`] of 255. `pdftocairo`, which draws letters by other means, makes 4
//! such squares at most; a short line of small grey type that stands a millimetre lower makes 100, and a word of two
//! letters that is gone 47. The tests below hold all three.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::frame::{Document, Item, Run};
use pastdue::typeset::pdf::Writer;
use pastdue::typeset::{Setter, Subsets};

use crate::fonts::BROAD;
use crate::papers::{FIXTURES, source};
use crate::support::project;

/// The side of the squares that are compared, in points of the picture.
const SIDE: usize = 4;
/// So much of 255 the mean of a square may differ.
const DIFFERENCE: u32 = 28;
/// So many squares may differ more.
const ALIKE: usize = 12;

/// The documents with the pages of each that are recorded.
const PAGES: [(&str, &[usize]); 14] = [
    ("letter", &[1, 2]),
    ("sheet", &[1]),
    ("statement", &[1, 2]),
    ("agreement", &[1]),
    ("hostile", &[1]),
    ("latin", &[1]),
    ("greek", &[1]),
    ("cyrillic", &[1]),
    ("vietnamese", &[1]),
    ("hebrew", &[1]),
    ("arabic", &[1]),
    ("hebrew-sheet", &[1]),
    ("arabic-statement", &[1]),
    ("chinese", &[1]),
];

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// A page in 256 greys, 60 dots an inch.
#[derive(Debug, PartialEq)]
struct Picture {
    width: usize,
    height: usize,
    greys: Vec<u8>,
}

impl Picture {
    /// Draws a page of a PDF by a program, three times as large, and makes it smaller; none where it is not installed.
    fn drawn(program: &str, pdf: &[u8], page: usize) -> Option<Picture> {
        let folder = tempfile::tempdir().unwrap();
        let (file, picture) = (folder.path().join("page.pdf"), folder.path().join("page"));
        fs::write(&file, pdf).unwrap();
        let page = page.to_string();
        let mut command = Command::new(program);
        command.args(["-r", "180", "-gray", "-f", &page, "-l", &page, "-singlefile"]);
        if program == "pdftocairo" {
            command.arg("-png");
        }
        let Ok(output) = command.arg(&file).arg(&picture).output() else {
            println!("`{program}` is not installed: not asked");
            return None;
        };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let drawn = fs::read(picture.with_extension("pgm")).map(|bytes| pgm(&bytes));
        Some(drawn.unwrap_or_else(|_| png(&fs::read(picture.with_extension("png")).unwrap())).smaller(3))
    }

    /// Returns the picture so many times smaller: each point is the mean of a square.
    fn smaller(&self, times: usize) -> Picture {
        let (width, height) = (self.width / times, self.height / times);
        let mut greys = Vec::with_capacity(width * height);
        for rows in self.greys.chunks_exact(self.width * times) {
            let mut sums = vec![0_u32; width];
            for row in rows.chunks_exact(self.width) {
                for (sum, points) in sums.iter_mut().zip(row.chunks_exact(times)) {
                    *sum += points.iter().map(|grey| u32::from(*grey)).sum::<u32>();
                }
            }
            greys.extend(sums.into_iter().map(|sum| (sum / (times * times) as u32) as u8));
        }
        Picture { width, height, greys }
    }

    /// Returns how many squares differ by more than they may; all points if the pages are not of one size.
    fn differing(&self, other: &Picture) -> usize {
        if (self.width, self.height) != (other.width, other.height) {
            return self.greys.len();
        }
        let most = (DIFFERENCE as usize * SIDE * SIDE) as u32;
        self.squares().iter().zip(other.squares()).filter(|(one, other)| one.abs_diff(*other) > most).count()
    }

    /// Returns the sum of each square, one beginning at every point that leaves room for it.
    fn squares(&self) -> Vec<u32> {
        // the sum of all above and left of each point, row by row, with a row and a column of nothing before them
        let side = self.width + 1;
        let mut sums = vec![0; side];
        for row in self.greys.chunks_exact(self.width) {
            let (mut left, above) = (0, sums.len() - side);
            sums.push(0);
            for (x, grey) in row.iter().enumerate() {
                left += u32::from(*grey);
                sums.push(left + sums[above + x + 1]);
            }
        }
        let mut squares = vec![];
        for (upper, lower) in sums.chunks_exact(side).zip(sums.chunks_exact(side).skip(SIDE)) {
            let corners = upper.iter().zip(&upper[SIDE..]).zip(lower.iter().zip(&lower[SIDE..]));
            squares.extend(corners.map(|((a, b), (c, d))| a + d - b - c));
        }
        squares
    }

    /// Returns the picture as a file in sixteen greys.
    fn recorded(&self) -> Vec<u8> {
        let mut file = vec![];
        let mut encoder = png::Encoder::new(&mut file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let grey =
            |points: &[u8]| points.iter().fold(0, |byte, grey| (byte << 4) | ((u16::from(*grey) + 8) / 17)) as u8;
        let rows = self.greys.chunks(self.width).flat_map(|row| {
            row.chunks(2).map(|points| match points {
                [last] => grey(&[*last, 0]),
                both => grey(both),
            })
        });
        encoder.write_header().unwrap().write_image_data(&rows.collect::<Vec<u8>>()).unwrap();
        file
    }
}

/// Reads what `pdftoppm` writes: a head of four words, then a byte a point.
fn pgm(bytes: &[u8]) -> Picture {
    let (mut words, mut at) = (vec![], 0);
    while words.len() < 4 {
        let length = bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        words.push(std::str::from_utf8(&bytes[at..at + length]).unwrap());
        at += length + 1;
    }
    assert_eq!((words[0], words[3]), ("P5", "255"));
    Picture { width: words[1].parse().unwrap(), height: words[2].parse().unwrap(), greys: bytes[at..].to_vec() }
}

fn png(bytes: &[u8]) -> Picture {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut greys = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut greys).unwrap();
    assert_eq!(frame.color_type, png::ColorType::Grayscale);
    greys.truncate(frame.buffer_size());
    Picture { width: frame.width as usize, height: frame.height as usize, greys }
}

/// Returns the fonts that a document needs; none where they are not on this machine.
fn fonts_for(name: &str) -> Option<Arc<Fonts>> {
    let mut fonts = Fonts::built_in();
    if !FIXTURES.contains(&name) {
        let Ok(bytes) = fs::read(BROAD) else {
            println!("{BROAD} is not installed: {name} is not looked at");
            return None;
        };
        let missing: Vec<char> = source(name).0.chars().filter(|c| !c.is_ascii() && !fonts.have(*c)).collect();
        fonts.add_for(&missing, BROAD, bytes);
    }
    Some(Arc::new(fonts))
}

fn laid(name: &str, fonts: &Arc<Fonts>) -> Document {
    let (markdown, beside) = source(name);
    Setter::new(fonts, Subsets::Exact).layout(&markdown, &beside).unwrap()
}

fn written(document: &Document, fonts: &Arc<Fonts>) -> Vec<u8> {
    Writer::new(Arc::clone(fonts), Subsets::Exact).write(document, &[]).unwrap()
}

fn record_of(name: &str, page: usize) -> PathBuf {
    project("tests/pages").join(format!("{name}-{page}.png"))
}

/// Returns the picture of a first page; none while they are being recorded.
fn recorded(name: &str) -> Option<Picture> {
    let recording = std::env::var_os("RECORD").is_some();
    (!recording).then(|| png(&fs::read(record_of(name, 1)).unwrap()))
}

#[test]
fn pages_look_as_recorded() {
    let mut differ = vec![];
    for (name, pages) in PAGES {
        let Some(fonts) = fonts_for(name) else { continue };
        let pdf = written(&laid(name, &fonts), &fonts);
        for page in pages {
            let Some(drawn) = Picture::drawn("pdftoppm", &pdf, *page) else { return };
            let file = record_of(name, *page);
            if std::env::var_os("RECORD").is_some() {
                fs::write(&file, drawn.recorded()).unwrap();
            }
            let differing = fs::read(&file).map_or(usize::MAX, |bytes| drawn.differing(&png(&bytes)));
            if differing > ALIKE {
                let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{page}.png"));
                fs::write(&seen, drawn.recorded()).unwrap();
                differ.push(format!("{} differs in {differing} squares: see {}", file.display(), seen.display()));
            }
        }
    }
    assert!(differ.is_empty(), "{}\n`RECORD=1 cargo test pages::` records again", differ.join("\n"));
}

/// Returns how much the first page of a document differs from its record after a change to it.
fn differing_after(name: &str, change: impl Fn(&mut Document)) -> Option<usize> {
    let fonts = fonts_for(name)?;
    let mut document = laid(name, &fonts);
    change(&mut document);
    let drawn = Picture::drawn("pdftoppm", &written(&document, &fonts), 1)?;
    Some(drawn.differing(&recorded(name)?))
}

fn runs(document: &mut Document) -> impl Iterator<Item = &mut Run> {
    document.pages[0].groups.iter_mut().flat_map(|group| &mut group.items).filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    })
}

#[test]
fn a_line_a_millimetre_lower_is_seen_in_every_script() {
    // a short line of each page
    for (name, words) in [
        ("latin", "Bristol BS1"),
        ("sheet", "Wait for the"),
        ("greek", "Με εκτίμηση"),
        ("cyrillic", "Олена"),
        ("vietnamese", "Khách hàng"),
        ("hebrew", "בברכה"),
        ("arabic", "القاهرة"),
        ("chinese", "經理部"),
    ] {
        let lower = |document: &mut Document| {
            let y = runs(document).find(|run| run.text.contains(words)).unwrap_or_else(|| panic!("{words}")).y;
            runs(document).filter(|run| (run.y - y).abs() < 0.01).for_each(|run| run.y += MM);
        };
        let Some(differing) = differing_after(name, lower) else { return };
        assert!(differing > 2 * ALIKE, "{name}: {differing}");
    }
}

#[test]
fn a_short_word_that_is_gone_is_seen() {
    for (name, word) in [("latin", "£99"), ("sheet", "by"), ("hebrew", "1042"), ("letter", "$620.00")] {
        let lose = |document: &mut Document| {
            let run = runs(document).find(|run| run.text.contains(word)).unwrap_or_else(|| panic!("{word}"));
            let at = run.text.find(word).unwrap() as u32;
            let lost = at..at + word.len() as u32;
            run.glyphs.iter_mut().filter(|glyph| lost.contains(&glyph.text.start)).for_each(|glyph| glyph.dy = -90.0);
        };
        let Some(differing) = differing_after(name, lose) else { return };
        assert!(differing > 2 * ALIKE, "{name}: {differing}");
    }
}

#[test]
fn the_page_drawn_by_another_program_is_alike() {
    for name in ["letter", "sheet", "latin", "hebrew", "arabic", "statement", "greek", "vietnamese", "cyrillic"] {
        let fonts = fonts_for(name).unwrap();
        let pdf = written(&laid(name, &fonts), &fonts);
        let (Some(drawn), Some(recorded)) = (Picture::drawn("pdftocairo", &pdf, 1), recorded(name)) else { return };
        let differing = drawn.differing(&recorded);
        assert!(differing <= ALIKE, "{name}: {differing}");
    }
}

#[test]
fn nothing_stands_off_its_page() {
    for (name, _) in PAGES {
        let Some(fonts) = fonts_for(name) else { continue };
        let document = laid(name, &fonts);
        for run in document.runs() {
            let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance * run.size).sum();
            let inside = run.x >= 20.0 && run.x + width <= document.width - 20.0;
            assert!(inside && run.y < document.height - 10.0, "{name}: `{}` at {} and {}", run.text, run.x, run.y);
        }
    }
}
