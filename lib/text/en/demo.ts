/** The first five minutes. */
export const demo = {
  title: "Five minutes",
  lead: "The demo is yours: nothing you do here leaves this machine.",
  ask: {
    title: "Ask why the launch moved",
    hint: "The question is written for you in #launch. Press Enter: a message, a second of a recording and a page answer it. Press a number to open one.",
    question: "@assistant why did the launch move?",
    button: "Open #launch",
  },
  companion: {
    title: "Open as Ben beside you",
    hint: "Another tab, another person. What one writes, the other sees.",
    button: "Open as Ben",
  },
  drop: {
    title: "Drop a PDF of your own and ask it",
    hint: "Anywhere in the Library. It is read on this machine, and its quotes open at their page.",
    button: "Open the Library",
  },
  play: {
    title: "Play a minute of Acme",
    hint: "Ben and Cleo write, react and ask. Their lines are marked as the demo's script.",
    button: "Play",
  },
  record: {
    title: "Record 20 seconds and type two notes",
    hint: "Press Stop, then press a note: it plays its second.",
    button: "Record",
  },
  own: {
    title: "Start your own",
    hint: "A workspace of your own, empty and ready for your team.",
    button: "Create a workspace",
  },
  reset: {
    title: "Reset the demo",
    hint: "Start over, with the story as it was.",
    question:
      "The story is told again from its beginning. What was written, changed or deleted in Acme and Globex goes; your own workspaces stay.",
    button: "Reset",
    late: "The demo is still being told. Open it again in a moment.",
  },
  quotesOnly:
    "Answers here are quotes found on this machine. Connect a model for written answers; the quotes stay.",
  understood: "Got it",
};
