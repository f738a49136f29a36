//! Walks XML, and HTML that holds OCR, for the readers of hOCR, ALTO and PAGE: nothing is fetched, no entity of a document's
//! own is expanded, depth is bounded.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements that may stand inside each other. No format of ours comes near it.
const MAX_DEPTH: usize = 200;

/// Elements of HTML that are never closed.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Bytes at the start in which a declaration of the character set is looked for.
const HEAD: usize = 1024;

/// An element's start.
pub(super) struct Element {
    /// Its name without prefix; in small letters in HTML.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, named without prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The value of an attribute as a number; what is none counts as missing.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.trim().parse().ok().filter(|value: &f64| value.is_finite())
    }
}

/// What a reader does with what stands in a document, in its order.
pub(super) trait Visitor {
    /// An element begins.
    fn open(&mut self, element: &Element);
    /// The innermost open element ends; `name` as in [`Element::name`].
    fn close(&mut self, name: &str);
    /// Characters.
    fn text(&mut self, text: &str);
}

/// The two kinds of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// Every element is closed, as XML asks.
    Xml,
    /// As browsers read: elements left open, values without quotes.
    Html,
}

/// The characters of a document: by its byte order mark, its declaration, else UTF-8 or what encodings of one byte look like.
///
/// # Errors
/// The reason, for people, where the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    let declared = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => declared(&bytes[..bytes.len().min(HEAD)]),
    };
    match declared.filter(|_| Encoding::for_bom(bytes).is_none()) {
        Some(encoding) => Ok(encoding.decode_without_bom_handling(bytes).0.into_owned()),
        None => super::encoding::decode(bytes).map(|(text, _)| text),
    }
}

/// The start of a document, as far as it is needed to see what it is; what is cut at its end is lost.
pub(super) fn decode_head(head: &[u8]) -> Option<String> {
    let encoding = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let encoding = encoding.unwrap_or(match head {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => encoding_rs::UTF_8,
    });
    let text = encoding.decode(head).0;
    (!text.contains('\0')).then(|| text.into_owned())
}

/// The character set that `encoding="…"` or `charset=…` names. UTF-8 is no news: damaged files are told from others without it.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let at = head.find("encoding=").map(|at| at + 9).or_else(|| head.find("charset=").map(|at| at + 8))?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    Encoding::for_label(label.as_bytes())
        .filter(|&encoding| encoding != encoding_rs::UTF_8 && encoding.is_ascii_compatible())
}

/// Walks `text` from its start to its end.
///
/// # Errors
/// The reason and the line, for people: no markup, cut off, too deep, or an entity that is not known.
pub(super) fn walk(text: &str, markup: Markup, visitor: &mut dyn Visitor) -> Result<(), String> {
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let html = markup == Markup::Html;
    let config = reader.config_mut();
    config.check_end_names = !html;
    config.allow_unmatched_ends = html;
    config.allow_dangling_amp = html;
    let mut walk = Walk { html, open: Vec::new(), visitor };
    loop {
        let event = reader.read_event();
        let step = match event {
            Ok(Event::Eof) => break,
            Ok(event) => walk.step(event),
            Err(error) => Err(error.to_string()),
        };
        if let Err(reason) = step {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
            let line = text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count() + 1;
            return Err(format!("line {line}: {reason}"));
        }
    }
    walk.end()
}

struct Walk<'v> {
    html: bool,
    open: Vec<String>,
    visitor: &'v mut dyn Visitor,
}

