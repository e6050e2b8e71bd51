"""The project's channel: its living card, one line for everybody, the welcome, why it is quiet, the end of a round."""
