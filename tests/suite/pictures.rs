//! Logos and signatures of every kind of file: drawn in their colours, said in words, or refused in words.
//!
//! Each file of `tests/pictures` shows a red field at the left and a blue one at the right, within a border that is white
//! or clear; they came out of a drawing program, as those of a user do.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress};
use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::{Setter, Subsets};

use crate::papers::{Beside, Paper, papers};
use crate::support::{Run, project, text_of};

/// The pictures that can be set, and whether they are in colour.
pub(crate) const PICTURES: [(&str, bool); 13] = [
    ("clear.png", true),
    ("colour.jpg", true),
    ("colour.png", true),
    ("deep.png", true),
    ("grey-clear.png", false),
    ("grey.jpg", false),
    ("grey.png", false),
    ("half-clear.png", true),
    ("interlaced.png", true),
    ("one-bit.png", false),
    ("palette-clear.png", true),
    ("palette.png", true),
    ("progressive.jpg", true),
];

/// Returns a letter with the picture for its logo and its signature.
fn letter(picture: &str) -> String {
    format!(
        "---\nclass: letter\nlang: en\ntitle: T\nauthor: Harbour Ltd\npaper: a4\nlogo: {picture}\n---\n\n<!-- sender -->\n\
         Harbour Ltd\\\nBristol\n\n# The letter\n\nText.\n\n<!-- signature -->\nSincerely,\\\nInes Vale\n\n\
         ![Signature of Ines Vale]({picture})\n"
    )
}

/// Returns the letters with each picture.
pub(crate) fn letters() -> Vec<Paper> {
    let fonts = Arc::new(Fonts::built_in());
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    let set = |(picture, _): (&str, bool)| {
        let markdown = letter(picture);
        let pdf = setter.pdf(&markdown, &Beside(project("tests/pictures")), &[]);
        let pdf = pdf.unwrap_or_else(|faults| panic!("{picture}: {faults:?}"));
        Paper { name: format!("pictures/{picture}"), markdown, pdf }
    };
    PICTURES.map(set).into()
}

/// Returns red, green and blue of a page's points, 72 a page's inch.
fn drawn(paper: &Paper) -> Option<impl Fn(f32, f32) -> [u8; 3]> {
    let output = Command::new("pdftoppm").args(["-r", "72", "-singlefile"]).arg(paper.file()).output();
    let Ok(output) = output else {
        println!("`pdftoppm` is not installed: not asked");
        return None;
    };
    let head = output.stdout.iter().enumerate().filter(|(_, b)| b.is_ascii_whitespace()).nth(3).unwrap().0 + 1;
    let words: Vec<String> =
        String::from_utf8_lossy(&output.stdout[..head]).split_whitespace().map(str::to_owned).collect();
    assert_eq!(words[0], "P6");
    let width: usize = words[1].parse().unwrap();
    Some(move |x: f32, y: f32| {
        let at = head + 3 * (y as usize * width + x as usize);
        output.stdout[at..at + 3].try_into().unwrap()
    })
}

/// The logo: left, top and width of what is drawn, at the margins of a letter.
const LOGO: [f32; 3] = [71.0, 39.7, 76.7];

#[test]
fn every_kind_of_picture_is_drawn_in_its_colours_and_lets_the_paper_through_where_it_is_clear() {
    for (picture, coloured) in PICTURES {
        let name = format!("pictures/{picture}");
        let paper = papers().iter().find(|paper| paper.name == name).unwrap();
        let Some(at) = drawn(paper) else { return };
        let [left, top, width] = LOGO;
        let point = |across: f32, down: f32| at(left + width * across, top + width * 0.6 * down);
        let (red, blue, border) = (point(0.3, 0.5), point(0.7, 0.5), point(0.03, 0.05));
        assert!(border.iter().all(|part| *part > 240), "{picture}: the border is {border:?}");
        let dark = |[r, g, b]: [u8; 3]| u32::from(r) + u32::from(g) + u32::from(b) < 600;
        assert!(dark(red) && dark(blue), "{picture}: {red:?} and {blue:?}");
        let grey = |[r, g, b]: [u8; 3]| r.abs_diff(g) < 3 && g.abs_diff(b) < 3;
        if coloured {
            assert!(red[0] > red[2] + 50 && blue[2] > blue[0] + 50, "{picture}: {red:?} and {blue:?}");
        } else {
            assert!(grey(red) && grey(blue), "{picture}: {red:?} and {blue:?}");
        }
        if picture == "half-clear.png" {
            assert!(red[0] > 210 && red[1] > 120, "the paper shines through: {red:?}");
        }
    }
}

