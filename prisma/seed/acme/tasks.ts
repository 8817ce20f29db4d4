import type { StoryTask } from "../story";

/** What somebody said they would do, each with the words that it came from. */
export const tasks: StoryTask[] = [
  {
    by: "Mia",
    title: "Tell support what the warranty pays",
    from: { document: "Warranty" },
    quote: "We answer within two working days and pay the way of the bike.",
  },
  {
    by: "Ana",
    for: "Cleo",
    dueInDays: 1,
    title: "Send the invitations with the new date",
    from: { recording: "Launch stand-up" },
    quote: "I will send the invitations with the new date tomorrow morning.",
  },
  {
    by: "Ana",
    for: "Ana",
    dueInDays: 0,
    title: "Call Northwind about the new date",
    from: { recording: "Launch stand-up" },
    quote: "I will call Northwind about the new date today.",
  },
  {
    by: "Ana",
    for: "Ben",
    dueInDays: 2,
    title: "Bring the packs to the lab",
    from: { recording: "Launch stand-up" },
    quote: "Then I will bring the packs to the lab on Wednesday.",
  },
  {
    by: "Dev",
    for: "Dev",
    dueInDays: 2,
    title: "Send Mara the offer for six bikes",
    from: { recording: "Call with Mara" },
    quote: "I will send you an offer by Friday.",
  },
  {
    by: "Dev",
    for: "Dev",
    title: "Put the sentence about repairs into the offer",
    from: { recording: "Call with Mara" },
    quote: "I will put that sentence into the offer.",
  },
  {
    by: "Cleo",
    for: "Ana",
    dueInDays: 0,
    title: "Settle the warranty sentence with Dev",
    from: { channel: "general" },
    quote: "can you take the warranty sentence with Dev?",
  },
];
