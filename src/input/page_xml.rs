//! PAGE XML (PRImA) 2010 to 2019, as Transkribus, OCR-D and Aletheia write it.

use super::place;
use super::xml::{self, Element, Markup, Visitor, last_of};
use crate::geometry::BBox;
use crate::page::{Document, Format, Line, OcrInfo, Page, Reading, Word};
use std::collections::HashMap;

/// Reads PAGE XML. Words are taken from the lowest level that has text: words, else lines, else regions. The regions come in
/// the stated reading order, those that it does not name behind them.
///
/// # Errors
/// The reason, for people, with the line.
pub(super) fn read(text: &str) -> Result<Document, String> {
    let mut reader = PageXml::default();
    xml::walk(text, Markup::Xml, &mut reader)?;
    if reader.pages.is_empty() {
        return Err("it is PAGE XML without a page (element Page)".to_owned());
    }
    let pages: Vec<Page> =
        reader.pages.into_iter().zip(1..).map(|(page, number)| page.finished(number)).collect();
    let ocr = Some(reader.creator.trim().to_owned()).filter(|name| !name.is_empty()).map(|engine| OcrInfo {
        engine,
        languages: Vec::new(),
        mean_confidence: place::mean_confidence(pages.iter().flat_map(|page| &page.lines)),
    });
    Ok(Document { format: Format::PageXml, pages, ocr })
}

#[derive(Default)]
struct PageXml {
    pages: Vec<PagePage>,
    creator: String,
    /// Elements that are open, outermost first; each with where it is built.
    open: Vec<Part>,
    /// The names of the regions that are open: of texts, and of tables that hold them.
    regions: Vec<String>,
    /// The list of points of an older version's `Coords`.
    points: Vec<(f64, f64)>,
}

#[derive(Default)]
struct PagePage {
    size: Option<(u32, u32)>,
    resolution: Option<u32>,
    regions: Vec<Region>,
    /// Regions by their place in the reading order.
    order: Vec<(Vec<usize>, String)>,
}

#[derive(Default)]
struct Region {
    /// Its name, and before it those of the regions that it stands in.
    ids: Vec<String>,
    own: Piece,
    lines: Vec<PageLine>,
}

#[derive(Default)]
struct PageLine {
    own: Piece,
    words: Vec<Piece>,
}

/// Text at one level, with its place.
#[derive(Default)]
struct Piece {
    bbox: Option<BBox>,
    texts: Vec<Equivalent>,
}

/// A `TextEquiv`.
#[derive(Default)]
struct Equivalent {
    index: Option<u32>,
    confidence: Option<f32>,
    unicode: String,
}

/// What an open element is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Region,
    Line,
    Word,
    Equivalent,
    Unicode,
    Coords,
    Creator,
    /// A group of the reading order, with its place in the outer one.
    Group(usize),
    /// Letters, styles, metadata: nothing of it is read.
    Aside,
    Other,
}

impl Visitor for PageXml {
    fn open(&mut self, element: &Element) {
        if element.name.ends_with("Region") {
            self.regions.push(element.get("id").unwrap_or_default().to_owned());
        }
        let part = if self.open.contains(&Part::Aside) { Part::Aside } else { self.begin(element) };
        self.open.push(part);
    }

    fn close(&mut self, name: &str) {
        if name.ends_with("Region") {
            self.regions.pop();
        }
        if self.open.pop() == Some(Part::Coords) && !self.points.is_empty() {
            let points = std::mem::take(&mut self.points);
            self.place(&points);
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Part::Unicode) => {
                if let Some(equivalent) = self.piece().and_then(|piece| piece.texts.last_mut()) {
                    equivalent.unicode.push_str(text);
                }
            }
            Some(Part::Creator) => self.creator.push_str(text),
            _ => {}
        }
    }
}

