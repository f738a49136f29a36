//! Case numbers: their shapes, with and without a label, and where in a line of the heading they stand.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What stands before a case number.
const LABEL: &str = r"(?:(?:Ä|ä|A|a)rende(?:nummer|nr|\s?nr)\.?:?|(?:D|d)(?:iarie)?n(?:umme)?r\.?:?|Diarie(?:nummer|nr)\.?:?|DNR:?)";

/// One case number: `2026.037 BMN`, `SLK-2024-00335:3`, `KS 2015/123`, `0901/22`, `KS 02-820 107`, `2022/14 BUN`,
/// `GoV.2019.0110`, `24HSN117`, `2015-288`, `KS 46/2018`, `RS/61/2019`.
const CASE: &str = r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}\.\d{4}\.\d{1,5}\b|\d{4}\.\d{1,4}(?:\s[A-ZÅÄÖ]{2,6}\b)?|[A-ZÅÄÖ]{2,6}-\d{4}-\d{1,6}(?::-?\d+)?|(?:[A-ZÅÄÖ]{2,4}\s)?[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}[\s/.-]\d{4}[/:\-]\d{1,6}(?:[-:/.]\d+){0,2}(?:\s\d{3}\b)?|[A-ZÅÄÖ]{2,4}\s\d{2}-\d{3}\s\d{3}|\d{4}[/-][A-ZÅÄÖ]{2,4}\s\d{3,5}(?:\s\d{3}\b)?|\d{4}/\d{1,6}-[A-ZÅÄÖ]{2,5}-\d{2,4}\b|\d{4}/\d{1,6}(?:-\d+)?(?:\s[A-ZÅÄÖ]{2,6}$)?|\d{3,5}/(?:\d{4}|\d{2})\b(?:-\d{2,3}\b)?|\d{4}-\d{3}-\d{3}\b|\d{2}[A-ZÅÄÖ]{2,5}\d{1,5}\b|[A-ZÅÄÖ]{2,6}\d{4}/\d{1,6}\b|[A-ZÅÄÖ]{2,5}\d{5,7}\b|\d{4}-\d{3,5}\b|[A-ZÅÄÖ]{2,6}[\s/]\d{1,5}/\d{1,5}\b)";

/// The case number that an unlabelled text begins with.
pub(super) fn case_number(text: &str) -> Option<&str> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^(?:{LABEL}\s*)?(?P<case>{CASE})(?:$|[\s,;)])")).expect("the pattern is valid")
    });
    Some(FORM.captures(text)?.name("case")?.as_str()).filter(|case| !is_other_number(case))
}

/// `2026/2027`, `SOU 2023:96`: two years, a statute or report, no case number.
fn is_other_number(text: &str) -> bool {
    const SERIES: [&str; 8] = ["SOU", "SFS", "Ds", "Dir", "TSFS", "AFS", "HSLF", "Prop"];
    if text.split(' ').next().is_some_and(|first| SERIES.contains(&first)) {
        return true;
    }
    let years = text
        .split_once(['/', '-'])
        .and_then(|(from, to)| Some((from.parse::<u32>().ok()?, to.parse::<u32>().ok()?)));
    let is_year = |number: u32| (1800..2200).contains(&number);
    years.is_some_and(|(from, to)| {
        is_year(from)
            && (to == from + 1 || to == (from + 1) % 100 || text.contains('-') && is_year(to) && to > from)
    })
}

/// Whether the text begins with the label of a case number.
pub(super) fn is_case_label(text: &str) -> bool {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"^\(?{LABEL}(?:\s|$)")).expect("the pattern is valid"));
    FORM.is_match(text)
}

/// Whether the first bytes of a text hold a figure, or what may be the label of a case number.
fn holds_figure_or_label(text: &[u8], reach: usize) -> bool {
    let head = &text[..text.len().min(reach)];
    head.iter().any(u8::is_ascii_digit)
        || head.windows(2).any(|pair| pair.eq_ignore_ascii_case(b"nr"))
        || head.windows(6).any(|word| word.eq_ignore_ascii_case(b"nummer"))
}

/// Bytes of the case number that the text begins with; an empty range at the end of a label without one.
pub(super) fn leading_case(text: &str) -> Option<Range<usize>> {
    const REACH: usize = 48;
    if !holds_figure_or_label(text.as_bytes(), REACH) {
        return None;
    }
    static FREE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^[(/]?\s*(?P<case>{CASE})(?:$|[\s,;)])")).expect("the pattern is valid")
    });
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^[(/]?\s*(?P<label>{LABEL})(?:$|\s+)(?P<case>{CASE}|(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,5}}[\s/:.-]{{0,3}}){{0,2}}\d[\d./:–-]*\d(?:\s?-\s?\d+|\s\d{{3}}\b)*(?:\s[A-ZÅÄÖ]{{2,4}}\b)?)?(?P<plan>\s{{1,3}}\d{{3}}$)?"))
            .expect("the pattern is valid")
    });
    if let Some(found) = LABELLED.captures(text) {
        let end = found.name("label")?.end();
        // `Dnr 2022/71 041`: the number of the plan by which papers are filed belongs to it.
        let plan = found.name("plan").map(|plan| plan.end());
        return Some(found.name("case").map_or(end..end, |case| case.start()..plan.unwrap_or(case.end())));
    }
    Some(FREE.captures(text)?.name("case")?.range()).filter(|case| !is_other_number(&text[case.clone()]))
}

/// Where the title ends and which bytes hold the case number, where one stands after the title.
pub(super) fn trailing_case(text: &str) -> Option<(usize, Range<usize>)> {
    const REACH: usize = 24;
    let tail = &text.as_bytes()[text.len().saturating_sub(REACH)..];
    if !tail.iter().any(u8::is_ascii_digit) {
        return None;
    }
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?P<before>[\s,(/–-]+){LABEL}\s*(?P<case>{CASE}|[A-ZÅÄÖ]{{0,5}}[\s/]?\d[\d./:-]*\d)\)?$"
        ))
        .expect("the pattern is valid")
    });
    // In a column of its own it needs no label: `Månadsrapport mars          HSN170012`.
    static APART: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?P<before>\s{{4,}})(?P<case>{CASE})$")).expect("the pattern is valid")
    });
    // In brackets neither: `Årsbokslut 2018 (RS/61/2019)`.
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?P<before>\s+)[(\[](?P<case>{CASE})[)\]]$")).expect("the pattern is valid")
    });
    let free = || {
        let found = APART.captures(text).or_else(|| BRACKETED.captures(text))?;
        (!is_other_number(&found["case"])).then_some(found)
    };
    let found = FORM.captures(text).or_else(free)?;
    Some((found.name("before")?.start(), found.name("case")?.range()))
}
