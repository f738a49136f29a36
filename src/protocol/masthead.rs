//! The masthead: what stands at the top without labels. Title, body, organisation, number, date, address.

use super::cells::Cell;
use super::date::{self, Found};
use super::joined::Joined;
use super::lex::{Kind, Token, stated};
use super::model::Text;
use super::organ;
use super::phrases::fold;
use super::protocol_number::{is_protocol_word, number};

/// What a masthead tells.
#[derive(Debug, Default)]
pub(crate) struct Masthead {
    /// The meeting as it is named.
    pub(crate) title: Option<Text>,
    /// The organ alone.
    pub(crate) body: Option<Text>,
    /// Municipality, company, association.
    pub(crate) organization: Option<Text>,
    /// Number of the protocol.
    pub(crate) number: Option<Text>,
    /// Days, in printed order.
    pub(crate) dates: Vec<Found>,
    /// E-mail address.
    pub(crate) contact: Option<Text>,
}

/// Words of the name of a meeting or body at most.
const LONGEST: usize = 12;

/// Columns by which a name's next line may begin further left or right.
const SHIFT: usize = 16;

/// Reads the cells of a masthead.
pub(crate) fn read(cells: &[Cell<'_>]) -> Masthead {
    let mut found = Masthead::default();
    let mut organs: Vec<Text> = Vec::new();
    let mut meetings: Vec<Meeting> = Vec::new();
    let mut compounds: Vec<Text> = Vec::new();
    let mut used = vec![false; cells.len()];
    for at in 0..cells.len() {
        if used[at] {
            continue;
        }
        let joined = with_next_lines(cells, at, &mut used);
        let tokens = joined.tokens();
        let source = joined.as_str();
        found.contact = found.contact.take().or_else(|| contact(&tokens));
        found.number = found.number.take().or_else(|| number(&tokens));
        compounds.extend(tokens.iter().filter_map(body_in_compound));
        let dates = date::dates(&tokens, None);
        for part in pieces(&tokens, &dates) {
            name(source, part, &mut found, &mut organs, &mut meetings);
        }
        found.dates.extend(dates);
    }
    if organs.is_empty() && meetings.is_empty() {
        organs.extend(compounds.into_iter().next());
    }
    settle(&mut found, organs, meetings);
    found
}

/// `Styrelseprotokoll`: the body that the word begins with.
fn body_in_compound(token: &Token<'_>) -> Option<Text> {
    let length = token.text.to_lowercase().strip_suffix("protokoll")?.len();
    let bare = token.text.get(..length)?.trim_end_matches(['s', '-']);
    let body = Token { text: bare, ..*token };
    let named = organ::is_organ(&body) || fold(bare) == "arsmote" || fold(bare) == "arsstamma";
    let span = crate::span::Span::new(token.span.start, token.span.start + bare.chars().count());
    named.then(|| Text::stated(bare.to_owned(), span))
}

/// A meeting as it is named, with what its name is made of.
struct Meeting {
    title: Text,
    /// The part before `i`, `med`, `för`.
    kind: Option<Text>,
    /// The part after it.
    of: Option<Text>,
}

fn settle(found: &mut Masthead, mut organs: Vec<Text>, mut meetings: Vec<Meeting>) {
    let organ = (!organs.is_empty()).then(|| organs.swap_remove(0));
    let meeting = (!meetings.is_empty()).then(|| meetings.swap_remove(0));
    match (organ, meeting) {
        // A meeting with a small letter stands in a sentence, not as a name; `Sammanträde` alone names none.
        (Some(organ), Some(meeting))
            if meeting.title.value.starts_with(char::is_uppercase) && !is_bare(&meeting.title.value) =>
        {
            found.title = Some(meeting.title);
            found.body = Some(organ);
        }
        (Some(organ), _) => {
            found.title = Some(organ.clone());
            found.body = Some(organ);
        }
        (None, Some(meeting)) => {
            found.body = meeting.kind.or_else(|| Some(meeting.title.clone()));
            found.organization = meeting.of.or(found.organization.take());
            found.title = Some(meeting.title);
        }
        (None, None) => {}
    }
}

/// `Sammanträde`, `Möte med`: no name of a meeting.
fn is_bare(title: &str) -> bool {
    let folded = fold(title);
    let alone = [" med", " i", " for", " av"].iter().find_map(|link| folded.strip_suffix(link));
    matches!(alone.unwrap_or(&folded), "sammantrade" | "mote")
}

/// The cell at `at` with the cells of the next lines on which its name goes on.
fn with_next_lines<'t>(cells: &[Cell<'t>], at: usize, used: &mut [bool]) -> Joined {
    let mut joined = Joined::new([&cells[at]]);
    let mut last = at;
    while goes_on(cells[last].text) {
        let below = |next: usize| {
            let cell = &cells[next];
            cell.line > cells[last].line
                && cell.line <= cells[last].line + 2
                && cell.column.abs_diff(cells[last].column) <= SHIFT
        };
        let Some(next) = (last + 1..cells.len().min(last + 6)).find(|&next| !used[next] && below(next))
        else {
            break;
        };
        joined.push(cells[next].text, cells[next].start);
        used[next] = true;
        last = next;
    }
    joined
}

