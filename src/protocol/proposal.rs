//! Yrkanden: who moves what.

use super::decision;
use super::members;
use super::model::{Action, Member, Proposal, Text};
use super::motion_words::action;
use super::movers;
use super::outcome;
use super::passage::Passage;
use super::prose::{Mark, Paragraph, ends_sentence};
use super::sentence;
use super::tables::fold;
use crate::dictionary::Dictionary;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Reads the paragraphs of a section. `amends` where its heading speaks of a change or an addition.
pub(super) fn section(
    paragraphs: &[Paragraph],
    amends: bool,
    title: &str,
    dictionary: &Dictionary,
) -> Vec<Proposal> {
    let mut out: Vec<Proposal> = Vec::new();
    let mut takes = false;
    for paragraph in paragraphs {
        let mut moved = false;
        if let Some(by) = movers_alone(paragraph, dictionary) {
            let content = paragraph.content();
            let text = Text::stated(String::new(), content.span(0..content.as_str().len()));
            out.push(Proposal { by, text, action: if amends { Action::Amend } else { Action::Other } });
            takes = true;
            continue;
        }
        for sentence in sentence::sentences(&paragraph.content(), title) {
            let mut found = motions(&sentence, dictionary);
            if found.is_empty() {
                found.extend(labelled(&sentence, dictionary).or_else(|| worded(&sentence, dictionary)));
                found.extend(found.is_empty().then(|| verbless(&sentence, dictionary)).flatten());
            }
            if !found.is_empty() {
                out.extend(found.into_iter().flat_map(|found| found.proposals(amends)));
                moved = true;
            } else {
                moved |= join(&sentence, &mut out, dictionary);
            }
        }
        if !moved {
            // `… yrkar att nämnden ska besluta`, and att-satser on the lines below.
            let open =
                |last: &Proposal| decision::is_att(paragraph.words()) && !ends_sentence(&last.text.value);
            if let Some(last) = out.last_mut().filter(|last| takes || open(last)) {
                add(last, paragraph);
            }
            continue;
        }
        takes = paragraph.text.as_str().ends_with(':');
    }
    out.retain(|proposal| !proposal.text.value.is_empty());
    out
}

/// `Vera Ek (S) och Nils Ros (M)`, alone in a paragraph: what they move follows on lines of its own.
fn movers_alone(paragraph: &Paragraph, dictionary: &Dictionary) -> Option<Vec<Member>> {
    let content = paragraph.content();
    let end = content.as_str().trim_end_matches([':', ' ']).len();
    if paragraph.mark != Mark::None || !content.as_str()[..end].ends_with(')') {
        return None;
    }
    let by = members::all(&content, 0..end, dictionary)?;
    by.iter().all(|member| member.party.is_some()).then_some(by)
}

/// What stands under a heading that names who moves it: `Yrkande, Vera Ek (S)`.
pub(super) fn under(by: Vec<Member>, paragraphs: &[Paragraph], amends: bool) -> Option<Proposal> {
    let content = paragraphs.first()?.content();
    let text = Text::stated(String::new(), content.span(0..content.as_str().len()));
    let mut proposal = Proposal { by, text, action: if amends { Action::Amend } else { Action::Other } };
    paragraphs.iter().for_each(|paragraph| add(&mut proposal, paragraph));
    Some(proposal)
}

/// The points of an association's printed Förslag: proposals by nobody that is named.
pub(super) fn printed(paragraphs: &[Paragraph]) -> Vec<Proposal> {
    let mut out: Vec<Proposal> = Vec::new();
    for paragraph in paragraphs {
        let text = paragraph.content();
        let from = att_length(text.as_str());
        if from == 0 && paragraph.mark == Mark::None {
            continue;
        }
        let value = text.value(from..text.as_str().len());
        out.extend(value.map(|text| Proposal { by: Vec::new(), action: Action::Other, text }));
    }
    out
}

/// A sentence in which somebody moves something.
#[derive(Debug)]
pub(super) struct Motion {
    by: Vec<Member>,
    sentence: Passage,
    /// Bytes of each thing moved; empty where it follows on lines of its own.
    parts: Vec<Range<usize>>,
    /// Whether the words say that it changes another proposal.
    amends: bool,
}

