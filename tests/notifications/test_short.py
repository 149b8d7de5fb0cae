import unicodedata

import pytest

from notifications.rules import short


def test_plain_letters_have_room_for_160():
    text = "a" * 159

    assert short.fit(text) == text
    assert short.length(short.fit("word " * 60)) <= 160


def test_vietnamese_has_room_for_two_parts_of_67_and_breaks_between_words():
    text = "Đã sáu giờ kể từ yêu cầu của cơ quan có thẩm quyền về tin sai sự thật " * 4

    said = short.fit(text, "Hạn 20/11 12:00.")

    assert short.length(said) <= 134
    assert said.endswith("... Hạn 20/11 12:00.")
    assert all(word in text.split() for word in said.removesuffix(" Hạn 20/11 12:00.")[:-3].split())


def test_decomposed_letters_are_composed_and_none_loses_its_sign():
    text = unicodedata.normalize("NFD", "Tiếng Việt ở Lào Cai " * 20)

    said = short.fit(text)

    assert said == unicodedata.normalize("NFC", said)
    assert not any(map(unicodedata.combining, said))


def test_typographic_signs_do_not_cost_the_alphabet_of_160():
    assert short.is_gsm(short.fit("“Report” – it’s due…"))


@pytest.mark.parametrize("letters", ["a", "ế", "€", "😀", "中"])
def test_one_endless_word_is_cut_and_the_tail_stays(letters):
    said = short.fit(letters * 500, "Due 20/11 12:00.")

    assert short.fits(said)
    assert said.endswith("Due 20/11 12:00.")
    said.encode("utf-16")  # no half of a pair is left


def test_the_signs_that_take_two_places_are_counted_twice():
    assert short.length("€" * 80) == 160
    assert not short.fits("€" * 81)
