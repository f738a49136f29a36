//! Running text without headings: every sentence is put where it belongs.

use super::decision;
use super::dissent;
use super::item::Draft;
use super::item_dissent::takes_no_part;
use super::model::{Decision, Outcome, Proposal, Reservation, Text};
use super::motion_words;
use super::movers;
use super::outcome;
use super::papers;
use super::passage::Passage;
use super::procedure::{immediate, tells_order, tells_vote};
use super::proposal;
use super::prose::{Mark, Paragraph, ends_sentence};
use super::recusal;
use super::sentence;
use super::told::{self, closes_with_deed, following, impersonal, inverted, is_done};
use super::verdict::{self, Verdict};
use regex::Regex;
use std::sync::LazyLock;

/// Sorts the sentences of `paragraphs` into `draft`. Decisions are looked for only where `decides`: an item with a heading
/// Beslut has its decisions there.
pub(super) fn read(paragraphs: &[Paragraph], decides: bool, draft: &mut Draft<'_>) {
    let mut open = Open::Matter;
    draft.decider = decides.then(|| decider(paragraphs)).flatten();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let content = paragraph.content();
        let sentences = sentence::ranges(content.as_str(), draft.title);
        draft.leads = decision::leads(content.as_str(), paragraphs.get(at + 1));
        let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
        // `… beslutade styrelsen att A,` and on the next line `att B`.
        if open == Open::Clause && decision::is_att(content.as_str()) {
            add_clauses(&content, draft);
            continue;
        }
        if let Some(next) = gone_on(open, paragraph, draft) {
            open = next;
            continue;
        }
        open = match open {
            Open::Decision | Open::Settled => Open::Settled,
            _ => Open::Matter,
        };
        for range in &sentences {
            let part = content.slice(range.clone());
            open = place(&part, decides, open, draft);
            if open == Open::Matter {
                kept.push(range.clone());
            }
        }
        keep(paragraph, &content, &sentences, &kept, draft);
    }
    draft.close_told_vote();
}

/// What a paragraph goes on with: the rows of a decision, what is moved on lines of its own, the reasons of a reservation.
fn gone_on(open: Open, paragraph: &Paragraph, draft: &mut Draft<'_>) -> Option<Open> {
    let content = paragraph.content();
    match open {
        Open::Decision | Open::Clause | Open::Rows => {
            let last = draft.item.decisions.last_mut().and_then(|decision| decision.clauses.last_mut())?;
            let waits = open == Open::Rows
                || last.text.value.ends_with(':')
                || decision::waits_for_names(&last.text.value);
            let more = (waits && decision::is_row(paragraph)).then(|| paragraph.text.whole()).flatten()?;
            decision::lengthen(last, &more);
            Some(Open::Rows)
        }
        Open::Motion => {
            let last = draft.item.proposals.last_mut()?;
            let listed = paragraph.mark != Mark::None || decision::is_att(content.as_str());
            (listed || last.text.value.is_empty()).then(|| {
                proposal::add(last, paragraph);
                Open::Motion
            })
        }
        Open::Reasons if paragraph.mark == Mark::None && !decision::begins(&content) => {
            draft.extend_reservation(&paragraph.text);
            Some(Open::Reasons)
        }
        Open::Statement if paragraph.mark == Mark::None && !decision::begins(&content) => {
            let last = draft.item.statements.last_mut()?;
            dissent::extend(&mut last.text, paragraph.text.whole()?, '\n');
            Some(Open::Statement)
        }
        _ => None,
    }
}

/// The body that decides in these paragraphs: what another proposes to it is its matter, no decision.
fn decider(paragraphs: &[Paragraph]) -> Option<String> {
    let of = |paragraph: &Paragraph| {
        let content = paragraph.content();
        let text = content.as_str();
        sentence::ranges(text, "").into_iter().find_map(|range| {
            let sentence = &text[range];
            let verdict = verdict::verdict(sentence).filter(|verdict| !verdict.proposed)?;
            verdict.by.map(|by| sentence[by].to_lowercase())
        })
    };
    paragraphs.iter().find_map(of).or_else(|| assembly(paragraphs))
}