#[test]
fn logo_and_signature_are_figures_that_say_whose_they_are() {
    for paper in papers().iter().filter(|paper| paper.name.starts_with("pictures/")) {
        assert_eq!(alternatives(&paper.pdf), ["Harbour Ltd", "Signature of Ines Vale"], "{}", paper.name);
    }
}

/// Returns a PNG of these pieces, each with its checksum.
fn png(pieces: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, bytes) in pieces {
        let piece = [kind.as_slice(), bytes].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&piece);
        file.extend((bytes.len() as u32).to_be_bytes());
        file.extend(&piece);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}

fn header(width: u32, height: u32) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat()
}

/// Returns so many megabytes of nothing, packed: one of them again and again.
fn packed(megabytes: usize) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut one = Vec::with_capacity(10_000);
    packer.compress_vec(&vec![0; 1_000_000], &mut one, FlushCompress::Full).unwrap();
    let sum = ((megabytes * 1_000_000 % 65_521) as u32) << 16 | 1;
    [&[0x78, 0xda], one.repeat(megabytes).as_slice(), &[3, 0], &sum.to_be_bytes()].concat()
}

/// A picture of few points that unpacks to far more than those.
fn overfull() -> Vec<u8> {
    png(&[(b"IHDR", header(60, 36)), (b"IDAT", packed(2_500)), (b"IEND", vec![])])
}

/// A picture whose colour profile unpacks to far more than any profile.
fn overfull_profile() -> Vec<u8> {
    let profile = [b"x\0\0", packed(2_500).as_slice()].concat();
    png(&[(b"IHDR", header(60, 36)), (b"iCCP", profile), (b"IDAT", packed(1)), (b"IEND", vec![])])
}

/// Files that are refused, each with the words.
fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let picture = |name: &str| fs::read(project("tests/pictures").join(name)).unwrap();
    let cut = |name: &str| picture(name)[..picture(name).len() * 2 / 3].to_vec();
    let huge = png(&[(b"IHDR", header(60_000, 60_000)), (b"IDAT", packed(1)), (b"IEND", vec![])]);
    let flat = png(&[(b"IHDR", header(0, 36)), (b"IDAT", packed(1)), (b"IEND", vec![])]);
    vec![
        ("cmyk.jpg", picture("cmyk.jpg"), "is a JPEG file with four colours; save it as RGB"),
        ("vector.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "is neither PNG nor JPEG"),
        ("empty.png", vec![], "is neither PNG nor JPEG"),
        ("cut.png", cut("colour.png"), "is a broken PNG file"),
        ("cut.jpg", cut("colour.jpg"), "is a broken JPEG file"),
        ("huge.png", huge, "has 3600000000 points, more than 20000000"),
        ("flat.png", flat, "is a broken PNG file"),
        ("heavy.png", vec![0; 5 * 1024 * 1024], "is too large"),
    ]
}

#[test]
fn what_cannot_be_set_is_refused_in_words_with_its_line() {
    for (name, bytes, words) in refused() {
        let run = Run::new("typeset letter.md").file("letter.md", letter(name)).file(name, bytes);
        let ended = run.ends_with(1);
        let expected = format!("]: `{name}` {words}");
        assert!(ended.stderr.contains("error[image-") && ended.stderr.contains(&expected), "{}", ended.stderr);
        assert!(ended.stderr.contains("letter.md:7:1"), "{}", ended.stderr);
        assert!(!ended.has("letter.pdf"));
    }
}

