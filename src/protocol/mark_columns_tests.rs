//! Tests of [`super`]: columns of crosses.

use super::*;
use crate::protocol::cells::cells;
use crate::protocol::testing::unrepaired;

/// What each row says, and the rows without heads and crosses.
fn read(source: &str) -> (Vec<Option<Mark>>, Vec<String>) {
    let text = unrepaired(source);
    let mut rows: Vec<Vec<Cell<'_>>> = (0..text.lines.len()).map(|line| cells(&text, line)).collect();
    let marks = take(&mut rows);
    let said = (1..rows.len()).map(|line| marks.of(line..line + 1, 0)).collect();
    let left = rows.iter().map(|row| row.iter().map(|cell| cell.text).collect::<Vec<_>>().join("|"));
    (said, left.collect())
}

#[test]
fn a_cross_says_what_its_head_says() {
    let (said, left) = read(
        "Ledamöter            Närvarande   Frånvarande\nVera Ek (S)              X\nBo Al (M)                             X\nAda Ros (C)\n",
    );
    assert_eq!(said, [Some(Mark::Present), Some(Mark::Absent), Some(Mark::Untold)]);
    assert_eq!(left, ["Ledamöter", "Vera Ek (S)", "Bo Al (M)", "Ada Ros (C)"]);
}

#[test]
fn who_has_no_cross_is_there_where_only_the_missing_have_one() {
    let (said, _) = read("Ledamöter            Frånvarande\nVera Ek (S)\nBo Al (M)            X\n");
    assert_eq!(said, [None, Some(Mark::Absent)]);
}

#[test]
fn who_has_no_cross_under_present_alone_is_not_told_of() {
    let (said, left) = read(
        "Ledamöter            Närvarande\nVera Ek (S)          X\nNils Ros (M)         X\nBo Al (M)\nAda Ros (C)          -\nEva Holm (V)         X\n",
    );
    assert_eq!(
        said,
        [
            Some(Mark::Present),
            Some(Mark::Present),
            Some(Mark::Untold),
            Some(Mark::Absent),
            Some(Mark::Present)
        ]
    );
    assert_eq!(left[4], "Ada Ros (C)");
}

#[test]
fn lost_blanks_leave_it_open() {
    let (said, left) = read("Ledamöter Närvarande Frånvarande\nVera Ek (S) X\nBo Al (M) X\n");
    assert_eq!(said, [Some(Mark::Untold), Some(Mark::Untold)]);
    assert_eq!(left, ["Ledamöter", "Vera Ek (S)", "Bo Al (M)"]);
}

#[test]
fn columns_of_votes_and_of_people_are_left_alone() {
    let votes = "Ledamot        Ja   Nej   Frånvarande\nVera Ek (S)    X\nBo Al (M)                 X\n";
    assert_eq!(read(votes).0, [None, None]);
    let people = "Ordinarie      Ersättare\nVera Ek (S)    Bo Al (M)\nAda Ros (C)    X\n";
    assert_eq!(read(people).0, [None, None]);
}

#[test]
fn a_cross_between_two_heads_leaves_it_open() {
    let (said, _) = read("Ledamöter      Närv     Frånv\nVera Ek (S)    X\nBo Al (M)            X\n");
    assert_eq!(said, [Some(Mark::Present), Some(Mark::Untold)]);
}

#[test]
fn a_remark_in_a_row_is_no_head() {
    let rows =
        "Ledamöter      Närvarande\nVera Ek (S)    X\nBo Al (M)      Anmält förhinder\nAda Ros (C)    X\n";
    assert_eq!(read(rows).0, [None, None, None]);
}

#[test]
fn a_cross_under_another_head_says_nothing() {
    let (said, _) = read(
        "Ledamöter      Närv     Frånv     Arvode\nVera Ek (S)    X\nBo Al (M)                         X\n",
    );
    assert_eq!(said, [Some(Mark::Present), Some(Mark::Untold)]);
}

#[test]
fn the_head_of_another_column_stays() {
    let (said, left) = read(
        "Ersättare      Närvarande   Frånvarande Tjänstgör för\nVera Ek (S)    X                        Bo Al\nAda Ros (C)                 X\n",
    );
    assert_eq!(said, [Some(Mark::Present), Some(Mark::Absent)]);
    assert_eq!(left[0], "Ersättare|Tjänstgör för");
}
