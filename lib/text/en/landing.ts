/** The page for somebody who has not seen Parley. The conversation in it is the demo's own story. */
export const landing = {
  headlineStart: "Everything your team said, wrote and recorded.",
  headlineMarked: "Quoted, not guessed.",
  lead: "Parley is a workspace where people and assistants talk in the same channels. Ask why something happened, and the answer is made of your own words: each quote found word for word, each one click from where it was said.",
  openDemo: "Open the demo",
  createWorkspace: "Create a workspace",
  runsHere: "Runs on this machine. No key, no account, nothing sent anywhere.",
  signIn: "Sign in",
  openWorkspaces: "Open Parley",
  demoFailed: "The demo could not be opened. Try again in a moment.",
  demoMissing: "The demo is not on this installation. Create a workspace of your own instead.",
  pictureLabel: "A channel in Parley: an answer with three quotes, and the source of one of them",
  pictureHint: "Press 1, 2 or 3 to see where a sentence comes from.",
  pointsTitle: "What stays true",
  points: {
    found: {
      title: "Found, or left out",
      text: "A quote is shown after it was found word for word in its source. If your sources do not say it, neither does Parley.",
      quote: "“if the new holders do not crack again”",
      leftOut: "1 left out: its words are in no source",
    },
    rights: {
      title: "Rights come first",
      text: "In a shared channel an answer uses only what everyone there may read. Your own extra sources open for you alone.",
      strip: "Will use what everyone who can open #launch may read",
    },
    machine: {
      title: "Your machine is enough",
      text: "Two commands, no account. Connect a model for written answers when you want one; the quotes stay.",
      parts: ["Database", "Live messages", "Jobs", "Answers"],
      here: "on this machine",
    },
  },
  demo: {
    workspace: "Acme",
    channel: "launch",
    topic: "Heron goes out to the first forty riders",
    today: "Today",
    assistant: "assistant",
    composer: "Message #launch",
    rows: {
      channels: [
        { name: "general", unread: 3, isPrivate: false },
        { name: "launch", unread: 0, isPrivate: false },
        { name: "design", unread: 0, isPrivate: false },
        { name: "support", unread: 3, isPrivate: false },
        { name: "board", unread: 0, isPrivate: true },
      ],
      people: [
        { name: "Ben", unread: 0, online: true },
        { name: "Cleo", unread: 1, online: false },
      ],
      chats: ["Launch questions", "Warranty wording"],
    },
    ben: {
      time: "10:02",
      before: "The lab called. ",
      quote: "We move the launch by one week because the battery certificate comes on Thursday.",
      after: " Frames and boxes are ready.",
    },
    cleo: {
      time: "10:20",
      text: "Then I shift the invitations. The draft is done, the wording on warranty is still open.",
    },
    ana: { time: "10:41", mention: "@assistant", text: " why did the launch move?" },
    answer: {
      time: "10:41",
      message: "“We move the launch by one week because the battery certificate comes on Thursday.”",
      document:
        "“The launch has to move by one week, because the repeated test allows the certificate on Thursday at the earliest.”",
      recording: "“We move the launch by one week, because the lab has to repeat the transport test first.”",
    },
    sources: {
      message: { title: "Ben in #launch", place: "today, 10:02" },
      document: { title: "Battery certificate", place: "page 3" },
      recording: { title: "Launch stand-up", place: "0:41" },
    },
    page: {
      heading: "Result",
      paragraphs: [
        "The first pack failed the transport test, because a cell holder cracked. The holder is reinforced, and the test is repeated with the second pack.",
      ],
      quote:
        "The launch has to move by one week, because the repeated test allows the certificate on Thursday at the earliest.",
    },
    transcript: [
      {
        at: "0:31",
        name: "Ben",
        text: "It is the holder alone. The cells did not even get warm.",
        isQuote: false,
      },
      { at: "0:37", name: "Ana", text: "Good. And what does it mean for the launch?", isQuote: false },
      {
        at: "0:41",
        name: "Ben",
        text: "We move the launch by one week, because the lab has to repeat the transport test first.",
        isQuote: true,
      },
      { at: "0:49", name: "Ana", text: "And the certificate?", isQuote: false },
      {
        at: "0:53",
        name: "Ben",
        text: "The certificate comes on Thursday, if the new holders do not crack again.",
        isQuote: false,
      },
    ],
  },
};
