import type { StoryChannel } from "./story";

const everyone = ["Ana", "Ben", "Mia", "Cleo", "Dev"];

export const general: StoryChannel = {
  name: "general",
  topic: "What concerns everybody at Acme",
  visibility: "public",
  members: everyone,
  lines: [
    {
      day: 12,
      at: "07:55",
      by: "Ana",
      text: "Good morning. From today everything we say, write and record is in one place.",
      reactions: [["👋", ["Ben", "Mia", "Cleo", "Dev"]]],
    },
    { day: 12, at: "09:10", by: "Mia", text: "The workshop is open on Saturday from nine to one." },
    {
      day: 11,
      at: "08:15",
      by: "Dev",
      text: "Lunch on Fridays is on the house again.",
      reactions: [["🍕", ["Ben", "Cleo"]]],
    },
    { day: 10, at: "16:20", by: "Ben", text: "Please lock the parts cage. A torque wrench went for a walk." },
    { day: 9, at: "09:00", by: "Cleo", text: "New photos of the workshop are on the wall by the door." },
    {
      day: 8,
      at: "12:00",
      by: "Ana",
      text: "We are nine people now. Welcome to the two apprentices, who start on Monday.",
    },
    { day: 7, at: "08:40", by: "Mia", text: "Holiday plans: enter yours by the end of the month." },
    { day: 6, at: "10:10", by: "Ben", text: "The compressor is serviced, it may be loud this afternoon." },
    { day: 5, at: "09:30", by: "Dev", text: "The fair gave us eleven serious leads. Notes are in #fair." },
    {
      day: 4,
      at: "10:40",
      by: "Ana",
      text: "For everybody: the launch moves by one week. The reason and the new plan are in #launch.",
      reactions: [["👍", ["Mia", "Dev", "Cleo"]]],
    },
    {
      day: 3,
      at: "13:05",
      by: "Cleo",
      text: "The coffee machine has its own calendar entry for descaling. You are welcome.",
      reactions: [["😂", ["Ana", "Dev"]]],
    },
    { day: 2, at: "17:45", by: "Mia", text: "The tax office confirmed our new address." },
    {
      day: 1,
      at: "08:20",
      by: "Ben",
      text: "Deliveries come to gate two this week, the road in front of gate one is closed.",
    },
    { day: 0, minutesAgo: 95, by: "Mia", text: "Who takes the key on Saturday?", unread: true },
    {
      day: 0,
      minutesAgo: 88,
      by: "Dev",
      text: "I do. I am here for a test ride at ten anyway.",
      unread: true,
    },
    {
      day: 0,
      minutesAgo: 40,
      by: "Cleo",
      text: "@Ana can you take the warranty sentence with Dev? The printer waits until four.",
      unread: true,
    },
  ],
};

export const support: StoryChannel = {
  name: "support",
  topic: "What riders ask, and what we answered",
  visibility: "public",
  members: ["Cleo", "Ana", "Dev", "Ben"],
  lines: [
    {
      day: 10,
      at: "09:50",
      by: "Cleo",
      text: "A rider asks whether the battery may stay outside in winter.",
    },
    {
      day: 10,
      at: "10:02",
      by: "Ben",
      text: "Yes down to minus ten degrees. Below that take the pack inside, it takes twenty seconds.",
    },
    {
      day: 8,
      at: "14:30",
      by: "Dev",
      text: "Question from the fair: how far does the Heron go with a full box?",
    },
    {
      day: 8,
      at: "14:45",
      by: "Ben",
      text: "Fifty-five kilometers with eighty kilograms in the box, measured on the hill route.",
    },
    { day: 7, at: "11:11", by: "Cleo", text: "The display shows E21 on one of the test bikes." },
    {
      day: 7,
      at: "11:25",
      by: "Ben",
      text: "E21 is a loose speed sensor. Turn it until the lamp goes out:\n```\nmenu > service > sensors > speed\n```",
    },
    {
      day: 5,
      at: "10:30",
      by: "Cleo",
      text: "The battery is covered for five years or 50,000 kilometers, whichever comes first. That is the sentence for the warranty page.",
    },
    {
      day: 5,
      at: "10:41",
      by: "Dev",
      text: "Can we say it without the comma? Riders read the first half only.",
    },
    {
      day: 3,
      at: "15:00",
      by: "Ben",
      text: "Spare keys: two are in the box, a third costs 18 and takes three days.",
    },
    {
      day: 2,
      at: "16:12",
      by: "Cleo",
      text: "The child seat fits up to twenty-two kilograms, with the long bar.",
    },
    {
      day: 0,
      minutesAgo: 70,
      by: "Dev",
      text: "Mara asks for a quote for six bikes with the rain cover.",
      unread: true,
    },
    { day: 0, minutesAgo: 62, by: "Ben", text: "The rain cover is 140 a piece, from stock.", unread: true },
    {
      day: 0,
      minutesAgo: 55,
      by: "Cleo",
      text: "I add the rain cover to the list on the site.",
      unread: true,
    },
  ],
};

export const design: StoryChannel = {
  name: "design",
  topic: "How the Heron looks, and everything printed",
  visibility: "public",
  members: ["Cleo", "Ana", "Ben"],
  lines: [
    {
      day: 11,
      at: "14:00",
      by: "Cleo",
      text: "Three greens for the frame. The middle one is called heron, of course.",
    },
    { day: 11, at: "14:20", by: "Ana", text: "The middle one.", reactions: [["💯", ["Cleo"]]] },
    {
      day: 9,
      at: "15:30",
      by: "Cleo",
      text: "The logo on the box is twelve centimeters wide now, it was lost at nine.",
    },
    {
      day: 6,
      at: "09:40",
      by: "Ben",
      text: "The sticker with the serial number must stay readable after five winters.",
    },
    { day: 6, at: "09:55", by: "Cleo", text: "Then we engrave it. It costs 1.20 a frame." },
    {
      day: 3,
      at: "09:16",
      by: "Ben",
      text: "The reinforced cell holders are black instead of grey, nothing else changes.",
    },
  ],
};

export const fair: StoryChannel = {
  name: "fair",
  topic: "The bicycle fair, for the record",
  visibility: "public",
  members: ["Dev", "Mia", "Cleo"],
  archived: true,
  lines: [
    { day: 12, at: "11:00", by: "Dev", text: "Stand 14 in hall 3, next to the entrance." },
    {
      day: 10,
      at: "18:20",
      by: "Mia",
      text: "Two hundred test rides in two days. The brake of bike 4 squeaks.",
    },
    { day: 9, at: "17:00", by: "Dev", text: "Eleven leads, three of them fleets. Cards are scanned." },
  ],
};