impl Walk<'_> {
    fn step(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                let element = self.element(&start)?;
                if self.html && VOID.contains(&element.name.as_str()) {
                    return self.childless(&element);
                }
                self.visitor.open(&element);
                self.open.push(element.name);
                if self.open.len() > MAX_DEPTH {
                    return Err(format!("more than {MAX_DEPTH} elements stand inside each other"));
                }
            }
            Event::Empty(start) => {
                let element = self.element(&start)?;
                self.childless(&element)?;
            }
            Event::End(end) => self.end_of(&self.name(end.name().local_name().as_ref())),
            Event::Text(text) => self.visitor.text(&text),
            Event::CData(text) => self.visitor.text(&text),
            Event::GeneralRef(reference) => {
                let text = resolve(&reference)?;
                self.visitor.text(&text);
            }
            Event::DocType(doctype) if doctype.contains("<!ENTITY") => {
                return Err("it declares entities of its own, which are not expanded".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn childless(&mut self, element: &Element) -> Result<(), String> {
        self.visitor.open(element);
        self.visitor.close(&element.name);
        Ok(())
    }

    /// Closes the innermost element of that name, and what was left open in it. An end without a start is passed over: the
    /// reader refuses it where the markup does.
    fn end_of(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        while self.open.len() > at {
            if let Some(open) = self.open.pop() {
                self.visitor.close(&open);
            }
        }
    }

    /// HTML may leave its outer elements open; what holds words is closed in every file that is whole.
    fn end(mut self) -> Result<(), String> {
        let kept_open =
            |name: &&String| !self.html || matches!(name.as_str(), "span" | "div" | "ins" | "del" | "table");
        if let Some(open) = self.open.iter().find(kept_open) {
            return Err(format!("it is cut off: <{open}> is not closed"));
        }
        while let Some(open) = self.open.pop() {
            self.visitor.close(&open);
        }
        Ok(())
    }

    fn name(&self, local: &str) -> String {
        if self.html { local.to_ascii_lowercase() } else { local.to_owned() }
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<Element, String> {
        let name = self.name(start.local_name().as_ref());
        let mut attributes = Vec::new();
        let mut written = if self.html { start.html_attributes() } else { start.attributes() };
        for attribute in written.with_checks(!self.html) {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(_) if self.html => continue,
                Err(error) => return Err(format!("<{name}>: {error}")),
            };
            let value = attribute.normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_html5_entity);
            let value = match value {
                Ok(value) => value.into_owned(),
                Err(_) if self.html => attribute.value.into_owned(),
                Err(error) => return Err(format!("<{name}>: {error}")),
            };
            attributes.push((self.name(attribute.key.local_name().as_ref()), value));
        }
        Ok(Element { name, attributes })
    }
}

/// The characters of `&amp;`, `&#229;` and `&aring;`.
fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_html5_entity(reference).map(str::to_owned).ok_or_else(|| {
            format!("&{}; is no entity that is known; those of a DTD are not expanded", &**reference)
        }),
        Err(error) => Err(error.to_string()),
    }
}

/// The last of a list; a first one where it has none, for documents that leave out the element that would have begun it.
pub(super) fn last_of<T: Default>(list: &mut Vec<T>) -> &mut T {
    if list.is_empty() {
        list.push(T::default());
    }
    list.last_mut().expect("one was added where there was none")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes down what it meets.
    #[derive(Default)]
    struct Log(String);

    impl Visitor for Log {
        fn open(&mut self, element: &Element) {
            self.0 += &format!("<{}", element.name);
            element.attributes.iter().for_each(|(name, value)| self.0 += &format!(" {name}={value}"));
            self.0.push('>');
        }
        fn close(&mut self, name: &str) {
            self.0 += &format!("</{name}>");
        }
        fn text(&mut self, text: &str) {
            self.0 += text;
        }
    }

    fn walked(text: &str, markup: Markup) -> Result<String, String> {
        let mut log = Log::default();
        walk(text, markup, &mut log).map(|()| log.0)
    }

    #[test]
    fn prefixes_go_and_entities_are_resolved() {
        let text = "<?xml version='1.0'?><a:b xmlns:a='u' a:c='&#229;&amp;&auml;'>x&lt;&ouml;<d/></a:b>";
        assert_eq!(walked(text, Markup::Xml).expect("XML"), "<b a=u c=å&ä>x<ö<d></d></b>");
    }

    #[test]
    fn html_may_be_untidy() {
        let text = "<!DOCTYPE html><HTML><body><p class=ocr_par>a<br>b<div title='x'>c & d</DIV></i></body>";
        assert_eq!(
            walked(text, Markup::Html).expect("HTML"),
            "<html><body><p class=ocr_par>a<br></br>b<div title=x>c & d</div></p></body></html>"
        );
    }

    #[test]
    fn bombs_cuts_and_depths_are_refused_with_their_line() {
        let bomb = "<!DOCTYPE a [\n<!ENTITY b \"bb\">\n<!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
        assert!(walked(bomb, Markup::Xml).expect_err("bomb").contains("not expanded"));
        let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>&passwd;</a>";
        assert!(walked(outside, Markup::Xml).expect_err("entity").contains("&passwd;"));
        assert!(walked("<a>\n<b>text", Markup::Xml).expect_err("cut").contains("cut off"));
        assert!(walked("<div>\n<span>text", Markup::Html).expect_err("cut").contains("cut off"));
        assert!(walked("<a>\n</b></a>", Markup::Xml).expect_err("crossed").starts_with("line 2: "));
        let deep = "<a>".repeat(100_000);
        for markup in [Markup::Xml, Markup::Html] {
            assert!(walked(&deep, markup).expect_err("deep").contains("inside each other"));
        }
    }

    #[test]
    fn character_sets_are_told() {
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>å</a>";
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        assert_eq!(decode(&latin).expect("Latin-1"), text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide).expect("UTF-16"), text);
        assert_eq!(decode("<a>ö</a>".as_bytes()).expect("UTF-8"), "<a>ö</a>");
        assert!(decode(b"<a>\0</a>").is_err());
    }
}
