import pytest

from needlewise.answering.presuppositions import claims, opening
from needlewise.content.questions import Figures

LONGEST = "The longest time in the articles is about one hour."
SHORTEST = "The shortest time in the articles is 10 to 20 minutes."
DURATION, REDNESS, PAIN, SESSIONS = (
    "treatment_day/duration", "recovery/how_long_redness", "treatment_day/pain",
    "results/number_of_sessions",
)


def first(library, question, message):
    found = opening(library.questions[question], message)
    return found.text if found else None


@pytest.mark.parametrize(
    "message, said",
    [
        ("so it takes five hours, right?", "No article says five hours."),
        ("I heard 5 hours", "No article says 5 hours."),
        ("is it 90 minutes", "No article says 90 minutes."),
        ("so i'd be there for three hours then", LONGEST),
        ("does it take all day?", "No article says that it takes that long."),
        ("it's only five minutes, isn't it", SHORTEST),
        ("is it an hour?", "That is what one article says, but not all of them do."),
        ("is it 1 hour", "That is what one article says, but not all of them do."),
        ("half an hour?", "That is what one article says, but not all of them do."),
        ("so about thirty minutes", "That is what one article says, but not all of them do."),
        ("10 minutes", "That is what one article says, but not all of them do."),
        ("15 mins", "That is what one article says, but not all of them do."),
        ("how long does it take", None),
        ("i have two kids, how long is it", None),
        ("is it long", None),
        ("i had it two weeks ago, how long does it take again", None),
    ],
)
def test_a_wrong_or_one_sided_length_is_named(library, message, said):
    assert first(library, DURATION, message) == said


@pytest.mark.parametrize(
    "message, wrong",
    [
        ("a week of redness, really?", True),
        ("will i be red for ten days", True),
        ("red for weeks", True),
        ("will it stay red forever", True),
        ("redness goes within an hour doesn't it", True),
        ("is it red for a day", False),
        ("is the redness gone in 1.5 days", False),
        ("how long red", False),
    ],
)
def test_a_wrong_length_of_redness_is_named(library, message, wrong):
    assert bool(first(library, REDNESS, message)) is wrong


@pytest.mark.parametrize(
    "message, begins",
    [
        ("it's painless, right?", "Only one article calls it almost painless"),
        ("so it doesn't hurt at all", "Only one article calls it almost painless"),
        ("It won’t hurt?", "Only one article calls it almost painless"),
        ("i know it's going to be agony", "No article describes strong pain"),
        ("does it hurt", None),
    ],
)
def test_a_one_sided_view_of_pain_is_named(library, message, begins):
    said = first(library, PAIN, message)
    assert said is None if begins is None else said.startswith(begins)


def test_one_session_is_not_what_an_article_says(library):
    assert first(library, SESSIONS, "so one session is enough") is not None


MINUTES = Figures("minutes", ((10, 20),))


@pytest.mark.parametrize(
    "words, expected",
    [
        ("half an hour", [30]), ("an hour and a half", [90]), ("one and a half hours", [90]),
        ("1,5 hours", [90]),
        ("2 hrs", [120]), ("a full hour", [60]), ("45 min", [45]), ("ten or twenty minutes", [20]),
        ("5 minutes or 1 hour", [5, 60]), ("two weeks", []), ("minutes", []), ("", []),
        ("i had it an hour ago", []), ("in the last hour", []),
    ],
)
def test_figures_are_read_in_the_question_s_unit(words, expected):
    assert [value for value, _ in claims(words, MINUTES)] == expected


@pytest.mark.parametrize(
    "words, days",
    [("24 hours", [1]), ("a week", [7]), ("two months", [60]), ("a day and a half", [1.5])],
)
def test_lengths_in_days(words, days):
    assert [value for value, _ in claims(words, Figures("days", ((1, 1.5),)))] == days


def test_every_opening_is_reached_by_its_own_words(library):
    for question in library.questions.values():
        for presupposition in question.presuppositions:
            for words in presupposition.when:
                assert opening(question, f"so {words} then") is not None, (question.id, words)


def test_an_opening_about_a_figure_rests_on_the_answer_s_sources(library):
    question = library.questions[DURATION]
    cited = {fact for sentence in question.sentences for fact in sentence.cites}
    assert set(opening(question, "is it five hours").cites) == cited


@pytest.mark.parametrize(
    "words", ["1.5 hours", "in 1.5 hours", "after 2,5 hours", "last 0.5 hours"]
)
def test_a_decimal_is_never_read_from_its_middle(words):
    assert 300 not in [value for value, _ in claims(words, MINUTES)]
