//! The record of a protocol that has everything: each value with its evidence, and nothing lost on the way to JSON and back.

use super::{Correction, Generator, How, Record, Source};
use crate::diagnostic::Diagnostic;
use crate::geometry::BBox;
use crate::layout::LineRole;
use crate::protocol::model::{self, Protocol, Value};
use crate::repair::{self, Grade, RepairKind, RepairedLine, RepairedText, Token};
use crate::span::{IndexedText, Span};

/// `Kommunstyrelsen` on page 1, `Val av ombud` on page 2; the last word is doubtful.
fn text() -> RepairedText {
    let token = |start, end, x0, confidence| Token {
        span: Span::new(start, end),
        bbox: Some(BBox::new(x0, 10, x0 + 40, 20)),
        confidence,
    };
    let line = |page, start, end, tokens: Vec<Token>| RepairedLine {
        page,
        span: Span::new(start, end),
        role: LineRole::Body,
        bbox: None,
        tokens,
        joins_next: false,
    };
    RepairedText {
        text: IndexedText::new("Kommunstyrelsen\n\u{c}Val av ombud\n".to_owned()),
        lines: vec![
            line(1, 0, 15, vec![token(0, 15, 5, 0.99)]),
            line(2, 17, 29, vec![token(17, 20, 0, 0.9), token(21, 23, 50, 1.0), token(24, 29, 100, 0.25)]),
        ],
        corrections: vec![repair::Correction {
            page: 2,
            span: Span::new(24, 29),
            original: "ombud".to_owned(),
            corrected: "ombuds".to_owned(),
            confidence: 0.333_333,
            grade: Grade::Doubtful,
            kind: RepairKind::Confusion,
            alternatives: vec![("ombad".to_owned(), f32::NAN)],
        }],
    }
}

fn stated(text: &str) -> model::Text {
    Value::stated(text.to_owned(), Span::new(0, 15))
}

fn member(name: &str) -> model::Member {
    model::Member { name: stated(name), party: Some(stated("S")) }
}

fn item() -> model::Item {
    let number = |value| Some(Value::stated(value, Span::new(17, 20)));
    model::Item {
        number: Some(Value::inferred("4".to_owned(), Span::new(17, 20))),
        label: Some(stated("§ 4")),
        case_numbers: vec![stated("KS 2024/1"), stated("KS 2024/2")],
        summary: Some(stated("Bakgrund")),
        presenters: vec![model::Presenter { name: stated("Eva Ek"), title: Some(stated("ekonom")) }],
        documents: vec![stated("Tjänsteskrivelse")],
        proposals: vec![model::Proposal {
            by: vec![member("Bo Alm")],
            text: stated("bifall"),
            action: model::Action::ReferBack,
        }],
        proposition_order: Some(stated("Ordföranden frågar")),
        votes: vec![model::Vote {
            question: Some(stated("Ja för bifall")),
            yes: number(7),
            no: number(4),
            abstain: number(0),
            absent: number(1),
            ballots: vec![model::Ballot {
                name: stated("Bo Alm"),
                party: Some(stated("S")),
                choice: Value::stated(model::Choice::Abstain, Span::new(21, 23)),
            }],
        }],
        decisions: vec![model::Decision {
            by: Some(stated("Kommunstyrelsen")),
            clauses: vec![model::Clause { text: stated("utse"), outcome: model::Outcome::ReferredBack }],
        }],
        reservations: vec![model::Reservation { by: vec![member("Eva Ek")], text: Some(stated("skäl")) }],
        statements: vec![model::Statement {
            kind: model::StatementKind::SpecialStatement,
            by: vec![member("Eva Ek")],
            text: Some(stated("yttrande")),
        }],
        recusals: vec![member("Ulla Ström")],
        recipients: vec![stated("Förvaltningen")],
        approved_immediately: Some(stated("omedelbart justerad")),
        ..model::Item::titled(Value::stated("Val av ombud".to_owned(), Span::new(17, 29)))
    }
}