impl PageXml {
    fn begin(&mut self, element: &Element) -> Part {
        match element.name.as_str() {
            "Creator" => Part::Creator,
            "Page" => {
                let side = |name| element.number(name).and_then(place::side);
                let size = side("imageWidth").zip(side("imageHeight"));
                let resolution = side("imageXResolution")
                    .filter(|_| element.get("imageResolutionUnit").is_none_or(|unit| unit == "PPI"));
                self.pages.push(PagePage { size, resolution, ..PagePage::default() });
                Part::Other
            }
            "OrderedGroup" | "UnorderedGroup" => Part::Group(0),
            "OrderedGroupIndexed" | "UnorderedGroupIndexed" => Part::Group(index(element).unwrap_or(0)),
            "RegionRefIndexed" | "RegionRef" => {
                self.add_reference(element);
                Part::Other
            }
            "TextRegion" => {
                let ids = self.regions.clone();
                self.page().regions.push(Region { ids, ..Region::default() });
                Part::Region
            }
            "TextLine" => {
                self.region().lines.push(PageLine::default());
                Part::Line
            }
            "Word" => {
                self.line().words.push(Piece::default());
                Part::Word
            }
            "Coords" => {
                let points = element.get("points").map(points).unwrap_or_default();
                self.open.push(Part::Coords);
                self.place(&points);
                self.open.pop();
                Part::Coords
            }
            "Point" => {
                self.points.extend(element.number("x").zip(element.number("y")));
                Part::Other
            }
            "TextEquiv" => {
                let confidence = element.number("conf").map(|conf| conf.clamp(0.0, 1.0) as f32);
                let index = index(element).and_then(|index| u32::try_from(index).ok());
                let equivalent = Equivalent { index, confidence, unicode: String::new() };
                self.piece().into_iter().for_each(|piece| {
                    piece.texts.push(Equivalent { unicode: String::new(), ..equivalent });
                });
                Part::Equivalent
            }
            "Unicode" => Part::Unicode,
            // PlainText repeats Unicode; letters repeat their word.
            "Glyph" | "PlainText" | "TextStyle" | "AlternativeImage" => Part::Aside,
            _ => Part::Other,
        }
    }

    fn page(&mut self) -> &mut PagePage {
        last_of(&mut self.pages)
    }

    fn region(&mut self) -> &mut Region {
        last_of(&mut self.page().regions)
    }

    fn line(&mut self) -> &mut PageLine {
        last_of(&mut self.region().lines)
    }

    /// The innermost open word, line or region.
    fn piece(&mut self) -> Option<&mut Piece> {
        let part =
            self.open.iter().rev().find(|part| matches!(part, Part::Region | Part::Line | Part::Word))?;
        match part {
            Part::Word => self.line().words.last_mut(),
            Part::Line => Some(&mut self.line().own),
            _ => Some(&mut self.region().own),
        }
    }

    fn place(&mut self, points: &[(f64, f64)]) {
        let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
        let range = |values: &[f64]| {
            values.iter().copied().reduce(f64::min).zip(values.iter().copied().reduce(f64::max))
        };
        if let (Some((x0, x1)), Some((y0, y1)), Some(piece)) = (range(&xs), range(&ys), self.piece()) {
            piece.bbox = place::edges(x0, y0, x1, y1);
        }
    }

    fn add_reference(&mut self, element: &Element) {
        let Some(region) = element.get("regionRef").map(str::to_owned) else { return };
        let groups = self.open.iter().filter_map(|part| match part {
            Part::Group(place) => Some(*place),
            _ => None,
        });
        let place = groups.chain([index(element).unwrap_or(0)]).collect();
        self.page().order.push((place, region));
    }
}

fn index(element: &Element) -> Option<usize> {
    element.get("index")?.trim().parse().ok()
}

/// `x,y x,y …`.
fn points(written: &str) -> Vec<(f64, f64)> {
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        Some((x.trim().parse().ok()?, y.trim().parse().ok()?))
    };
    written.split_whitespace().filter_map(point).collect()
}

impl PagePage {
    fn finished(mut self, number: u32) -> Page {
        // References of the same place (those of unordered groups) stay as they come.
        self.order.sort_by(|a, b| a.0.cmp(&b.0));
        let places: HashMap<String, usize> =
            self.order.into_iter().zip(0..).map(|((_, region), place)| (region, place)).collect();
        // A cell of a table is where the table is, if nothing is said of itself.
        let place = |region: &Region| region.ids.iter().rev().find_map(|id| places.get(id).copied());
        let mut regions: Vec<(usize, Region)> =
            self.regions.into_iter().map(|region| (place(&region).unwrap_or(usize::MAX), region)).collect();
        regions.sort_by_key(|(place, _)| *place);
        let lines = regions.into_iter().flat_map(|(_, region)| region.finished()).collect();
        Page { number, size: self.size, resolution: self.resolution, lines }
    }
}

impl Region {
    fn finished(self) -> Vec<Line> {
        let lines: Vec<Line> = self.lines.into_iter().filter_map(PageLine::finished).collect();
        if !lines.is_empty() {
            return lines;
        }
        let Some((text, confidence, _)) = self.own.chosen() else { return Vec::new() };
        let texts: Vec<&str> = text.lines().collect();
        let count = texts.len().max(1) as u32;
        let bbox = self.own.bbox;
        let slice = |at: u32| {
            bbox.map(|b| {
                let y = |line: u32| b.y0 + b.height() * line / count;
                BBox::new(b.x0, y(at), b.x1, y(at + 1))
            })
        };
        let words = |(at, text): (u32, &str)| place::words_of_line(text, slice(at), confidence);
        (0..).zip(texts).filter_map(|line| place::line(words(line), None)).collect()
    }
}

