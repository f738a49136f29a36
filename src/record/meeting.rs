//! The record's meeting, attendance, justering and anslag.

use crate::protocol::model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Pattern of a time of day.
pub(super) const TIME: &str = "^([01][0-9]|2[0-4]):[0-5][0-9]$";

/// The meeting, as the head of the protocol tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Name of the meeting as the head prints it, without "Protokoll" and the number; empty where none was found.
    pub title: String,
    /// The organ alone: "Kommunstyrelsen", "Kommundirektörsmöte".
    pub body: Option<String>,
    /// Municipality, region, company, association: "Alingsås kommun".
    pub organization: Option<String>,
    /// Number of the protocol as printed, without the year.
    pub number: Option<String>,
    /// First day, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Last day, where the meeting took several.
    #[schemars(extend("format" = "date"))]
    pub end_date: Option<String>,
    /// First start, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub start_time: Option<String>,
    /// Last end, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub end_time: Option<String>,
    /// Pauses (ajourneringar) that the head prints.
    pub adjournments: Vec<Adjournment>,
    /// Place as printed, without times and the remote part.
    pub location: Option<String>,
    /// "Teams", "distans"; null where none is stated.
    pub remote: Option<String>,
    /// First § of the range that the head prints, else of the items.
    pub first_paragraph: Option<u32>,
    /// Last § of the range that the head prints, else of the items.
    pub last_paragraph: Option<u32>,
    /// E-mail address printed in the head.
    pub contact: Option<String>,
}

/// A pause (ajournering).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adjournment {
    /// When it began, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub start: Option<String>,
    /// When it ended, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub end: Option<String>,
}

/// One person in one capacity. Who served for some paragraphs and not for others has two rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendee {
    /// Given name first.
    pub name: String,
    /// Party designation as printed, without parentheses: "S", "FiA".
    pub party: Option<String>,
    /// Municipality or organisation that the person stands for: "Båstad", "PRO".
    pub organization: Option<String>,
    /// Title or function as printed: "ekonomichef".
    pub title: Option<String>,
    /// Roles in this meeting; empty where the text states none.
    pub roles: Vec<Role>,
    /// Whether the person came.
    pub status: Status,
    /// Takes part in decisions (beslutande, tjänstgörande); null where the text does not say.
    pub serving: Option<bool>,
    /// The member that a serving substitute stands in for.
    pub serves_for: Option<String>,
    /// How the person took part from afar: "Teams", "distans"; null where nothing is stated.
    pub remote: Option<String>,
    /// Inclusive ranges of § numbers in which this row holds; empty for the whole meeting.
    pub paragraphs: Vec<[u32; 2]>,
    /// Time of arrival, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub arrived: Option<String>,
    /// Time of leaving, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub left: Option<String>,
}

/// What a person is in this meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Närvarande.
    Present,
    /// Anmält förhinder.
    Excused,
    /// Frånvarande utan anmält förhinder.
    Absent,
}

/// A person as named in a yrkande, a reservation, a jäv.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Given name first, or the group as printed.
    pub name: String,
    /// Party designation as printed, without parentheses; local parties occur, so no closed list.
    pub party: Option<String>,
}

/// Justering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Names of those chosen to adjust.
    pub adjusters: Vec<String>,
    /// Day of the adjustment, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Its time, HH:MM.
    #[schemars(extend("pattern" = TIME))]
    pub time: Option<String>,
    /// Its place.
    pub location: Option<String>,
}

/// Anslag, bevis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The organ.
    pub body: Option<String>,
    /// Day on which the notice is put up.
    #[schemars(extend("format" = "date"))]
    pub posted: Option<String>,
    /// Day on which it is taken down.
    #[schemars(extend("format" = "date"))]
    pub removed: Option<String>,
    /// Last day for an appeal.
    #[schemars(extend("format" = "date"))]
    pub appeal_deadline: Option<String>,
    /// Where the protocol is kept.
    pub storage: Option<String>,
}

impl From<model::Role> for Role {
    fn from(role: model::Role) -> Self {
        match role {
            model::Role::Chair => Self::Chair,
            model::Role::ViceChair => Self::ViceChair,
            model::Role::SecondViceChair => Self::SecondViceChair,
            model::Role::Member => Self::Member,
            model::Role::Substitute => Self::Substitute,
            model::Role::Secretary => Self::Secretary,
            model::Role::Adjuster => Self::Adjuster,
            model::Role::Official => Self::Official,
            model::Role::Presenter => Self::Presenter,
            model::Role::Auditor => Self::Auditor,
            model::Role::UnionRepresentative => Self::UnionRepresentative,
            model::Role::Observer => Self::Observer,
            model::Role::Guest => Self::Guest,
        }
    }
}

impl From<model::Presence> for Status {
    fn from(presence: model::Presence) -> Self {
        match presence {
            model::Presence::Present => Self::Present,
            model::Presence::Excused => Self::Excused,
            model::Presence::Absent => Self::Absent,
        }
    }
}
