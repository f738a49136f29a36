//! From the model to the record: every value is taken over together with its evidence.

use super::evidence::Collector;
use super::{
    Adjournment, Alternative, Approval, Attendee, Ballot, Clause, Correction, Decision, Diagnostic, Item,
    Meeting, Member, Notice, Ocr, Presenter, Proposal, Record, Reservation, SCHEMA_VERSION, Severity,
    Statement, Vote,
};
use super::{Generator, Source};
use crate::diagnostic;
use crate::page::OcrInfo;
use crate::protocol::model::{self, Protocol};
use crate::repair::{self, Grade, RepairedText};

impl Record {
    /// The record of a protocol that was read from `text`.
    #[must_use]
    pub fn new(
        generator: Generator,
        source: Source,
        protocol: &Protocol,
        text: RepairedText,
        diagnostics: &[diagnostic::Diagnostic],
    ) -> Self {
        let mut from = Collector::new(&text);
        let meeting = from.within("meeting", |from| meeting(from, &protocol.meeting));
        let attendance = from.rows("attendance", &protocol.attendance, attendee);
        let items = from.rows("items", &protocol.items, item);
        let approval =
            protocol.approval.as_ref().map(|row| from.within("approval", |from| approval(from, row)));
        let notice = protocol.notice.as_ref().map(|row| from.within("notice", |from| notice(from, row)));
        let evidence = from.finish();
        Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            generator: Some(generator),
            source,
            meeting,
            attendance,
            items,
            approval,
            notice,
            corrections: text.corrections.iter().map(Correction::from).collect(),
            text: text.text.into_string(),
            evidence,
            diagnostics: diagnostics.iter().map(Diagnostic::from).collect(),
        }
    }
}

/// A probability as records carry it: four decimals, never outside 0..=1, never NaN.
pub(super) fn probability(value: f32) -> f64 {
    decimals(if value.is_nan() { 0.0 } else { f64::from(value).clamp(0.0, 1.0) })
}

