"""The grammar: whatever is typed is read, and what was read is written so that it is read the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenfolk.search.grammar import parse, settle
from kenfolk.search.terms import (
    All,
    Any,
    Faces,
    Folder,
    FromSource,
    Named,
    Not,
    Only,
    Phrase,
    Point,
    Taken,
    Unnamed,
    all_of,
    any_of,
    negate,
    only_of,
    write,
)

ANNA, BEN, CARL = Named("Anna"), Named("Ben"), Named("Carl")

names = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
people = st.builds(Named, names, st.none() | st.integers(0, 2**53))
points = st.one_of(
    st.builds(Point, st.integers(1000, 8999)),
    st.builds(Point, st.integers(1000, 8999), st.integers(1, 12)),
    st.builds(Point, st.integers(1000, 8999), st.integers(1, 12), st.integers(1, 28)),
)


def ordered(kind, values):
    ends = st.tuples(values, values).map(sorted)
    return st.one_of(
        ends.map(lambda pair: kind(*pair)), values.map(lambda v: kind(v, None)), values.map(lambda v: kind(None, v))
    )


dates = ordered(Taken, points.map(lambda point: point.first_day)).map(
    lambda t: Taken(*(None if d is None else Point(d.year, d.month, d.day) for d in (t.low, t.high)))
)
leaves = st.one_of(
    people, dates, points.map(lambda p: Taken(p, p)), ordered(Faces, st.integers(0, 99)),
    st.builds(Folder, names), st.builds(FromSource, names), st.just(Unnamed()),
)  # fmt: skip
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(negate),
        inner.map(only_of),
    ),
    max_leaves=12,
)
pieces = st.sampled_from(
    ["Anna", "Ben", '"Anna Bell"', "#12", "&", "|", "-", "(", ")", ",", "only:", "faces:", "2..4", "2019", "2020-06..",
     "before:", "after:2019", "folder:", "source:", "unnamed", '"', "“", "x:y", "..", " "]
)  # fmt: skip


class TestParse:
    @given(st.text(max_size=60))
    @settings(deadline=None)
    def test_never_crashes(self, text):
        parsed = parse(text)

        assert parse(write(parsed.expr)).expr == parsed.expr

    @given(st.lists(pieces, max_size=25), st.sampled_from(["", " "]))
    @settings(max_examples=200, deadline=None)
    def test_reads_what_it_wrote_as_the_same(self, words, between):
        text = between.join(words)

        parsed = parse(text)
        again = parse(write(parsed.expr))

        assert again.expr == parsed.expr
        assert again.problems == ()
        assert all(0 <= low <= high <= len(text) for low, high in (problem.at for problem in parsed.problems))

    @given(expressions)
    @settings(deadline=None)
    def test_reads_every_expression_as_it_was_meant(self, expr):
        parsed = parse(write(expr))

        assert parsed.expr == expr
        assert parsed.problems == ()

    @pytest.mark.parametrize(
        ("text", "expr"),
        [
            ("", All(())),
            ("Anna & Ben", All((ANNA, BEN))),
            ("Anna, Ben", All((ANNA, BEN))),
            ("Anna | Ben & Carl", Any((ANNA, All((BEN, CARL))))),
            ("Anna | Ben 2019", All((Any((ANNA, BEN)), Taken(Point(2019), Point(2019))))),
            ("Anna | Ben & 2019", Any((ANNA, All((BEN, Taken(Point(2019), Point(2019))))))),
            ("(Anna | Ben) -Carl", All((Any((ANNA, BEN)), Not(CARL)))),
            ("only: Anna & Ben", Only(All((ANNA, BEN)))),
            ("only: Anna & Ben 2019", All((Only(All((ANNA, BEN))), Taken(Point(2019), Point(2019))))),
            ("only: (Anna | Ben) & Carl", All((Only(Any((ANNA, BEN))), CARL))),
            ('"Anna Bell"#12', Named("Anna Bell", 12)),
            ("“Anna Bell” Anna-Lena", All((Named("Anna Bell"), Named("Anna-Lena")))),
            ("Anna Bell", Phrase((ANNA, Named("Bell")))),
            ("Anna Bell#12", Named("Anna Bell", 12)),
            ("faces:2", Faces(2, 2)),
            ("faces:3.. FACES: ..4", All((Faces(3, None), Faces(None, 4)))),
            ("2019..2021", Taken(Point(2019), Point(2021))),
            ("2020-06-01..2020-08-31", Taken(Point(2020, 6, 1), Point(2020, 8, 31))),
            ("before:2019 after:2020-12", All((Taken(None, Point(2018)), Taken(Point(2021, 1), None)))),
            ("before:2020-03-01", Taken(None, Point(2020, 2, 29))),
            ('folder:"Summer 2019" source:phone -unnamed',
             All((Folder("Summer 2019"), FromSource("phone"), Not(Unnamed())))),
        ],
    )  # fmt: skip
    def test_reads(self, text, expr):
        parsed = parse(text)

        assert parsed.expr == expr
        assert parsed.problems == ()

    @pytest.mark.parametrize(
        ("text", "code", "at", "expr"),
        [
            ("Anna &", "nothing_beside", (5, 6), ANNA),
            ("Anna | ", "nothing_beside", (5, 6), ANNA),
            ("(Anna", "open_parenthesis", (0, 1), ANNA),
            ("Anna)", "extra_parenthesis", (4, 5), ANNA),
            ('"Anna', "open_quote", (0, 5), ANNA),
            ("Anna faces:many", "bad_number", (5, 15), ANNA),
            ("Anna 2019-13", "bad_date", (5, 12), ANNA),
            ("Anna before:1000", "bad_date", (5, 16), ANNA),
            ("Anna hair:red", "unknown_keyword", (5, 13), ANNA),
            ("Anna folder:", "no_value", (5, 12), ANNA),
            ("only: 2019", "only_whom", (0, 5), Taken(Point(2019), Point(2019))),
            ("()", "nothing_beside", (0, 1), All(())),
            ("Anna -", "nothing_beside", (5, 6), ANNA),
        ],
    )
    def test_says_what_it_did_not_understand_and_where(self, text, code, at, expr):
        parsed = parse(text)

        assert [(problem.code, problem.at) for problem in parsed.problems] == [(code, at)]
        assert parsed.expr == expr

    def test_leaves_out_what_is_too_much(self):
        assert {p.code for p in parse("a | " * 400).problems} >= {"too_long", "too_many"}
        assert "too_deep" in {p.code for p in parse("(" * 300 + "a" + ")" * 300).problems}


class TestSettle:
    def test_takes_the_longest_known_name_first(self):
        known = {"Anna Bell", "Anna", "Ben"}

        assert settle(parse("Anna Bell Ben").expr, known.__contains__) == All((Named("Anna Bell"), BEN))
        assert settle(parse("Ben Anna").expr, known.__contains__) == All((BEN, ANNA))

    def test_takes_words_nobody_is_called_for_one_name(self):
        assert settle(parse("Zoe Zebra").expr, lambda _name: False) == Named("Zoe Zebra")

    def test_lets_a_minus_take_the_first_name_only(self):
        settled = settle(parse("-Carl Anna").expr, {"Carl", "Anna"}.__contains__)

        assert settled == All((Not(CARL), ANNA))
