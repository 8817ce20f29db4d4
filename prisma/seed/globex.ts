import { script } from "./script";
import type { Story } from "./story";

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
      lines: script(`
3 days ago
08:00 Gus: Globex makes umbrellas for two. The launch of the big one is in spring.
yesterday
09:00 Gus: The launch moved because the handles were too short.
`),
    },
  ],
  directs: [],
  questions: [],
  documents: [],
  recordings: [],
  tasks: [],
};