/// The assembly that acts, where another body acts too: what the board thinks of a motion is no decision.
fn assembly(paragraphs: &[Paragraph]) -> Option<String> {
    let mut bodies: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let content = paragraph.content();
        let text = content.as_str();
        for range in sentence::ranges(text, "") {
            let sentence = &text[range];
            bodies.extend(outcome::body_of(sentence).map(|by| sentence[by].to_lowercase()));
        }
    }
    let is_assembly =
        |body: &&String| ["mötet", "stämman", "fullmäktige"].iter().any(|end| body.ends_with(end));
    let found = bodies.iter().find(is_assembly)?;
    bodies.iter().any(|body| body != found).then(|| found.clone())
}

/// Keeps what is left of a paragraph as part of the account.
fn keep(
    paragraph: &Paragraph,
    content: &Passage,
    sentences: &[std::ops::Range<usize>],
    kept: &[std::ops::Range<usize>],
    draft: &mut Draft<'_>,
) {
    draft.bullets_only &= paragraph.mark == Mark::Bullet;
    if kept.len() == sentences.len() {
        draft.summary.push(&paragraph.text);
        return;
    }
    for range in kept {
        // The mark of a list stays before its first sentence.
        let text = match range.start {
            0 => paragraph.text.slice(0..paragraph.body + range.end),
            _ => content.slice(range.clone()),
        };
        draft.summary.push_running(&text);
    }
    draft.summary.end_running();
}

/// What the sentence before was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Part of the account.
    Matter,
    /// A decision in a sentence of its own.
    Decision,
    /// A decision in the paragraph before: another one goes on with it.
    Settled,
    /// A decision that ends in att-satser: they keep what follows in their paragraph.
    Clause,
    /// A decision whose rows go on.
    Rows,
    /// A yrkande that goes on in lines of its own.
    Motion,
    /// A reservation whose reasons follow.
    Reasons,
    /// A statement whose text follows.
    Statement,
    /// Anything else.
    Taken,
}

fn place(part: &Passage, decides: bool, open: Open, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    if let Some(said) = immediate(part) {
        draft.approve_at_once(said);
        return Open::Taken;
    }
    if text.contains("eserv") || text.contains(" mening") {
        let found = dissent::reservations(&[plain(part)], None, draft.dictionary);
        if found.iter().any(|found| !found.by.is_empty()) {
            draft.item.reservations.extend(found);
            return if text.ends_with(':') { Open::Reasons } else { Open::Taken };
        }
        if dissented(text, draft) {
            return Open::Taken;
        }
    }
    if let Some(statement) = dissent::told(part, draft.dictionary) {
        draft.item.statements.push(statement);
        return if text.ends_with(':') { Open::Statement } else { Open::Taken };
    }
    // Not to take part in the decision is of no field.
    if takes_no_part(text) && !text.contains("jäv") {
        return Open::Taken;
    }
    if draft.recuse(part) || !draft.item.recusals.is_empty() && recusal::stands_in(text) {
        return Open::Taken;
    }
    if let Some(recipient) = papers::recipient(part) {
        draft.item.recipients.push(recipient);
        return Open::Taken;
    }
    if tells_vote(text) {
        draft.tell_vote(part);
        // `Efter votering, 15 röster mot 11, beslutade årsmötet att …` decides as well.
        return if decides || draft.decides_inline(text) {
            decided_by_vote(part, draft)
        } else {
            Open::Taken
        };
    }
    let motions = proposal::motions(part, draft.dictionary);
    if !motions.is_empty() {
        draft.item.proposals.extend(motions.into_iter().flat_map(|motion| motion.proposals(false)));
        if let Some(end) = movers::decided(text).filter(|_| decides) {
            // `…, men beslöts i enlighet med nämndens förslag` names what was decided, `…, vilket bifölls` refers to it.
            let clause = ["men beslöts ", "men beslutades ", "dock beslöts "]
                .iter()
                .find_map(|lead| Some(end.start + text[end.clone()].find(lead)? + lead.len()));
            draft.item.decisions.push(Decision { by: None, clauses: Vec::new() });
            add_clause(&part.slice(clause.unwrap_or(0)..text.len()), draft);
            let last = draft.item.decisions.last_mut().and_then(|decision| decision.clauses.last_mut());
            if let Some(last) = last.filter(|_| clause.is_none()) {
                last.outcome = outcome::outcome(&text[end]);
            }
            return Open::Settled;
        }
        let waits = |proposal: &Proposal| !ends_sentence(text) || proposal.text.value.is_empty();
        return if draft.item.proposals.last().is_some_and(waits) { Open::Motion } else { Open::Taken };
    }
    let labelled = proposal::told_by_label(part, draft.dictionary);
    if !labelled.is_empty() {
        draft.item.proposals.extend(labelled);
        return Open::Taken;
    }
    if proposal::join(part, &mut draft.item.proposals, draft.dictionary) {
        return Open::Taken;
    }
    if tells_order(text) {
        draft.order.push(part.clone());
        return Open::Taken;
    }
    if decides || draft.decides_inline(text) {
        let found = decision(part, open, draft);
        if found != Open::Matter {
            // `Berättelsen lästes upp av Vera Ek och lades till handlingarna.`
            if ["es upp av ", "upplästes av ", "föredrogs av "].iter().any(|words| text.contains(words)) {
                draft.tell_presenters(part);
            }
            return found;
        }
    }
    draft.tell_presenters(part);
    Open::Matter
}

