/** Voice messages of conversations. */
export const voice = {
  speak: "Record a voice message",
  bar: "Voice message",
  nameOf: (time: string) => `Voice message, ${time}`,
  text: "Voice message",
  by: (name: string) => `Voice message of ${name}`,
  clock: (at: string) => `${at} recorded`,
  throwAway: "Throw away",
  busy: "A recording is being made already. Stop it first.",
  cutOff: (at: string) => `A voice message of ${at} was cut off here.`,
  sending: "Your voice message is on its way.",
  away: "Your voice message is kept in this browser, and sent when the line is back.",
  joining: "The sound is being put together.",
  more: "Show all",
  less: "Show less",
  open: "Open the transcript",
};