impl PageLine {
    fn finished(self) -> Option<Line> {
        let bbox = self.own.bbox;
        let words: Vec<Word> = self.words.into_iter().flat_map(Piece::words).collect();
        if !words.is_empty() {
            return place::line(words, bbox);
        }
        let (text, confidence, _) = self.own.chosen()?;
        place::line(place::words_of_line(text, bbox, confidence), bbox)
    }
}

impl Piece {
    /// The text with the lowest index, its confidence, and the other texts in order.
    fn chosen(&self) -> Option<(&str, Option<f32>, Vec<&Equivalent>)> {
        let mut texts: Vec<&Equivalent> =
            self.texts.iter().filter(|text| !text.unicode.trim().is_empty()).collect();
        texts.sort_by_key(|text| text.index.unwrap_or(0));
        let (first, others) = texts.split_first()?;
        Some((first.unicode.as_str(), first.confidence, others.to_vec()))
    }

    fn words(self) -> Vec<Word> {
        let Some((text, confidence, others)) = self.chosen() else { return Vec::new() };
        let mut words = place::words(text, self.bbox, confidence);
        if let [word] = words.as_mut_slice() {
            word.alternatives = others
                .into_iter()
                .map(|other| Reading {
                    text: other.unicode.trim().to_owned(),
                    confidence: other.confidence.unwrap_or(0.0),
                    language: String::new(),
                })
                .collect();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(page: &str) -> Document {
        let text = format!(
            "<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'><Metadata>\
             <Creator>OCR-D</Creator></Metadata><Page imageWidth='1500' imageHeight='420'>{page}</Page></PcGts>"
        );
        read(&text).expect("PAGE")
    }

    fn texts(document: &Document) -> Vec<String> {
        document.pages.iter().flat_map(|page| &page.lines).map(Line::text).collect()
    }

    fn region(id: &str, inside: &str) -> String {
        format!("<TextRegion id='{id}'><Coords points='0,0 100,0 100,80 0,80'/>{inside}</TextRegion>")
    }

    fn line(text: &str) -> String {
        format!(
            "<TextLine><Coords points='10,20 90,20 90,50 10,50'/><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"
        )
    }

    #[test]
    fn regions_come_in_reading_order_and_the_rest_behind() {
        let order = "<ReadingOrder><OrderedGroup><RegionRefIndexed index='2' regionRef='a'/>\
                     <UnorderedGroupIndexed index='0'><RegionRef regionRef='c'/></UnorderedGroupIndexed>\
                     <RegionRefIndexed index='1' regionRef='b'/></OrderedGroup></ReadingOrder>";
        let regions: String = ["x", "a", "b", "c"].iter().map(|id| region(id, &line(id))).collect();
        assert_eq!(texts(&document(&format!("{order}{regions}"))), ["c", "b", "a", "x"]);
    }

    #[test]
    fn words_come_from_the_lowest_level_with_the_lowest_index() {
        let words = "<TextLine><Coords points='10,20 90,50'/>\
                     <Word><Coords points='10,20 40,20 40,50 10,50'/><Glyph><TextEquiv><Unicode>q</Unicode></TextEquiv></Glyph>\
                     <TextEquiv index='1' conf='0.3'><Unicode>Val</Unicode></TextEquiv>\
                     <TextEquiv index='0' conf='0.9'><PlainText>v</PlainText><Unicode>Väl</Unicode></TextEquiv></Word>\
                     <Word><Coords><Point x='50' y='20'/><Point x='90' y='50'/></Coords>\
                     <TextEquiv><Unicode>av</Unicode></TextEquiv></Word>\
                     <TextEquiv><Unicode>annat</Unicode></TextEquiv></TextLine>";
        let document = document(&region("a", words));
        assert_eq!(texts(&document), ["Väl av"]);
        let words = &document.pages[0].lines[0].words;
        assert_eq!((words[0].confidence, words[0].alternatives[0].text.as_str()), (Some(0.9), "Val"));
        assert_eq!(words[1].bbox, Some(BBox::new(50, 20, 90, 50)));
    }

    #[test]
    fn lines_and_regions_are_cut_into_words_with_places() {
        let own = "<TextEquiv><Unicode>ett två\ntre</Unicode></TextEquiv>";
        let document = document(&(region("a", &line("Val av")) + &region("b", own)));
        assert_eq!(texts(&document), ["Val av", "ett två", "tre"]);
        let words = document.pages[0].lines.iter().flat_map(|line| &line.words);
        assert!(words.into_iter().all(|word| word.bbox.is_some()));
        assert_eq!(document.ocr.expect("named").engine, "OCR-D");
    }
}
