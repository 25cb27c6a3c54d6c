import pytest

from needlewise.understanding.splitting import asks, pieces, splits, states


@pytest.mark.parametrize(
    "message, parts",
    [
        ("does it hurt and how long does it take", ["does it hurt", "how long does it take"]),
        ("i have eczema. is that a problem?", ["i have eczema", "is that a problem"]),
        ("does it hurt; what is it", ["does it hurt", "what is it"]),
        ("will it scar, and can i wear makeup", ["will it scar", "can i wear makeup"]),
        ("does it hurt - how much is it", ["does it hurt", "how much is it"]),
        ("can i swim or drink", ["can i swim", "drink"]),
        ("cost & pain + redness", ["cost", "pain", "redness"]),
        ("hello, does it hurt", ["hello", "does it hurt"]),
        ("does it hurt", ["does it hurt"]),
        ("is it 1.5 mm deep", ["is it 1.5 mm deep"]),
        ("well-known brand", ["well-known brand"]),
        ("", []),
        ("?!", []),
        ("hello", ["hello"]),
    ],
)
def test_a_message_is_split_at_its_seams(message, parts):
    assert pieces(message) == parts


def test_the_end_of_a_tale_is_one_piece():
    assert pieces("a, b, c, d, e, f, g, h") == ["a", "b", "c", "d", "e", "f g h"]


def test_no_word_is_lost():
    message = "hi, my skin is red and sore, but does it hurt? also how long, ok"
    words = {w for piece in pieces(message) for w in piece.split()}
    assert {"hi", "red", "sore", "hurt", "long", "ok"} <= words


@pytest.mark.parametrize(
    "message, pairs",
    [
        ("", []),
        ("does it hurt", []),
        ("does it hurt? how long", [("does it hurt", "how long")]),
        ("a, b, c", [("a", "b"), ("a", "b c"), ("a", "c"), ("a b", "c"), ("b", "c")]),
    ],
)
def test_two_stretches_of_pieces_may_be_two_questions(message, pairs):
    assert splits(message) == pairs


def test_a_question_spans_no_more_than_three_pieces():
    halves = [half.split() for pair in splits("a, b, c, d, e") for half in pair]
    assert max(len(half) for half in halves) == 3


@pytest.mark.parametrize(
    "piece",
    [
        "does it hurt", "and how long", "so what is it", "i have eczema", "i'm on accutane",
        "can't i drive", "if it bleeds", "tell me more", "oh and is it safe",
    ],
)
def test_questions_and_statements_of_having_ask(piece):
    assert asks(piece)


@pytest.mark.parametrize("piece", ["my sister had it", "thanks a lot", "howdy", "it was red", ""])
def test_the_rest_asks_nothing(piece):
    assert not asks(piece)


@pytest.mark.parametrize("piece", ["i have eczema", "and i'm on accutane", "so i take iron"])
def test_who_says_what_they_have_states(piece):
    assert states(piece)


@pytest.mark.parametrize("piece", ["do i have to", "does it hurt", "eczema", ""])
def test_who_asks_does_not(piece):
    assert not states(piece)
