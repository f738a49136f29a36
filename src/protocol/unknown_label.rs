//! Labels that no table knows, told by their column: those beside them are of another list than the one above.

use super::cells::Cell;
use super::fields::Field;
use super::label::{self, Label, List};
use super::role::role_at;

/// Columns that a cell may stand beside its own.
const SHIFT: usize = 1;

/// Whether `row` begins with such a label: it stands where the label of the list `field` at `column` does, and what follows
/// it where the people of the list do.
pub(super) fn begins(field: &Field<'_>, column: usize, row: &[Cell<'_>]) -> bool {
    let Label::List(list) = field.label else { return false };
    let missing = matches!(list, List::Absent | List::Excused);
    let parted =
        matches!(list, List::Members | List::Substitutes | List::NonServing | List::ServingSubstitutes);
    let [first, second, ..] = row else { return false };
    let Some(values) =
        field.cells.first().filter(|cell| cell.line == field.line && cell.column > column + SHIFT)
    else {
        return false;
    };
    let beside = first.column.abs_diff(column) <= SHIFT && second.column.abs_diff(values.column) <= SHIFT;
    let own = field.cells.iter().any(|cell| cell.column.abs_diff(column) <= SHIFT);
    beside && !own && (missing && is_heading(first) || parted && is_heading(first) && is_plural(first.text))
}

/// Whether a cell may be such a label: a capital, no party, no role, no label that is known.
fn is_heading(cell: &Cell<'_>) -> bool {
    const LONGEST: usize = 40;
    let tokens = super::lex::tokens(cell.text, 0);
    cell.text.len() < LONGEST
        && cell.text.starts_with(char::is_uppercase)
        && !cell.text.contains(['(', ')', ',', '.'])
        && !cell.text.contains(|c: char| c.is_ascii_digit())
        && role_at(&tokens, 0).is_none()
        && label::find(cell, Vec::new).is_none()
}

/// Whether the words tell of several: `Sakkunniga`, `Experter`.
fn is_plural(text: &str) -> bool {
    let word = text.trim_end_matches([':', ' ']);
    ["a", "er", "ar", "or"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::protocol::model::Presence;
    use crate::protocol::read;
    use crate::protocol::testing::unrepaired;

    #[test]
    fn those_beside_an_unknown_label_are_of_another_list() {
        let text = unrepaired(
            "Osby kommun\nKommunstyrelsen\nProtokoll 2024-02-29\n\nNärvarande     Vera Ek (S)\n               Nils Lund (M)\n\nFörhinder      Ada Ros (C)\n\nObservatörer   Bo Al\n\nKlimatvärdar   Ida Sten\n\n§ 1 Budget\nBeslut\nBudgeten fastställs.\n",
        );
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let (protocol, _) = read(&text, &dictionary);
        let row = protocol.attendance.iter().find(|row| row.name.value == "Ida Sten").expect("she is listed");
        assert_eq!(row.status, Presence::Present);
    }
}
