//! What a file is, told by its content and never by its name.

use super::{hocr, xml};
use crate::page::Format;

/// What a file's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Png,
    Jpeg,
    Tiff,
    Pdf,
    Hocr,
    Alto,
    PageXml,
    /// A known format that is not read, with its name.
    Other(&'static str),
}

impl Kind {
    /// The format that documents of this kind have; `None` for what is not read.
    pub(super) fn format(self) -> Option<Format> {
        Some(match self {
            Self::Text => Format::Text,
            Self::Png | Self::Jpeg | Self::Tiff => Format::Image,
            Self::Pdf => Format::Pdf,
            Self::Hocr => Format::Hocr,
            Self::Alto => Format::Alto,
            Self::PageXml => Format::PageXml,
            Self::Other(_) => return None,
        })
    }

    /// The kind to read `bytes` as where someone says what they are; images are told apart by their bytes alone.
    pub(super) fn stated(format: Format, bytes: &[u8]) -> Option<Self> {
        match format {
            Format::Text => Some(Self::Text),
            Format::Pdf => Some(Self::Pdf),
            Format::Hocr => Some(Self::Hocr),
            Format::Alto => Some(Self::Alto),
            Format::PageXml => Some(Self::PageXml),
            Format::Image => Some(kind(bytes)).filter(|kind| kind.format() == Some(Format::Image)),
        }
    }
}

/// First bytes of formats.
const MAGIC: [(&[u8], Kind); 13] = [
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"\xFF\xD8\xFF", Kind::Jpeg),
    (b"II*\0", Kind::Tiff),
    (b"MM\0*", Kind::Tiff),
    (b"II+\0", Kind::Tiff),
    (b"MM\0+", Kind::Tiff),
    (b"%PDF", Kind::Pdf),
    (b"PK\x03\x04", Kind::Other("ZIP archive (or Word, OpenDocument)")),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Other("Word document of before 2007")),
    (b"GIF8", Kind::Other("GIF image")),
    (b"BM", Kind::Other("BMP image")),
    (b"\0\0\0\x0CjP  ", Kind::Other("JPEG 2000 image")),
    (b"{\\rtf", Kind::Other("RTF")),
];

/// Bytes at the start in which a PDF may begin, as readers of PDF have it.
const PDF_START: usize = 1024;

/// Bytes at the start in which the outermost element of a markup is looked for.
const HEAD: usize = 16 * 1024;

/// Tells what `bytes` are; what no format begins like is text.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let by_magic = MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|&(_, kind)| kind)
        // Texts may begin with "BM"; bitmaps hold NUL bytes.
        .filter(|&kind| kind != Kind::Other("BMP image") || bytes.contains(&0));
    by_magic.or_else(|| markup(bytes)).or_else(|| late_pdf(bytes)).unwrap_or(Kind::Text)
}

/// What the outermost element says, where the bytes begin like markup.
fn markup(bytes: &[u8]) -> Option<Kind> {
    let head = xml::decode_head(&bytes[..bytes.len().min(HEAD)])?;
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with('<') {
        return None;
    }
    let is_xml = head.starts_with("<?xml");
    let Some(name) = outermost(head) else {
        return is_xml.then_some(Kind::Other("XML without an element"));
    };
    match name.to_ascii_lowercase().as_str() {
        "alto" => Some(Kind::Alto),
        "pcgts" => Some(Kind::PageXml),
        "html" if hocr::is_hocr(bytes) => Some(Kind::Hocr),
        "html" => Some(Kind::Other("HTML without hOCR")),
        // A page of hOCR without its HTML about it.
        "div" | "span" if hocr::is_hocr(bytes) => Some(Kind::Hocr),
        _ => is_xml.then_some(Kind::Other("XML that is neither ALTO, PAGE nor hOCR")),
    }
}

/// The local name of the first element that is not in a comment.
fn outermost(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")?..];
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?];
            return name.rsplit(':').next();
        }
    }
}

/// A PDF behind what a mail program or a web server put before it.
fn late_pdf(bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(PDF_START)];
    let is_there = head.windows(5).any(|window| window == b"%PDF-");
    (is_there && bytes.windows(5).any(|window| window == b"%%EOF")).then_some(Kind::Pdf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_by_content() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n..."), Kind::Png);
        assert_eq!(kind(b"MM\0*\0\0\0\x08"), Kind::Tiff);
        assert_eq!(kind(b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(kind(b"HTTP/1.1 200 OK\n\n%PDF-1.4 ... %%EOF"), Kind::Pdf);
        assert_eq!(kind(b"BMN 2026.037, protokoll"), Kind::Text);
        assert_eq!(kind(b"Protokoll"), Kind::Text);
        assert_eq!(kind(b""), Kind::Text);
    }

    #[test]
    fn tells_markup_by_its_outermost_element() {
        assert_eq!(kind(b"\xEF\xBB\xBF\n<?xml version='1.0'?><!-- <html> --><alto xmlns='x'>"), Kind::Alto);
        assert_eq!(kind(b"<pc:PcGts xmlns:pc='x'/>"), Kind::PageXml);
        let html =
            b"<!DOCTYPE html PUBLIC \"-//W3C//DTD\"\n\"x\">\n<html><div class='ocr_page'></div></html>";
        assert_eq!(kind(html), Kind::Hocr);
        assert_eq!(kind(b"<html><p>Protokoll</p></html>"), Kind::Other("HTML without hOCR"));
        assert_eq!(
            kind(b"<?xml version='1.0'?>\n<TEI/>"),
            Kind::Other("XML that is neither ALTO, PAGE nor hOCR")
        );
        assert_eq!(kind(b"<- se bilaga"), Kind::Text);
        let wide: Vec<u8> =
            "<?xml version='1.0'?><alto/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&wide), Kind::Alto);
    }

    #[test]
    fn what_someone_says_is_believed_but_of_images() {
        assert_eq!(Kind::stated(Format::Text, b"<alto/>"), Some(Kind::Text));
        assert_eq!(Kind::stated(Format::Image, b"<alto/>"), None);
        assert_eq!(Kind::stated(Format::Image, b"II*\0"), Some(Kind::Tiff));
    }
}
