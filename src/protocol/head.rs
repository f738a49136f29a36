//! The head: what masthead, labels and opening sentence tell about the meeting.

use super::cells::{Cell, cells};
use super::date::{self, Found};
use super::fields::Fields;
use super::joined::Joined;
use super::label::Label;
use super::lex::{Kind, Token};
use super::lines::Lines;
use super::masthead::{self, Masthead};
use super::model::{Adjournment, Item, Meeting, Text, Time, Value};
use super::organ;
use super::paragraphs::{ranges_at, ranges_from};
use super::phrases::fold;
use super::place::{self, PlaceTime};
use super::time::{self, stretches};
use super::zones::{ItemZone, Zones};
use crate::diagnostic::Diagnostic;
use crate::repair::RepairedText;

/// Reads the meeting.
pub(crate) fn read(
    text: &RepairedText,
    lines: &Lines<'_>,
    zones: &Zones,
    fields: &Fields<'_>,
) -> (Meeting, Vec<Diagnostic>) {
    let mut cells = masthead_cells(fields);
    let mut mast = masthead::read(&cells);
    if mast.body.is_none() {
        cells.extend(under_labels(fields));
        cells.sort_by_key(|cell| (cell.line, cell.column));
        mast = masthead::read(&cells);
    }
    let mut findings = Vec::new();
    let told = told(fields, &mast);
    let mut meeting = Meeting {
        title: mast.title.clone(),
        body: mast.body.clone(),
        organization: mast.organization.clone().or_else(|| organization_elsewhere(text, lines, zones)),
        number: mast.number.clone(),
        contact: mast.contact.clone(),
        ..Meeting::default()
    };
    days(&mut meeting, fields, &mast, &told, &mut findings);
    times(&mut meeting, &told);
    dated_times(&mut meeting, fields);
    from_masthead(&mut meeting, &fields.before, told.is_empty());
    meeting.start_time =
        meeting.start_time.take().or_else(|| spoken_time(text, lines, zones, "oppna", false));
    meeting.end_time = meeting.end_time.take().or_else(|| spoken_time(text, lines, zones, "avslut", true));
    for part in told {
        meeting.location = meeting.location.take().or(part.location);
        meeting.remote = meeting.remote.take().or(part.remote);
    }
    paragraphs(&mut meeting, fields, &zones.items);
    (meeting, findings)
}

/// Cells above the first label, and those that a date's label does not claim.
fn masthead_cells<'t>(fields: &Fields<'t>) -> Vec<Cell<'t>> {
    const LINES: usize = 24;
    let mut cells = fields.before.clone();
    let first_list = fields.fields.iter().position(|field| matches!(field.label, Label::List(_)));
    let dated = fields.fields[..first_list.unwrap_or(fields.fields.len())]
        .iter()
        .filter(|field| field.label == Label::Date);
    for field in dated {
        let is_date = |cell: &&Cell<'t>| !date::dates(&Joined::new([*cell]).tokens(), None).is_empty();
        cells.extend(field.cells.iter().filter(|cell| !is_date(cell)));
    }
    // What stands far below is no masthead, but text whose headings were not found.
    let top = cells.iter().map(|cell| cell.line).min().unwrap_or(0);
    cells.retain(|cell| cell.line <= top + LINES);
    cells
}

/// The value of `Organ` on the cover, and lines that follow the value of a label at its own column, where labels stand above
/// the names of body and organisation.
fn under_labels<'t>(fields: &Fields<'t>) -> Vec<Cell<'t>> {
    let cover =
        fields.fields.iter().take_while(|field| !matches!(field.label, Label::List(_) | Label::Notice));
    let told = |label: Label| matches!(label, Label::PlaceTime | Label::Place | Label::Time | Label::Date);
    let mut cells = Vec::new();
    for field in cover {
        let beside = field.cells.first().is_some_and(|first| first.line == field.line);
        if field.label == Label::NoticeBody && beside {
            cells.extend(field.value_cells().iter().take(1).copied());
        } else if told(field.label) && beside {
            let under = |cell: &&Cell<'t>| cell.line > field.line && cell.column <= field.column() + 1;
            cells.extend(field.cells.iter().filter(under).copied());
        }
    }
    cells
}