/// Takes what a sentence that tells of a vote decides, if it does.
fn decided_by_vote(part: &Passage, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    let verdict = verdict::verdict(text)
        .filter(|verdict| verdict.clauses.is_some())
        .or_else(|| inverted(text))
        .or_else(|| impersonal(text).map(Verdict::of_nobody))
        .or_else(|| following(text))
        // `Avgiften fastställdes till 120 kronor, efter votering …`
        .or_else(|| is_done(text).then(|| Verdict::of_nobody(0)));
    match verdict {
        Some(verdict) => take(part, verdict, draft),
        None => Open::Taken,
    }
}

/// `Tvättstugan: Styrelsen beslutade att …`: where what follows the label of a point begins.
fn after_label(text: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{Lu}[^.:;,]{1,40}:\s").expect("the pattern is valid"));
    text.contains(": ").then(|| FORM.find(text).map(|found| found.end())).flatten()
}

/// Puts a sentence that decides into the draft.
fn decision(part: &Passage, open: Open, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    if let Some(verdict) = verdict::verdict(text).filter(|verdict| verdict.clauses.is_some()) {
        let other = |by: &std::ops::Range<usize>| {
            draft.decider.as_ref().is_some_and(|decider| *decider != text[by.clone()].to_lowercase())
        };
        if verdict.proposed && verdict.by.as_ref().is_some_and(other) {
            return Open::Matter;
        }
        return take(part, verdict, draft);
    }
    if let Some(start) = after_label(text)
        && let Some(verdict) = verdict::verdict(&text[start..]).filter(|verdict| verdict.clauses.is_some())
    {
        let rest = part.slice(start..text.len());
        // The account keeps the point with its label.
        take(&rest, verdict, draft);
        return Open::Matter;
    }
    // `Offerter har tagits in. Beslut: Vi antar den lägsta.`
    if let Some(rest) = text.strip_prefix("Beslut: ") {
        draft.item.decisions.push(Decision { by: None, clauses: Vec::new() });
        add_clause(&part.slice(text.len() - rest.len()..text.len()), draft);
        return Open::Decision;
    }
    if let Some((by, found, decided)) = told::also_decides(text) {
        draft.item.decisions.push(Decision { by: part.value(by), clauses: Vec::new() });
        for clause in [found, decided] {
            add_clause(&part.slice(clause), draft);
        }
        return Open::Clause;
    }
    if let Some(verdict) = inverted(text) {
        on_motion_of(part, verdict.clauses.unwrap_or(text.len()), draft);
        return take(part, verdict, draft);
    }
    if let Some(at) = impersonal(text) {
        on_motion_of(part, at, draft);
        let found = outcome::proposing(&text[at..]);
        let mut verdict = Verdict::of_nobody(at + found.unwrap_or(0));
        verdict.proposed = found.is_some();
        return take(part, verdict, draft);
    }
    match open {
        Open::Clause if is_done(text) || is_task(text) => {
            add_clause(part, draft);
            Open::Clause
        }
        Open::Clause => {
            extend_last(part, draft);
            Open::Clause
        }
        Open::Decision if told::states(text) && !is_done(text) => Open::Matter,
        Open::Decision => {
            add_clause(part, draft);
            Open::Decision
        }
        _ if closes_with_deed(text) => {
            let by = following(text).and_then(|verdict| verdict.by).and_then(|range| part.value(range));
            draft.item.decisions.push(Decision { by, clauses: Vec::new() });
            add_clause(part, draft);
            Open::Decision
        }
        _ if decision::waits_for_names(text) || told::announces(text) => {
            let by = outcome::acting_body(text).filter(|_| text.ends_with(':'));
            let by = by.and_then(|end| part.value(0..end));
            draft.item.decisions.push(Decision { by, clauses: Vec::new() });
            add_clause(part, draft);
            Open::Decision
        }
        _ if told::elects(text, draft.title) => {
            if !matches!(open, Open::Settled) || draft.item.decisions.is_empty() {
                draft.item.decisions.push(Decision { by: None, clauses: Vec::new() });
            }
            add_clause(part, draft);
            let last = draft.item.decisions.last_mut().and_then(|decision| decision.clauses.last_mut());
            last.into_iter().for_each(|clause| clause.outcome = Outcome::Elected);
            Open::Decision
        }
        _ if is_done(text)
            || outcome::concluding_body(text).is_some()
            || told::settled_by(text).is_some()
            || is_task(text) && (!draft.item.decisions.is_empty() || gives_task(text)) =>
        {
            let concludes = outcome::concluding_body(text).map(|end| 0..end);
            let by = concludes.or_else(|| outcome::body_of(text)).or_else(|| told::agent(text));
            let by = by.and_then(|range| part.value(range));
            let other =
                |by: &Text| draft.decider.as_ref().is_some_and(|decider| *decider != by.value.to_lowercase());
            if by.as_ref().is_some_and(other) {
                return Open::Matter;
            }
            // Elections and the like, a paragraph each, are one decision.
            if !(open == Open::Settled && by.is_none()) {
                draft.item.decisions.push(Decision { by, clauses: Vec::new() });
            }
            add_clause(part, draft);
            Open::Decision
        }
        _ => Open::Matter,
    }
}