#[test]
fn a_case_refuses_it_where_it_names_it() {
    let case = text_of("cases/northwind-2026-014.yaml");
    for (name, bytes, _) in refused() {
        let case = case.replace("halden.png", name);
        let line = case.lines().position(|line| line.contains(name)).unwrap() + 1;
        let run = Run::new("statement case.yaml --as-of 2026-06-12").file("case.yaml", &case).file(name, bytes);
        let ended = run.ends_with(1);
        let expected = format!("error[bad-image]: `logo` names `{name}`, which ");
        assert!(ended.stderr.contains(&expected), "{}", ended.stderr);
        assert!(ended.stderr.contains(&format!("case.yaml:{line}:")), "{}", ended.stderr);
        assert!(!ended.has("out/northwind-2026-014/statement.pdf"));
    }
}

#[test]
fn the_ending_of_a_name_counts_for_nothing() {
    let bytes = fs::read(project("tests/pictures/colour.png")).unwrap();
    Run::new("typeset letter.md").file("letter.md", letter("logo.jpg")).file("logo.jpg", bytes).ends_with(0);
}

#[cfg(unix)]
#[test]
fn what_unpacks_to_far_more_than_it_says_takes_no_memory() {
    for (name, bytes) in [("overfull.png", overfull()), ("profile.png", overfull_profile())] {
        let run = Run::new("typeset letter.md").file("letter.md", letter(name)).file(name, bytes);
        let plain = run.command();
        // in kilobytes: less than it unpacks to
        let mut limited = Command::new("sh");
        limited.args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""]).arg(plain.get_program()).args(plain.get_args());
        let output = limited.current_dir(run.path()).env_clear().env("PATH", "/usr/bin:/bin").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?}, {said}", output.status);
        assert!(output.status.success() || said.contains("is a broken PNG file"), "{name}: {said}");
    }
}

/// Returns the alternative texts in a PDF, sorted.
fn alternatives(pdf: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let texts = file.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok());
    let mut said: Vec<String> = texts.map(|text| lopdf::decode_text_string(text).unwrap()).collect();
    said.sort();
    said
}

#[test]
fn on_paper_with_a_printed_letterhead_neither_logo_nor_sender_is_set() {
    let demand = "demand cases/brackley-2026-31.yaml --as-of 2026-10-31 --books-current";
    let plain = Run::new(&format!("{demand} -o plain")).with("cases").ends_with(0);
    let blank = plain.then(&format!("{demand} --blank-head -o blank")).ends_with(0);
    let file = |folder: &str| format!("{folder}/brackley-2026-31/demand.pdf");
    assert_eq!(alternatives(&blank.bytes(&file("plain"))), ["Brackley Joinery Ltd", "Signature of Thomas Brackley"]);
    assert_eq!(alternatives(&blank.bytes(&file("blank"))), ["Signature of Thomas Brackley"]);
    let text = |folder: &str| {
        let output = Command::new("pdftotext").args(["-l", "1"]).arg(blank.path(&file(folder))).arg("-").output();
        Some(String::from_utf8_lossy(&output.ok()?.stdout).into_owned())
    };
    let (Some(with), Some(without)) = (text("plain"), text("blank")) else {
        return println!("`pdftotext` is not installed: not asked");
    };
    let markdown = blank.text("plain/brackley-2026-31/demand.md");
    let sender = markdown.split("<!-- sender -->\n").nth(1).unwrap().lines().nth(1).unwrap().trim_end_matches('\\');
    let stands = |text: &str| text.lines().any(|line| line.trim() == sender);
    assert!(stands(&with) && !stands(&without), "{sender} in {without}");
}
