"""The end of a round, where we were, and looking at one thing that was not asked."""

from __future__ import annotations

from datetime import datetime

from coach.services.scene import Scene
from coach.services.screens.build import alone, button, controls, label, long_moment, message, name, note, project, text
from coach.services.screens.channel.quiet import try_ahead
from coach.services.screens.checking_in.check_in_rhythm import rhythm_in
from coach.services.screens.leading.finding_out import offer
from coach.services.screens.leading.to_find import until_then
from coach.services.screens.leading.what_next import FIRST, SAID_ALREADY, WEAK, buttons, first, in_a_line
from coach.services.screens.record import lines
from coach.services.screens.seeing import current_card, phase, question
from coach.services.screens.showing.voices_map import waiting_words
from coach.services.screens.summing_up.rounds import how_far
from coach.services.screens.summing_up.summary_agree import NOT_CLEARED, missing_yes, steps, waits_for_yes
from coach.services.screens.summing_up.summary_create import the_try
from coach.services.screens.summing_up.summary_explore import problem_words
from coach.services.screens.trying import expecting
from coach.services.screens.trying.tries import agreed_try, go_ahead, last_run, still_to_run, tried_out
from coach.services.screens.unasked import PHASE_NAMES, left_out, titles
from coach.views import Button, Message
from coach.words import in_words, joined, noun_for, quoted, shown
from coach.words.days import ago
from dialogues.machine import TRYING
from dialogues.next_best import Suggestion
from dialogues.plan import GO_AHEAD

_KNOWN = frozenset({"counted", "seen", "heard"})


def round_done(scene: Scene) -> Message:
    """Return the end of a round: from where to where, what to pass on, when I'm back, what was not asked."""
    n = scene.state.pass_n
    when = long_moment(scene, scene.state.back_at)
    open_things = left_out(scene)
    best = first(scene, SAID_ALREADY | WEAK if scene.state.depth == "quick" else SAID_ALREADY)
    return message(
        text(f"*Round {n} is done.* {_from_to(scene)}".rstrip(), _known(scene)),
        text(how_far(scene, n - 1)) if n > 1 else None,
        text(f"{NOT_CLEARED}. {missing_yes(scene)}" if waits_for_yes(scene) else ""),
        text(until_then(scene), _quiet(scene, when)),
        text(waiting_words(scene)),
        text(in_a_line(scene, best, FIRST)),
        controls(
            button(scene, "Who said yes?", "answer", GO_AHEAD, style="primary") if waits_for_yes(scene) else None,
            button(scene, "Say it in one line", "line", arg="agree", hint="In one line, what did we agree?"),
            *(buttons(scene, best) if best else _look_at(scene, open_things)),
            offer(scene) if scene.state.way != "apart" else None,
            button(scene, "Who to tell", "hear_back") if waiting_words(scene) else None,
            expecting.offer(scene) if scene.state.way == "together" else None,
            button(scene, "Go deeper", "deeper") if _may_like_more(scene) and not _offers(best) else None,
            button(scene, "Who takes it on?", "hand_over") if alone(scene) else None,
            button(scene, f"Beside round {n - 1}", "rounds") if n > 1 else None,
        ),
    )


def _may_like_more(scene: Scene) -> bool:
    """Whether the next depth fits: it is a team's; somebody alone can still ask for it by typing."""
    return scene.state.depth == "quick" and not alone(scene)


def _offers(best: Suggestion | None) -> bool:
    return best is not None and best.offer == "deeper"


def _look_at(scene: Scene, left: tuple[str, ...]) -> tuple[Button, ...]:
    """The first thing that was not asked, to be asked now."""
    return tuple(button(scene, label(f"Look at: {question(scene, one).title}"), "take_up", one) for one in left[:1])


def _tries(scene: Scene) -> bool:
    return bool(still_to_run(scene).words)