/// A number with four decimals.
pub(super) fn decimals(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

impl From<&OcrInfo> for Ocr {
    fn from(info: &OcrInfo) -> Self {
        Self {
            engine: info.engine.clone(),
            languages: info.languages.clone(),
            mean_confidence: probability(info.mean_confidence),
        }
    }
}

impl From<&repair::Correction> for Correction {
    fn from(change: &repair::Correction) -> Self {
        Self {
            page: change.page,
            span: [change.span.start, change.span.end],
            original: change.original.clone(),
            corrected: change.corrected.clone(),
            confidence: probability(change.confidence),
            applied: change.grade != Grade::Doubtful,
            kind: change.kind.name().to_owned(),
            alternatives: change
                .alternatives
                .iter()
                .map(|(text, confidence)| Alternative {
                    text: text.clone(),
                    confidence: probability(*confidence),
                })
                .collect(),
        }
    }
}

impl From<&diagnostic::Diagnostic> for Diagnostic {
    fn from(finding: &diagnostic::Diagnostic) -> Self {
        Self {
            code: finding.code.to_owned(),
            severity: match finding.severity {
                diagnostic::Severity::Info => Severity::Info,
                diagnostic::Severity::Warning => Severity::Warning,
                diagnostic::Severity::Error => Severity::Error,
            },
            page: finding.page,
            message: finding.message.clone(),
        }
    }
}

fn meeting(from: &mut Collector, row: &model::Meeting) -> Meeting {
    Meeting {
        title: from.option("title", &row.title).unwrap_or_default(),
        body: from.option("body", &row.body),
        organization: from.option("organization", &row.organization),
        number: from.option("number", &row.number),
        date: from.option("date", &row.date),
        end_date: from.option("end_date", &row.end_date),
        start_time: from.option("start_time", &row.start_time),
        end_time: from.option("end_time", &row.end_time),
        adjournments: from.rows("adjournments", &row.adjournments, |from, pause| Adjournment {
            start: from.option("start", &pause.start),
            end: from.option("end", &pause.end),
        }),
        location: from.option("location", &row.location),
        remote: from.option("remote", &row.remote),
        first_paragraph: from.option("first_paragraph", &row.first_paragraph),
        last_paragraph: from.option("last_paragraph", &row.last_paragraph),
        contact: from.option("contact", &row.contact),
    }
}

fn attendee(from: &mut Collector, row: &model::Attendee) -> Attendee {
    Attendee {
        name: from.value("name", &row.name),
        party: from.option("party", &row.party),
        organization: from.option("organization", &row.organization),
        title: from.option("title", &row.title),
        roles: from.values("roles", &row.roles),
        status: row.status.into(),
        serving: row.serving,
        serves_for: from.option("serves_for", &row.serves_for),
        remote: from.option("remote", &row.remote),
        paragraphs: from.values("paragraphs", &row.paragraphs),
        arrived: from.option("arrived", &row.arrived),
        left: from.option("left", &row.left),
    }
}

fn approval(from: &mut Collector, row: &model::Approval) -> Approval {
    Approval {
        adjusters: from.values("adjusters", &row.adjusters),
        date: from.option("date", &row.date),
        time: from.option("time", &row.time),
        location: from.option("location", &row.location),
    }
}

fn notice(from: &mut Collector, row: &model::Notice) -> Notice {
    Notice {
        body: from.option("body", &row.body),
        posted: from.option("posted", &row.posted),
        removed: from.option("removed", &row.removed),
        appeal_deadline: from.option("appeal_deadline", &row.appeal_deadline),
        storage: from.option("storage", &row.storage),
    }
}

fn item(from: &mut Collector, row: &model::Item) -> Item {
    Item {
        number: from.option("number", &row.number),
        label: from.option("label", &row.label),
        title: from.value("title", &row.title),
        case_numbers: from.values("case_numbers", &row.case_numbers),
        summary: from.option("summary", &row.summary),
        presenters: from.rows("presenters", &row.presenters, |from, row| Presenter {
            name: from.value("name", &row.name),
            title: from.option("title", &row.title),
        }),
        documents: from.values("documents", &row.documents),
        proposals: from.rows("proposals", &row.proposals, |from, row| Proposal {
            by: from.rows("by", &row.by, member),
            text: from.value("text", &row.text),
            action: row.action.into(),
        }),
        proposition_order: from.option("proposition_order", &row.proposition_order),
        votes: from.rows("votes", &row.votes, vote),
        decisions: from.rows("decisions", &row.decisions, |from, row| Decision {
            by: from.option("by", &row.by),
            clauses: from.rows("clauses", &row.clauses, |from, row| Clause {
                text: from.value("text", &row.text),
                outcome: row.outcome.into(),
            }),
        }),
        reservations: from.rows("reservations", &row.reservations, |from, row| Reservation {
            by: from.rows("by", &row.by, member),
            text: from.option("text", &row.text),
        }),
        statements: from.rows("statements", &row.statements, |from, row| Statement {
            kind: row.kind.into(),
            by: from.rows("by", &row.by, member),
            text: from.option("text", &row.text),
        }),
        recusals: from.rows("recusals", &row.recusals, member),
        recipients: from.values("recipients", &row.recipients),
        approved_immediately: from.option("approved_immediately", &row.approved_immediately).is_some(),
    }
}

fn member(from: &mut Collector, row: &model::Member) -> Member {
    Member { name: from.value("name", &row.name), party: from.option("party", &row.party) }
}

fn vote(from: &mut Collector, row: &model::Vote) -> Vote {
    Vote {
        question: from.option("question", &row.question),
        yes: from.option("yes", &row.yes),
        no: from.option("no", &row.no),
        abstain: from.option("abstain", &row.abstain),
        absent: from.option("absent", &row.absent),
        ballots: from.rows("ballots", &row.ballots, |from, row| Ballot {
            name: from.value("name", &row.name),
            party: from.option("party", &row.party),
            choice: from.value("choice", &row.choice).into(),
        }),
    }
}
