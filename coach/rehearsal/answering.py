"""How a person of a rehearsal answers: by the form that the card opens, or by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.rehearsal.hands import Hands, option_for
from coach.rehearsal.script import Act, Rehearsal
from coach.simulator.world import Refused
from coach.slack.inbound import ADD_MESSAGE
from dialogues.model import Dialogue

if TYPE_CHECKING:
    from coach.rehearsal.player import Player

CHANNEL = "rehearsal"
SEEN = 40  # letters of a line that a label is sure to show
OPENERS = ("answer", "pick", "edit", "fix")


def _flat(answer: Any) -> dict[Any, Any]:
    """What goes into which box: by its name, or by idea and side where ideas are weighed."""
    if not isinstance(answer, dict):
        return {"": answer}
    flat: dict[Any, Any] = {}
    for name, words in answer.items():
        flat |= {(name, side): level for side, level in words.items()} if isinstance(words, dict) else {name: words}
    return flat


class Answering:
    """Turns the file's answers into what people do with cards and forms."""

    def __init__(self, player: Player, dialogue: Dialogue) -> None:
        self.player = player
        self.dialogue = dialogue

    def answer(self, act: Act, question: str) -> None:
        """Answer, add, or (with `amend`) change one's last answer."""
        hands = self.player.people[str(act.by)]
        if act.voice:
            return self._told(hands, act, question)
        self.player.said(str(act.by), act.answer)
        if self.player.rehearsal.typed:
            self._type(hands, act.answer)
            return
        for value in self._one_by_one(question, act.answer):
            openers = ("fix",) if act.amend else OPENERS
            opened = self._opened(hands, openers, question) or self._asked(hands, question)
            if not opened and self._by_shortcut(hands, question, value):
                continue
            if not opened:
                raise Refused(f"{act.by} sees no way to answer {question}", "gone")
            values = self._values_for(hands, question, value, replace=act.amend)
            if not act.amend:
                values |= self._beside(hands, question, str(act.by))
            self._send(hands, values)

    def _told(self, hands: Hands, act: Act, question: str) -> None:
        """Bring in the words of somebody outside: Someone told me, by role."""
        self.player.said(str(act.by), f"/coach someone told me: {act.voice}")
        if not hands.press("add_for", question):
            hands.person.command(
                "/coach someone told me", None if self.player.rehearsal.way == "alone" else f"#{CHANNEL}"
            )
            self.player.settle()
        boxes = {box["box"].split("#")[-1]: box for box in hands.boxes()}
        choice = option_for(boxes["question"]["element"], question) if "question" in boxes else None
        if choice is None:
            raise Refused(f"words of somebody outside cannot be added to {question}", "gone")
        words = "\n".join(map(str, act.answer)) if isinstance(act.answer, list) else str(act.answer)
        self.player.said(str(act.by), words)
        given = {"question": choice, "text": words, "voice": act.voice}
        self._send(hands, {boxes[name]["box"]: value for name, value in given.items()})

    def _asked(self, hands: Hands, question: str) -> bool:
        """A question that is the lead's to answer goes to the one who knows: the lead presses Ask someone."""
        lead = self.player.lead
        if hands.person.id == lead.person.id or not lead.press("ask_someone", question):
            return False
        self.player.transcript.say(lead.person.name, "[Ask someone]")
        self.fill({"to": hands.person.name})
        return self._opened(hands, OPENERS, question)

    def _by_shortcut(self, hands: Hands, question: str, value: Any) -> bool:
        """Write it in the channel and give it to the project: Add to improvement project."""
        words = (
            value
            if isinstance(value, str)
            else "; ".join(map(str, value.values() if isinstance(value, dict) else value))
        )
        if self.player.rehearsal.way == "alone":
            return False
        hands.person.shortcut(ADD_MESSAGE, hands.person.post(f"#{CHANNEL}", words))
        self.player.settle()
        boxes = {box["box"].split("#")[-1]: box for box in hands.boxes()}
        choice = option_for(boxes["question"]["element"], question) if "question" in boxes else None
        if choice is None:
            hands.person.close(clear=True)
            return False
        self._send(hands, {boxes["question"]["box"]: choice, boxes["text"]["box"]: words})
        return True

    def _opened(self, hands: Hands, openers: tuple[str, ...], question: str) -> bool:
        """Press what opens this question's form; a card that asks several names one of them."""
        steps = [*self.player.steps, self.dialogue.check_in]
        card = next((card for step in steps for card in step.cards if question in card), (question,))
        tries = [question, *(one for one in card if one != question)]
        return any(self._opens(hands, do, one, question) for one in tries for do in openers)

    def _opens(self, hands: Hands, do: str, named: str, question: str) -> bool:
        if not hands.press(do, named):
            return False
        if any(box["box"].split("#")[0] == question for box in hands.boxes()):
            return True
        hands.person.close(clear=True)
        return False

    def _beside(self, hands: Hands, question: str, who: str) -> dict[str, Any]:
        """A form that asks several questions is filled whole, as a person would."""
        values: dict[str, Any] = {}
        for other in dict.fromkeys(box["box"].split("#")[0] for box in hands.boxes()):
            act = self.player.next_answer(other, who) if other != question else None
            if act is not None:
                self.player.said(who, act.answer)
                values |= self._values_for(hands, other, act.answer, replace=False)
        return values

    def _one_by_one(self, question: str, answer: Any) -> list[Any]:
        """A list of items with fields goes in one form at a time; lines of words go in together."""
        if isinstance(answer, list) and any(isinstance(item, dict) for item in answer):
            return answer
        return [answer]

    def _type(self, hands: Hands, answer: Any) -> None:
        lines = answer if isinstance(answer, list) else [answer]
        for line in lines:
            words = "; ".join(map(str, line.values())) if isinstance(line, dict) else str(line)
            hands.person.dm(words)
            self.player.settle()
        hands.press("thats_all")

    def _values_for(self, hands: Hands, question: str, answer: Any, replace: bool) -> dict[str, Any]:
        boxes = [box for box in hands.boxes() if box["box"].split("#")[0] == question]
        if not boxes:
            raise Refused(f"the form has no box for {question}", "gone")
        values: dict[str, Any] = {}
        spare: list[str] = []
        for name, words in _flat(answer).items():
            box = self._weighed(boxes, *name) if isinstance(name, tuple) else self._box(boxes, question, name, replace)
            value, left = hands.fit(box, words)
            spare += left
            if value is not None:
                values[box["box"]] = value
        self._place_spare(boxes, values, spare)
        return values

    def _weighed(self, boxes: list[dict[str, Any]], idea: str, side: str) -> dict[str, Any]:
        """The box of one side of an idea that is weighed."""
        own = [box for box in boxes if box["box"].endswith(f"#{side}") and idea.lower() in box["label"].lower()]
        if not own:
            raise Refused(f"there is no box for {side} of {idea}; there is {[b['label'] for b in boxes]}", "gone")
        return own[0]

    def _box(self, boxes: list[dict[str, Any]], question: str, name: str, last: bool) -> dict[str, Any]:
        content = self.dialogue.questions[question]
        names = [field.id for field in content.fields]
        main = next((field.id for field in content.fields if field.main), names[0] if names else "")
        wanted = name or main
        own = [box for box in boxes if box["box"].split("#")[1:2] == [wanted]]
        if not own and content.kind == "each":  # by the words of the line it is about
            own = [box for box in boxes if name and name.lower()[:SEEN] in box["label"].lower()]
        if name and not own:
            raise Refused(f"{question} has no box {name}; it has {[b['box'] for b in boxes]}", "gone")
        return (own or boxes)[-1 if last else 0]

    def _place_spare(self, boxes: list[dict[str, Any]], values: dict[str, Any], spare: list[str]) -> None:
        """What fits no choice goes into the first free box for words, as a person would write it."""
        if not spare:
            return
        for box in boxes:
            if box["type"] == "plain_text_input" and box["box"] not in values:
                values[box["box"]] = ", ".join(spare)
                return
        raise Refused(f"there is no box for {', '.join(spare)}", "gone")

    def _send(self, hands: Hands, values: dict[str, Any]) -> None:
        errors = hands.send(values)
        if errors:
            raise Refused("; ".join(errors.values()), "form")

    def fill(self, values: dict[str, Any], hands: Hands | None = None) -> None:
        """Fill the lead's (or somebody's) open form by the ends of its box ids and send it; without a box: left out."""
        hands = hands or self.player.lead
        filled: dict[str, Any] = {}
        for box in hands.boxes():
            name = box["box"].split("#")[-1]
            if values.get(name):
                filled[box["box"]] = hands.fit(box, values[name])[0]
        self.player.said(hands.person.name, {k: v for k, v in values.items() if v})
        self._send(hands, filled)

    def deepen(self, rehearsal: Rehearsal) -> None:
        """Go deeper before the first question, as wide as the file says."""
        self.player.transcript.say(rehearsal.lead, "[Go deeper]")
        if not self.player.lead.press("deeper"):
            self.player.lead.person.command("/coach deeper", None if rehearsal.way == "alone" else "#rehearsal")
            self.player.settle()
        if self.player.lead.person.view is not None:
            asked = {"depth": rehearsal.depth, "scale": rehearsal.scale, "experience": rehearsal.experience}
            self.fill(asked)

    def position(self, act: Act, question: str) -> None:
        """Say where one stands; in the room the typist counts hands at the end instead."""
        who = str(act.by)
        self.player.said(who, act.position if not act.reason else f"{act.position}: {act.reason}")
        if self.player.rehearsal.way == "together":
            return
        hands = self.player.people[who]
        if act.position == "not_yet":
            if not hands.press("not_yet", question):
                raise Refused("there is no Not yet to press", "gone")
            boxes = hands.boxes()
            self._send(hands, {boxes[0]["box"]: act.reason or "I need more time"})
        elif not hands.press("stance", question, act.position):
            raise Refused(f"there is no {act.position} to press", "gone")

    def hands_up(self, question: str, said: list[Act]) -> list[Act]:
        """Together: the lead counts the hands that the turns raised; returns none left to count."""
        if not said or self.player.rehearsal.way != "together" or not self.player.lead.press("hands", question):
            return []
        counts: dict[str, Any] = {
            stance: str(sum(act.position == stance for act in said)) for stance in ("yes", "can_live", "not_yet")
        }
        counts["reason"] = next((act.reason for act in said if act.reason), "")
        self.fill(counts)
        return []
