import { script } from "../script";
import type { Story } from "../story";

export const directs: Story["directs"] = [
  {
    between: ["Ana", "Ben"],
    lines: script(`
6 days ago
17:10 Ben: Can we talk about the second mechanic tomorrow?
17:15 Ana: At eight, before the stand-up.
17:16 Ben: I bring numbers: eleven hours of waiting in the workshop last week.
4 days ago
10:52 Ana: You told them well. Thank you for not making it smaller than it is.
  + ❤️ Ben
10:58 Ben: It is one week. They will remember that the bikes hold.
yesterday
18:02 Ben: The lab sounded relaxed on the phone. I sleep better tonight.
18:05 Ana: Me too.
  + 🤝 Ben
`),
  },
  {
    between: ["Ana", "Cleo"],
    lines: script(`
3 days ago
10:10 Cleo: Do you want your name on the invitation, or the team's?
10:30 Ana: The team's.
10:31 Cleo: I hoped so.
today
* 35m Cleo: The proof is on your desk. Two minutes are enough.
`),
  },
  {
    between: ["Mia", "Dev"],
    lines: script(`
2 days ago
11:00 Mia: Take Mara before Tomas, she has a date.
11:04 Dev: Calling her at two.
14:40 Dev: She wants six, with the rain cover, before her season starts.
  + 🎯 Mia
`),
  },
  {
    between: ["Ana", "Ben", "Mia"],
    lines: script(`
3 days ago
08:10 Mia: Speeches at the breakfast: one, short, by Ben?
08:14 Ben: By Ana. I show how to change the pack.
08:20 Ana: Two minutes each, then coffee.
  + ☕ Mia Ben
`),
  },
];
