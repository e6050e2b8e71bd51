"""Files: upload by URL in three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.simulator.methods_chat import channel
from coach.simulator.world import SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
_SHOWN = ("id", "name", "title", "size", "alt_txt")


def get_upload_url(ws: Workspace, args: Json) -> Json:
    """files.getUploadURLExternal: a URL for a file of a length that is known and not zero."""
    try:
        length = int(args.get("length") or 0)
    except ValueError:
        length = 0
    if not args.get("filename") or length <= 0:
        raise SlackError("invalid_arguments")
    file_id = ws.world.new_id("F")
    ws.world.files[file_id] = {
        "id": file_id,
        "name": args["filename"],
        "size": length,
        "alt_txt": str(args.get("alt_txt") or "")[:1000],
        "bytes": None,
    }
    return {"file_id": file_id, "upload_url": ws.response_urls.base.replace("/hooks/", f"/upload/{file_id}")}


def upload(ws: Workspace, file_id: str, content: bytes) -> bool:
    """Take a file's bytes; False when the id is unknown or the length is not the one announced."""
    known = ws.world.files.get(file_id)
    if known is None or len(content) != known["size"]:
        return False
    known["bytes"] = content
    return True


def complete(ws: Workspace, args: Json) -> Json:
    """files.completeUploadExternal: once, into channels the bot is in."""
    wanted = args.get("files") or []
    found = [ws.world.files.get(one.get("id", "")) for one in wanted]
    if not found or any(one is None or one["bytes"] is None or "title" in one for one in found):
        raise SlackError("file_not_found")
    ids = args.get("channel_id") or args.get("channels") or ""
    places = [channel(ws, {"channel": one}) for one in str(ids).split(",") if one]
    if len(places) > 100:
        raise SlackError("invalid_arguments")
    for place in places:
        if place.archived:
            raise SlackError("is_archived")
        if ws.bot.id not in place.members:
            raise SlackError("not_in_channel")
    shown = []
    for one, known in zip(wanted, found, strict=True):
        assert known is not None
        known["title"] = one.get("title") or known["name"]
        link = ws.response_urls.base.replace("/hooks/", f"/files/{known['id']}")
        shown.append({**{key: known[key] for key in _SHOWN}, "url_private": link, "permalink": link})
    for place in places:
        body = {"text": args.get("initial_comment") or "", "blocks": args.get("blocks")}
        message = ws.app_message(place, body, files=shown, thread_ts=args.get("thread_ts"))
        ws.acts.app_posted(message)
    return {"files": shown}


METHODS = {"files.getUploadURLExternal": get_upload_url, "files.completeUploadExternal": complete}