/// `Kultur- och`, `Kommun-`: the name goes on on the next line.
fn goes_on(text: &str) -> bool {
    let sentence =
        [" fört ", " fördt ", " hållet ", " hölls ", " afhölls "].iter().any(|word| text.contains(word))
            && !text.ends_with('.');
    sentence || text.len() < 80 && (text.ends_with('-') || text.ends_with(" och") || text.ends_with(" samt"))
}

fn contact(tokens: &[Token<'_>]) -> Option<Text> {
    let token = tokens.iter().find(|token| is_address(token.text))?;
    Some(Text::stated(token.text.to_owned(), token.span))
}

fn is_address(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'))
}

/// What is left of a cell when days, the word protocol with its number, page marks and addresses are taken out.
fn pieces<'a, 't>(tokens: &'a [Token<'t>], dates: &[Found]) -> Vec<&'a [Token<'t>]> {
    let mut taken = vec![false; tokens.len()];
    for date in dates {
        taken[date.first..date.next].fill(true);
    }
    for (at, token) in tokens.iter().enumerate() {
        let word = fold(token.text);
        let page = matches!(
            word.as_str(),
            "sida"
                | "sid"
                | "sidan"
                | "blad"
                | "nr"
                | "datum"
                | "sammantradesdatum"
                | "sammantradesdag"
                | "motesdatum"
                | "motesdag"
        );
        let figure = token.text.starts_with(|c: char| c.is_ascii_digit());
        let after_taken = at > 0 && taken[at - 1];
        let fort = matches!(
            word.as_str(),
            "fort" | "fordt" | "fran" | "over" | "hallet" | "hallit" | "holls" | "afholls" | "avholls"
        ) && after_taken;
        let registered = word.starts_with("orgnr") || word == "org" || word.starts_with("organisationsn");
        taken[at] |=
            is_protocol_word(token) || page || figure || is_address(token.text) || fort || registered;
    }
    // `…, till hvilken stämma behörig pålysning skett`: no more of the name.
    let relative = tokens.windows(2).position(|pair| pair[0].kind == Kind::Comma && pair[1].is("till"));
    taken[relative.unwrap_or(tokens.len())..].fill(true);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len()).find(|&next| taken[next]).unwrap_or(tokens.len());
        let part = without_marks(&tokens[at..end]);
        if !part.is_empty() {
            out.push(part);
        }
        at = end + 1;
    }
    out
}

/// Words that join `Protokoll` to the name of a meeting.
const OPENING: [&str; 8] = ["vid", "från", "för", "fört", "fördt", "hållet", "hållit", "över"];

