import type { Story } from "../story";
import { directs } from "./directs";
import { general } from "./general";
import { launch } from "./launch";
import { customerInterview, recordings } from "./recordings";
import { board, design, fair, northwind } from "./rooms";
import { support } from "./support";
import { tasks } from "./tasks";

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
  directs,
  questions: [
    { by: "Ana", channel: "launch", minutesAgo: 170, text: "@assistant why did the launch move?" },
    {
      by: "Ana",
      chat: "Launch questions",
      with: ["Ben"],
      minutesAgo: 165,
      text: "When does the lab repeat the transport test?",
    },
    {
      by: "Ben",
      chat: "Launch questions",
      minutesAgo: 161,
      text: "How many working days does the type test need?",
    },
    { by: "Ana", chat: "Warranty wording", minutesAgo: 150, text: "How long is the battery covered?" },
    {
      by: "Ana",
      chat: "Parental leave",
      minutesAgo: 140,
      text: "How many weeks of parental leave do we grant?",
    },
  ],
  documents: [
    { file: "Warranty.md", by: "Cleo", day: 9, at: "10:00", folder: "Heron" },
    { file: "Launch plan.docx", by: "Ben", day: 8, at: "09:00", folder: "Heron" },
    { file: "Price list v3.xlsx", by: "Mia", day: 7, at: "11:00", folder: "Heron" },
    { file: "Supplier letter.pdf", by: "Ben", day: 6, at: "08:00", folder: "Suppliers" },
    { file: "Site scan.pdf", by: "Dev", day: 5, at: "16:00" },
    { file: "Board notes.pdf", by: "Ana", day: 4, at: "18:30", onlyFor: ["Ben"] },
    { file: "Battery certificate.pdf", by: "Ben", day: 3, at: "10:00", folder: "Heron" },
  ],
  templates: [customerInterview],
  recordings,
  tasks,
  invite: { day: 1, at: "15:40", maxUses: 2 }, // for the two apprentices
};
