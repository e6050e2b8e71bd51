"""Every name that a button, menu entry or form may carry, and what kind of thing it starts.

form: opens a form (changes nothing) · act: does something at once · look: shows words to the presser alone.
A press of any other name is an old button: the presser is told kindly and offered the next best action.
"""

from __future__ import annotations

from typing import Literal

PressKind = Literal["form", "act", "look"]

PRESSES: dict[str, PressKind] = {
    # starting and people
    "new": "form",  # three fields: name, who, how
    "start": "act",  # (form) start the project
    "post_here": "act",  # the app has been invited: post the welcome now
    "start_now": "act",  # start the first question, the next step, phase or round
    "join": "act",
    "not_for_me": "act",
    "fine": "act",  # first DM: yes
    "not_me": "act",  # first DM: no
    "ask_later": "act",  # first DM: another time
    "what_is_this": "look",
    "invite": "form",
    "invite_save": "act",
    "leave": "look",  # asks once
    "leave_save": "act",
    "stay": "act",
    "away": "form",
    "away_save": "act",
    "back_here": "act",  # I'm back
    "use_name": "act",  # my name may stand in what is passed on
    "use_role": "act",  # my role stands there, not my name
    "with_whom": "look",  # who is with which organisation or sector
    "partner": "act",  # I'm with this one (arg: its place in the list; -1: I'd rather not say)
    "partner_is": "act",  # typed: partner the council (arg: the words)
    "partner_new": "form",
    "partner_new_save": "act",
    "partners": "form",  # the lead: which share this, and who is with whom
    "partners_save": "act",
    # one question
    "answer": "form",
    "answer_save": "act",
    "nothing": "act",
    "thats_all": "act",
    "dont_know": "act",
    "more": "look",  # menu: why, example, skip, ask_someone, later, harm, stop
    "why": "look",
    "example": "look",
    "stuck": "look",
    "words": "look",  # what the words of a question mean
    "explain_more": "act",  # reasons, examples, what words mean
    "explain_less": "act",
    "skip": "act",
    "skip_back": "act",  # undo a skip
    "ask_someone": "form",
    "ask_someone_save": "act",
    "later": "act",  # remind me of this question later today
    "harm": "look",  # someone could be harmed now
    "fix": "form",  # change my own answers to a question
    "fix_save": "act",
    "undo": "act",  # take back the answer just saved (arg: answer id)
    "keep_mine": "act",  # what was noticed in my answer: keep it as it is (arg: note, or the reason in words)
    "not_helpful": "form",  # what was noticed was no help: why, if they like (arg: note)
    "not_helpful_save": "act",
    "look_over": "act",  # what would you look at? everything noticed
    "say_everything": "act",  # the lead: say all you notice in this project
    "say_main": "act",  # the lead: only the main things again
    "typed_add": "act",  # typed words: add to my answer (arg: held id)
    "typed_replace": "act",  # typed words: put in place of my answer
    "typed_chat": "act",  # typed words: I was just talking
    "typed_for": "act",  # typed words belong to this question (arg: held id)
    "typed_stance": "act",  # a typed worry, and where they stand (arg: stance/held id)
    "paste_keep": "act",  # keep the long paste as these numbered lines
    "next": "act",
    "back": "act",
    # how we know, and what hangs together
    "grade": "act",  # arg: counted | seen | heard | guess, of one's own lines
    "know": "form",  # of each line how we know it (arg "mine": of one's own)
    "know_save": "act",
    "tie": "act",  # arg: an answer (or answer>what it is tied to)
    "helps": "form",  # which needs each idea helps
    "helps_save": "act",
    "helps_these": "act",  # typed: helps 1 and 3 (arg: 1,3)
    "step_for": "form",  # what each next step is for
    "step_for_save": "act",
    "hanging": "look",  # what hangs together
    # whose views are in, and words from outside
    "voices": "look",  # whose views the record holds, and whose are missing
    "print_card": "form",  # one question on paper: which, how large, who it goes back to
    "print_card_save": "act",
    "hear_back": "look",  # who gave words from outside and is to hear what came of it
    "heard_back": "act",  # arg: an answer of theirs
    # choosing and agreeing
    "pick": "form",
    "pick_save": "act",
    "take": "act",  # take the first n (arg: n) of a vote
    "take_these": "form",  # choose which to take
    "take_these_save": "act",
    "take_this": "act",  # take one item of a vote (arg: its id): what helps most
    "weigh_with": "form",  # the lead and two others weigh the best ones
    "weigh_with_save": "act",
    "vote_again": "act",
    "look_at": "look",  # who stands where on the split one
    "confirm": "act",  # the draft is right
    "edit": "form",
    "edit_save": "act",
    "stance": "act",  # arg: yes | can_live
    "not_yet": "form",
    "not_yet_save": "act",
    "hands": "form",  # together: count hands
    "hands_save": "act",
    "condition_met": "act",
    "go_ahead_anyway": "form",
    "go_ahead_anyway_save": "act",
    "go_on": "form",  # something is thin: go on with a reason
    "go_on_save": "act",
    "look_again": "act",  # re-open a question (question)
    "take_up": "act",  # ask what was proposed (question; typed: the first proposal)
    "choose_next": "form",  # choose another thing to look at
    "choose_next_save": "act",
    "join_lines": "act",  # arg: the two answer ids
    "keep_both": "act",
    # the lead
    "panel": "look",
    "show_now": "act",
    "more_time": "act",
    "nudge_once": "act",
    "add_for": "form",  # add for someone, "someone told me"
    "add_for_save": "act",
    "move_on": "act",
    "carry_on_thin": "act",
    "huddle": "act",
    "pause": "act",
    "resume": "act",
    "hand_over": "form",
    "hand_over_save": "act",
    "take_forward": "act",
    "find_out": "form",  # the one thing most worth finding out, who, by when (arg: the phase it ends)
    "find_out_save": "act",
    "found": "form",  # what came of the team's own words (arg: their phase)
    "found_save": "act",
    "line": "form",  # in one line, what did we find?
    "line_save": "act",
    "way": "act",  # arg: together | apart | alone
    "deeper": "form",  # how far does this reach, how used are you to this work?
    "deeper_save": "act",
    "lighter": "act",
    "stop": "form",  # stop here: one next step, a day to come back
    "stop_save": "act",
    "stop_well": "form",  # end it: what we learned, who should know, what stays
    "stop_well_save": "act",
    "close": "form",
    "close_save": "act",
    # check-ins
    "check_in": "form",  # how often, day, hour, zone
    "check_in_save": "act",
    "check_in_set": "act",  # typed: /coach checkin weekly tue 9:30 (arg: the words)
    "check_in_yes": "act",  # yes to the offer
    "check_in_mine": "act",  # what is mine, to be answered now
    "step_is": "act",  # arg: done | on_track | drop, and the step's answer
    "step_stuck": "form",
    "step_stuck_save": "act",
    "step_date": "form",
    "step_date_save": "act",
    "figure": "form",  # arg: which measure
    "figure_save": "act",
    "learned": "form",
    "learned_save": "act",
    "help_with": "act",  # arg: what would help most
    # tools
    "tools": "look",
    "tool": "form",  # arg: which
    "tool_save": "act",
    "tool_steps": "act",  # one small ask after another
    "tool_skip": "act",  # arg: which, and its step
    "tool_stop": "act",
    # what each person expects of a try
    "expect": "form",
    "expect_save": "act",
    "expect_not": "act",
    "expected": "look",
    "marks": "look",  # the four marks of a good try
    "figures": "look",
    "smaller": "form",  # one small next step
    "smaller_save": "act",
    "action_done": "act",  # arg: answer id of the action
    # a person's own times, and quiet for a while
    "my_times": "look",
    "times": "form",  # days, hours, nights, leave, bank holidays, limit, zone
    "times_save": "act",
    "times_set": "act",  # typed: not before 9, leave 3 aug to 17 aug (arg: the words)
    "time_zone": "act",  # arg: the zone; none: as in Slack
    "quiet": "form",  # for whom, until which day
    "quiet_save": "act",
    "quiet_set": "act",  # typed: quiet team until friday (arg: the words)
    "quiet_off": "act",  # arg: person | team | everyone
    # reading and passing on
    "status": "look",
    "summary": "look",
    "actions": "look",
    "rounds": "look",  # this round beside the one before
    "next_best": "look",
    "read_all": "look",
    "help": "look",
    "copy_text": "look",
    "as_page": "act",
    "export": "form",
    "export_save": "act",
    "send_to": "form",
    "send_to_save": "act",
    "which": "act",  # which project? (project; arg: the word asked for)
    "add_message": "form",  # the message shortcut: which project, which question
    "add_message_save": "act",
    # private details
    "not_patient": "act",  # that's not a patient's: let my next words through once
    "what_counts": "look",
    # nudges
    "remind_me": "act",  # arg: later | tomorrow | working_day | YYYY-MM-DD
    "remind_date": "form",
    "remind_date_save": "act",
    "stop_reminding": "act",
    "remind_again": "act",
    "skip_nudge": "act",  # say no more about this one (arg: the step's answer, or back)
    "told": "look",  # words that waited in a digest, whole (arg: code/about)
}