impl Motion {
    /// The proposals that it makes.
    pub(super) fn proposals(self, amends: bool) -> Vec<Proposal> {
        let mut out = Vec::new();
        for part in &self.parts {
            let text = self.sentence.value(part.clone());
            let text = text.unwrap_or_else(|| {
                Text::stated(String::new(), self.sentence.span(0..self.sentence.as_str().len()))
            });
            let action = action(&text.value, amends || self.amends);
            out.push(Proposal { by: self.by.clone(), text, action });
        }
        out
    }
}

/// `yrkar, med instämmande av Nils Ek (M), att …`: where what is moved begins, and who moves it too.
fn seconded(sentence: &Passage, from: usize, dictionary: &Dictionary) -> Option<(usize, Vec<Member>)> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^,?\s(?:med (?:instämmande|stöd|understöd|bifall) (?:av|från)|tillsammans med|liksom|genom)\s(?P<who>[^:]{3,300}?),?(?P<next>\s(?:att|om|på|följande|bifall|avslag|återremiss|bordläggning)\b)").expect("the pattern is valid")
    });
    let found = FORM.captures(&sentence.as_str()[from..])?;
    let (who, next) = (found.name("who")?, found.name("next")?);
    let others = members::all(sentence, from + who.start()..from + who.end(), dictionary)?;
    Some((from + next.start(), others))
}

/// `…, i vilket yrkande fru Ramsö instämde`: where what is moved ends, and who moves it too.
fn agreeing(sentence: &Passage, from: usize, dictionary: &Dictionary) -> Option<(usize, Vec<Member>)> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\soch\s(?:instämde|instämmer|förenade sig)\s(?:häri|däri|i detta|härmed)\s(?P<also>[^:]{3,200}?)\.?$|,?\s(?:i\s(?:vilket|hvilket)(?:\s(?:yrkande|förslag))?|vari|hvari|häri|däri|(?:vilket|hvilket)(?:\s(?:yrkande|förslag))?)\s(?:(?P<who>[^,:]{3,200}?)\s(?:instämde|instämmer|förenade sig|biträdde)|(?:understöddes|biträddes|understöds|biträds|stöds|stöddes)\sa[vf]\s(?P<by>[^:]{3,200}?)|(?:instämde|instämmer|förenade sig)\s(?P<after>[^:]{3,200}?))\.?$").expect("the pattern is valid")
    });
    let found = FORM.captures(&sentence.as_str()[from..])?;
    let (whole, who) =
        (found.get(0)?, ["who", "after", "by", "also"].into_iter().find_map(|name| found.name(name))?);
    let others = members::all(sentence, from + who.start()..from + who.end(), dictionary)?;
    Some((from + whole.start(), others))
}

/// `X instämmer i yrkandet`, `X biträder Y:s förslag`: adds X to those who moved it; whether the sentence says so.
pub(super) fn join(sentence: &Passage, proposals: &mut [Proposal], dictionary: &Dictionary) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<who>(?:[^.:]|\b\p{Lu}\p{Ll}{0,5}\.)+?)\s(?:instämmer|instämde|instämmde|biträder|biträdde|förenade sig|förenar sig|ansluter sig|anslöt sig|understödjer|understöder|understödde|stödjer|stöder|stödde|bifaller|biföll|ställer sig bakom|ställde sig bakom)(?P<rest>\.?$|\s(?:i|om|med|till|häri|däri|härtill|yrkande|förslag|[\p{Lu}]|detta|det)[^:]{0,120}\.?$)").expect("the pattern is valid")
    });
    // `I yrkandet instämmer X`, `Detta yrkande biträddes av X`, `Med Y förenade sig X`
    static INVERTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<rest>(?:I|Uti|Till)\s[^.:,]{3,60}?)\s(?:instämmer|instämde|instämmde|ansluter sig|anslöt sig)(?:\säven)?\s(?P<who>[^:]{3,300}?)\.?$|^(?P<what>[^.:,]{3,60}?)\s(?:biträddes|biträds|understöddes|understöds|stöds|stöddes|får stöd|fick stöd)\sa[vf]\s(?P<by>[^:]{3,300}?)\.?$|^(?P<with>Med\s[^.:,]{3,60}?)\s(?:förenade|förenar)\ssig\s(?P<joined>[^:]{3,300}?)\.?$").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let Some(found) = INVERTED.captures(text).or_else(|| FORM.captures(text)) else { return false };
    let named = |names: [&str; 3]| names.into_iter().find_map(|name| found.name(name));
    let who = found.name("who").or_else(|| named(["by", "joined", "who"]));
    let (Some(who), Some(rest)) = (who, named(["rest", "what", "with"])) else { return false };
    let Some(by) = members::all(sentence, who.range(), dictionary) else { return false };
    // Whose proposal it is: the one whose mover is named, else the last.
    let is_named = |proposal: &Proposal| {
        proposal.by.iter().any(|member| {
            member.name.value.split(' ').next_back().is_some_and(|last| rest.as_str().contains(last))
        })
    };
    let at = proposals.iter().rposition(is_named).or_else(|| proposals.len().checked_sub(1));
    let Some(proposal) = at.map(|at| &mut proposals[at]) else { return false };
    for member in by {
        if !proposal.by.iter().any(|known| known.name.value == member.name.value) {
            proposal.by.push(member);
        }
    }
    true
}

