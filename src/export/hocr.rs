//! hOCR 1.2: repaired words with their boxes; what was read stands in the property `x_source` of the word.

use super::alto::characters;
use super::placed::{PlacedLine, PlacedPage, PlacedText, PlacedWord};
use crate::geometry::BBox;

/// The words as hOCR; `source` names the file that they came from. Lengths are in pixels.
#[must_use]
pub fn write(text: &PlacedText, source: &str) -> String {
    let pages: String = text.pages.iter().map(|page| page_element(page, source)).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="sv" lang="sv">
 <head>
  <title>{}</title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content="{} {}"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word"/>
 </head>
 <body>
{pages} </body>
</html>
"#,
        characters(source),
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    )
}

fn page_element(page: &PlacedPage, source: &str) -> String {
    let sheet = page.sheet;
    let (width, height) = sheet.size.unwrap_or((0, 0));
    let resolution = sheet.resolution.map_or_else(String::new, |dpi| format!("; scan_res {dpi} {dpi}"));
    // Quotes inside a title would end the name of the image.
    let image = characters(&source.replace(['"', ';'], " "));
    let lines: String =
        (1..).zip(&page.lines).map(|(at, line)| line_element(line, sheet.number, at)).collect();
    format!(
        "  <div class='ocr_page' id='page_{0}' title='image \"{image}\"; bbox 0 0 {width} {height}; ppageno {1}{resolution}'>\n{lines}  </div>\n",
        sheet.number,
        sheet.number.saturating_sub(1)
    )
}

fn line_element(line: &PlacedLine, page: u32, number: u32) -> String {
    let words: Vec<String> = (1..)
        .zip(&line.words)
        .map(|(at, word)| word_element(word, &format!("{page}_{number}_{at}")))
        .collect();
    format!(
        "   <span class='ocr_line' id='line_{page}_{number}' title='{}'>\n{}\n   </span><br/>\n",
        place(line.bbox),
        words.join("\n")
    )
}

fn word_element(word: &PlacedWord, id: &str) -> String {
    let percent = (word.confidence * 100.0).round() as u32;
    let source = word.original.as_ref().map_or_else(String::new, |original| {
        // The delimiters of properties and of their strings cannot be written in them.
        format!("; x_source \"{}\"", characters(&original.replace(['"', ';', '\\'], " ")))
    });
    format!(
        "    <span class='ocrx_word' id='word_{id}' title='{}; x_wconf {percent}{source}'>{}</span>",
        place(word.bbox),
        characters(&word.text)
    )
}

fn place(b: BBox) -> String {
    format!("bbox {} {} {} {}", b.x0, b.y0, b.x1, b.y1)
}
