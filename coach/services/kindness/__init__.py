"""Kindness: when the coach may start something with a person, and how often; pure values, no clock, no storage.

It judges only what the coach starts itself. It never mutes what a person types or presses: an answer to what
somebody just did goes at once, at any hour, on any day, and counts against nothing. Nothing here is asked then.

Every moment that comes in or goes out is aware; what goes out is UTC. People's days and hours are wall time in
their own IANA zone, so work a moment out again just before sending: the person may have travelled since.
"""