def _from_to(scene: Scene) -> str:
    start = problem_words(scene)
    to = "to a try you made" if tried_out(scene, scene.state.pass_n) else "to one small try"
    plan = the_try(scene, agreed_try(scene, scene.state.pass_n))
    went = " ".join(
        part
        for part in (
            f"You went from {quoted(start, 80)}" if start else "You went from a question",
            f"{to}: {plan}" if plan else "to a plan without a try yet",
        )
        if part
    )
    found = len(steps(scene))
    sign = bool(go_ahead(scene).get("stop_sign"))
    extras = [f"{in_words(found)} {noun_for(found, 'next step')}" if found else "", "a sign to stop at" if sign else ""]
    more = joined(extra for extra in extras if extra)
    return f"{went}{', with ' + more if more else ''}."


def _all(known: int) -> str:
    return {1: "The one", 2: "Both"}.get(known, f"All {in_words(known)}")


def _known(scene: Scene) -> str:
    needs = lines(scene, "explore.needs")
    known = sum(line.known in _KNOWN for line in needs)
    if not needs or not known:
        return ""
    guessed = sum(line.known == "guess" for line in needs)
    unsaid = len(needs) - known - guessed
    pieces = [
        f"{in_words(known).capitalize()} of the needs you have heard, seen or counted",
        f"{in_words(guessed)} you guess" if guessed else "",
        f"of {in_words(unsaid)} you haven't said" if unsaid else "",
    ]
    fine = " A guess is fine when you know it's one." if guessed else ""
    return f"{'; '.join(piece for piece in pieces if piece)}.{fine}"


def _quiet(scene: Scene, when: str) -> str:
    dated = [line for line in steps(scene) if line.get("who")]
    rhythm = rhythm_in(scene)
    looks = f"looking in {rhythm.words.partition(' at ')[0]}" if rhythm else ""
    to = f"a word to {name(scene, dated[0].get('who'))}" if dated and not alone(scene) else ""
    both = joined([part for part in (looks, to) if part])
    word = f", apart from {both}" if both else ""
    first = " First I'll ask whether anything went wrong." if _tries(scene) else ""
    if try_ahead(scene) and when:
        first = " On the day of the try I'll ask whoever runs it whether anything went wrong."
    if not when:
        return f"I'll be quiet until you press Start now{word}.{first}"
    return f"I'll be quiet until {when}{word}.{first}"


def where_we_were(scene: Scene, last: datetime | None = None) -> Message:
    """Return where we were, in three lines, before anything else; `last`: when somebody was here before."""
    here = current_card(scene)
    plan = the_try(scene, still_to_run(scene))
    problem = problem_words(scene)
    step = scene.next_step
    since = f" You were last here {ago(last, scene.state.zone, scene.now)}." if last and last < scene.now else ""
    if step and step[0]:
        middle = f"Next step: {shown(step[0])}" + (f" ({name(scene, step[1])})" if step[1] else "") + "."
    elif plan:
        middle = f"The try: {plan}."
    elif run := the_try(scene, ran.line) if (ran := last_run(scene)) else "":
        middle = f"You tried: {run}."
    else:
        middle = (
            f"People need: {quoted(lines(scene, 'explore.needs')[0].words)}." if lines(scene, "explore.needs") else ""
        )
    open_now = f"Open now: {titles(scene, here)}." if here else nothing_open(scene)
    return message(
        text(
            f"{project(scene)}, where we were: {PHASE_NAMES[phase(scene)]}, round {scene.state.pass_n}.{since}",
            f"Problem: {quoted(problem)}." if problem else "The problem isn't written down yet.",
            " ".join(part for part in (middle, open_now) if part),
        ),
        note("Every answer is kept. You can change any of yours at any time."),
        controls(
            button(scene, "Go on", "next_best", style="primary"), button(scene, "So far", "summary", arg="so_far")
        ),
    )


def nothing_open(scene: Scene) -> str:
    """Return that nothing is asked just now, and the day on which something is again."""
    day = scene.state.test_at if scene.state.walk == TRYING else scene.state.back_at
    when = long_moment(scene, day) if day is not None and day > scene.now else ""
    return f"Nothing is open just now: I'll be back on {when}." if when else "Nothing is open just now."
