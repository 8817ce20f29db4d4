import type { Story, StoryTemplate } from "../story";

/** Nobody used it yet: whoever looks around finds out what templates are for. */
export const customerInterview: StoryTemplate = {
  name: "Customer interview",
  by: "Ben",
  day: 11,
  at: "09:20",
  sections: [
    { kind: "summary" },
    { kind: "custom", title: "Price", about: "What the customer said about the price." },
    { kind: "custom", title: "Load", about: "What they want to carry, and how heavy it is." },
    { kind: "custom", title: "Competitors", about: "Which other bikes and vendors they mentioned." },
    { kind: "action_items", title: "What we promised" },
    { kind: "quotes" },
  ],
};

export const recordings: Story["recordings"] = [
  {
    file: "Fair walk-through",
    kind: "meeting",
    by: "Dev",
    day: 10,
    at: "16:30",
    notes: [
      [12, "The stand beside us: fixed roof, 4,200, people walk on."],
      [27, "The wooden box stops more people than the poster. Tell Cleo."],
      [44, "Three fleets: a bakery, a parcel service, the city gardens."],
      [60, "I will call the city gardens about a box that tips over, next week."],
      [76, "Brake of bike 4 squeaks when it is wet."],
    ],
  },
  {
    file: "Launch stand-up",
    kind: "meeting",
    by: "Ana",
    day: 4,
    at: "09:58",
    isTranscribed: true,
    notes: [[168, "Ask the lab what happens if it cracks again."]],
  },
  {
    file: "Call with Mara",
    kind: "call",
    by: "Dev",
    day: 2,
    at: "14:00",
    template: "sales_call",
    isTranscribed: true,
  },
  { file: "Call about the cargo boxes", kind: "call", by: "Ben", day: 1, at: "10:30", isLeftToJob: true },
];