/// `På förslag av Eva Holm beslöts att …`: what was decided is what she proposed.
fn on_motion_of(part: &Passage, clause: usize, draft: &mut Draft<'_>) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^På (?:förslag|yrkande|hemställan) (?:av|af|från)\s(?P<who>(?:[^,.:]|\b\p{Lu}\p{Ll}{0,5}\.)+?),?\s(?:beslöt|beslut)").expect("the pattern is valid")
    });
    let text = part.as_str();
    let by = FORM.captures(text).and_then(|found| found.name("who")).and_then(|who| {
        super::members::all(part, who.range(), draft.dictionary)
            .or_else(|| proposal::office_alone(part, who.range()))
    });
    if let (Some(by), Some(text)) = (by, part.value(clause..text.len())) {
        let action = motion_words::action(&text.value, false);
        draft.item.proposals.push(Proposal { by, text, action });
    }
}

fn take(part: &Passage, verdict: Verdict, draft: &mut Draft<'_>) -> Open {
    let rest = part.slice(verdict.clauses.unwrap_or(0)..part.as_str().len());
    if draft.leads && !verdict.att && !ends_sentence(part.as_str()) {
        let by = verdict.by.and_then(|range| part.value(range));
        draft.item.decisions.push(Decision { by, clauses: Vec::new() });
        return Open::Clause;
    }
    let parts = if verdict.att { decision::att_clauses(&rest) } else { vec![rest] };
    let clauses: Vec<_> =
        parts.iter().filter_map(|part| decision::clause_of(part, verdict.proposed)).collect();
    let by: Option<Text> = verdict.by.and_then(|range| part.value(range));
    if clauses.is_empty() {
        return Open::Matter;
    }
    draft.item.decisions.push(Decision { by, clauses });
    Open::Clause
}

