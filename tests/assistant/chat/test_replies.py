"""Reading a reply, line by line."""

from assistant.chat.replies import LONGEST_REPLY, Line, abstains, lines, read_line


def test_a_line_is_read_although_its_pieces_fall_anywhere():
    read = list(lines(["Shang", "hai plans 200", ". [1", "][2]\nTesla", " sold 5. [3, 1]"]))

    assert read == [Line("Shanghai plans 200.", (1, 2)), Line("Tesla sold 5.", (3, 1))]


def test_marks_count_at_the_end_of_the_line_only():
    assert read_line("As [1] says, Tesla sold 5.") == Line("As [1] says, Tesla sold 5.", ())
    assert read_line("Tesla sold 5 [1].") == Line("Tesla sold 5.", (1,))
    assert read_line("特斯拉售出5辆【2】") == Line("特斯拉售出5辆。", (2,))


def test_two_claims_on_one_line_each_with_its_marks_are_two():
    assert [line.marks for line in lines(["Tesla sold 5. [1][2] SAIC sold 7. [3]"])] == [(1, 2), (3,)]


def test_bullets_fences_and_announcements_claim_nothing():
    read = list(lines(["Here are the claims:\n```\n\n- Tesla sold 5. [1]\n2. SAIC sold 7. [2]\n```"]))

    assert [line.text for line in read] == ["Tesla sold 5.", "SAIC sold 7."]


def test_a_line_that_was_cut_short_has_no_marks():
    assert list(lines(["Tesla sold 5. [1]\nSAIC sold 7. [1"])) == [Line("Tesla sold 5.", (1,)), Line("SAIC sold 7. [1.", ())]


def test_what_a_model_says_to_itself_is_not_read():
    assert list(lines(["<thi", "nk>Tesla sold 9. [1]\n", "</think>\nTesla sold 5. [1]"])) == [Line("Tesla sold 5.", (1,))]
    assert list(lines(["<think>Tesla sold 9. [1]\n"])) == []


def test_a_reply_without_end_is_read_to_its_limit():
    endless = (f"Tesla sold {n}. " for n in iter(int, 1))

    assert list(lines(endless)) == []
    assert list(lines(["a" * (LONGEST_REPLY + 1)])) == []


def test_an_abstention_is_its_words_and_nothing_else():
    assert abstains(Line("Not in the documents.", ()))
    assert not abstains(Line("NOT IN THE DOCUMENTS, but Tesla sold 5.", (1,)))