/// What the labels of place and time tell, and the opening sentence where there are none.
fn told(fields: &Fields<'_>, mast: &Masthead) -> Vec<PlaceTime> {
    let year = fields
        .first(Label::Date)
        .and_then(|field| date::dates(&Joined::new(&field.cells).tokens(), None).first().and_then(year_of))
        .or_else(|| masthead::day(mast).and_then(year_of));
    let mut told: Vec<PlaceTime> = [Label::PlaceTime, Label::Place, Label::Time]
        .into_iter()
        .filter_map(|label| fields.first(label))
        .map(|field| {
            let joined = Joined::new(field.value_cells());
            let mut part = place::read(joined.as_str(), &joined.tokens(), year);
            if field.label == Label::Time {
                part.location = None;
                if part.stretches.is_empty() {
                    part.stretches.extend(time::hours(&joined.tokens()));
                }
            }
            part
        })
        .collect();
    if told.is_empty() {
        told.extend(opening(&fields.before));
    }
    told
}

fn year_of(found: &Found) -> Option<u32> {
    date::year_of(&found.date)
}

/// `fört vid sammanträde med kommunalnämnden tisdagen den 17 mars 1964 kl. 19.00 i kommunalhuset i Hova.`
fn opening(before: &[Cell<'_>]) -> Option<PlaceTime> {
    let mut from = 0;
    while from < before.len() {
        let mut end = from + 1;
        while end < before.len() && before[end].line == before[end - 1].line + 1 {
            end += 1;
        }
        if let Some(found) = sentence(&before[from..end]) {
            return Some(found);
        }
        from = end;
    }
    None
}

fn sentence(cells: &[Cell<'_>]) -> Option<PlaceTime> {
    const LONGEST: usize = 200;
    let joined = Joined::new(cells);
    let tokens = joined.tokens();
    let tokens = &tokens[..tokens.len().min(LONGEST)];
    let dates = date::dates(tokens, None);
    let day = dates.first()?;
    // `År 1871 den 6 maj hölls ordinarie kommunalstämma i sockenstugan`
    let held = tokens.get(day.next).is_some_and(|token| HELD.iter().any(|word| token.is(word)));
    let is_meeting = |token: &Token<'_>| organ::is_meeting(token) || token.is("fört") || token.is("hållet");
    if !held && !tokens[..day.first].iter().any(is_meeting) {
        return None;
    }
    let stretches = stretches(&tokens[day.next..]);
    let after = day.next + stretches.first().map_or(0, |stretch| stretch.next);
    let end = (after..tokens.len()).find(|&at| tokens[at].kind == Kind::Stop).unwrap_or(tokens.len());
    // `den 6 mars 2012 i församlingsgården, kl. 18.30`
    let after = if tokens.get(day.next).is_some_and(is_preposition) { day.next } else { after };
    let begins = tokens.get(after).is_some_and(is_preposition);
    let place = if held {
        let stops = |at: &usize| matches!(tokens[*at].kind, Kind::Comma | Kind::Stop);
        let clause = day.next..(day.next..tokens.len()).find(stops).unwrap_or(tokens.len());
        let found = place_before(&tokens[clause.clone()]);
        clause.start + found.start..clause.start + found.end
    } else if begins {
        after..end
    } else {
        let before = place_before(&tokens[..day.first]);
        // `kl. 08.30-11.10` and on the next line `Kontoret, Nygatan 4`
        let named = tokens.get(after).is_some_and(Token::is_capitalised) && after > day.next;
        if before.is_empty() && named { after..end } else { before }
    };
    let rest = place::read(joined.as_str(), &tokens[place], None);
    Some(PlaceTime { dates, stretches, ..rest })
}

/// Verbs that stand between the day and the meeting held on it.
const HELD: [&str; 4] = ["hölls", "afhölls", "avhölls", "sammanträdde"];

fn is_preposition(token: &Token<'_>) -> bool {
    ["i", "uti", "på", "å", "vid", "hemma", "hos"].iter().any(|word| token.is(word))
}

/// The place before the day: `kommunalstämma i sockenstugan den 14 oktober`. The name of an organisation is none.
fn place_before(tokens: &[Token<'_>]) -> std::ops::Range<usize> {
    let meeting = tokens.iter().rposition(organ::is_meeting).unwrap_or(0);
    let preposition = |token: &Token<'_>| ["i", "uti", "på", "å"].iter().any(|word| token.is(word));
    // `i Lits kommun å kommunalrummet i Lits kyrkby`: the first that is no organisation.
    let is_place = |at: &usize| {
        preposition(&tokens[*at])
            && organ::organization_in(&tokens[at + 1..]).is_none_or(|found| found.start > 0)
    };
    // `stadsfullmäktige i Vaxholm å rådhuset`: the first says which body, where another follows.
    let of_body = |at: &usize| *at > 0 && organ::is_organ(&tokens[*at - 1]);
    let places: Vec<usize> = (meeting..tokens.len()).filter(is_place).take(4).collect();
    let house = |at: &&usize| {
        let small = tokens.get(**at + 1).is_some_and(|next| !next.is_capitalised());
        !of_body(at) && (small || !tokens[**at].is("i"))
    };
    let own = places.first().filter(|at| !of_body(at)).or(places.iter().find(house)).or(places.first());
    own.copied().map_or(0..0, |at| at..tokens.len())
}

fn days(
    meeting: &mut Meeting,
    fields: &Fields<'_>,
    mast: &Masthead,
    told: &[PlaceTime],
    findings: &mut Vec<Diagnostic>,
) {
    let labelled: Vec<Found> = fields
        .fields
        .iter()
        .take_while(|field| field.label != Label::Notice)
        .find(|field| field.label == Label::Date && !field.cells.is_empty())
        .map(|field| {
            let on = |line: usize| {
                let beside = field.cells.iter().filter(|cell| cell.line == line);
                let joined = Joined::new(beside);
                let tokens = joined.tokens();
                let found = date::dates(&tokens, None);
                if found.is_empty() { date::short(&tokens).into_iter().collect() } else { found }
            };
            // `Sammanträdesdatum   1 (4)`, and the day on the next line.
            const LINES: usize = 2;
            let first = field.cells.first().map_or(0, |cell| cell.line);
            (first..first + LINES).map(on).find(|found| !found.is_empty()).unwrap_or_default()
        })
        .unwrap_or_default();
    let of_place: Vec<&Found> = told.iter().flat_map(|part| &part.dates).collect();
    let first = labelled.first().or(of_place.first().copied()).or(masthead::day(mast));
    let Some(first) = first else { return };
    if first.weekday_differs {
        let message = format!("{} is another day of the week than the one that is printed", first.date.value);
        findings.push(Diagnostic::warning("date-weekday", None, message));
    }
    meeting.date = Some(first.date.clone());
    let second = |found: &&Found| found.date.value > first.date.value;
    let same_label =
        if labelled.is_empty() { of_place.into_iter().find(second) } else { labelled.iter().find(second) };
    meeting.end_date = first.end.clone().or_else(|| same_label.map(|found| found.date.clone()));
}

fn times(meeting: &mut Meeting, told: &[PlaceTime]) {
    for part in told {
        let (start, end) = time::bounds(&part.stretches);
        if meeting.start_time.is_none() {
            meeting.start_time = start;
            meeting.end_time = end;
        }
        let pauses = part.stretches.iter().filter(|stretch| stretch.pause && stretch.end.is_some());
        meeting.adjournments.extend(
            pauses.map(|pause| Adjournment { start: Some(pause.start.clone()), end: pause.end.clone() }),
        );
    }
}

/// Times beside a day without a label, and a meeting from afar: `2021-03-12, kl. 10.00-12.15`, `Digitalt möte via Zoom`.
fn from_masthead(meeting: &mut Meeting, before: &[Cell<'_>], alone: bool) {
    const MOST: usize = 40;
    for cell in before.iter().take(MOST) {
        let joined = Joined::new([cell]);
        let tokens = joined.tokens();
        if let Some(day) = date::dates(&tokens, None).first().filter(|_| meeting.start_time.is_none()) {
            let told = stretches(&tokens[day.next..]);
            (meeting.start_time, meeting.end_time) = time::bounds(&told);
            // `2023-05-12, kl. 18.00, Folkets hus`
            let after = told.last().map_or(tokens.len(), |last| day.next + last.next);
            let place = place::read(joined.as_str(), &tokens[after..], None);
            let begins = |token: &Token<'_>| {
                token.is_capitalised() || ["hemma", "hos", "i", "på"].iter().any(|word| token.is(word))
            };
            let named = tokens[after..].iter().take(2).any(begins);
            meeting.location = meeting.location.take().or(place.location.filter(|_| alone && named));
        }
        // `Kommunhuset, Karlstad`, alone on the line under the day.
        let under = |day: &Cell<'_>| day.line < cell.line && cell.line <= day.line + 2;
        let dated = before
            .iter()
            .any(|day| under(day) && !date::dates(&Joined::new([day]).tokens(), None).is_empty());
        let house = tokens.iter().any(organ::is_house)
            && !tokens.iter().any(|token| organ::is_organ(token) || organ::is_meeting(token));
        if alone && dated && house && meeting.location.is_none() {
            meeting.location = place::read(joined.as_str(), &tokens, None).location;
        }
        if meeting.remote.is_none() && alone {
            meeting.remote = (0..tokens.len())
                .rev()
                .find_map(|at| place::remote_at(&tokens, at))
                .map(|(_, medium)| medium);
            // `Digitalt möte via Teams, kl. 13.00-15.30`
            if meeting.remote.is_some() && meeting.start_time.is_none() {
                (meeting.start_time, meeting.end_time) = time::bounds(&stretches(&tokens));
            }
        }
    }
}

/// The times beside the day: `Datum: fredagen den 1 februari 2019 kl. 09.00-15.00`.
fn dated_times(meeting: &mut Meeting, fields: &Fields<'_>) {
    let Some(field) = fields.first(Label::Date).filter(|_| meeting.start_time.is_none()) else { return };
    let joined = Joined::new(field.value_cells());
    let tokens = joined.tokens();
    let after = date::dates(&tokens, None).first().map_or(0, |day| day.next);
    (meeting.start_time, meeting.end_time) = time::bounds(&stretches(&tokens[after..]));
}

/// Names the body by those who decide, where the head's reading lost it: what most decisions name, and more than one.
pub(crate) fn name_body(meeting: &mut Meeting, items: &[Item]) {
    const LEAST: usize = 2;
    const BARE: [&str; 8] = [
        "namnden",
        "styrelsen",
        "radet",
        "utskottet",
        "fullmaktige",
        "direktionen",
        "delegationen",
        "kommitten",
    ];
    if meeting.body.is_some() {
        return;
    }
    let named = |by: &&Text| {
        let tokens = super::lex::tokens(&by.value, 0);
        tokens.last().is_some_and(|last| organ::is_organ(last)) && !BARE.contains(&fold(&by.value).as_str())
    };
    let deciders: Vec<&Text> = items
        .iter()
        .flat_map(|item| &item.decisions)
        .filter_map(|decision| decision.by.as_ref())
        .filter(named)
        .collect();
    let count = |by: &&&Text| deciders.iter().filter(|other| fold(&other.value) == fold(&by.value)).count();
    let Some(most) = deciders.iter().rev().max_by_key(count).filter(|by| count(by) >= LEAST) else { return };
    meeting.body = Some(Text::inferred(most.value.clone(), most.span));
    if meeting.title.as_ref().is_none_or(|title| title.value.is_empty()) {
        meeting.title.clone_from(&meeting.body);
    }
}

/// The time in a sentence that says that the meeting was opened or closed.
fn spoken_time(
    text: &RepairedText,
    lines: &Lines<'_>,
    zones: &Zones,
    stem: &str,
    last: bool,
) -> Option<Time> {
    let after = zones.cover.last().map_or(0, |line| line + 1);
    let says = |line: usize| {
        let folded = fold(lines.get(line).text);
        !lines.get(line).furniture
            && folded.contains(stem)
            && ["mote", "sammantrad", "stamma"].iter().any(|word| folded.contains(word))
    };
    let time = |line: usize| {
        let joined = Joined::new(&cells(text, line));
        let tokens = joined.tokens();
        let verb = tokens.iter().position(|token| fold(token.text).starts_with(stem))?;
        stretches(&tokens[verb..]).into_iter().next().map(|stretch| stretch.start)
    };
    let mut candidates = (after..lines.len()).filter(|&line| says(line));
    if last { candidates.rev().find_map(time) } else { candidates.find_map(time) }
}

fn paragraphs(meeting: &mut Meeting, fields: &Fields<'_>, items: &[ItemZone]) {
    let printed = fields.first(Label::Paragraphs).and_then(|field| {
        let joined = Joined::new(field.value_cells());
        let tokens = joined.tokens();
        ranges_at(&tokens, 0).or_else(|| ranges_from(&tokens, 0)).map(|(_, ranges)| ranges)
    });
    if let Some(ranges) = printed {
        meeting.first_paragraph = ranges.first().map(|range| range.clone().map(|(first, _)| first));
        meeting.last_paragraph = ranges.last().map(|range| range.clone().map(|(_, last)| last));
        return;
    }
    let numbers: Vec<Value<u32>> = items.iter().filter(|item| item.is_paragraph).filter_map(number).collect();
    meeting.first_paragraph = numbers.first().cloned();
    meeting.last_paragraph = numbers.last().cloned();
}

fn number(item: &ItemZone) -> Option<Value<u32>> {
    let number = item.number.as_ref()?;
    let digits: String = number.value.chars().take_while(char::is_ascii_digit).collect();
    Some(Value::inferred(digits.parse().ok()?, number.span))
}

/// The organisation where the masthead does not name one: in running heads, in the sentence about the notice board.
fn organization_elsewhere(text: &RepairedText, lines: &Lines<'_>, zones: &Zones) -> Option<Text> {
    let board = zones.cover.iter().chain(&zones.tail).find_map(|&line| {
        let told = lines.get(line).text.contains("nslagstavla");
        told.then(|| with_tokens(text, line, organ::organization_in_genitive)).flatten()
    });
    board.or_else(|| {
        let first_page = (0..lines.len()).take_while(|&line| lines.get(line).page <= 2);
        first_page.filter(|&line| lines.get(line).furniture).find_map(|line| {
            cells(text, line).iter().find_map(|cell| {
                let joined = Joined::new([cell]);
                let tokens = joined.tokens();
                let range = organ::organization_in(&tokens).filter(|range| range.start == 0)?;
                super::lex::stated(joined.as_str(), &tokens[range])
            })
        })
    })
}

fn with_tokens<T>(
    text: &RepairedText,
    line: usize,
    read: impl FnOnce(&str, &[Token<'_>]) -> Option<T>,
) -> Option<T> {
    let joined = Joined::new(&cells(text, line));
    read(joined.as_str(), &joined.tokens())
}
