"""Messages: chat.* and what a response_url takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.simulator.block_rules import check_blocks
from coach.simulator.world import Message, Place, SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
POST_LIMIT = 40_000
UPDATE_LIMIT = 4_000
MARKDOWN_LIMIT = 12_000


def true(value: Any) -> bool:
    """Read a flag that may have come as form text."""
    return value in (True, "true", "True", "1", 1)


def channel(ws: Workspace, args: Json) -> Place:
    """Return the place that `channel` names by id; anything else is `channel_not_found`."""
    place = ws.world.places.get(str(args.get("channel", "")))
    hidden = place is not None and (place.kind != "channel" or place.private)
    if place is None or (hidden and ws.bot.id not in place.members):
        raise SlackError("channel_not_found")
    return place


def _may_post(ws: Workspace, args: Json) -> Place:
    place = channel(ws, args)
    if place.archived:
        raise SlackError("is_archived")
    if ws.bot.id not in place.members:
        raise SlackError("not_in_channel")
    return place


def _content(args: Json) -> Json:
    """Return text and blocks to show; `no_text` when there is nothing, `markdown_text_conflict` when both."""
    markdown = args.get("markdown_text")
    if markdown and (args.get("text") or args.get("blocks")):
        raise SlackError("markdown_text_conflict")
    if markdown and len(markdown) > MARKDOWN_LIMIT:
        raise SlackError("msg_too_long")
    text = args.get("text") or markdown or ""
    if len(args.get("attachments") or []) > 100:
        raise SlackError("too_many_attachments")
    if not text and not args.get("blocks") and not args.get("attachments"):
        raise SlackError("no_text")
    return {"text": text[:POST_LIMIT], "blocks": args.get("blocks")}


def _thread(ws: Workspace, place: Place, args: Json) -> str | None:
    ts = args.get("thread_ts")
    if not ts:
        return None
    parent = ws.world.messages[place.id].get(str(ts))
    if parent is None or parent.seen_by is not None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def post_message(ws: Workspace, args: Json) -> Json:
    """chat.postMessage: into a channel the bot is in, or a DM by its D… id."""
    place = _may_post(ws, args)
    thread_ts = _thread(ws, place, args)
    more = {"thread_ts": thread_ts, "broadcast": bool(thread_ts) and true(args.get("reply_broadcast"))}
    message = ws.app_message(place, _content(args), metadata=args.get("metadata"), **more)
    ws.acts.app_posted(message)
    return {"channel": place.id, "ts": message.ts, "message": ws.payloads.message(message)}


def post_ephemeral(ws: Workspace, args: Json) -> Json:
    """chat.postEphemeral: seen by one member of the channel, never kept by Slack."""
    place = _may_post(ws, args)
    if args.get("user") not in place.members:
        raise SlackError("user_not_in_channel")
    message = ws.app_message(place, _content(args), thread_ts=_thread(ws, place, args), seen_by=args["user"])
    return {"message_ts": message.ts}


def own_message(ws: Workspace, place: Place, ts: Any, refusal: str) -> Message:
    """Return a message of the bot's own; `message_not_found` when it is gone, `refusal` when it is not its own."""
    message = ws.world.messages[place.id].get(str(ts))
    if message is None or message.seen_by is not None or message.deleted:
        raise SlackError("message_not_found")
    if message.user != ws.bot.id:
        raise SlackError(refusal)
    return message


def update(ws: Workspace, args: Json) -> Json:
    """chat.update: own messages only, text of 4,000 at most; text without blocks takes the blocks away."""
    place = channel(ws, args)
    message = own_message(ws, place, args.get("ts"), "cant_update_message")
    if place.archived:
        raise SlackError("is_archived")
    content = _content(args)
    if len(content["text"]) > UPDATE_LIMIT:
        raise SlackError("msg_too_long")
    change_message(ws, message, content)
    return {"channel": place.id, "ts": message.ts, "text": message.text, "message": ws.payloads.message(message)}


def change_message(ws: Workspace, message: Message, content: Json) -> None:
    """Put new content into a message and tell the app, as Slack does in DMs."""
    blocks = check_blocks(content.get("blocks"), ws.world.new_id("B"))
    previous = ws.payloads.message(message)
    with ws.world.lock:
        message.text, message.blocks = content.get("text") or "", blocks
        message.edited = ws.world.new_ts()
    ws.world.changed(message)
    if message.seen_by is None:
        ws.acts.app_changed("message_changed", message, previous)


def delete(ws: Workspace, args: Json) -> Json:
    """chat.delete: own messages only."""
    place = channel(ws, args)
    message = own_message(ws, place, args.get("ts"), "cant_delete_message")
    previous = ws.payloads.message(message)
    ws.world.remove_message(message)
    ws.acts.app_changed("message_deleted", message, previous)
    return {"channel": place.id, "ts": message.ts}


def permalink(ws: Workspace, args: Json) -> Json:
    """chat.getPermalink: an address of a message, in Slack's form."""
    place = channel(ws, args)
    message = ws.world.messages[place.id].get(str(args.get("message_ts")))
    if message is None:
        raise SlackError("message_not_found")
    link = f"https://{ws.payloads.domain}.slack.com/archives/{place.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={place.id}"
    return {"channel": place.id, "permalink": link}


def respond(ws: Workspace, key: str, body: Json) -> None:
    """Take a post to a response_url: a new message, or the clicked one replaced or deleted."""
    ws.record("response_url", body)
    issued = ws.response_urls.take(key)
    source = issued.source
    if true(body.get("delete_original")):
        if source is not None and source.user == ws.bot.id:
            ws.world.remove_message(source)
        return
    if true(body.get("replace_original")) and source is not None:
        if source.user != ws.bot.id:
            raise SlackError("cant_update_message")
        change_message(ws, source, _content(body))
        return
    seen_by = None if body.get("response_type") == "in_channel" else issued.user
    place = ws.world.places[issued.place]
    ws.app_message(place, _content(body), thread_ts=body.get("thread_ts"), seen_by=seen_by)


METHODS = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
}
