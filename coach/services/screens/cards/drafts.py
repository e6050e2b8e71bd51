"""What a question shows under its words: numbered things to choose from, a draft to settle, what is being agreed."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import name, rows, team
from coach.services.screens.cards.filling import items_for, mine_only, options_for, prefilled
from coach.services.screens.cards.from_before import from_before
from coach.services.screens.record import as_text, in_label, line_of, lines, one
from coach.services.screens.rows import date_or_words, is_past, together
from coach.services.screens.seeing import cell, lone, question
from coach.services.screens.showing.picks import item, ranked_needs, taken, tally
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.screens.showing.weighed import left_out_of_a_tie
from coach.services.screens.summing_up.summary_agree import aim_line, cleared, next_steps
from coach.services.screens.summing_up.summary_create import people, smallest
from coach.services.screens.trying.tries import go_ahead, still_to_run
from coach.words import ended, first_up, joined, plural, quoted, safe, shown, softened
from dialogues.choices import TODAY, most_picked
from dialogues.next_best import where_next
from dialogues.overlays import asked_each
from dialogues.plan import NEXT_PHASE, TEST_PLAN

SHOWN_OPTIONS = 24
CHOICE = "create.choose"
SHOWN_RISKS = 5
SHOWN_NEEDS = 3


def under_question(scene: Scene, wanted: str, person: str = "") -> str:
    """Return what stands under a question's words, to a person only what is theirs; "" when there is nothing."""
    found = question(scene, wanted)
    if found.mode == "consent":
        return agreed_thing(scene)
    if wanted == "check_in.aim":
        return f"The aim: {aim_line(scene, scene.state.pass_n)}"
    if wanted == NEXT_PHASE:
        return where_to_go(scene)
    if found.mode == "confirm":
        return draft(scene, wanted)
    if found.kind == "scores":
        return rows([things(scene, wanted), left_out_of_a_tie(scene, wanted)])
    if found.kind in {"several", "each"} or (found.kind == "choice" and found.items_from):
        return things(scene, wanted, person)
    return _said_before(scene, wanted)


def _said_before(scene: Scene, wanted: str) -> str:
    """What the team said before, where a question speaks of it."""
    if wanted == "create.ideas":
        return rows([top_needs(scene), from_before(scene, wanted)])
    if wanted == "explore.handoffs":
        steps = [shown(line.words, 100) for line in lines(scene, "explore.parts")]
        return rows([f"{place}  {step}" for place, step in enumerate(steps[:SHOWN_OPTIONS], 1)])
    if wanted == "evaluate.risks":
        feared = [line for line in lines(scene, "create.what_if") if line.raw.get("side") != "better"]
        more = f"and {len(feared) - SHOWN_RISKS} more" if len(feared) > SHOWN_RISKS else ""
        return rows(
            [what_is_meant(scene, wanted), *(f"•  {quoted(line.words, 140)}" for line in feared[:SHOWN_RISKS]), more]
        )
    if wanted == TEST_PLAN:
        planned = "" if scene.state.depth == "quick" else smallest(scene, scene.state.pass_n)
        return planned or _what_was_taken(scene)
    return from_before(scene, wanted)


def what_is_meant(scene: Scene, wanted: str) -> str:
    """Return the thing a question calls "this", for whoever reads it far from the channel; "" where it names none."""
    if wanted == AGREEMENT:
        return agreed_thing(scene).partition("\n")[0]
    return _what_was_taken(scene) if wanted == "evaluate.risks" and not lone(scene) else ""


def things(scene: Scene, wanted: str, person: str = "") -> str:
    """Return the numbered list to choose from or to judge, on lines of their own."""
    judged = mine_only(scene, wanted, person) if person else items_for(scene, wanted)
    options = judged if question(scene, wanted).kind == "each" else options_for(scene, wanted)
    hands = cell(scene, wanted).hands
    lines = [
        f"{number}  {shown(label, 100)}" + (f" · {plural(hands[id_], 'hand')}" if hands.get(id_) else "")
        for number, (id_, label) in enumerate(options[:SHOWN_OPTIONS], 1)
    ]
    more = len(options) - SHOWN_OPTIONS
    return rows([*lines, f"and {more} more" if more > 0 else ""])


def how_to_choose(scene: Scene, wanted: str) -> str:
    """Return how many there are and how many to pick."""
    found, options = question(scene, wanted), options_for(scene, wanted)
    many = _how_many(wanted, [id_ for id_, _ in options])
    most = at_most(scene, wanted)
    pick = f"pick up to {most}" if 1 < most < len(options) else "pick all that fit" if most > 1 else "pick one"
    if scene.state.way == "together" and len(team(scene)) > 1 and found.kind == "several" and options:
        first = [number for number, (id_, _) in enumerate(options, 1) if id_ in _most_hands(scene, wanted)]
        if first:
            return f"Next takes {joined([str(number) for number in first])}, with the most hands. Or pick another."
        return f"{many}. Count the hands, or just pick."
    return f"{many}; {pick}." if found.kind == "several" and options else ""


def _how_many(wanted: str, ids: list[str]) -> str:
    """Return how many there are to pick from; today's way stands in the list and is nobody's idea."""
    said = plural(len(ids) - (TODAY in ids), "idea" if wanted == CHOICE else "line")
    return f"{said} and today's way" if TODAY in ids else said


def _most_hands(scene: Scene, wanted: str) -> tuple[str, ...]:
    """Return what is taken of a choice when nobody picks, once hands were counted."""
    found = tally(scene, wanted)
    return most_picked(found.counts, question(scene, wanted).at_most or 3, by_hand=True) if found.hands else ()


