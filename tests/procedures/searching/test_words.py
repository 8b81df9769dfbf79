import unicodedata

import pytest

from procedures.searching.words import Word, awakened, bare_words, words_of


def test_words_keep_their_marks_beside_their_letters():
    assert bare_words("Đăng ký, KHAI\u00a0sinh!") == ("dang", "ki", "khai", "sinh")
    assert words_of("khai")[0] == Word("khai")
    assert words_of("hòa") == words_of("hoà") == words_of("ho\u0300a")
    assert words_of("hòa") != words_of("hóa")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_ways_of_writing_marks_are_one(form):
    assert words_of(unicodedata.normalize(form, "giấy độc thân")) == words_of(
        "giấy độc thân"
    )


@pytest.mark.parametrize(
    ("one", "other"), [("ký", "kí"), ("lý", "lí"), ("quý", "quí"), ("ý", "í")]
)
def test_i_and_y_at_the_end_are_one(one, other):
    assert bare_words(one) == bare_words(other)


def test_ay_and_ai_are_two():
    assert bare_words("giấy") != bare_words("giải")
    assert bare_words("thuy") != bare_words("thui")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng", "dang"),
        ("dangdw", "dang"),
        ("kys", "ki"),
        ("hoon", "hon"),
        ("hono", "hon"),
        ("nguwowif", "nguoi"),
        ("truwowngf", "truong"),
        ("giaays", "giay"),
        ("soor", "so"),
        ("d9a8ng", "dang"),
        ("ky1", "ki"),
        ("xa6y", "xay"),
        ("tha6n", "than"),
    ],
)
def test_keys_typed_for_marks_are_understood(typed, meant):
    assert meant in awakened(bare_words(typed)[0])


@pytest.mark.parametrize("word", ["khai", "75", "tre"])
def test_plain_words_and_numbers_hold_no_keys(word):
    assert awakened(word) == []
