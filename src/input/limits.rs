//! Bounds on what one document may ask for: what lies above them is refused before work is put into it.

use super::format::Kind;

/// Bounds on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most pages.
    pub max_pages: u32,
    /// Most pixels of a page image.
    pub max_pixels: u64,
    /// Memory that a document may need, in bytes, as far as its size tells: see [`Limits::pixels`] and the list of formats in
    /// `README.md`; `None` for no bound.
    pub max_memory: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        // What claims more pages is no protocol; A3 at 700 dpi.
        Self { max_pages: 10_000, max_pixels: 100_000_000, max_memory: None }
    }
}

/// Memory that a pixel needs while its page is decoded, cleaned and read, in bytes: 5 were measured for grey ones, colours need more.
const BYTES_A_PIXEL: u64 = 16;

/// Memory that the programs of poppler may ask for, if nothing else is said; in bytes.
const HELPER_BYTES: u64 = 3 << 30;

impl Limits {
    /// Pixels above which a page is refused: as many as are allowed and as memory is for.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        self.max_memory.map_or(self.max_pixels, |memory| self.max_pixels.min(memory / BYTES_A_PIXEL))
    }

    /// Memory that a program which helps with a document may ask for, in KiB.
    pub(super) fn helper_kib(&self) -> u64 {
        self.max_memory.map_or(HELPER_BYTES, |memory| memory.min(HELPER_BYTES)) >> 10
    }

    /// Why a file of so many bytes is refused.
    pub(super) fn too_large(&self, bytes: usize, kind: Kind) -> Option<String> {
        let memory = self.max_memory?;
        let needed = (bytes as u64).saturating_mul(bytes_a_byte(kind));
        (needed > memory).then(|| {
            let (needed, memory) = (needed >> 10, memory >> 10);
            format!("it may need {needed} KiB of memory; a document may have {memory}")
        })
    }

    /// Why a document of so many pages is refused.
    pub(super) fn too_long(&self, pages: usize) -> Option<String> {
        let most = self.max_pages;
        (pages > most as usize).then(|| format!("it has {pages} pages; at most {most} are read"))
    }
}

/// Memory that a byte of a file needs, from reading to record: 76 were measured for badly read text, 3 for hOCR and ALTO; of images and PDFs the file itself, their pages are
/// bounded by their pixels.
fn bytes_a_byte(kind: Kind) -> u64 {
    match kind {
        Kind::Text => 100,
        Kind::Hocr | Kind::Alto | Kind::PageXml => 12,
        Kind::Pdf | Kind::Png | Kind::Jpeg | Kind::Tiff | Kind::Other(_) => 2,
    }
}

/// What to do about a document above a bound.
pub(super) const REMEDY: &str =
    "cut it into documents, or allow more (--max-pages, --max-pixels, --max-memory)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_bounds_pixels_and_bytes() {
        let limits = Limits { max_memory: Some(240 << 20), ..Limits::default() };
        assert_eq!((Limits::default().pixels(), limits.pixels()), (100_000_000, 15 << 20));
        assert_eq!((Limits::default().helper_kib(), limits.helper_kib()), (3 << 20, 240 << 10));
        assert_eq!(Limits::default().too_large(usize::MAX, Kind::Text), None);
        assert_eq!(limits.too_large(1 << 20, Kind::Text), None);
        assert!(limits.too_large(3 << 20, Kind::Text).is_some_and(|reason| reason.contains("307200 KiB")));
        assert!(limits.too_long(10_000).is_none() && limits.too_long(10_001).is_some());
    }
}
