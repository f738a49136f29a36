//! Who presides and takes the minutes, where the meeting itself chooses them: `Vera Ek valdes till ordförande för mötet.`

use crate::protocol::model::{Attendee, Item, Presence, Role, Value};
use crate::protocol::phrases::fold;
use regex::Regex;
use std::sync::LazyLock;

/// Items among which the officers of a meeting are chosen.
const FIRST: usize = 8;

/// Gives the roles to rows of those who are there, where nobody has them yet.
pub(crate) fn preside(rows: &mut [Attendee], items: &[Item]) {
    let taken = |rows: &[Attendee], role: Role| {
        rows.iter().any(|row| row.roles.iter().any(|found| found.value == role))
    };
    for role in [Role::Chair, Role::Secretary] {
        if taken(rows, role) {
            continue;
        }
        let about = items.iter().take(FIRST).filter(|item| chooses(&item.title.value));
        let clauses = about.flat_map(|item| &item.decisions).flat_map(|decision| &decision.clauses);
        let found = clauses.into_iter().find_map(|clause| {
            let row = elected(rows, &clause.text.value, role)?;
            Some((row, clause.text.span))
        });
        if let Some((row, span)) = found {
            rows[row].roles.push(Value::inferred(role, span));
            rows[row].roles.sort_by_key(|role| role.value);
        }
    }
}

/// Whether an item is about the officers of the meeting, and not about those of the year that follows.
fn chooses(title: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:motesordforande|motespresidi|motesfunktionar|stammoordforande|motessekreterare)|^val av (?:ordforande|sekreterare)(?: och sekreterare)?$|(?:ordforande|sekreterare)\b.*\b(?:motet|stamman|dagen|arsmotet|sammantradet)\b")
            .expect("the pattern is valid")
    });
    FORM.is_match(&fold(title))
}

/// The row of the one whom a clause elects to the office.
fn elected(rows: &[Attendee], clause: &str, role: Role) -> Option<usize> {
    let stem = if role == Role::Chair { "ordforande" } else { "sekreterare" };
    let mut named: Vec<(usize, usize, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.status == Presence::Present)
        .filter_map(|(at, row)| {
            let start = clause.find(row.name.value.as_str())?;
            Some((start, start + row.name.value.len(), at))
        })
        .collect();
    named.sort_unstable();
    let holds = |words: &str| {
        let folded = fold(words);
        folded.contains(stem) && !folded.contains(&format!("vice {stem}"))
    };
    let leads = named.first().is_some_and(|first| fold(&clause[..first.0]).contains("till "));
    (0..named.len()).find_map(|at| {
        let (start, end, row) = named[at];
        let next = named.get(at + 1).map_or(clause.len(), |next| next.0);
        let before = if at == 0 { 0 } else { named[at - 1].1 };
        // `till ordförande Vera Ek`, else `Vera Ek till ordförande`
        let words = if leads { before..start } else { end..next };
        // Of two names that begin alike the longer one holds the other, and nothing stands between them.
        clause.get(words).is_some_and(holds).then_some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::model::Text;
    use crate::protocol::testing;
    use crate::span::Span;

    #[test]
    fn of_names_that_begin_alike_the_one_that_stands_there_is_elected() {
        let rows = ["Vera Ek", "Vera Eksson"]
            .map(|name| Attendee::named(Text::stated(name.to_owned(), Span::new(0, 1))));
        assert_eq!(elected(&rows, "Vera Eksson till ordförande", Role::Chair), Some(1));
    }

    fn roles(sentence: &str) -> Vec<(String, Vec<Role>)> {
        let name = |name: &str| Attendee::named(Text::stated(name.to_owned(), Span::new(0, 1)));
        let mut rows = vec![name("Vera Ek"), name("Bo Al")];
        let items = testing::items(&format!(
            "§ 1 Val av ordförande och sekreterare för mötet\n{sentence}\n§ 2 Slut\nBeslut\nInformationen noteras.\n"
        ));
        preside(&mut rows, &items);
        rows.iter()
            .map(|row| (row.name.value.clone(), row.roles.iter().map(|role| role.value).collect()))
            .collect()
    }

    #[test]
    fn officers_in_every_order() {
        let both = [("Vera Ek".to_owned(), vec![Role::Chair]), ("Bo Al".to_owned(), vec![Role::Secretary])];
        for sentence in [
            "Vera Ek valdes till ordförande och Bo Al till sekreterare.",
            "Till ordförande valdes Vera Ek och till sekreterare Bo Al.",
            "Mötet valde Vera Ek till mötesordförande och Bo Al till mötessekreterare.",
        ] {
            assert_eq!(roles(sentence), both, "{sentence}");
        }
    }

    #[test]
    fn offices_of_the_year_that_follows_are_none() {
        assert!(!chooses("Val av ordförande i styrelsen för ett år"));
        assert!(chooses("Val av ordförande vid stämman"));
    }
}
