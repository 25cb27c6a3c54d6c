"""needlewise.text: what reaches the assistant can be stored and compared."""
import pytest

from needlewise.text import clean, normal_form


@pytest.mark.parametrize(
    "text, cleaned",
    [
        ("a\x00b", "a b"),
        ("a\ud800b", "ab"),
        ("\udfff", ""),
        ("a\u202eb\u2066c", "abc"),
        ("zero\u200bwidth\u200d\ufeff", "zerowidth"),
        ("Ｗｈａｔ　ｉｓ　ｉｔ？", "What is it?"),
        ("ﬁne", "fine"),
        ("it’s “red” – very", "it's \"red\" - very"),
        ("  two \n\t lines \u2028 ", "two lines"),
        ("e\u0301", "é"),
        ("😀", "😀"),
        ("هل يؤلم؟", "هل يؤلم؟"),
        ("<b>{slot} 0[</b>", "<b>{slot} 0[</b>"),
        ("", ""),
    ],
)
def test_cleaning_keeps_what_can_be_read(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["a\ud800b", "\x00 x", "Ｗｈ", "it’s", "e\u0301\u200b"])
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text", ["\ud83d", "a\udc00", "\x00\ud800"])
def test_what_is_cleaned_can_be_encoded(text):
    clean(text).encode("utf-8")


@pytest.mark.parametrize(
    "one, other",
    [
        ("Does it hurt?", "does it  HURT"),
        ("self-check", "selfcheck"),
        ("it’s", "its"),
        ("a_b", "a b"),
    ],
)
def test_case_punctuation_and_spacing_do_not_count(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize("text", ["", "?!", "😀", "\ud800", "___"])
def test_what_has_no_letters_is_nothing(text):
    assert normal_form(text) == ""
