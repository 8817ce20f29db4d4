import type { CreateTemplate } from "@/lib/recordings/templates/schema";

/** The shape of a demo workspace. Everything in it is our own; times are relative to the first start. */
export type Story = {
  slug: string;
  name: string;
  owner: string;
  people: StoryPerson[];
  channels: StoryChannel[];
  directs: { between: string[]; lines: StoryLine[] }[];
  /** Asked before the rest is said; every answer is made by Quotes only, at seed time. */
  questions: StoryQuestion[];
  /** Files of prisma/seed/files. */
  documents: StoryDocument[];
  /** A link by which so many may join, made by the owner on a day. */
  invite?: { day: number; at: string; maxUses: number };
  templates?: StoryTemplate[];
  /** Sound of prisma/seed/files, with what was noted while it was heard. */
  recordings: StoryRecording[];
  tasks: StoryTask[];
};

export type StoryQuestion = {
  by: string;
  /** A channel's name, where the assistant is asked in front of others; else the title of an AI chat. */
  channel?: string;
  chat?: string;
  /** Who else is in that chat. */
  with?: string[];
  minutesAgo: number;
  text: string;
};

type StoryPerson = {
  name: string;
  role: "owner" | "admin" | "member" | "guest";
  salesAccess: "none" | "own" | "team" | "all";
};

export type StoryChannel = {
  name: string;
  topic: string;
  visibility: "public" | "private";
  /** The first is its creator and admin. */
  members: string[];
  archived?: true;
  lines: StoryLine[];
};

export type StoryLine = {
  /** Days before the first start. */
  day: number;
  /** Clock time of the line, UTC. Lines of day 0 are said in the minutes before the start instead: `minutesAgo`. */
  at?: string;
  minutesAgo?: number;
  by: string;
  text: string;
  reactions: [emoji: string, by: string[]][];
  /** Its thread. */
  replies: StoryLine[];
  /** Pictures of prisma/seed/files that go along. */
  pictures: string[];
  /** What it says after its author edited it. */
  edited?: string;
  deleted?: true;
  /** Said after Ana last looked. */
  unread?: true;
};

export type StoryDocument = {
  file: string;
  by: string;
  day: number;
  at: string;
  folder?: string;
  /** Only for them and whoever brought it; else for the workspace. */
  onlyFor?: string[];
};

export type StoryRecording = {
  /** Without its ending: the transcript has the same name. */
  file: string;
  kind: "meeting" | "call";
  by: string;
  day: number;
  at: string;
  template?: "sales_call";
  /** Its transcript is imported; without it the recording waits for an engine. */
  isTranscribed?: true;
  /** The job works on it, once there is one. */
  isLeftToJob?: true;
  /** By their second. */
  notes?: [atSeconds: number, text: string][];
};

/** How reports of this workspace are asked for, in its own words. */
export type StoryTemplate = CreateTemplate & { by: string; day: number; at: string };

export type StoryTask = {
  by: string;
  /** Whose it is; nobody's yet without. */
  for?: string;
  dueInDays?: number;
  title: string;
  /** A recording or document by its title, or the channel in which it was said. */
  from: { recording: string } | { document: string } | { channel: string };
  quote: string;
};
