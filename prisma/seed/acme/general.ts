import { script } from "../script";
import type { StoryChannel } from "../story";

export const general: StoryChannel = {
  name: "general",
  topic: "What concerns everybody at Acme",
  visibility: "public",
  members: ["Ana", "Ben", "Mia", "Cleo", "Dev"],
  lines: script(`
12 days ago
07:55 Ana: Good morning. From today everything we say, write and record is in one place.
  + 👋 Ben Mia Cleo Dev
07:58 Ben: Does it also know where the torque wrench is?
08:01 Ana: Ask it after somebody has written it down.
  + 😄 Ben Cleo
09:10 Mia: The workshop is open on Saturday from nine to one.
11 days ago
08:15 Dev: Lunch on Fridays is on the house again.
  + 🍕 Ben Cleo
08:22 Cleo: The bakery has a cargo bike parking spot now. Ours, I measured it.
10 days ago
16:20 Ben: Lock the parts cage in the evening. A torque wrench went for a walk.
16:34 Dev: It came back by itself, it was in my van.
  + 🙈 Ben Mia
9 days ago
09:00 Cleo: New photos of the workshop are on the wall by the door.
  + ❤️ Ana
13:30 Mia: The bank holiday in two weeks is a normal Monday for the workshop, with double pay.
8 days ago
12:00 Ana: We are nine people now. Welcome to the two apprentices, who start on Monday.
  + 👋 Mia Dev Cleo Ben
12:04 Ben: They get lockers 11 and 12, and a bike each for the first month.
7 days ago
08:40 Mia: Summer plans: enter yours in the calendar by the end of the month.
17:30 Dev: Whoever drives the van: the fuel card is in the glove box, the code is not on it any more.
6 days ago
10:10 Ben: The compressor is serviced, it may be loud this afternoon.
10:15 Cleo: I answer the phone from the yard then.
16:50 Mia: Compressor is done, the yard is yours again.
5 days ago
09:30 Dev: The fair gave us eleven serious leads. Notes are in #fair.
  + 📈 Ana Mia
4 days ago
10:40 Ana: For everybody: the launch moves by one week. What is planned now stands in #launch.
  + 👍 Mia Dev Cleo
11:15 Ana: Nobody works longer because of it. The week is there to be used.
  + 🙏 Ben Cleo Dev
3 days ago
13:05 Cleo: The coffee machine has its own calendar entry for descaling. You are welcome.
  + 😂 Ana Dev
13:11 Mia: It also needs its own milk budget.
2 days ago
17:45 Mia: The tax office confirmed our new address.
17:52 Cleo: New business cards are ordered, old ones make good shims.
  + 🔧 Ben
18:02 Ben: Gate one gets new hinges on Wednesday, it stays open that day.
yesterday
08:20 Ben: Deliveries come to gate two this week, the road in front of gate one is closed.
12:15 Dev: Test ride record: a rider brought two children, a dog and a door.
  + 🚲 Ana Ben Cleo Mia
12:19 Cleo: Which of them steered?
today
200m Ana: Short week, long list. The three things that count are in #launch.
* 95m Mia: Who takes the key on Saturday?
* 88m Dev: I do. I am here for a test ride at ten anyway.
* 40m Cleo: @Ana can you take the warranty sentence with Dev? The printer waits until four.
`),
};