/// Adds the att-satser of a paragraph to the last decision.
fn add_clauses(content: &Passage, draft: &mut Draft<'_>) {
    let proposed = |decision: &Decision| {
        decision.clauses.last().is_some_and(|clause| clause.outcome == Outcome::Proposed)
    };
    let Some(last) = draft.item.decisions.last_mut() else { return };
    let proposed = proposed(last);
    let start = decision::att_length(content.as_str());
    let parts = decision::att_clauses(&content.slice(start..content.as_str().len()));
    last.clauses.extend(parts.iter().filter_map(|part| decision::clause_of(part, proposed)));
}

fn add_clause(part: &Passage, draft: &mut Draft<'_>) {
    if let Some((end, second)) = outcome::second_deed(part.as_str()) {
        add_clause(&part.slice(0..end), draft);
        add_clause(&part.slice(second..part.as_str().len()), draft);
        return;
    }
    if let (Some(decision), Some(clause)) =
        (draft.item.decisions.last_mut(), decision::clause_of(part, false))
    {
        decision.clauses.push(clause);
    }
}

/// An att-sats keeps the sentences that follow it in its paragraph.
fn extend_last(part: &Passage, draft: &mut Draft<'_>) {
    let clause = draft.item.decisions.last_mut().and_then(|decision| decision.clauses.last_mut());
    if let (Some(clause), Some(more)) = (clause, part.whole()) {
        clause.text.value.push(' ');
        clause.text.value.push_str(&more.value);
        clause.text.span = clause.text.span.union(more.span);
    }
}

/// `Då yrkandet ej vann gehör, anmälde han reservation.`: whoever moved last reserves; whether the sentence says so.
pub(super) fn dissented(text: &str, draft: &mut Draft<'_>) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:anmäler|anmälde|reserverar sig|reserverade sig|reserverade|antecknade|avgav|avger|lät)\s(?:han|hon|hen|de|dessa|denne|denna)\b|^(?:Han|Hon|Hen|De|Dessa|Denne|Denna)\s(?:reserver|anmäl)").expect("the pattern is valid")
    });
    let mover = draft.item.proposals.last().map(|proposal| proposal.by.clone()).filter(|by| !by.is_empty());
    match mover.filter(|_| text.contains("eserv") && FORM.is_match(text)) {
        Some(by) => {
            draft.item.reservations.push(Reservation { by, text: None });
            true
        }
        None => false,
    }
}

/// `Nils Ek fick i uppdrag att …`: a decision where one was told before; alone it may tell of another meeting's.
fn is_task(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^,.:]{2,80}\s(?:fick|får|gavs|ges)\si uppdrag att\s").expect("the pattern is valid")
    });
    text.contains("i uppdrag att") && FORM.is_match(text)
}

/// `Nils Ek får i uppdrag att …`, now: no account of another meeting.
fn gives_task(text: &str) -> bool {
    // `Kassören fick i uppdrag att …`, with nothing that tells of another meeting.
    let short = || {
        text.split_once(" fick i uppdrag att ").is_some_and(|(who, _)| who.split(' ').count() <= 3)
            && !text.contains(|c: char| c.is_ascii_digit())
            && ![" av ", "tidigare", "förra", " vid "].iter().any(|word| text.contains(word))
    };
    text.contains(" får i uppdrag att ") || text.contains(" ges i uppdrag att ") || short()
}

/// A sentence as a paragraph of its own.
pub(super) fn plain(part: &Passage) -> Paragraph {
    Paragraph { text: part.clone(), mark: Mark::None, body: 0, lines: 1, indent: 0 }
}

#[cfg(test)]
#[path = "narrative_tests.rs"]
mod tests;
