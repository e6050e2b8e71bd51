"""People act in the workspace and the app answers each kind of act in its own place, over both transports."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from coach.errors import CoachError
from coach.inbound import AddMessage, Commanded, Gone, Place, Pressed, Said, Submitted
from coach.simulator.person_handle import fields
from coach.simulator.world import Refused
from coach.views import Box, Button, Controls, Form, Home, Menu, Message, Pick, Press, Reply, Text
from tests.slack.conftest import Running, press

NEEDS = Form(
    press("answer_save", question="explore.needs", asked=4),
    "What they need",
    (
        Box("explore.needs#text", "One line each", "long_text", required=True, value="to know the time"),
        Box("explore.needs#how", "How do we know?", "choice", options=(("heard", "Heard"), ("seen", "Seen"))),
        Box("day", "Which day?", "date"),
        Box("who", "With whom?", "people"),
        Box("sure", "Tick what holds", "checks", options=(("a", "First"), ("b", "Second"))),
    ),
    (Text("No names, please."),),
)


def card(*items: Any) -> Message:
    return Message("Ready?", (Text("*Ready?*"), Controls(items)))


def post(run: Running, *items: Any, thread: str = "") -> str:
    return run.messenger.post(run.app.who.workspace, "C1", card(*items), thread=thread)


def test_a_command_answers_privately_in_the_ack(run: Running) -> None:
    run.coach.on["/coach status"] = Reply(message=card(Button("Carry on", press("next"))))
    answer = run.ws.person("Tom").command("/coach status", "#ward-7")
    assert answer is not None
    assert answer.text == "Ready?"
    assert answer.blocks is not None
    (taken,) = run.coach.taken
    assert taken.what == Commanded("status")
    assert (taken.person, taken.workspace, taken.guest) == (run.ws.person("Tom").id, run.ws.world.team_id, False)
    assert taken.place == Place("C1")
    assert taken.key.startswith("command:")
    assert taken.at == run.ws.clock.now()
    assert run.ws.person("Asha").messages("#ward-7") == []
    assert len(run.called("auth.test")) == 1


def test_a_mention_in_a_command_arrives_as_an_id_and_entities_as_what_they_mean(run: Running) -> None:
    run.ws.person("Tom").command("/coach hand over @Asha a & b < c", "#ward-7")
    asha = run.ws.person("Asha").id
    assert run.coach.taken[0].what == Commanded(f"hand over <@{asha}> a & b < c")


def test_a_click_on_a_message_answers_by_its_response_url(run: Running) -> None:
    ts = post(run, Button("Show how", press("example", question="explore.needs", asked=3, arg="x")))
    run.coach.on["example"] = Reply(message=Message("Like this."))
    col = run.ws.person("Col")
    col.press("Show how", "#ward-7")
    assert run.called("response_url")[0]["replace_original"] is False
    assert [m.text for m in col.messages("#ward-7")] == ["Ready?", "Like this."]
    (taken,) = run.coach.taken
    assert taken.what == Pressed(press("example", question="explore.needs", asked=3, arg="x"))
    assert taken.place == Place("C1", message=ts)
    assert taken.guest
    assert taken.key.startswith(f"click:{col.id}:")
    assert f":C1:{ts}" in taken.key


def test_a_private_message_is_replaced_by_the_next(run: Running) -> None:
    workspace, tom = run.app.who.workspace, run.ws.person("Tom")
    run.messenger.whisper(workspace, "C1", tom.id, card(Button("Yes", press("stance", arg="yes"))))
    run.coach.on["stance"] = Reply(message=Message("Noted."), replace=True)
    tom.press("Yes", "#ward-7")
    run.settled()
    assert [m.text for m in tom.messages("#ward-7")] == ["Noted."]


def test_menus_and_picks_carry_their_presses(run: Running) -> None:
    menu = Menu("More", (("Why", press("why", question="explore.needs")), ("Skip", press("skip"))))
    pick = Pick("Which one?", (("a1", "First"), ("b2", "Second")), press("which", arg="status"))
    post(run, Button("Go", press("next")), menu, pick, Button("Stop", press("stop_save")))
    tom = run.ws.person("Tom")
    shown = tom.newest_with("More", "#ward-7")
    tom.click(shown, "More", value="Skip")
    tom.click(shown, "Which one?", value="Second")
    tom.click(shown, "Stop")
    assert [one.what for one in run.coach.taken] == [
        Pressed(press("skip")),
        Pressed(press("which", arg="status"), "b2"),
        Pressed(press("stop_save")),
    ]


def test_a_form_opens_at_once_and_is_filled_then_sent(run: Running) -> None:
    ts = post(run, Button("Answer", press("answer", question="explore.needs", asked=4)))
    run.coach.forms["answer"] = NEEDS
    tom = run.ws.person("Tom")
    tom.press("Answer", "#ward-7")
    run.settled()
    assert [call["view"]["title"]["text"] for call in run.called("views.open")] == ["One moment"]
    assert tom.view is not None
    assert tom.view.title == "What they need"
    assert [one["label"] for one in fields(tom.view)][:2] == ["One line each", "How do we know?"]
    tom.submit({"How do we know?": "Seen", "Which day?": "2026-05-19", "Tick what holds": ["First", "Second"]})
    (taken,) = run.coach.taken
    boxes = {
        "explore.needs#text": "to know the time",
        "explore.needs#how": "seen",
        "day": "2026-05-19",
        "who": None,
        "sure": ["a", "b"],
    }
    assert taken.what == Submitted(NEEDS.press, boxes)
    assert taken.place == Place("C1", message=ts, form=taken.place.form)
    assert taken.key.startswith("form:V")
    assert tom.view is None


@pytest.mark.parametrize("fault", ["429", "500", "lost_answer"])
def test_a_form_that_slack_did_not_take_at_once_is_not_left_waiting(run: Running, fault: Any) -> None:
    post(run, Button("Answer", press("answer", question="explore.needs", asked=4)))
    run.coach.forms["answer"] = NEEDS
    run.ws.fail_next("views.update", fault)
    tom = run.ws.person("Tom")
    tom.press("Answer", "#ward-7")
    run.settled()
    assert tom.view is not None
    assert tom.view.title == "What they need"
    assert not [one for one in tom.messages("#ward-7") if one.seen_by], "nothing is said of trouble"


def test_errors_stand_at_their_boxes_and_words_stay(run: Running) -> None:
    run.coach.forms["/coach"] = NEEDS
    run.coach.on["answer_save"] = Reply(errors=(("explore.needs#text", "Say who."), ("gone", "And when.")))
    tom = run.ws.person("Tom")
    tom.command("/coach", "#ward-7")
    run.settled()
    answer = tom.submit({"One line each": "zzz"})
    assert answer.errors == {"box:explore.needs#text": "Say who. And when."}
    run.coach.on["answer_save"] = CoachError("stale", "That question has closed.")
    assert tom.submit().errors == {"box:explore.needs#text": "That question has closed."}
    run.coach.on["answer_save"] = Reply(form=Form(press("line_save"), "One line", (Box("line", "In one line?"),)))
    answer = tom.submit()
    assert answer.view is not None
    assert answer.view.title == "One line"
    run.coach.on["line_save"] = Reply(message=Message("Kept."))
    answer = tom.submit({"In one line?": "It is the round."})
    assert answer.view is not None
    assert answer.view.blocks[0]["text"]["text"] == "Kept."


def test_a_page_over_the_card_is_closed_by_the_button_that_ends_it(run: Running) -> None:
    run.coach.forms["/coach"] = NEEDS
    ways = (Button("Change mine", press("fix")), Button("Keep mine", press("keep_mine", arg="7"), ends=True))
    run.coach.on["answer_save"] = Reply(message=Message("You wrote six.", (Text("You wrote six."), Controls(ways))))
    run.coach.on["keep_mine"] = Reply(message=Message("Kept as it is."), replace=True)
    tom = run.ws.person("Tom")
    tom.command("/coach", "#ward-7")
    run.settled()
    answer = tom.submit({"One line each": "zzz"})
    assert answer.view is not None
    assert answer.view.body["submit"]["text"] == "Keep mine"
    assert [one["text"]["text"] for one in answer.view.blocks[-1]["elements"]] == ["Change mine"]
    tom.submit()
    run.settled()
    assert run.coach.taken[-1].what == Submitted(press("keep_mine", arg="7"), {})
    assert tom.view is None
    assert not tom.dm_messages()


def test_typed_words_stay_when_a_form_is_changed_under_them(run: Running) -> None:
    run.coach.forms["/coach"] = Form(
        press("start"), "New", (Box("name", "Name"),), (Controls((Button("More people", press("invite_save")),)),)
    )
    more = Form(press("start"), "New", (Box("name", "Name"), Box("second", "Second lead")))
    run.coach.on["invite_save"] = Reply(form=more)
    tom = run.ws.person("Tom")
    tom.command("/coach", "#ward-7")
    run.settled()
    view = tom.view
    assert view is not None
    where = next(block for block in view.blocks if block["type"] == "actions")
    run.ws.clicks.click(
        tom.person, view, where["block_id"], where["elements"][0]["action_id"], {}, tom.fill({"Name": "Home by noon"})
    )
    run.settled()
    tom.submit({"Second lead": "Mei"})
    assert run.coach.taken[-1].what == Submitted(press("start"), {"name": "Home by noon", "second": "Mei"})


def test_a_click_in_a_form_opens_a_page_on_top_and_the_deepest_is_replaced(run: Running) -> None:
    again = Controls((Button("Deeper", press("answer")), Button("Words", press("why"))))
    run.coach.forms |= {
        "/coach": Form(press("start"), "First", parts=(again,)),
        "answer": Form(press("x"), "Next", parts=(again,)),
    }
    run.coach.on["why"] = Reply(message=Message("Because."))
    tom = run.ws.person("Tom")
    tom.command("/coach", "#ward-7")
    for _ in range(3):
        run.settled()
        tom.click(tom.view, "Deeper")
    run.settled()
    assert [len(run.called(name)) for name in ("views.open", "views.push")] == [1, 2]
    tom.click(tom.view, "Words")
    run.settled()
    assert tom.view.blocks[0]["text"]["text"] == "Because."


def test_a_form_saved_on_top_of_another_leaves_none_that_was_drawn_before_it(run: Running) -> None:
    run.coach.forms |= {
        "/coach": Form(press("start"), "Nearly done", parts=(Controls((Button("Go on", press("go_on")),)),)),
        "go_on": Form(press("go_on_save"), "Go on", (Box("reason", "Why go on now?", "text", required=True),)),
    }
    tom = run.ws.person("Tom")
    tom.command("/coach", "#ward-7")
    run.settled()
    tom.click(tom.view, "Go on")
    run.settled()
    tom.submit({"Why go on now?": "It is nearly Christmas"})
    run.settled()
    assert tom.view is None


def test_home_is_published_when_opened_and_after_ones_own_act(run: Running) -> None:
    asha, tom = run.ws.person("Asha"), run.ws.person("Tom")
    tom.open_dm()
    tom.open_home()
    run.settled()
    assert run.coach.homes == [(run.ws.world.team_id, tom.id)]
    assert run.coach.taken == []
    run.coach.home_says = "One thing waits."
    tom.command("/coach status", "#ward-7")
    asha.command("/coach status", "#ward-7")
    run.settled()
    assert len(run.coach.homes) == 2
    assert tom.home.blocks[0]["text"]["text"] == "One thing waits."
    assert asha.home is None


def test_a_click_in_home_answers_with_a_page(run: Running) -> None:
    run.coach.home = lambda workspace, person: _home()  # type: ignore[method-assign]
    run.coach.on["why"] = Reply(message=Message("Because."))
    tom = run.ws.person("Tom")
    tom.open_home()
    run.settled()
    tom.click(tom.home, "Why")
    run.settled()
    assert tom.view.blocks[0]["text"]["text"] == "Because."
    assert run.coach.taken[0].place.home


def _home() -> Home:
    return Home((Controls((Button("Why", press("why")),)),))


def test_words_in_the_dm_are_heard_edited_and_taken_back(run: Running) -> None:
    run.coach.on["Said"] = lambda inbound: Reply(message=Message(f"You {inbound.what.how}."))
    tom = run.ws.person("Tom")
    said = tom.dm("pts just want to know when :wave: & how")
    tom.edit(said, "patients want to know when")
    tom.delete(said)
    run.settled()
    assert [one.what for one in run.coach.taken] == [
        Said("pts just want to know when :wave: & how", said.ts),
        Said("patients want to know when", said.ts, "edited"),
        Said("", said.ts, "deleted"),
    ]
    assert all(one.place.dm and one.key.startswith("event:Ev") for one in run.coach.taken)
    assert sorted(m.text for m in tom.dm_messages()) == ["You deleted.", "You edited.", "You new."]


def test_a_mention_is_answered_privately_where_it_was_said(run: Running) -> None:
    run.coach.on["Said"] = Reply(message=Message("Here is where we are."))
    asha, tom = run.ws.person("Asha"), run.ws.person("Tom")
    first = asha.post("#ward-7", "Morning")
    tom.post("#ward-7", "@Coach where are we?", thread_ts=first.ts)
    tom.post("#ward-7", "not for the coach")
    run.settled()
    (taken,) = run.coach.taken
    assert (taken.what.text, taken.place.thread) == ("where are we?", first.ts)
    assert [m.text for m in tom.thread("#ward-7", first.ts)][-1] == "Here is where we are."
    assert [m.text for m in asha.thread("#ward-7", first.ts)][-1] != "Here is where we are."


def test_the_message_shortcut_brings_the_message(run: Running) -> None:
    run.coach.forms["AddMessage"] = NEEDS
    asha, tom = run.ws.person("Asha"), run.ws.person("Tom")
    said = tom.post("#ward-7", "pts want to know & soon")
    asha.shortcut("add_message", said)
    run.settled()
    assert run.coach.asked[0].what == AddMessage("pts want to know & soon", said.ts, tom.id)
    assert asha.view.title == "What they need"


def test_an_uninstalled_app_is_told(run: Running) -> None:
    run.ws.uninstall()
    gone = [one for one in run.coach.taken if isinstance(one.what, Gone)]
    assert gone
    assert all(one.workspace == run.ws.world.team_id for one in gone)


def test_a_button_of_an_older_version_is_told_kindly(run: Running) -> None:
    old = {
        "type": "button",
        "action_id": "consent_yes",
        "value": "v0;17",
        "text": {"type": "plain_text", "text": "Yes"},
    }
    run.app.client.chat_postMessage(channel="C1", text="Old", blocks=[{"type": "actions", "elements": [old]}])
    run.coach.on["old"] = Reply(message=Message("That button is from earlier."))
    tom = run.ws.person("Tom")
    tom.press("Yes", "#ward-7")
    run.settled()
    assert run.coach.taken[0].what == Pressed(Press("old"))
    assert tom.messages("#ward-7")[-1].text == "That button is from earlier."


def test_a_form_that_could_not_be_opened_in_time_is_said(run: Running) -> None:
    post(run, Button("Answer", press("answer")))
    run.coach.forms["answer"] = NEEDS
    run.ws.fail_next("views.open", "429")
    tom = run.ws.person("Tom")
    tom.press("Answer", "#ward-7")
    run.settled()
    assert tom.view is None
    assert "try once more" in tom.messages("#ward-7")[-1].text


def test_nobody_is_kept_waiting_when_a_response_url_fails(run: Running) -> None:
    post(run, Button("Why", press("why")))
    run.coach.on["why"] = Reply(message=Message("Because."))
    tom = run.ws.person("Tom")
    run.ws.response_urls.base = run.ws.response_urls.base.replace("/hooks/", "/nowhere/")
    tom.press("Why", "#ward-7")
    run.settled()
    assert [m.text for m in tom.dm_messages()] == ["Because."]


def test_a_file_goes_by_dm(run: Running) -> None:
    run.coach.on["/coach export"] = Reply(message=Message("Here is the record.", attach=("record.json", b"{}")))
    tom = run.ws.person("Tom")
    tom.command("/coach export", "#ward-7")
    run.settled()
    first, second = tom.dm_messages()
    assert first.text == "Here is the record."
    assert second.files[0]["name"] == "record.json"


def test_what_fails_unexpectedly_is_said_and_logged_without_words(
    run: Running, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = RuntimeError("Mrs Smith's NHS number")
    run.coach.on |= {"/coach status": trouble, "why": trouble, "answer_save": trouble}
    run.coach.forms |= {"/coach": NEEDS, "answer": trouble}
    tom = run.ws.person("Tom")
    answer = tom.command("/coach status", "#ward-7")
    assert answer is not None
    assert "try once more" in answer.text
    post(run, Button("Why", press("why")), Button("Answer", press("answer")))
    tom.press("Why", "#ward-7")
    run.settled()
    assert "try once more" in tom.messages("#ward-7")[-1].text
    tom.press("Answer", "#ward-7")
    run.settled()
    assert "try once more" in tom.view.blocks[0]["text"]["text"]
    tom.close()
    tom.command("/coach", "#ward-7")
    run.settled()
    assert "try once more" in tom.submit({"One line each": "kept"}).errors["box:explore.needs#text"]
    assert "RuntimeError" in caplog.text
    assert "Smith" not in caplog.text


def test_a_failed_event_is_sent_again_and_one_answered_in_words_is_not(run: Running) -> None:
    faults: list[Exception] = [RuntimeError("not now"), RuntimeError("not now"), CoachError("closed", "It has closed.")]

    def failing(inbound: Any) -> Reply:
        raise faults.pop(0)

    run.coach.on["Said"] = failing
    tom = run.ws.person("Tom")
    tom.dm("to know the time")
    _until(lambda: len(faults) == 1 and run.ws.idle())
    run.ws.move_clock(by=timedelta(minutes=1))
    _until(lambda: not faults and run.ws.idle())
    run.settled()
    assert len({one.key for one in run.coach.taken}) == 1
    assert run.ws.next_due() is None
    assert tom.dm_messages()[-1].text == "It has closed."


def _until(done: Any) -> None:
    waiting = threading.Event()
    for _ in range(500):
        if done():
            return
        waiting.wait(0.01)
    raise AssertionError("It did not come.")


def test_a_guest_has_no_command(run: Running) -> None:
    with pytest.raises(Refused):
        run.ws.person("Col").command("/coach status", "#ward-7")
