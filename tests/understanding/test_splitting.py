import pytest

from needlewise.understanding.splitting import asks, split


@pytest.mark.parametrize(
    "message, pieces",
    [
        ("does it hurt and how long does it take", ["does it hurt", "how long does it take"]),
        ("is it safe? also, is it surgery?", ["is it safe", "also is it surgery"]),
        ("i have eczema. is that a problem?", ["i have eczema", "is that a problem"]),
        ("does it hurt; what is it", ["does it hurt", "what is it"]),
        ("will it scar, and can i wear makeup", ["will it scar", "can i wear makeup"]),
        ("does it hurt - how much is it", ["does it hurt", "how much is it"]),
        ("does it hurt", ["does it hurt"]),
        ("is it 1.5 mm deep", ["is it 1.5 mm deep"]),
        ("", []),
        ("?!", []),
        ("hello", ["hello"]),
    ],
)
def test_a_message_is_split_at_its_seams(message, pieces):
    assert split(message) == pieces


@pytest.mark.parametrize(
    "message, pieces",
    [
        ("hello, does it hurt", ["hello does it hurt"]),
        ("does it hurt, please", ["does it hurt please"]),
        ("red, sore", ["red sore"]),
    ],
)
def test_a_single_word_joins_its_neighbour(message, pieces):
    assert split(message) == pieces


def test_no_word_is_lost():
    message = "hi, my skin is red and sore, but does it hurt? also how long, ok"
    words = {w for piece in split(message) for w in piece.split()}
    assert {"hi", "red", "sore", "hurt", "long", "ok"} <= words


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
