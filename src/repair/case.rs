//! What upper and lower case cost: how a word is written against how it is mostly written.

use crate::dictionary::{CaseClass, Cost, Entry};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    Title,
    Upper,
    /// `McDonald`, `eHälsa`.
    Mixed,
}

/// The shape of a word.
pub(crate) fn shape(text: &str) -> Shape {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Lower };
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() { upper += 1 } else { lower += 1 }
    }
    match (first.is_uppercase(), upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 0, _) => Shape::Title,
        (true, _, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

/// Where a word stands, as far as case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Surroundings {
    /// A sentence begins with it.
    pub(crate) start: bool,
    /// A line begins with it.
    pub(crate) line_start: bool,
    /// A word in small letters stands before it, and nothing between: in running text a capital is a name's there.
    pub(crate) running: bool,
    /// A given name stands before it, and nothing between: a capital there is a surname's.
    pub(crate) after_name: bool,
    /// A colon or a dash stands before it.
    pub(crate) after_colon: bool,
    /// It is the first word of a line, and a § or number stands before it: a heading's first word, as often as not.
    pub(crate) heading: bool,
    /// The other words of its line are in capitals, or there are none.
    pub(crate) capitals: bool,
}

impl Surroundings {
    /// Whether a capital is asked for.
    fn begins(self) -> bool {
        self.start || self.heading
    }

    /// Whether nothing but the word itself asks for a capital.
    pub(crate) fn within(self) -> bool {
        !(self.start || self.line_start || self.after_colon)
    }
}

/// Nats of surprise, in cost units.
const fn nats(tenths: Cost) -> Cost {
    tenths * 16 / 10
}

/// The cost of writing a word with this entry in this shape here.
pub(crate) fn cost(entry: Option<Entry>, shape: Shape, surroundings: Surroundings) -> Cost {
    let class = entry.map_or(CaseClass::Mixed, class);
    match (class, shape) {
        (_, Shape::Upper) if surroundings.capitals => 0,
        (CaseClass::Upper, Shape::Upper) | (CaseClass::Title, Shape::Title) => 0,
        (CaseClass::Lower, Shape::Lower) => {
            nats(if surroundings.begins() { small_at_start(surroundings) } else { 0 })
        }
        (CaseClass::Lower | CaseClass::Mixed, Shape::Title)
            if entry.is_some_and(|entry| {
                !entry.is_uncounted() && entry.class(true, surroundings.within()).is_some()
            }) =>
        {
            entry.map_or(0, Entry::with_capital)
        }
        (CaseClass::Lower, Shape::Title) => {
            let rare = capital(entry.is_some_and(Entry::is_name), surroundings);
            entry.map(Entry::with_capital).filter(|&cost| cost <= OFTEN).map_or(rare, |cost| rare.min(cost))
        }
        (CaseClass::Mixed, Shape::Lower) => {
            let least = nats(if surroundings.begins() { small_at_start(surroundings) } else { 5 });
            least.max(entry.map_or(least, Entry::in_lower_case))
        }
        (CaseClass::Mixed, Shape::Title) => nats(if surroundings.begins() { 4 } else { 9 }),
        (CaseClass::Lower | CaseClass::Mixed | CaseClass::Title, Shape::Upper) => nats(70),
        (CaseClass::Title, Shape::Lower) => nats(if surroundings.after_name { 90 } else { 50 }),
        (CaseClass::Upper, Shape::Title | Shape::Lower) => nats(40),
        (_, Shape::Mixed) => nats(90),
    }
}

/// Tenths of nats of a small letter where a sentence begins; points of lists often have one.
fn small_at_start(surroundings: Surroundings) -> Cost {
    if surroundings.after_colon { 10 } else { 30 }
}

/// Cost of a share in which a capital is nothing odd: `Östra`, of which one in ten has one.
const OFTEN: Cost = nats(23);

/// The cost of a capital on a word that is mostly written small; `named` tells whether there are names spelled so.
fn capital(named: bool, surroundings: Surroundings) -> Cost {
    nats(match surroundings {
        _ if surroundings.begins() => 5,
        Surroundings { after_name: true, .. } if !named => 80,
        Surroundings { running: true, .. } if !named => 65,
        Surroundings { line_start: true, .. } | Surroundings { after_colon: true, .. } => 15,
        _ if named => 30,
        _ => 45,
    })
}

/// How a word is mostly written. Of one that was hardly counted nothing is known: a name may be spelled the same (Voxna).
fn class(entry: Entry) -> CaseClass {
    if entry.case() == CaseClass::Lower && entry.is_uncounted() { CaseClass::Mixed } else { entry.case() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_after_a_headings_number_costs_less_than_within_a_line() {
        let dictionary = crate::Dictionary::embedded().expect("the dictionary is built in");
        let entry = dictionary.entry("översyn");
        let of = |surroundings| cost(entry, Shape::Title, surroundings);
        let heading = Surroundings { line_start: true, heading: true, ..Surroundings::default() };
        let after_colon = Surroundings { after_colon: true, ..Surroundings::default() };
        let within = Surroundings::default();
        assert!(of(heading) < of(after_colon) && of(after_colon) < of(within));
        assert!(cost(entry, Shape::Lower, heading) > of(heading));
    }

    #[test]
    fn a_surname_behind_a_given_name_is_not_written_small() {
        let dictionary = crate::Dictionary::embedded().expect("the dictionary is built in");
        let entry = dictionary.entry("wikman");
        let after = Surroundings { after_name: true, ..Surroundings::default() };
        assert!(cost(entry, Shape::Lower, after) > cost(entry, Shape::Lower, Surroundings::default()));
        assert_eq!(cost(entry, Shape::Title, after), 0);
    }

    #[test]
    fn shapes() {
        assert_eq!(shape("möte"), Shape::Lower);
        assert_eq!(shape("Båstad"), Shape::Title);
        assert_eq!(shape("SKR"), Shape::Upper);
        assert_eq!(shape("Å"), Shape::Title);
        assert_eq!(shape("eHälsa"), Shape::Mixed);
    }
}
