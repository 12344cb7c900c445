//! Fonts beyond those built in: the ones a case names, and the ones of this machine; read only when a document has a
//! character that no built-in face has.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;
use crate::typeset::{Assets, Attachment, Fault};

/// The largest font file that is read: collections for Chinese, Japanese and Korean have some 30 MB.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Beginnings of the names of fonts with many scripts, the best first. Lower case, without spaces and hyphens.
const KNOWN: [&str; 15] = [
    "notoserifcjk",
    "sourcehanserif",
    "notosanscjk",
    "sourcehansans",
    "notoserif",
    "notosans",
    "droidsansfallback",
    "hiragino",
    "pingfang",
    "applesdgothic",
    "yumin",
    "yugoth",
    "msyh",
    "simsun",
    "malgun",
];

/// Returns the built-in faces with those added that the text needs; none if there is nothing to add.
///
/// Fonts that are named are looked for beside `file` and in the folders above it, before those of this machine.
fn reaching(text: &str, file: &Path, named: &[String]) -> Option<Fonts> {
    let mut fonts = Fonts::built_in();
    let mut missing: Vec<char> = text.chars().filter(|c| is_visible(*c) && !fonts.have(*c)).collect();
    missing.sort_unstable();
    missing.dedup();
    let all = missing.len();
    let own = named.iter().filter_map(|name| above(file, name));
    for path in own.chain(of_this_machine()) {
        if missing.is_empty() {
            break;
        }
        if let Some(bytes) = read(&path) {
            let name = path.file_stem().map_or_else(String::new, |stem| plain(&stem.to_string_lossy()));
            fonts.add_for(&missing, &name, bytes);
            missing.retain(|c| !fonts.have(*c));
        }
    }
    (missing.len() < all).then_some(fonts)
}

/// Returns the PDF; where a character is missing, once more with the fonts that [`reaching`] finds for the text.
///
/// # Errors
///
/// Everything that cannot be set.
pub(super) fn pdf(
    (markdown, file, named): (&str, &Path, &[String]),
    setter: &mut Setter<'_>,
    assets: &dyn Assets,
    attachments: &[Attachment],
) -> Result<Vec<u8>, Vec<Fault>> {
    let first = setter.pdf(markdown, assets, attachments);
    let is_missing = |faults: &&Vec<Fault>| faults.iter().any(|fault| fault.character.is_some());
    match first.as_ref().err().filter(is_missing).and_then(|_| reaching(markdown, file, named)) {
        Some(fonts) => setter.again(&Arc::new(fonts)).pdf(markdown, assets, attachments),
        None => first,
    }
}

/// Direction marks and the like are never drawn.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !c.is_whitespace()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A font file may only be named, not a way to one.
fn above(file: &Path, name: &str) -> Option<PathBuf> {
    let is_name = Path::new(name).file_name().is_some_and(|only| only == name);
    let folder = std::path::absolute(file).ok()?;
    folder.ancestors().skip(1).map(|folder| folder.join(name)).find(|path| is_name && path.is_file())
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let size = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    (size <= MOST_BYTES).then(|| std::fs::read(path).ok()).flatten()
}

/// Returns the known fonts of this machine, the best first.
fn of_this_machine() -> Vec<PathBuf> {
    let mut found: Vec<(usize, PathBuf)> = folders()
        .iter()
        .flat_map(|folder| WalkDir::new(folder).max_depth(5).into_iter().flatten())
        .filter_map(|entry| Some((rank(entry.path())?, entry.into_path())))
        .collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// Returns the place of a regular font among the known ones.
fn rank(path: &Path) -> Option<usize> {
    let ending = path.extension()?.to_ascii_lowercase();
    let name = plain(&path.file_stem()?.to_string_lossy());
    let other = ["bold", "italic", "black", "light", "thin", "medium", "condensed", "mono"];
    let is_regular =
        ["ttf", "otf", "ttc"].iter().any(|font| ending == *font) && !other.iter().any(|w| name.contains(w));
    is_regular.then(|| KNOWN.iter().position(|known| name.starts_with(known))).flatten()
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:\\Windows\\Fonts"]
            .iter()
            .map(PathBuf::from)
            .collect();
    if let Some(home) = std::env::home_dir() {
        folders.extend([".local/share/fonts", ".fonts", "Library/Fonts"].map(|below| home.join(below)));
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_fonts_with_many_scripts_are_known_by_their_names() {
        assert_eq!(rank(Path::new("/x/NotoSerifCJK-Regular.ttc")), Some(0));
        assert_eq!(rank(Path::new("/x/DroidSansFallbackFull.ttf")), Some(6));
        assert_eq!(rank(Path::new("/x/NotoSansCJK-Bold.ttc")), None);
        assert_eq!(rank(Path::new("/x/NotoSansCJK-Regular.txt")), None);
    }

    #[test]
    fn a_way_out_of_the_folder_is_no_name_of_a_font() {
        assert_eq!(above(Path::new("Cargo.toml"), "src/typeset/assets/SourceSans3-Regular.ttf"), None);
        assert!(above(Path::new("src/lib.rs"), "Cargo.toml").is_some());
    }

    #[test]
    fn a_text_of_built_in_letters_needs_nothing_more() {
        assert!(reaching("Zażółć gęślą jaźń, שלום", Path::new("case.yaml"), &[]).is_none());
    }
}
