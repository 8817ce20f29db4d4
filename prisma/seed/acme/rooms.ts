import { script } from "../script";
import type { StoryChannel } from "../story";

export const design: StoryChannel = {
  name: "design",
  topic: "How the Heron looks, and everything printed",
  visibility: "public",
  members: ["Cleo", "Ana", "Ben"],
  lines: script(`
11 days ago
14:00 Cleo: Three greens for the frame. The middle one is called heron, of course.
  # Three greens.png
14:20 Ana: The middle one.
  + 💯 Cleo
14:24 Ben: The paint shop can match it by Friday.
9 days ago
15:30 Cleo: The logo on the box is twelve centimeters wide now, it was lost at nine.
15:41 Ana: Much better from across the street.
8 days ago
10:10 Cleo: Type on the invitation: one serif, one size, a lot of paper around it.
  = Type on the invitation: one serif, two sizes, a lot of paper around it.
10:32 Ana: I like that nobody shouts on it.
  + 🙏 Cleo
6 days ago
09:40 Ben: The sticker with the serial number must stay readable after five winters.
09:55 Cleo: Then we engrave it. It costs 1.20 a frame.
09:58 Ana: Engrave it.
5 days ago
13:15 Cleo: The manual is twelve pages. Page one is how to carry a child, page two how to carry a fridge.
  + 😂 Ana Ben
3 days ago
09:16 Ben: The reinforced cell holders are black instead of grey, nothing else changes.
11:50 Cleo: Then the drawing on page nine turns black too. Sent to the printer.
11:58 Ben: Page nine is the one that people really look at, make it large.
yesterday
16:40 Cleo: Proof of the poster: the heron looks left, where the bike comes from.
  # Poster proof.png
  + 👀 Ana
`),
};

export const fair: StoryChannel = {
  name: "fair",
  topic: "The bicycle fair, for the record",
  visibility: "public",
  members: ["Dev", "Mia", "Cleo"],
  archived: true,
  lines: script(`
12 days ago
11:00 Dev: Stand 14 in hall 3, next to the entrance.
11:20 Mia: The van is there at six, two bikes on the roof.
11 days ago
09:05 Cleo: The wooden boxes stop people better than the poster does.
10 days ago
18:20 Mia: Two hundred test rides in two days. The brake of bike 4 squeaks.
18:31 Dev: It squeaks because it rained. Dry it is silent.
9 days ago
17:00 Dev: Eleven leads, three of them fleets. Cards are scanned.
17:04 Mia: Thank you all. We close this channel and keep it to look things up.
  + 🙌 Cleo Dev
`),
};

/** A customer who reads along: their guest is Eve. */
export const northwind: StoryChannel = {
  name: "northwind",
  topic: "Twelve Herons for Northwind's couriers",
  visibility: "private",
  members: ["Dev", "Ana", "Mia", "Eve"],
  lines: script(`
8 days ago
10:00 Dev: Welcome, Eve. Everything between Northwind and us stays in this channel.
10:12 Eve: Thank you. We need twelve bikes for our couriers, the first one for a trial week.
  + 👋 Ana Mia
10:15 Dev: The trial bike comes on the launch day, the other eleven in June.
7 days ago
13:40 Eve: Our couriers ride about ninety kilometers a day. Is one pack enough?
13:52 Dev: Not with a full box. Two packs each, and a charger in the depot.
6 days ago
11:30 Eve: Can the box carry a pallet of sixty by eighty centimeters?
11:41 Dev: Yes. The box takes sixty by eighty and two hundred kilograms.
11:44 Eve: That saves us one van a day.
  + 🎉 Dev Mia
4 days ago
11:00 Mia: Eve, the launch moves by one week. Your trial bike comes on the new day.
11:20 Eve: That is fine for us as long as we know it before our route planning on Tuesday.
  + 👍 Mia
2 days ago
09:00 Eve: Our workshop asks who services the motors.
09:22 Mia: We do, within two working days, at your place.
09:30 Eve: Good. Then I need that sentence in the offer.
`),
};

/** Ana and Ben only: what it says must never reach anybody else. */
export const board: StoryChannel = {
  name: "board",
  topic: "Owners and the bank",
  visibility: "private",
  members: ["Ana", "Ben"],
  lines: script(`
9 days ago
18:00 Ana: The bank extends the credit line to 300,000 if we deliver the first forty bikes this month.
18:10 Ben: A slip of one week keeps us inside the month. Two weeks would not.
5 days ago
18:30 Ana: The board decided to hold back 20,000 for repeated tests.
18:34 Ben: Agreed. We do not hire before the certificate is here.
4 days ago
18:05 Ana: If the launch moves a second time, we tell the bank before we tell the riders.
yesterday
18:40 Ben: The bank called. They are content with the new date.
18:52 Ana: Then the board meets again after the launch, not before.
`),
};
