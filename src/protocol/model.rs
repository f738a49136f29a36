//! The protocol as it was understood: every value with the place it was taken from.

use crate::span::Span;

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// It stands so in the text (white space folded, wrapped lines joined).
    Stated,
    /// It is the normal form of what stands there: a date, a time, a name turned round.
    Normalised,
    /// It follows from what stands elsewhere: a § number from the run of numbers.
    Inferred,
}

impl How {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Normalised => "normalised",
            Self::Inferred => "inferred",
        }
    }
}

/// A value and its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the repaired text.
    pub span: Span,
    /// How it came about.
    pub how: How,
}

impl<T> Value<T> {
    /// A value that stands in the text as it is.
    pub fn stated(value: T, span: Span) -> Self {
        Self { value, span, how: How::Stated }
    }

    /// The normal form of what stands in the text.
    pub fn normalised(value: T, span: Span) -> Self {
        Self { value, span, how: How::Normalised }
    }

    /// A value that follows from what stands at `span`.
    pub fn inferred(value: T, span: Span) -> Self {
        Self { value, span, how: How::Inferred }
    }

    /// The same evidence for another form of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Value<U> {
        Value { value: change(self.value), span: self.span, how: self.how }
    }
}

/// A text value.
pub type Text = Value<String>;
/// A day, ISO 8601: `2025-11-21`.
pub type Date = Value<String>;
/// A time of day, `HH:MM`.
pub type Time = Value<String>;

/// A protocol's structure. What the fields hold in doubtful cases is settled in `schema/FIELDS.md`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Protocol {
    /// The meeting, as the head tells.
    pub meeting: Meeting,
    /// One row a person and capacity, in printed order.
    pub attendance: Vec<Attendee>,
    /// Items of the agenda in printed order.
    pub items: Vec<Item>,
    /// Justering; `None` where nothing of it is printed.
    pub approval: Option<Approval>,
    /// Anslag; `None` where there is none.
    pub notice: Option<Notice>,
}

/// The meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meeting {
    /// Name of the meeting as the head prints it, without "Protokoll" and the number.
    pub title: Option<Text>,
    /// The organ alone.
    pub body: Option<Text>,
    /// Municipality, region, company, association.
    pub organization: Option<Text>,
    /// Number of the protocol, without the year.
    pub number: Option<Text>,
    /// First day.
    pub date: Option<Date>,
    /// Last day, where the meeting took several.
    pub end_date: Option<Date>,
    /// First start.
    pub start_time: Option<Time>,
    /// Last end.
    pub end_time: Option<Time>,
    /// Pauses that the head prints.
    pub adjournments: Vec<Adjournment>,
    /// Place, without times and the remote part.
    pub location: Option<Text>,
    /// `Teams`, `distans`.
    pub remote: Option<Text>,
    /// First § of the range that the head prints, else of the items.
    pub first_paragraph: Option<Value<u32>>,
    /// Last § of the range that the head prints, else of the items.
    pub last_paragraph: Option<Value<u32>>,
    /// E-mail address in the head.
    pub contact: Option<Text>,
}

/// A pause (ajournering).
#[derive(Debug, Clone, PartialEq)]
pub struct Adjournment {
    /// When it began.
    pub start: Option<Time>,
    /// When it ended.
    pub end: Option<Time>,
}

/// What a person is in this meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Ordförande.
    Chair,
    /// Vice ordförande, 1:e vice ordförande.
    ViceChair,
    /// 2:e vice ordförande.
    SecondViceChair,
    /// Ledamot.
    Member,
    /// Ersättare, suppleant.
    Substitute,
    /// Sekreterare.
    Secretary,
    /// Justerare.
    Adjuster,
    /// Tjänsteperson.
    Official,
    /// Föredragande.
    Presenter,
    /// Revisor.
    Auditor,
    /// Facklig representant.
    UnionRepresentative,
    /// Åhörare, insynsplats.
    Observer,
    /// Others, invited or not.
    Guest,
}

/// Whether a person came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Presence {
    /// Närvarande.
    #[default]
    Present,
    /// Anmält förhinder.
    Excused,
    /// Frånvarande.
    Absent,
}

/// One person in one capacity.
#[derive(Debug, Clone, PartialEq)]
pub struct Attendee {
    /// Given name first.
    pub name: Text,
    /// Party as printed, without parentheses.
    pub party: Option<Text>,
    /// Municipality or organisation that the person stands for.
    pub organization: Option<Text>,
    /// Title or function.
    pub title: Option<Text>,
    /// Roles in this meeting; the span is the word or heading that says so.
    pub roles: Vec<Value<Role>>,
    /// Whether the person came.
    pub status: Presence,
    /// Whether the person takes part in decisions; `None` where the text does not say.
    pub serving: Option<bool>,
    /// The member that a serving substitute stands in for.
    pub serves_for: Option<Text>,
    /// How the person took part from afar.
    pub remote: Option<Text>,
    /// Inclusive § ranges in which this row holds; empty for the whole meeting.
    pub paragraphs: Vec<Value<(u32, u32)>>,
    /// Time of arrival.
    pub arrived: Option<Time>,
    /// Time of leaving.
    pub left: Option<Time>,
}

