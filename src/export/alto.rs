//! ALTO 4.4: repaired words with their boxes; what was read stands beside as an `ALTERNATIVE`.

use super::placed::{PlacedLine, PlacedPage, PlacedText, PlacedWord};
use crate::geometry::BBox;
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// The words as ALTO; `source` names the file that they came from. Lengths are in pixels.
#[must_use]
pub fn write(text: &PlacedText, source: &str) -> String {
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
  <sourceImageInformation>
   <fileName>{}</fileName>
  </sourceImageInformation>
  <Processing ID="justera">
   <processingCategory>contentModification</processingCategory>
   <processingSoftware>
    <softwareName>{}</softwareName>
    <softwareVersion>{}</softwareVersion>
   </processingSoftware>
  </Processing>
 </Description>
 <Layout>
"#,
        characters(source),
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    );
    for page in &text.pages {
        write_page(&mut out, page);
    }
    out.push_str(" </Layout>\n</alto>\n");
    out
}

fn write_page(out: &mut String, page: &PlacedPage) {
    let number = page.sheet.number;
    let size = page
        .sheet
        .size
        .map_or_else(String::new, |(width, height)| format!(r#" WIDTH="{width}" HEIGHT="{height}""#));
    line(out, 2, &format!(r#"<Page ID="page_{number}" PHYSICAL_IMG_NR="{number}"{size}>"#));
    if let Some(held) = page.lines.iter().map(|line| line.bbox).reduce(BBox::union) {
        // The words give no more than this: all of the page is one print space with one block.
        line(out, 3, &format!("<PrintSpace {}>", place(held)));
        line(out, 4, &format!(r#"<TextBlock ID="block_{number}" {}>"#, place(held)));
        for (at, own) in (1..).zip(&page.lines) {
            write_line(out, own, &format!("{number}_{at}"));
        }
        line(out, 4, "</TextBlock>");
        line(out, 3, "</PrintSpace>");
    }
    line(out, 2, "</Page>");
}

fn write_line(out: &mut String, own: &PlacedLine, id: &str) {
    line(out, 5, &format!(r#"<TextLine ID="line_{id}" {}>"#, place(own.bbox)));
    let mut before: Option<BBox> = None;
    for (at, word) in (1..).zip(&own.words) {
        if let Some(before) = before {
            let width = word.bbox.x0.saturating_sub(before.x1);
            line(out, 6, &format!(r#"<SP WIDTH="{width}" HPOS="{}" VPOS="{}"/>"#, before.x1, before.y0));
        }
        write_word(out, word, &format!("{id}_{at}"));
        before = Some(word.bbox);
    }
    line(out, 5, "</TextLine>");
}

fn write_word(out: &mut String, word: &PlacedWord, id: &str) {
    let content = characters(&word.text);
    let string = format!(
        r#"<String ID="string_{id}" {} WC="{:.2}" CONTENT="{content}""#,
        place(word.bbox),
        word.confidence
    );
    match &word.original {
        None => line(out, 6, &format!("{string}/>")),
        Some(original) => {
            line(out, 6, &format!("{string}>"));
            let original = characters(original);
            line(out, 7, &format!(r#"<ALTERNATIVE PURPOSE="read">{original}</ALTERNATIVE>"#));
            line(out, 6, "</String>");
        }
    }
}

fn place(b: BBox) -> String {
    format!(r#"HPOS="{}" VPOS="{}" WIDTH="{}" HEIGHT="{}""#, b.x0, b.y0, b.width(), b.height())
}

fn line(out: &mut String, depth: usize, text: &str) {
    writeln!(out, "{:depth$}{text}", "").expect("writing to a String cannot fail");
}

/// Escaped; characters that XML cannot hold are left out.
pub(super) fn characters(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(allowed).collect::<String>()).into_owned()
}