/// The motions of a sentence: one, or two that are set against each other, `X yrkade bifall, medan Y yrkade avslag`.
pub(super) fn motions(sentence: &Passage, dictionary: &Dictionary) -> Vec<Motion> {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:[,;]\s(?:hvaremot|varemot|medan|men|under det att|under det|däremot|hvarjemte|varjämte)|\s(?:medan|under det att))\s",
        )
        .expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let parted = JOINT.find(text).and_then(|joint| {
        let first = motion(&sentence.slice(0..joint.start()), dictionary);
        let second = motion(&sentence.slice(joint.end()..text.len()), dictionary)?;
        // `X ansåg, att arbetet borde anstå, medan Y yrkade bifall`: what was only thought is no motion.
        let thought = text[..joint.start()].contains(" ansåg");
        match first {
            Some(first) => Some(vec![first, second]),
            None => thought.then(|| vec![second]),
        }
    });
    parted.or_else(|| beside(sentence, dictionary)).unwrap_or_else(|| elliptic(sentence, dictionary))
}

/// `Herr Ek yrkade bifall, herr Al yrkade avslag.`: two motions that only a comma or "och" parts.
fn beside(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Motion>> {
    const MOST: usize = 12;
    let text = sentence.as_str();
    if text.matches(" yrka").count() < 2 {
        return None;
    }
    static JOINT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",\s(?:och\s)?|\s(?:och|samt)\s").expect("the pattern is valid"));
    JOINT.find_iter(text).take(MOST).find_map(|joint| {
        let (at, next) = (joint.start(), joint.end());
        if !text[..at].contains(" yrka") || !text[next..].contains(" yrka") {
            return None;
        }
        let second = motion(&sentence.slice(next..text.len()), dictionary)?;
        Some(vec![motion(&sentence.slice(0..at), dictionary)?, second])
    })
}

/// `Herr Ek yrkade bifall, fru Al avslag.`: the second motion has no verb of its own.
fn elliptic(sentence: &Passage, dictionary: &Dictionary) -> Vec<Motion> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",\s(?:och\s)?(?P<who>[^,.:]{3,80}?)\s(?P<what>(?:bifall|avslag|afslag|återremiss|bordläggning)\b[^,:]{0,80})$")
            .expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let second = FORM.captures(text).and_then(|found| {
        let (who, what) = (found.name("who")?, found.name("what")?);
        let by = members::all(sentence, who.range(), dictionary)?;
        let first = motion(&sentence.slice(0..found.get(0)?.start()), dictionary)?;
        let part = what.range();
        Some([first, Motion { by, sentence: sentence.clone(), parts: vec![part], amends: false }])
    });
    second.map_or_else(|| motion(sentence, dictionary).into_iter().collect(), Vec::from)
}

/// Whether a sentence has somebody with a party move, now: `Eva Holm (S) yrkar …`.
pub(super) fn is_moved(sentence: &str) -> bool {
    // `Under överläggningen yrkar Eva Holm (S) att …`
    const HERE: [&str; 5] = ["verlägg", "sammanträde", "möte", "diskussion", "debatt"];
    sentence.split_once(" yrkar ").is_some_and(|(movers, moved)| {
        let here = ["Under ", "Vid ", "I ", "På "].iter().any(|lead| movers.starts_with(lead))
            && HERE.iter().any(|word| movers.contains(word));
        let behind = here && moved.split(" att ").next().is_some_and(|by| by.contains('('));
        (movers.contains('(') || behind) && movers.len() < 300
    })
}

