//! A set of glyphs of one face.

/// Glyph numbers, a bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct GlyphSet {
    /// As many as the highest number needs, so that equal sets have equal words.
    words: Vec<u64>,
}

impl GlyphSet {
    #[inline]
    pub(super) fn add(&mut self, glyph: u16) {
        let word = usize::from(glyph / 64);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (glyph % 64);
    }

    pub(super) fn add_all(&mut self, others: &GlyphSet) {
        self.words.resize(self.words.len().max(others.words.len()), 0);
        for (word, other) in self.words.iter_mut().zip(&others.words) {
            *word |= other;
        }
    }

    /// Returns the glyphs in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u16> {
        self.words.iter().zip(0..).flat_map(|(word, place): (&u64, u16)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place * 64 + bit)
        })
    }

    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Returns how many glyphs are in the other set too.
    pub(super) fn count_common(&self, other: &GlyphSet) -> u32 {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & other).count_ones()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(glyphs: &[u16]) -> GlyphSet {
        let mut set = GlyphSet::default();
        for glyph in glyphs {
            set.add(*glyph);
        }
        set
    }

    #[test]
    fn each_glyph_counts_once_and_in_order() {
        let set = set(&[700, 3, 64, 3, u16::MAX]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 64, 700, u16::MAX]);
        assert_eq!(set.count(), 4);
    }

    #[test]
    fn sets_are_equal_however_they_came_about() {
        let (mut low, mut high) = (set(&[3]), set(&[700]));
        low.add_all(&set(&[700]));
        high.add_all(&set(&[3]));
        assert_eq!(low, high);
        assert_eq!(low.count_common(&set(&[3, 4])), 1);
    }
}
