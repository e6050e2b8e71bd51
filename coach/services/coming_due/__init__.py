"""What happens by itself when its time has come: reminders, nudges, what people say to them, closings, chores."""
