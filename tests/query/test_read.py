"""From what is typed to a query, or to a sentence that says where it is wrong."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsread.errors import QueryError
from newsread.query.fields import FIELDS
from newsread.query.read import DEEPEST, LONGEST, MOST_PARTS, parse
from newsread.query.tree import (
    EVERYTHING,
    And,
    Node,
    Not,
    Or,
    Query,
    Term,
    Words,
    all_of,
    any_of,
    none_of,
    query_of,
)

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("  a\t b\n", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a | b", Or((A, B))),
        ("a|b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a OR b OR c", Or((A, B, C))),
        ("(a (b) c)", And((A, B, C))),
        ("a a", A),
        ("-a", Not(A)),
        ("--a", A),
        ("-(a b)", Not(And((A, B)))),
        ("-(-a)", A),
        ("-is:read", Not(Term("is", "read"))),
        ('"a  b"', Words("a b", phrase=True)),
        ('a"b c"', And((A, Words("b c", phrase=True)))),
        ("“a b” „b c“", And((Words("a b", phrase=True), Words("b c", phrase=True)))),
        (r'"say \"a\" \\\\ b"', Words(r'say "a" \\ b', phrase=True)),
        ('"OR"', Words("OR", phrase=True)),
        ("or Or", And((Words("or"), Words("Or")))),
        ('feed:"The Guardian"', Term("feed", "The Guardian")),
        ("FEED:Bbc", Term("feed", "Bbc")),
        ("feed:https://a.example/f?x=1", Term("feed", "https://a.example/f?x=1")),
        ('folder:""', Term("folder", "")),
        ("is:Unread", Term("is", "unread")),
        ("drift:changed", Term("drift", "changed")),
        ("after:2026-11-01", Term("after", "2026-11-01")),
        ("before:7D", Term("before", "7d")),
        ("tag:budget)", None),
        # Colons of ordinary prose.
        ("12:30", Words("12:30")),
        ("https://a.example/b", Words("https://a.example/b")),
        ("Merkel: a", And((Words("Merkel:"), A))),
        ("a:// 3:2", And((Words("a://"), Words("3:2")))),
    ],
)  # fmt: skip
def test_a_query_is_read(typed: str, tree: object) -> None:
    if tree is None:
        with pytest.raises(QueryError):
            parse(typed)
    else:
        assert parse(typed).tree == tree


@pytest.mark.parametrize("typed", ['verdict:"mostly  true"', "verdict:mostly-true"])
def test_a_name_of_the_vocabulary_may_be_written_as_people_see_it(typed: str) -> None:
    assert parse(typed).tree == Term("verdict", "mostly-true")


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_an_empty_query_is_everything(typed: str) -> None:
    assert parse(typed) == EVERYTHING
    assert EVERYTHING.text == ""


@pytest.mark.parametrize(
    ("typed", "position", "said"),
    [
        ("rents after:20x6", 6, "query: after:20x6: not a date. Write a day"),
        ("before:2026-13", 0, "before:2026-13: not a date"),
        ("tgs:a", 0, "there is no field tgs:. Did you mean tag:"),
        ("a author:smith", 2, "there is no field author:. There are feed:, folder:"),
        ("is:unraed", 0, "there is no is:unraed. Did you mean is:unread?"),
        ("worth:9", 0, "there is no worth:9. There is worth:none, worth:low, worth:high."),
        (
            "a is:",
            2,
            "nothing stands behind is:, after “a”. Write it without a space, as is:unread",
        ),
        ("is: read", 0, "nothing stands behind is:"),
        ('tag:""', 0, "nothing stands behind tag:"),
        ('a "b', 2, 'the quotation mark after “a” is not closed. Write " where the words end.'),
        ("“a", 0, "Write ” where"),
        ("a (b", 2, "the parenthesis after “a” is not closed. Write ) where it ends."),
        ("a)", 1, "the parenthesis after “a” closes nothing"),
        ("a ()", 2, "there is nothing in the parentheses after “a”"),
        ("a OR", 2, "there is nothing after the OR after “a”"),
        ("| a", 0, "there is nothing before the | at the start"),
        ("(OR a)", 1, "nothing before the OR"),
        ("a || b", 2, "nothing after the |"),
        ("a -", 2, "there is nothing to leave out after “a”"),
        ("a - b", 2, "nothing to leave out"),
        ("a €", 2, "“€”, after “a”, has no letter or digit to look for"),
        ('a "…"', 2, "no letter or digit"),
        ("(" * (DEEPEST + 1) + "a", DEEPEST, f"more than {DEEPEST} parentheses"),
        ("a " * (LONGEST // 2 + 1), LONGEST, f"longer than {LONGEST}"),
        ("a " * (MOST_PARTS + 1), 2 * MOST_PARTS, f"more than {MOST_PARTS} words"),
    ],
)
def test_a_wrong_query_says_what_is_wrong_and_where(typed: str, position: int, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(typed)
    error = raised.value
    assert said in str(error)
    assert error.position == position
    assert error.status == 2
    assert pickle.loads(pickle.dumps(error)).position == position


PIECES = [
    *"ab() |\"-\\:“”„'é\u0301\u200d\u00ad\U0001f525 \t\n",
    " OR ",
    "is:unread",
    "folder:",
    "tag:x",
    "after:7d",
    "feed:https://a.example/",
    "zzz:",
]


@example("\u200da a OR a")
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_whatever_is_typed_is_a_query_or_a_sentence(typed: str) -> None:
    try:
        query = parse(typed)
    except QueryError as error:
        assert 0 <= error.position <= len(typed)
        return
    assert parse(query.text) == query


@given(
    st.sampled_from([field.name for field in FIELDS if field.kind in ("text", "name")]), st.text()
)
def test_any_value_of_a_field_is_written_so_that_it_is_read_again(name: str, value: str) -> None:
    query = query_of(name, value)
    if query.tree.value or name == "folder":  # type: ignore[union-attr]
        assert parse(query.text) == query


LEAVES: list[Node] = [A, B, Words("b c", phrase=True), Term("is", "read"), Term("folder", "")]


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3)
    return several.map(all_of) | several.map(any_of) | inner.map(none_of)


@given(st.recursive(st.sampled_from(LEAVES), branches, max_leaves=8))
def test_any_tree_is_written_so_that_it_is_read_again(tree: Node) -> None:
    assert parse(Query(tree).text) == Query(tree)
