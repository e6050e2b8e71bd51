// The few emoji that an app of this kind writes by name; any other name stays as it was typed.

const SIGNS = {
  white_check_mark: "✅", heavy_check_mark: "✔️", warning: "⚠️", bulb: "💡", wave: "👋", clock1: "🕐", calendar: "📅",
  date: "📅", memo: "📝", speech_balloon: "💬", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", eyes: "👀",
  raised_hand: "✋", seedling: "🌱", mag: "🔍", test_tube: "🧪", handshake: "🤝", lock: "🔒", bell: "🔔", no_bell: "🔕",
  smile: "😄", slightly_smiling_face: "🙂", heart: "❤️", tada: "🎉", question: "❓", exclamation: "❗", x: "❌", arrow_right: "➡️",
  large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴", white_circle: "⚪", small_blue_diamond: "🔹", hourglass: "⌛",
};

/** The sign of a named emoji, or null. */
export function emoji(name) {
  return Object.hasOwn(SIGNS, name) ? SIGNS[name] : null;
}
