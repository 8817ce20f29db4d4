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
      quote: "“if the paper is in our hands by Friday noon”",
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
      text: "Then I shift the invitations. Draft is in the library, the wording on warranty is still open.",
    },
    ana: { time: "10:41", mention: "@assistant", text: " why did the launch move?" },
    answer: {
      time: "10:41",
      message: "“We move the launch by one week because the battery certificate comes on Thursday.”",
      document: "“the pack passes all items except the transport test, which is repeated on Thursday”",
      recording: "“if the paper is in our hands by Friday noon”",
    },
    sources: {
      message: { title: "Ben in #launch", place: "today, 10:02" },
      document: { title: "Battery certificate.pdf", place: "page 3 of 6" },
      recording: { title: "Launch stand-up", place: "0:41, Ben" },
    },
    page: {
      heading: "3. Results of the type test",
      paragraphs: [
        "The samples were conditioned at 20 °C and 65 % relative humidity for 24 hours. The tests were carried out in the order of the standard, with the packs charged to 100 % of the rated capacity.",
        "Items 3.1 to 3.6 (altitude, thermal cycling, vibration, shock, external short circuit, overcharge) were completed without deviation.",
      ],
      before: "Result: ",
      quote: "the pack passes all items except the transport test, which is repeated on Thursday",
      after:
        " with reinforced cell holders supplied by the manufacturer. The laboratory expects no further deviation.",
      last: "The certificate is issued on the day of the repeated test, provided that no change is made to the drawings listed in annex B.",
    },
    transcript: [
      { at: "0:12", name: "Ana", before: "Morning. One thing only today: the date.", quote: "", after: "" },
      {
        at: "0:21",
        name: "Ben",
        before:
          "The lab called at nine. The pack passed everything but the transport test, they repeat it on Thursday with the new holders.",
        quote: "",
        after: "",
      },
      {
        at: "0:41",
        name: "Ben",
        before: "So we move by one week, and the new date holds ",
        quote: "if the paper is in our hands by Friday noon",
        after: ". If not, we talk again on Friday.",
      },
      {
        at: "0:58",
        name: "Cleo",
        before:
          "Then I move the invitations. I need the new sentence on warranty before they go out, it is still open with Dev.",
        quote: "",
        after: "",
      },
    ],
  },
};