/// `Eva Holm: Bifall.`, in running text: only where what follows asks for something that can be moved.
pub(super) fn told_by_label(sentence: &Passage, dictionary: &Dictionary) -> Vec<Proposal> {
    const LONGEST: usize = 300;
    if sentence.as_str().len() > LONGEST {
        return Vec::new();
    }
    let found = labelled(sentence, dictionary).map_or_else(Vec::new, |motion| motion.proposals(false));
    if found.iter().all(|proposal| proposal.action != Action::Other) { found } else { Vec::new() }
}

/// Reads `X yrkar …`, `X föreslår att …`, `Vidare yrkar X …`; `None` where no person or party moves.
fn motion(sentence: &Passage, dictionary: &Dictionary) -> Option<Motion> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:yrkar|yrkade|yrka|föreslår|föreslog|förordar|förordade|hemställer|hemställde|hemstälde|begär|begärde|(?:framlägger|framlade|framställer|framställde|väckte|väcker|framför|framförde|gjorde|gör)\s(?:(?:ett|eget|sitt|annat|nytt|gemensamt|alternativt|motsatt)\s)*(?:ändrings|tilläggs|mot|återremiss)?(?:förslag|yrkande)(?:\som)?|(?:lägger|lade|lämnar|lämnade|inlämnar|anmäler|anmälde|ställer|framställer|framställde|framför|framförde|väcker|väckte)\s(?:fram\s)?(?:(?:ett|följande|sitt|eget|nytt|gemensamt|skriftligt|två)\s)*(?:\p{L}*yrkanden?|(?:ändrings|tilläggs|mot)förslag)(?:\som|\senligt\sföljande)?)\b[,:]?")
            .expect("the pattern is valid")
    });
    // `…, vilket ordföranden ställde mot styrelsens förslag`: no more of what is moved.
    static PUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",\s(?:vilket|hvilket|vilka|hvilka)(?:\s(?:yrkande|förslag|yrkanden))?\s(?:ordf\S*\s(?:ställde|ställer|upptog|framställde)|(?:ställdes|ställs|ställdes|upptogs)\s(?:under|mot))\b").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    if let Some(found) = passive(sentence, dictionary) {
        return Some(found);
    }
    // Every verb of the pattern holds one of these: most sentences do not, and are looked at no further.
    const STEMS: [&str; 6] = ["yrka", "föresl", "förord", "emst", "begär", "förslag"];
    if !STEMS.iter().any(|stem| text.contains(stem)) {
        return None;
    }
    let verb = VERB.find(text).filter(|verb| verb.start() < 2000)?;
    // `För Socialdemokraterna yrkar Vera Ek (S) bifall`
    let led = ["För ", "Å "].iter().any(|word| text.starts_with(word));
    let behind = led.then(|| inverted(sentence, verb.range(), dictionary)).flatten();
    if let Some((by, from)) = behind {
        return Some(Motion { by, parts: parts(text, from), sentence: sentence.clone(), amends: false });
    }
    let movers = members::all(sentence, 0..verb.start(), dictionary)
        .or_else(|| members::single_name(sentence, 0..verb.start(), dictionary))
        .or_else(|| body_alone(sentence, verb.range()))
        .or_else(|| movers::groups(sentence, 0..verb.start(), dictionary))
        .or_else(|| {
            let moves = verb.as_str().starts_with("yrka");
            moves.then(|| members::few(sentence, 0..verb.start(), dictionary)).flatten()
        });
    let (by, from) = match movers {
        Some(by) => (by, verb.end()),
        None => inverted(sentence, verb.range(), dictionary)?,
    };
    // `Vera Ek (S) föreslår i en motion att …`: not moved here.
    static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s(?:i|genom)\s(?:en\s|ett\s|sin\s|sitt\s|denna\s|motionen\b)?(?:motion|skrivelse|medborgarförslag|interpellation|e-förslag|brev|framställan|ansökan|remissvar|yttrande)").expect("the pattern is valid")
    });
    let (mut by, mut from) = (by, from);
    if ELSEWHERE.is_match(&text[from..]) {
        return None;
    }
    if let Some((next, others)) = seconded(sentence, from, dictionary) {
        by.extend(others);
        from = next;
    }
    let end = match agreeing(sentence, from, dictionary) {
        Some((end, others)) => {
            by.extend(others);
            end
        }
        None => PUT.find(&text[from..]).map_or(text.len(), |put| from + put.start()),
    };
    let end = movers::decided(text).map_or(end, |decided| decided.start.clamp(from, end));
    let rest = &text[from..end];
    // One may ask for other things than a decision: `begär ordet`, `begär omröstning`.
    if verb.as_str().starts_with("begär") && matches!(action(rest, false), Action::Other | Action::Amend) {
        return None;
    }
    let said = fold(&text[verb.start()..end]);
    let amends = ["tillagg", "andring"].iter().any(|word| said.contains(word));
    if is_following(rest) {
        let nothing = text.len()..text.len();
        return Some(Motion { by, sentence: sentence.clone(), parts: vec![nothing], amends });
    }
    Some(Motion {
        by,
        parts: parts(&text[..end], from),
        sentence: sentence.clone(),
        amends: ["foljande andring", "foljande tillagg", "med andring", "tillaggsyrkande", "andringsyrkande"]
            .iter()
            .any(|words| said.contains(words)),
    })
}

