"""Going back and correcting."""


def finish(talk, times):
    for _ in range(times):
        talk.says("no")
    return talk


def test_going_back_asks_the_last_point_again(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("yes").is_asked("blood disorder")
    talk.says("go back").is_asked("acne")
    talk.says("no").is_asked("blood disorder")
    finish(talk, 8).hears("no to all")


def test_going_back_twice(talk):
    talk.says("start the self-check")
    talk.says("no")
    talk.says("no").is_asked("cancer")
    talk.says("back").is_asked("blood disorder")
    talk.says("back").is_asked("acne")


def test_going_back_at_the_first_point_asks_it_again(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("go back").is_asked("acne")


def test_an_earlier_answer_is_corrected(talk):
    talk.says("start the self-check")
    finish(talk, 7).is_asked("eczema")
    talk.says("actually i do have psoriasis").is_asked("eczema")
    finish(talk, 2).hears("yes to psoriasis").never_hears("eczema")


def test_an_earlier_yes_is_taken_back(talk):
    talk.says("start the self-check").says("yes").is_asked("blood disorder")
    talk.says("sorry, I made a mistake, I don't take acne medication").is_asked("blood disorder")
    finish(talk, 8).hears("no to all")


def test_a_later_point_said_ahead_is_kept(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("i have eczema by the way").is_asked("acne")
    finish(talk, 7)
    talk.says("no").hears("yes to eczema")


def test_going_back_without_a_check_is_no_dead_end(talk):
    talk.says("go back").hears("no check").offers_something().is_not_asked()


def test_asking_for_the_check_while_it_runs_does_not_start_it_anew(talk):
    talk.says("start the self-check").says("no").is_asked("blood disorder")
    talk.says("start the self-check").is_asked("blood disorder")