impl Attendee {
    /// A row with a name and nothing else.
    #[must_use]
    pub fn named(name: Text) -> Self {
        Self {
            name,
            party: None,
            organization: None,
            title: None,
            roles: Vec::new(),
            status: Presence::Present,
            serving: None,
            serves_for: None,
            remote: None,
            paragraphs: Vec::new(),
            arrived: None,
            left: None,
        }
    }
}

/// One ärende or paragraf.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The number alone: `130`, `9 a`.
    pub number: Option<Text>,
    /// As printed: `§ 130`, `4.`.
    pub label: Option<Text>,
    /// Heading, lines joined; empty where a § has none.
    pub title: Text,
    /// Diarienummer.
    pub case_numbers: Vec<Text>,
    /// The account of the matter.
    pub summary: Option<Text>,
    /// Föredragande.
    pub presenters: Vec<Presenter>,
    /// Handlingar, beslutsunderlag.
    pub documents: Vec<Text>,
    /// Yrkanden made at the meeting.
    pub proposals: Vec<Proposal>,
    /// Propositionsordning, beslutsgång.
    pub proposition_order: Option<Text>,
    /// Omröstningar.
    pub votes: Vec<Vote>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// Reservationer.
    pub reservations: Vec<Reservation>,
    /// Protokollsanteckningar and särskilda yttranden.
    pub statements: Vec<Statement>,
    /// Jäv.
    pub recusals: Vec<Member>,
    /// Expedieras till.
    pub recipients: Vec<Text>,
    /// Omedelbart justerad: the words that say so.
    pub approved_immediately: Option<Text>,
}

impl Item {
    /// An item with a heading and nothing else.
    #[must_use]
    pub fn titled(title: Text) -> Self {
        Self {
            number: None,
            label: None,
            title,
            case_numbers: Vec::new(),
            summary: None,
            presenters: Vec::new(),
            documents: Vec::new(),
            proposals: Vec::new(),
            proposition_order: None,
            votes: Vec::new(),
            decisions: Vec::new(),
            reservations: Vec::new(),
            statements: Vec::new(),
            recusals: Vec::new(),
            recipients: Vec::new(),
            approved_immediately: None,
        }
    }
}

/// A person in a yrkande, reservation, jäv.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Given name first, or the group as printed.
    pub name: Text,
    /// Party as printed.
    pub party: Option<Text>,
}

/// Who reported or presented.
#[derive(Debug, Clone, PartialEq)]
pub struct Presenter {
    /// Given name first.
    pub name: Text,
    /// Title, office or organisation.
    pub title: Option<Text>,
}

/// What a yrkande asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// A yrkande.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Who moves.
    pub by: Vec<Member>,
    /// What is moved.
    pub text: Text,
    /// Of what kind it is.
    pub action: Action,
}

/// An omröstning.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vote {
    /// What ja and nej mean.
    pub question: Option<Text>,
    /// Ja votes.
    pub yes: Option<Value<u32>>,
    /// Nej votes.
    pub no: Option<Value<u32>>,
    /// Those who abstained (avstår).
    pub abstain: Option<Value<u32>>,
    /// Those absent.
    pub absent: Option<Value<u32>>,
    /// Named votes in printed order.
    pub ballots: Vec<Ballot>,
}

/// What a voter chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// A named vote.
#[derive(Debug, Clone, PartialEq)]
pub struct Ballot {
    /// Given name first.
    pub name: Text,
    /// Party as printed.
    pub party: Option<Text>,
    /// What was chosen; the span is the mark or word that says so.
    pub choice: Value<Choice>,
}

/// What a clause does with its matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// Ge i uppdrag, uppdra.
    Assigned,
    /// Föreslå ett överordnat organ.
    Proposed,
    /// Anse besvarad.
    Answered,
    /// None of these.
    Other,
}

/// One block of decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The body as printed.
    pub by: Option<Text>,
    /// Att-satser in printed order.
    pub clauses: Vec<Clause>,
}

/// One att-sats.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its text without "att", number or dash.
    pub text: Text,
    /// What it does.
    pub outcome: Outcome,
}

/// A reservation.
#[derive(Debug, Clone, PartialEq)]
pub struct Reservation {
    /// All who reserve.
    pub by: Vec<Member>,
    /// The reasons, where printed.
    pub text: Option<Text>,
}

/// What kind of statement it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatementKind {
    /// Protokollsanteckning.
    Note,
    /// Särskilt yttrande.
    SpecialStatement,
}

/// A protokollsanteckning or särskilt yttrande.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Which of the two.
    pub kind: StatementKind,
    /// Who makes it.
    pub by: Vec<Member>,
    /// Its text, where printed.
    pub text: Option<Text>,
}

/// Justering.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Approval {
    /// Those chosen to adjust.
    pub adjusters: Vec<Text>,
    /// Day of the adjustment.
    pub date: Option<Date>,
    /// Its time.
    pub time: Option<Time>,
    /// Its place.
    pub location: Option<Text>,
}

/// Anslag.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notice {
    /// The organ.
    pub body: Option<Text>,
    /// Day on which it was put up.
    pub posted: Option<Date>,
    /// Day on which it is taken down.
    pub removed: Option<Date>,
    /// Last day for an appeal.
    pub appeal_deadline: Option<Date>,
    /// Where the protocol is kept.
    pub storage: Option<Text>,
}