/// `Avslag yrkas av Nils Ek (M).`
fn passive(sentence: &Passage, dictionary: &Dictionary) -> Option<Motion> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<what>[^.:]{3,300}?)\s(?:yrkas|yrkades|föreslås|föreslogs|begärs|begärdes)\sa[vf]\s(?P<who>[^.:]{3,300}?)\.?$")
            .expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let found = text.contains("s av ").then(|| FORM.captures(text)).flatten()?;
    let (what, who) = (found.name("what")?, found.name("who")?);
    let by = members::all(sentence, who.range(), dictionary)?;
    let asks = action(what.as_str(), false) != Action::Other;
    asks.then(|| Motion { by, sentence: sentence.clone(), parts: vec![what.range()], amends: false })
}

/// `Styrelsen yrkade avslag`: a body moves in the meeting of those who chose it.
fn body_alone(sentence: &Passage, verb: Range<usize>) -> Option<Vec<Member>> {
    let subject = sentence.as_str()[..verb.start].trim();
    let chair = is_chair(subject);
    let body = !subject.contains(' ') && outcome::is_body(subject);
    // What a body proposes is its own matter; the chair proposes as a member.
    let moves = sentence.as_str()[verb].starts_with("yrka");
    let alone = subject.starts_with(char::is_uppercase) && (body && moves || chair);
    alone.then(|| sentence.value(0..subject.len())).flatten().map(|name| vec![Member { name, party: None }])
}

/// `Eva Holm (S) lägger till en andra punkt: Planen följs upp.`: persons with parties, any words, and what they move.
fn worded(sentence: &Passage, dictionary: &Dictionary) -> Option<Motion> {
    const WORDS: usize = 12;
    let text = sentence.as_str();
    let colon = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
    let end = text[..colon].rfind(')')? + 1;
    let said = fold(&text[end..colon]);
    let by = members::all(sentence, 0..end, dictionary).filter(|_| said.split(' ').count() <= WORDS)?;
    let amends = ["tillagg", "lagger till", "andring", "andrar"].iter().any(|word| said.contains(word));
    let from = (colon + 1).min(text.len());
    Some(Motion { by, parts: parts(text, from), sentence: sentence.clone(), amends })
}

/// `Eva Holm (S) att planen avslås`: who moves on one line, and what on the next, without a verb.
fn verbless(sentence: &Passage, dictionary: &Dictionary) -> Option<Motion> {
    let text = sentence.as_str();
    let end = text.find(") att ")? + 1;
    let by = members::all(sentence, 0..end, dictionary)?;
    Some(Motion { by, parts: parts(text, end), sentence: sentence.clone(), amends: false })
}

/// Whether the words are an office that one holds alone, and moves in: `Ordf. yrkade bifall`.
fn is_chair(words: &str) -> bool {
    matches!(
        fold(words).as_str(),
        "ordf" | "ordforanden" | "ordforande" | "vice ordforanden" | "motesordforanden"
    )
}

/// `på förslag av ordföranden`
pub(super) fn office_alone(sentence: &Passage, range: Range<usize>) -> Option<Vec<Member>> {
    is_chair(sentence.as_str().get(range.clone())?.trim())
        .then(|| sentence.value(range))
        .flatten()
        .map(|name| vec![Member { name, party: None }])
}

