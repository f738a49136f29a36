//! What a file is, told by its first bytes and never by its name.

/// What a file's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Png,
    Jpeg,
    Tiff,
    /// A known format that is not read, with its name.
    Other(&'static str),
}

/// First bytes of formats, the longer ones first where one begins like another.
const MAGIC: [(&[u8], Kind); 14] = [
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"\xFF\xD8\xFF", Kind::Jpeg),
    (b"II*\0", Kind::Tiff),
    (b"MM\0*", Kind::Tiff),
    (b"II+\0", Kind::Tiff),
    (b"MM\0+", Kind::Tiff),
    (b"%PDF", Kind::Other("PDF")),
    (b"PK\x03\x04", Kind::Other("ZIP archive (or Word, OpenDocument)")),
    (b"GIF8", Kind::Other("GIF image")),
    (b"BM", Kind::Other("BMP image")),
    (b"\0\0\0\x0CjP  ", Kind::Other("JPEG 2000 image")),
    (b"{\\rtf", Kind::Other("RTF")),
    (b"<?xml", Kind::Other("XML")),
    (b"<!DOCTYPE html", Kind::Other("HTML")),
];

/// Tells what `bytes` are; what no format begins like is text.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    MAGIC
        .iter()
        .find(|(magic, kind)| bytes.starts_with(magic) || (is_markup(*kind) && start.starts_with(magic)))
        .map(|&(_, kind)| kind)
        // Texts may begin with "BM"; bitmaps hold NUL bytes.
        .filter(|&kind| kind != Kind::Other("BMP image") || bytes.contains(&0))
        .unwrap_or(Kind::Text)
}

fn is_markup(kind: Kind) -> bool {
    matches!(kind, Kind::Other("XML" | "HTML"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_by_content() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n..."), Kind::Png);
        assert_eq!(kind(b"MM\0*\0\0\0\x08"), Kind::Tiff);
        assert_eq!(kind(b"%PDF-1.7"), Kind::Other("PDF"));
        assert_eq!(kind(b"\xEF\xBB\xBF\n<?xml version='1.0'?>"), Kind::Other("XML"));
        assert_eq!(kind(b"BMN 2026.037, protokoll"), Kind::Text);
        assert_eq!(kind(b"Protokoll"), Kind::Text);
        assert_eq!(kind(b""), Kind::Text);
    }
}