fn protocol() -> Protocol {
    let mut attendee = model::Attendee::named(Value::normalised("Bo Alm".to_owned(), Span::new(0, 15)));
    attendee.roles = vec![Value::stated(model::Role::SecondViceChair, Span::new(0, 15))];
    attendee.paragraphs = vec![Value::stated((4, 6), Span::new(17, 20))];
    attendee.status = model::Presence::Excused;
    attendee.serving = Some(true);
    Protocol {
        meeting: model::Meeting {
            title: Some(stated("Kommunstyrelsen")),
            adjournments: vec![model::Adjournment { start: Some(stated("10:00")), end: None }],
            ..model::Meeting::default()
        },
        attendance: vec![attendee],
        items: vec![item(), model::Item::titled(Value::stated(String::new(), Span::default()))],
        approval: Some(model::Approval { adjusters: vec![stated("Eva Ek")], ..model::Approval::default() }),
        notice: Some(model::Notice { storage: Some(stated("Kansliet")), ..model::Notice::default() }),
    }
}

fn record() -> Record {
    let generator =
        Generator { name: "justera".to_owned(), version: "0".to_owned(), dictionary: "d".to_owned() };
    let source = Source {
        file: "a.txt".to_owned(),
        sha256: "00".to_owned(),
        format: "text".to_owned(),
        pages: 2,
        ocr: None,
    };
    let findings = [Diagnostic::warning("empty-page", Some(2), "The page holds no words.")];
    Record::new(generator, source, &protocol(), text(), &findings)
}

#[test]
fn every_pointer_of_the_evidence_leads_to_a_value() {
    let record = record();
    let json = serde_json::to_value(&record).expect("a record is JSON");
    for pointer in record.evidence.keys() {
        let value = json.pointer(pointer).unwrap_or(&serde_json::Value::Null);
        assert!(!value.is_null() && !value.is_object(), "{pointer}: {value}");
    }
    for pointer in [
        "/meeting/title",
        "/meeting/adjournments/0/start",
        "/attendance/0/roles/0",
        "/attendance/0/paragraphs/0",
        "/items/0/votes/0/ballots/0/choice",
        "/items/0/decisions/0/clauses/0/text",
        "/items/0/case_numbers/1",
        "/items/0/approved_immediately",
        "/approval/adjusters/0",
        "/notice/storage",
    ] {
        assert!(record.evidence.contains_key(pointer), "{pointer}");
    }
    assert!(!record.evidence.contains_key("/items/1/title"), "a heading that is not there stands nowhere");
}

#[test]
fn evidence_tells_page_box_and_the_least_certain_word() {
    let record = record();
    let title = &record.evidence["/items/0/title"];
    assert_eq!((title.page, title.span, title.bbox), (2, [17, 29], Some([0, 10, 140, 20])));
    assert!((title.confidence - 0.25).abs() < 1e-9);
    assert_eq!(title.how, How::Stated);
    assert_eq!(record.evidence["/items/0/number"].how, How::Inferred);
    assert_eq!(record.evidence["/attendance/0/name"].how, How::Normalised);
}

#[test]
fn a_doubtful_change_is_not_applied_and_numbers_are_sound() {
    let Correction { applied, confidence, kind, alternatives, .. } = &record().corrections[0];
    assert!(!applied);
    assert!((confidence - 0.3333).abs() < 1e-9);
    assert_eq!(kind, "confusion");
    assert!(alternatives[0].confidence.abs() < f64::EPSILON);
}

#[test]
fn nothing_is_lost_in_json() {
    let record = record();
    let json = crate::export::json::write(&record);
    assert_eq!(serde_json::from_str::<Record>(&json).expect("its own JSON is read"), record);
    let unknown = json.replacen("\"meeting\"", "\"unknown\": 1, \"meeting\"", 1);
    assert!(serde_json::from_str::<Record>(&unknown).is_err());
}

#[test]
fn names_of_choices_are_those_of_the_schema() {
    let json = serde_json::to_value(record()).expect("a record is JSON");
    for (pointer, name) in [
        ("/attendance/0/status", "excused"),
        ("/attendance/0/roles/0", "second_vice_chair"),
        ("/items/0/proposals/0/action", "refer_back"),
        ("/items/0/decisions/0/clauses/0/outcome", "referred_back"),
        ("/items/0/statements/0/kind", "special_statement"),
        ("/items/0/votes/0/ballots/0/choice", "abstain"),
        ("/diagnostics/0/severity", "warning"),
    ] {
        assert_eq!(json.pointer(pointer).and_then(serde_json::Value::as_str), Some(name), "{pointer}");
    }
}