/// `Eva Holm (S) och Nils Ek (M): Bifall till förslaget.`
fn labelled(sentence: &Passage, dictionary: &Dictionary) -> Option<Motion> {
    let text = sentence.as_str();
    let colon = text.find(": ")?;
    let by = members::all(sentence, 0..colon, dictionary)?;
    Some(Motion { by, parts: parts(text, colon + 1), sentence: sentence.clone(), amends: false })
}

/// `Vidare yrkar Eva Holm (S) avslag på …`: the mover stands after the verb.
fn inverted(sentence: &Passage, verb: Range<usize>, dictionary: &Dictionary) -> Option<(Vec<Member>, usize)> {
    static OBJECT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s(?:bifall|avslag|afslag|återremiss|bordläggning|att|i första hand|i andra hand|följande|därutöver|också|även|dels)\b").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let adverbs = text[..verb.start].trim();
    let short = adverbs.split(' ').count() <= 4 && !adverbs.contains(',') && !adverbs.is_empty();
    // `I anledning af väckt fråga om … yrkade N N bifall`
    const LONGEST: usize = 30;
    let aim = text[verb.clone()].starts_with("yrka") && adverbs.split(' ').count() <= LONGEST;
    let short = short || aim && !adverbs.contains(" att ") && !adverbs.is_empty();
    let object = OBJECT.find(&text[verb.end..]).filter(|_| short)?;
    let by = members::all(sentence, verb.end..verb.end + object.start(), dictionary)?;
    Some((by, verb.end + object.start()))
}

/// Whether the motion follows on lines of its own: `följande ändring:`.
fn is_following(rest: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:(?:att|på|enligt)\s)*följande\b(?:[^:]{0,120}:|[^:.]{0,30})$")
            .expect("the pattern is valid")
    });
    static ALONE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*(?:att)?\s*:?$").expect("the pattern is valid"));
    FORM.is_match(rest) || ALONE.is_match(rest)
}

/// Bytes of the things moved in one sentence: bifall to one proposal and avslag to another are two.
fn parts(text: &str, from: usize) -> Vec<Range<usize>> {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:,?\s(?:och|samt|men)|,)\s(?:(?:att\s)?i andra hand,?\s(?:att\s)?|(?P<next>bifall|avslag|återremiss|bordläggning)\s)").expect("the pattern is valid")
    });
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[,:]?\s*(?:i första hand|i andra hand|därutöver|dessutom|vidare|också|även|dels|gemensamt|för (?:egen|sin|deras|hennes|hans) del|för [\p{L}-]+s räkning|för (?:\p{Lu}[\p{L}-]*(?:erna|na|partiet|gruppen)|gruppen|majoriteten|oppositionen)(?: räkning)?|som tilläggsförslag|på|om))*[,:]?\s*(?:följande\s[^:.]{2,60}:\s)?(?:att\s)?",
        )
        .expect("the pattern is valid")
    });
    let mut out = Vec::new();
    let mut start = from;
    for joint in JOINT.captures_iter(&text[from..]) {
        let whole = joint.get(0).expect("a match has a range");
        out.push(start..from + whole.start());
        start = from + joint.name("next").map_or(whole.end(), |next| next.start());
    }
    out.push(start..text.len());
    let trimmed = |range: Range<usize>| {
        let lead = LEAD.find(&text[range.clone()]).map_or(0, |found| found.end());
        range.start + lead..range.end
    };
    out.into_iter().map(trimmed).collect()
}

/// Adds a paragraph to what is moved.
pub(super) fn add(proposal: &mut Proposal, paragraph: &Paragraph) {
    let from =
        if proposal.text.value.is_empty() { paragraph.body + att_length(paragraph.words()) } else { 0 };
    let Some(more) = paragraph.text.value(from..paragraph.text.as_str().len()) else {
        return;
    };
    if proposal.text.value.is_empty() {
        proposal.text = more;
    } else {
        proposal.text.value.push('\n');
        proposal.text.value.push_str(&more.value);
        proposal.text.span = proposal.text.span.union(more.span);
    }
    if proposal.action == Action::Other {
        proposal.action = action(&proposal.text.value, false);
    }
}

fn att_length(text: &str) -> usize {
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("att ")) { 4 } else { 0 }
}

#[cfg(test)]
#[path = "proposal_tests.rs"]
mod tests;
