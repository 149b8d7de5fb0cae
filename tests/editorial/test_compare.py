"""What changed, word by word."""

from editorial.rules import compare
from editorial.rules.compare import Mark


def told(found):
    signs = {Mark.SAME: "", Mark.ADDED: "+", Mark.REMOVED: "-"}
    return [[f"{signs[run.mark]}{run.text}" for run in paragraph] for paragraph in found]


def test_a_changed_word_is_marked_and_the_rest_is_not():
    found = compare.paragraphs(["Chợ mở sáng nay."], ["Chợ mở chiều nay."])

    assert told(found) == [["Chợ mở ", "-sáng", "+chiều", " nay."]]


def test_chinese_is_compared_by_character():
    found = compare.paragraphs(["花山节开幕"], ["花山节闭幕"])

    assert told(found) == [["花山节", "-开", "+闭", "幕"]]


def test_whole_paragraphs_come_and_go():
    found = compare.paragraphs(["một", "hai", "ba"], ["một", "ba", "bốn"])

    assert told(found) == [["một"], ["-hai"], ["ba"], ["+bốn"]]


def test_equal_texts_have_no_changes():
    assert not compare.changed(compare.paragraphs(["một", "hai"], ["một", "hai"]))


def test_long_passages_are_shown_whole_rather_than_compared_for_minutes():
    before, after = "a b " * 60_000, "b c " * 60_000

    assert told([compare.words(before, after)]) == [[f"-{before}", f"+{after}"]]
    many = compare.paragraphs([str(n) for n in range(5_000)], ["x"])
    assert len(many) == 5_001