def _what_was_taken(scene: Scene) -> str:
    ideas = [quoted(words) for one in taken(scene, CHOICE) if (words := item(scene, CHOICE, one))]
    return f"You take: {joined(ideas)}." if ideas else ""


def at_most(scene: Scene, wanted: str) -> int:
    """Return how many may be picked: two when there are six ideas or fewer, else what the question says."""
    found, total = question(scene, wanted), len(options_for(scene, wanted))
    most = found.at_most or total
    if wanted == CHOICE and most > 1:
        return min(total, 2 if total <= 7 else most) or 1  # today's way is one of the options
    if wanted == "explore.priorities":
        return max(1, min(most, round(total / 3)))
    return max(1, most)


def top_needs(scene: Scene) -> str:
    """Return the three first needs, to have ideas for, and how many more there are."""
    every = ranked_needs(scene)
    found, more = every[:3], len(every) - 3
    lines = [*(f"• {shown(line.words)}" for line in found), f"• and {more} more" if more > 0 else ""]
    return rows(["What people need:", *lines]) if found else ""


def draft(scene: Scene, wanted: str) -> str:
    """Return a draft as labelled fields; a line that says so when there is nothing to draft from."""
    found, values = question(scene, wanted), prefilled(scene, wanted)
    lines = []
    for field in found.fields:
        value = in_label(scene, found, field.id, values.get(field.id))
        words = date_or_words(scene, str(value)) if field.kind == "date" and value else shown(as_text(value))
        if words:
            lines.append(f"{safe(field.label)} {words}")
    if lines:
        lines.insert(0, "What you have so far:")
    if not found.fields:
        lines.append(shown(one(scene, wanted).words))
    return rows(lines) or "I have nothing to start from yet, so the words are yours."


def where_to_go(scene: Scene) -> str:
    """Return where the record points to at a look back, and because of what."""
    phase, found = where_next(scene.dialogue, scene.state, scene.facts, scene.now)
    labels = {option.id: option.label for option in question(scene, NEXT_PHASE).options}
    because = found.because if found else "nothing else stands out, and one more small try teaches you most"
    return f"I'd say: *{safe(labels.get(phase, phase))}*, because {ended(safe(because))}"


def agreed_thing(scene: Scene) -> str:
    """Return the thing agreed: what, where, when, how many, who leads, who can stop it, whether it is cleared."""
    if decided(scene):
        return what_follows(scene)
    plan, ahead = still_to_run(scene), go_ahead(scene)
    many, day = plan.get("how_many"), date_or_words(scene, plan.get("when"))
    first = ", ".join(
        piece
        for piece in (
            shown(first_up(plan.get("what"))),
            shown(softened(plan.get("with_whom", "where")), 80),
            f"about {people(many)}" if many else "",
            _on(scene, plan.get("when"), day),
        )
        if piece
    )
    if not plan.words:
        steps = next_steps(scene, 0)
        return rows([f"*Next steps*   {steps}" if steps else "", f"{name(scene, scene.state.lead)} leads."])
    caller = shown(first_up(ahead.get("caller")), 60) or "Anyone"
    sign = shown(softened(ahead.get("stop_sign")))
    stop = f"{caller} can stop it" + (f" at once, if: {sign}" if sign else "")
    undo = {"yes": "It can be undone the same day.", "partly": "It can partly be undone the same day."}
    return rows(
        [
            ended(first),
            f"{name(scene, scene.state.lead)} leads. {ended(stop)} {undo.get(str(ahead.raw.get('undo')), '')}".rstrip(),
            f"*Cleared by*   {cleared(scene, scene.state.pass_n)}",
        ]
    )


def _on(scene: Scene, when: object, day: str) -> str:
    """The day of a try in words; one that has been is said, for it may be a slip."""
    if not day:
        return "no day yet"
    return f"on {day} (that day has been)" if is_past(scene, str(when)) else f"on {day}"


def decided(scene: Scene) -> str:
    """Return what was decided after the try: go_on, change, look_again or stop; "" before."""
    kept = scene.facts.of("agree.decision")
    return str(line_of(scene, kept[-1]).raw.get("choice") or "") if kept else ""


def what_follows(scene: Scene) -> str:
    """Return what is agreed once a try is over: the decision and why, the next steps, who leads, when to pause."""
    line, rule = one(scene, "agree.decision"), one(scene, "agree.stop_rule")
    reason, steps = line.get("reason"), next_steps(scene, 0)
    pause = f"Pause it if: {shown(softened(rule.get('sign')))}." if rule.get("sign") else ""
    return rows(
        [
            together(ended(shown(line.get("choice"))), f"Because: {quoted(reason)}" if reason else "", between=" "),
            f"*Next steps*   {steps}" if steps else "",
            f"{name(scene, scene.state.lead)} leads. {pause}".rstrip(),
        ]
    )


def agreement_question(scene: Scene) -> str:
    """Return the question that names the thing agreed: a try on a day or what was decided, not the project."""
    found = question(scene, AGREEMENT)
    what = _AFTER.get(decided(scene)) or _try_on(scene)
    if found.fields or not what:
        return safe(found.ask)
    each = asked_each(scene.dialogue, AGREEMENT, scene.state.scale)  # type: ignore[arg-type]
    asked = f"Is your {each} happy to {what}?" if each and not lone(scene) else f"Happy to {what}?"
    return (
        f"Thumbs: up for yes, level for I can live with it, down for not yet. {asked}"
        if "humbs" in found.ask
        else asked
    )


_AFTER = {
    "go_on": "go on with this",
    "change": "change it and try again",
    "look_again": "look again first",
    "stop": "stop here",
}


def _try_on(scene: Scene) -> str:
    when = still_to_run(scene).get("when")
    return f"try this on {date_or_words(scene, when)}" if when and not is_past(scene, when) else ""
