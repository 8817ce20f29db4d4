import { board, launch, northwind } from "./acme-launch";
import { design, fair, general, support } from "./acme-rooms";
import type { Story } from "./story";

/** Acme builds the Heron cargo bike; the launch slipped a week for a battery certificate. Each room holds one piece. */
export const acme: Story = {
  slug: "acme",
  name: "Acme",
  owner: "Ana",
  people: [
    { name: "Ben", role: "admin", salesAccess: "all" },
    { name: "Mia", role: "member", salesAccess: "team" },
    { name: "Cleo", role: "member", salesAccess: "none" },
    { name: "Dev", role: "member", salesAccess: "own" },
    { name: "Eve", role: "guest", salesAccess: "none" },
  ],
  channels: [general, launch, support, design, northwind, board, fair],
  directs: [
    {
      between: ["Ana", "Ben"],
      lines: [
        { day: 6, at: "17:10", by: "Ben", text: "Can we talk about the second mechanic tomorrow?" },
        { day: 6, at: "17:15", by: "Ana", text: "At eight, before the stand-up." },
        {
          day: 1,
          at: "18:02",
          by: "Ben",
          text: "The lab sounded relaxed on the phone. I sleep better tonight.",
        },
        { day: 1, at: "18:05", by: "Ana", text: "Me too.", reactions: [["🤝", ["Ben"]]] },
      ],
    },
    {
      between: ["Ana", "Cleo"],
      lines: [
        { day: 3, at: "10:10", by: "Cleo", text: "Do you want your name on the invitation, or the team's?" },
        { day: 3, at: "10:30", by: "Ana", text: "The team's." },
        {
          day: 0,
          minutesAgo: 35,
          by: "Cleo",
          text: "The proof is on your desk. Two minutes are enough.",
          unread: true,
        },
      ],
    },
    {
      between: ["Mia", "Dev"],
      lines: [
        { day: 2, at: "11:00", by: "Mia", text: "Take Mara before Tomas, she has a date." },
        { day: 2, at: "11:04", by: "Dev", text: "Calling her at two." },
      ],
    },
  ],
  questions: [
    { by: "Ana", channel: "launch", minutesAgo: 170, text: "@assistant why did the launch move?" },
    {
      by: "Ana",
      chat: "Launch questions",
      minutesAgo: 160,
      text: "When does the lab repeat the transport test?",
    },
    { by: "Ana", chat: "Warranty wording", minutesAgo: 150, text: "How long is the battery covered?" },
    {
      by: "Ana",
      chat: "Parental leave",
      minutesAgo: 140,
      text: "How many weeks of parental leave do we grant?",
    },
  ],
};

/** Small and separate: what is said here is found nowhere else. */
export const globex: Story = {
  slug: "globex",
  name: "Globex",
  owner: "Gus",
  people: [],
  channels: [
    {
      name: "general",
      topic: "Globex",
      visibility: "public",
      members: ["Gus"],
      lines: [
        {
          day: 3,
          at: "08:00",
          by: "Gus",
          text: "Globex makes umbrellas for two. The launch of the big one is in spring.",
        },
        { day: 1, at: "09:00", by: "Gus", text: "The launch moved because the handles were too short." },
      ],
    },
  ],
  directs: [],
  questions: [],
};
