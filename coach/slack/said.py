"""The few words that belong to Slack's doors alone; all others come from `coach.words` and the screens."""

from __future__ import annotations

WAIT_TITLE = "One moment"
WAIT = "I'm getting this ready."
TROUBLE_TITLE = "Not yet"
TROUBLE = "That didn't work, and it is not your doing. What you saved before is safe. Please try once more in a minute."
TOO_LATE = "That took me a moment too long. Please press it once more."
NO_SUCH_COMMAND = "I only know /coach. Type /coach help to see what you can do."
NOTHING_TO_CHOOSE = "There is nothing to choose from yet."
MORE_THAN_FITS = "There is more than fits here."
LONG_ANSWER = "Only the first 3,000 characters fit here, and saving keeps only what you see."
TITLE = "Coach"
CLOSE = "Close"
CHOOSE = "Choose"