fn without_marks<'a, 't>(mut part: &'a [Token<'t>]) -> &'a [Token<'t>] {
    loop {
        match part {
            [first, rest @ ..] if first.kind != Kind::Word => part = rest,
            [first, rest @ ..] if OPENING.iter().any(|word| first.is(word)) => part = rest,
            // `Skog AB (publ)`
            [rest @ .., last]
                if last.kind == Kind::Close
                    && rest.iter().rev().take(3).any(|token| token.kind == Kind::Open) =>
            {
                return part;
            }
            [rest @ .., last] if last.kind != Kind::Word => part = rest,
            _ => return part,
        }
    }
}

/// Takes an organisation, a body or a meeting out of a piece.
fn name(
    source: &str,
    part: &[Token<'_>],
    found: &mut Masthead,
    organs: &mut Vec<Text>,
    meetings: &mut Vec<Meeting>,
) {
    let words = part.iter().filter(|token| token.kind == Kind::Word).count();
    if words > LONGEST || part.iter().any(|token| token.kind == Kind::Stop) {
        return;
    }
    // A network meets as itself.
    let first = part[0].text.to_lowercase();
    let network =
        (first.starts_with("nätverk") || first.ends_with("nätverket") || first.ends_with("nätverk"))
            && !part.iter().any(organ::is_meeting);
    if network && let Some(title) = stated(source, part) {
        // `Nätverket för miljöchefer i Skaraborg`, but `Rektorsnätverket Sörmland`
        let kind = part.get(1).filter(|link| !link.is("för")).and_then(|_| stated(source, &part[..1]));
        meetings.push(Meeting { title, kind, of: None });
        return;
    }
    // `Samverkansmöte mellan Region Örebro län och kommunerna`: whose it is not said.
    if organ::is_meeting(&part[0]) && part.get(1).is_some_and(|link| link.is("mellan")) {
        if let Some(title) = stated(source, part) {
            meetings.push(Meeting { title, kind: stated(source, &part[..1]), of: None });
        }
        return;
    }
    if let Some(range) = organ::organization_in(part) {
        let range = range.start..range.end + named_after(&part[range.end..]);
        // `Styrelsemöte Ånge IF`: the meeting, and whose it is.
        if range.start <= 1 && range.end == part.len() && part.len() > 1 && organ::is_meeting(&part[0]) {
            if let Some(title) = stated(source, part) {
                let kind = stated(source, &part[..1]);
                meetings.push(Meeting { title, kind, of: stated(source, &part[1..]) });
            }
            return;
        }
        if found.organization.is_none() {
            found.organization = stated(source, &part[range.clone()]);
        }
        // `Vadstena kommun Kommunstyrelsen`, `Kommunstyrelsen, Vadstena kommun`.
        if range.start == 0 && range.end < part.len() {
            name(source, without_marks(&part[range.end..]), found, organs, meetings);
            return;
        }
        if range.start == 0 {
            return;
        }
    }
    if let Some(organ) = organ_in_genitive(part) {
        if found.organization.is_none() {
            found.organization = place_of(source, &part[organ.0 + 1..]);
        }
        organs.push(organ.1);
        return;
    }
    let Some(head) = part.iter().position(|token| organ::is_organ(token) || organ::is_meeting(token)) else {
        return;
    };
    if let Some(owner) = owner_of_meeting(source, part, head) {
        if let Some(title) = stated(source, &part[..=head]) {
            meetings.push(Meeting { title, kind: stated(source, &part[head..=head]), of: Some(owner) });
        }
        return;
    }
    // `den 14 mars sammanträdde kommunalnämnden i Hammar`
    let met = part[0].is("sammanträdde") && head == 1;
    let first_is_name = part[0].is_capitalised() || met || organ::is_meeting(&part[head]);
    let link = part.get(head + 1);
    let linked =
        link.is_some_and(|token| ["i", "med", "för", "vid", "inom", "av"].iter().any(|word| token.is(word)));
    // `Överförmyndarnämnden Södra Roslagen`: a body that is named after where it acts.
    let named = part.len() > head + 1
        && part.len() <= head + 4
        && !organ::is_meeting(&part[head])
        && part[head + 1..].iter().all(|token| {
            token.is_capitalised()
                && token.gap <= 1
                && token.text.chars().any(char::is_lowercase)
                && !organ::is_organ(token)
                && !organ::is_meeting(token)
        });
    let head = if named { part.len() - 1 } else { head };
    let link = part.get(head + 1);
    let ends_there = match link {
        None => true,
        // `Farsta stadsdelsnämnd Sammanträde`: the next column's label, whose day is taken out.
        Some(token) => {
            token.kind != Kind::Word
                || linked
                || head + 2 == part.len() && token.is_capitalised() && is_bare(token.text)
        }
    };
    if !first_is_name || !ends_there {
        return;
    }
    // `Nämnden för kultur, utbildning och friluftsverksamhet`
    // `Kommunala rådet för trygghet och hälsa`
    let first = head == 0 || head == 1 && part[0].is_capitalised() && !organ::is_organ(&part[0]);
    let whole = first
        && linked
        && part[head + 1].is("för")
        && organ::is_organ(&part[head])
        && part.get(head + 2).is_some_and(|next| !next.is_capitalised());
    let kind = stated(source, if whole { part } else { &part[usize::from(met)..=head] });
    if !named && organ::is_meeting(&part[head]) {
        let part = without_place(part, head + 1);
        // `lagligen kungjord kommunalstämma`: small words before it say how it was called.
        let called = part[..head].iter().take_while(|token| !token.is_capitalised()).count();
        let from =
            if called == head { head } else { usize::from(part[0].is("ordinarie") || part[0].is("extra")) };
        let kind = stated(source, &part[from.min(head)..=head]);
        if let Some(title) = stated(source, title_of(part, head, linked)) {
            let rest = part.get(head + 2..).unwrap_or_default();
            let of = linked.then(|| of_meeting(source, rest, organs)).flatten();
            meetings.push(Meeting { title, kind, of });
        }
    } else if let Some(organ) = kind {
        if linked && found.organization.is_none() {
            // `stadsfullmäktige i Vaxholm å rådhuset`
            let rest = &part[head + 2..];
            let end = rest.iter().position(|token| token.is("å") || token.is("på")).unwrap_or(rest.len());
            let rest = &rest[..end];
            found.organization =
                rest.first().filter(|token| token.is_capitalised()).and_then(|_| stated(source, rest));
        }
        organs.push(organ);
    }
}

/// `Brf Ek | i Gustavsberg`, `Skog AB | (publ)`: the tokens after an organisation's name that end it.
fn named_after(rest: &[Token<'_>]) -> usize {
    if let [open, word, close, ..] = rest
        && open.kind == Kind::Open
        && word.is("publ")
        && close.kind == Kind::Close
    {
        return 3;
    }
    let linked = rest.first().is_some_and(|link| link.is("i") || link.is("vid"));
    let named = rest.len() > 1 && rest[1..].iter().all(Token::is_capitalised);
    if linked && named && !rest.iter().any(|token| organ::is_house(token) || organ::is_organ(token)) {
        return rest.len();
    }
    0
}

/// `Järna hembygdsförenings årsmöte`: the organisation whose meeting it is.
fn owner_of_meeting(source: &str, part: &[Token<'_>], head: usize) -> Option<Text> {
    let owner = part[..head].last().filter(|_| organ::is_meeting(&part[head]))?;
    let bare = owner.text.strip_suffix('s')?;
    let mut tokens = part[..head].to_vec();
    *tokens.last_mut()? = Token { text: bare, ..*owner };
    if organ::organization_in(&tokens) != Some(0..head) {
        return None;
    }
    let name = stated(source, &part[..head])?;
    let value = name.value.strip_suffix('s')?.to_owned();
    Some(Text::normalised(value, name.span))
}

/// `kommunalnämndens … sammanträde`, `Kyrkofullmäktiges (protokoll)`: the body whose meeting it is, and its token.
fn organ_in_genitive(part: &[Token<'_>]) -> Option<(usize, Text)> {
    let owner = |token: &Token<'_>| {
        let bare = token.text.strip_suffix(":s").or_else(|| token.text.strip_suffix('s'))?;
        organ::is_organ(&Token { text: bare, ..*token }).then_some(bare.len())
    };
    let (at, length) = part.iter().enumerate().find_map(|(at, token)| Some((at, owner(token)?)))?;
    let of_meeting = at + 1 == part.len() || part[at + 1..].iter().any(organ::is_meeting);
    let first = part[at];
    // Only the last word stands in the genitive: `Miljö- och byggnadsnämndens`.
    let plain =
        part[..at].iter().all(|token| token.is_capitalised() || token.is_and() || token.text.ends_with('-'));
    (of_meeting && plain).then(|| {
        let name: Vec<&str> =
            part[..at].iter().map(|token| token.text).chain([&first.text[..length]]).collect();
        (at, Text::normalised(name.join(" "), part[0].span.union(first.span)))
    })
}

/// `i Skedevi sammanträde`: the place that the body is of.
fn place_of(source: &str, rest: &[Token<'_>]) -> Option<Text> {
    let (first, rest) = rest.split_first().filter(|(first, _)| first.is("i"))?;
    let end = rest.iter().position(|token| !token.is_capitalised()).unwrap_or(rest.len());
    (first.kind == Kind::Word && end > 0).then(|| stated(source, &rest[..end])).flatten()
}

/// The name without the place that a sentence adds: `stämma med Gnarps socken i sockenstugan`.
fn without_place<'a, 't>(part: &'a [Token<'t>], from: usize) -> &'a [Token<'t>] {
    let place = |at: &usize| {
        let stands = ["i", "uti", "på", "å"].iter().any(|word| part[*at].is(word));
        // `i Ytterlännäs sockenstuga` is a house, `i Familjen Helsingborg` none.
        let house = || {
            part.get(at + 2).is_some_and(|next| next.kind == Kind::Word && !next.is_capitalised())
                && part.len() == at + 3
                && organ::organization_in(&part[at + 1..]).is_none()
        };
        // `i Hembygdsgården, Henån`
        let ends = part.get(at + 2).is_none_or(|next| next.kind == Kind::Comma);
        let named_house = |next: &Token<'_>| ends && organ::is_house(next);
        stands && part.get(at + 1).is_some_and(|next| !next.is_capitalised() || house() || named_house(next))
    };
    (from..part.len()).find(place).map_or(part, |at| &part[..at])
}

/// The words of a meeting's name: the whole piece where it is linked (`Årsmöte i Föreningen Ek`).
fn title_of<'a, 't>(part: &'a [Token<'t>], head: usize, linked: bool) -> &'a [Token<'t>] {
    if linked { part } else { &part[..=head] }
}

/// What a meeting is of: a body (`sammanträde med kommunalnämnden`) or an organisation (`möte i Familjen Helsingborg`).
fn of_meeting(source: &str, rest: &[Token<'_>], organs: &mut Vec<Text>) -> Option<Text> {
    let first = rest.first()?;
    if let Some(organ) = rest.iter().position(organ::is_organ) {
        organs.extend(stated(source, &rest[..=organ]));
        return None;
    }
    first.is_capitalised().then(|| stated(source, rest)).flatten()
}

/// The day that the masthead gives as the meeting's: the first.
pub(crate) fn day(found: &Masthead) -> Option<&Found> {
    found.dates.first()
}

#[cfg(test)]
#[path = "masthead_tests.rs"]
mod tests;
