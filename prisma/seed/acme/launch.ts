import { script } from "../script";
import type { StoryChannel } from "../story";

/** Where the launch of the Heron is run. */
export const launch: StoryChannel = {
  name: "launch",
  topic: "Heron goes out to the first forty riders",
  visibility: "public",
  members: ["Ben", "Ana", "Cleo", "Mia", "Dev"],
  lines: script(`
12 days ago
08:02 Ben: This is where we run the launch of the Heron. Dates, risks and decisions go here, chatter goes to #general.
08:05 Ben: The plan: forty bikes to the first forty riders, all on one day, with a breakfast at the workshop.
08:31 Cleo: Invitations are drafted. I need a final date before I print anything.
08:40 Ana: Keep the date open until the battery lab has spoken.
  + 👍 Ben Cleo
11 days ago
09:12 Ben: Frames one to twenty-two are painted. The paint shop does the rest by the end of the week.
09:20 Mia: Forty-one people are on the list now. One of them is Northwind, who want twelve bikes for their couriers.
09:24 Ana: Northwind counts as one rider for the launch day. We deliver the other eleven in June.
09:31 Dev: I tell Eve today, she plans her routes around it.
10 days ago
10:00 Ben: Where the parts stand this morning:
  |
  | | Part | Needed | Here |
  | | --- | --- | --- |
  | | Frames | 40 | 38 |
  | | Motors | 40 | 40 |
  | | Battery packs | 40 | 44 |
  | | Cargo boxes | 40 | 31 |
10:04 Cleo: What happens with the nine missing boxes?
10:09 Ben: The supplier sends them on Monday. If not, we lend out the wooden ones from the fair.
  + 👀 Ana
9 days ago
13:15 Ben: The battery packs are at the test lab. They run altitude, thermal cycling, vibration, shock, short circuit, overcharge and transport.
13:18 Ana: How long does the lab need?
13:26 Ben: Four working days for the type test, one more for the paper.
8 days ago
11:40 Mia: The breakfast is ordered for sixty people, coffee included. We can cancel until two days before.
  + ☕ Ben Cleo Dev
15:02 Dev: A reporter of the city paper wants to ride along on the launch day.
15:06 Cleo: Yes. The first bike that leaves the yard, with the child seat on it.
7 days ago
09:05 Cleo: The wording on warranty is still open. Dev and I want one sentence that a customer understands.
  > 09:11 Dev: My try: we cover the battery for five years, whatever happens to it.
  > 09:14 Cleo: Whatever happens is more than we can pay. A pack that was opened is out.
  > 09:20 Ben: So is one that was charged with a foreign charger.
  > 09:27 Cleo: Then: covered for five years or 50,000 kilometers, opened packs and foreign chargers excepted.
09:30 Dev: Customers ask one thing only: how long will it hold.
6 days ago
15:10 Ben: Lab status: six of seven items passed. The transport test is on the bench tomorrow.
  + 🤞 Cleo Mia
5 days ago
16:44 Ben: Bad news from the lab. A cell holder cracked in the transport test, everything else passed without deviation.
  + 😮 Ana Mia
16:50 Ana: What does that mean for the date?
16:58 Ben: The manufacturer sends reinforced cell holders by courier. The lab repeats the transport test on Thursday.
17:03 Mia: I tell the riders nothing until we know more.
17:05 Dev: Same for the press.
17:20 Cleo: I hold the printer until you say so.
4 days ago
08:30 Ana: We settle the date today at ten, in the stand-up.
10:02 Ben: The lab called. We move the launch by one week because the battery certificate comes on Thursday. Frames and boxes are ready.
  + 👍 Ana Cleo Mia
  + 🔋 Dev
  > 10:05 Mia: One week exactly, so it is the same weekday?
  > 10:06 Ben: The same weekday, the same hour.
  > 10:12 Dev: I call the eight riders who took the day off. The others get a mail.
  > 10:48 Dev: Seven are fine with it. One swaps with rider thirty-nine.
    + 🙌 Ben Mia
10:20 Cleo: Then I shift the invitations. The draft is done, the wording on warranty is still open.
10:26 Mia: The breakfast moves with us, the bakery agreed.
10:31 Ana: The new date holds if the paper is in our hands by Friday noon. Otherwise we tell everybody the same afternoon.
3 days ago
09:14 Ben: The reinforced holders arrived. They are black, the old ones were grey.
09:20 Dev: Two riders asked for their money back when they heard about the delay. Both stayed after a call.
14:02 Cleo: Printed: sixty invitations with the new date.
  + 🎉 Ben Mia
2 days ago
08:48 Ben: Cargo boxes: all forty are here. The last open risk is the certificate.
12:30 Mia: I need the delivery slots per rider by tomorrow.
  = I need the delivery times per rider by tomorrow evening.
12:41 Dev: Half of them are in the list. The rest answer when they are off work.
16:20 Ben: Bike 7 has a loose headset. Fixed, and I checked the others.
16:28 Cleo: Photos of the first ten bikes are done, number ten has the morning light.
  + 🚲 Ana Dev
yesterday
09:41 Ben: The Heron costs 2,290 for the first forty riders. After the launch the price list applies.
09:52 Dev: Good, I put that into the offers.
11:08 Mia: All forty delivery times are in. The first is at half past seven, the last at four.
  + 👏 Ben Dev
15:20 Ana: The certificate number is
  x
15:24 Cleo: The landing page counts down to the new date.
today
190m Ben: The transport test ran this morning. All packs held. The paper comes tomorrow.
  + 🔋 Dev Mia
184m Mia: Then forty-one breakfasts it is.
  + 🎉 Ben Cleo Ana
`),
};
