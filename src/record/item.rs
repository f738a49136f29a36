//! The record's items: one ärende or paragraf with all that was moved, voted and decided in it.

use super::meeting::Member;
use crate::protocol::model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One ärende or paragraf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The number alone: "130", "4", "9 a"; null for an unnumbered heading such as Övrigt.
    pub number: Option<String>,
    /// As printed: "§ 130", "4.".
    pub label: Option<String>,
    /// Heading, lines joined; empty where a § has none.
    pub title: String,
    /// Diarienummer as printed, without "Dnr".
    pub case_numbers: Vec<String>,
    /// The account of the matter (Sammanfattning, Ärendebeskrivning, Bakgrund …); paragraphs and list items on lines of
    /// their own, "• " before a list item.
    pub summary: Option<String>,
    /// Föredragande.
    pub presenters: Vec<Presenter>,
    /// Beslutsunderlag, handlingar: one entry for each.
    pub documents: Vec<String>,
    /// Yrkanden made at the meeting.
    pub proposals: Vec<Proposal>,
    /// Propositionsordning, beslutsgång, as printed.
    pub proposition_order: Option<String>,
    /// Omröstningar, one for each vote held.
    pub votes: Vec<Vote>,
    /// What was decided in this item at this meeting; never what is quoted from elsewhere or merely proposed.
    pub decisions: Vec<Decision>,
    /// Reservationer.
    pub reservations: Vec<Reservation>,
    /// Protokollsanteckningar and särskilda yttranden.
    pub statements: Vec<Statement>,
    /// Jäv: who takes no part in this item.
    pub recusals: Vec<Member>,
    /// Expedieras till, skickas till, delges: one entry for each.
    pub recipients: Vec<String>,
    /// Omedelbart justerad.
    pub approved_immediately: bool,
}

/// Who reported or presented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Presenter {
    /// Given name first.
    pub name: String,
    /// Title, office or organisation as printed.
    pub title: Option<String>,
}

/// A yrkande made at the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Who moves; empty where no one is named.
    pub by: Vec<Member>,
    /// What is moved, after "yrkar (att)".
    pub text: String,
    /// Of what kind it is.
    pub action: Action,
}

/// What a yrkande asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Bifall.
    Approve,
    /// Avslag.
    Reject,
    /// Återremiss.
    ReferBack,
    /// Bordläggning.
    Postpone,
    /// A change or an addition.
    Amend,
    /// Anything else.
    Other,
}

/// An omröstning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The voting proposition: what ja and nej mean.
    pub question: Option<String>,
    /// Ja votes.
    pub yes: Option<u32>,
    /// Nej votes.
    pub no: Option<u32>,
    /// Those who abstained (avstår).
    pub abstain: Option<u32>,
    /// Those absent.
    pub absent: Option<u32>,
    /// Named votes in printed order.
    pub ballots: Vec<Ballot>,
}

/// A named vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Given name first.
    pub name: String,
    /// Party designation as printed.
    pub party: Option<String>,
    /// What was chosen.
    pub choice: Choice,
}

/// What a voter chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Ja.
    Yes,
    /// Nej.
    No,
    /// Avstår.
    Abstain,
    /// Frånvarande.
    Absent,
}

/// One block of decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The body that decides, as printed; null where none is printed.
    pub by: Option<String>,
    /// Att-satser in printed order.
    pub clauses: Vec<Clause>,
}

/// One att-sats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its text as repaired, without the leading "att", number or dash.
    pub text: String,
    /// What it does with its matter.
    pub outcome: Outcome,
}

/// What a clause does with its matter, by its main verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Godkänna, bifalla, bevilja, tillstyrka.
    Approved,
    /// Avslå, avstyrka.
    Rejected,
    /// Återremittera.
    ReferredBack,
    /// Bordlägga.
    Postponed,
    /// Notera, anteckna.
    Noted,
    /// Lägga till handlingarna.
    Filed,
    /// Anta, fastställa.
    Adopted,
    /// Utse, välja.
    Elected,
    /// Ge i uppdrag, uppdra: a task for a named party.
    Assigned,
    /// Föreslå ett överordnat organ att besluta: every clause of such a proposal.
    Proposed,
    /// Anse besvarad.
    Answered,
    /// None of these.
    Other,
}

/// A reservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    /// All who reserve.
    pub by: Vec<Member>,
    /// The reasons, where printed.
    pub text: Option<String>,
}

/// A protokollsanteckning or särskilt yttrande.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Which of the two.
    pub kind: StatementKind,
    /// Who makes it.
    pub by: Vec<Member>,
    /// Its text, where printed.
    pub text: Option<String>,
}

/// What kind of statement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// Protokollsanteckning.
    Note,
    /// Särskilt yttrande.
    SpecialStatement,
}

impl From<model::Action> for Action {
    fn from(action: model::Action) -> Self {
        match action {
            model::Action::Approve => Self::Approve,
            model::Action::Reject => Self::Reject,
            model::Action::ReferBack => Self::ReferBack,
            model::Action::Postpone => Self::Postpone,
            model::Action::Amend => Self::Amend,
            model::Action::Other => Self::Other,
        }
    }
}

impl From<model::Choice> for Choice {
    fn from(choice: model::Choice) -> Self {
        match choice {
            model::Choice::Yes => Self::Yes,
            model::Choice::No => Self::No,
            model::Choice::Abstain => Self::Abstain,
            model::Choice::Absent => Self::Absent,
        }
    }
}

impl From<model::Outcome> for Outcome {
    fn from(outcome: model::Outcome) -> Self {
        match outcome {
            model::Outcome::Approved => Self::Approved,
            model::Outcome::Rejected => Self::Rejected,
            model::Outcome::ReferredBack => Self::ReferredBack,
            model::Outcome::Postponed => Self::Postponed,
            model::Outcome::Noted => Self::Noted,
            model::Outcome::Filed => Self::Filed,
            model::Outcome::Adopted => Self::Adopted,
            model::Outcome::Elected => Self::Elected,
            model::Outcome::Assigned => Self::Assigned,
            model::Outcome::Proposed => Self::Proposed,
            model::Outcome::Answered => Self::Answered,
            model::Outcome::Other => Self::Other,
        }
    }
}

impl From<model::StatementKind> for StatementKind {
    fn from(kind: model::StatementKind) -> Self {
        match kind {
            model::StatementKind::Note => Self::Note,
            model::StatementKind::SpecialStatement => Self::SpecialStatement,
        }
    }
}
