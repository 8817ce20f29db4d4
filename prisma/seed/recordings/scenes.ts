/** What is heard in the demo's recordings. A line with a second begins exactly there; the others follow with even pauses between. */
export type Scene = {
  /** The name of the file; its transcript has the same name. */
  name: string;
  seconds: number;
  /** One speaker per channel. */
  isStereo?: true;
  /** What is said stands nowhere: only notes tell of it. */
  isUnwritten?: true;
  lines: [at: number | null, speaker: Speaker, text: string][];
};

export type Speaker = "Ana" | "Ben" | "Cleo" | "Dev" | "Mara" | "Supplier";

export const scenes: Scene[] = [
  {
    name: "Launch stand-up",
    seconds: 190,
    lines: [
      [1, "Ana", "Good morning. One thing only today: the date of the launch."],
      [null, "Ben", "The battery lab called at eight, so I have the news first hand."],
      [
        null,
        "Ben",
        "Six of the seven tests are passed: altitude, heat and cold, vibration, shock, and the two about current.",
      ],
      [
        null,
        "Ben",
        "In the transport test a cell holder cracked, and the lab repeats that test on Wednesday.",
      ],
      [null, "Ana", "Is it the holder, or is it the cells?"],
      [null, "Ben", "It is the holder alone. The cells did not even get warm."],
      [null, "Ana", "Good. And what does it mean for the launch?"],
      [41, "Ben", "We move the launch by one week, because the lab has to repeat the transport test first."],
      [null, "Ana", "And the certificate?"],
      [null, "Ben", "The certificate comes on Thursday, if the new holders do not crack again."],
      [60.5, "Cleo", "Somebody left a sandwich beside my drawing table, with cheese on it."],
      [null, "Ana", "That was me, sorry. I ran out when my daughter phoned."],
      [null, "Cleo", "Eaten already. Very fine cheddar, by the way."],
      [null, "Ben", "Did you see the river?"],
      [null, "Cleo", "Yes, the ferryman tied his boat to a lamp post. Half the promenade was wet."],
      [
        null,
        "Ben",
        "My neighbor carries his cellar upstairs, jar after jar. He started at five, with a torch on his head.",
      ],
      [null, "Ana", "Let him use our van if he likes. What is in them?"],
      [null, "Ben", "Plums, mostly. And something green that nobody dares to taste."],
      [null, "Cleo", "Ask him for that one. It could match our frames."],
      [null, "Ana", "Paint that one can eat: there is our slogan."],
      [null, "Ben", "He would sell you a liter, I believe. Cheaper than the shop, anyhow."],
      [null, "Cleo", "All right, enough of fruit. Back to our list."],
      [121, "Cleo", "The invitations wait for the new date of the launch."],
      [null, "Cleo", "I will send the invitations with the new date tomorrow morning."],
      [null, "Ana", "Northwind plans its routes around the launch, and should hear it from us."],
      [null, "Ana", "I will call Northwind about the new date today."],
      [null, "Ben", "The packs with the new holders stand in the workshop, charged to thirty percent."],
      [null, "Ben", "Then I will bring the packs to the lab on Wednesday."],
      [null, "Cleo", "What about the breakfast for the riders?"],
      [null, "Ana", "We keep the breakfast at the workshop, for all forty riders, on the same weekday."],
      [null, "Cleo", "The bakery agreed already."],
      [null, "Ben", "The risk is a second crack in the holder. One week is not enough then."],
      [null, "Ana", "If that happens, the riders hear it from us the same afternoon."],
      [null, "Cleo", "And it is still open who speaks at the breakfast."],
      [null, "Ana", "We talk about that next time. Thank you both."],
    ],
  },
  {
    name: "Call with Mara",
    seconds: 140,
    isStereo: true,
    lines: [
      [1, "Dev", "Hello Mara, this is Dev from Acme. You wrote that your season starts soon."],
      [
        null,
        "Mara",
        "Yes. We are Lindner Bakeries, nine shops, and we deliver bread to forty cafes each morning.",
      ],
      [null, "Mara", "Two of our vans are old, and the old town is closed to them from the summer on."],
      [null, "Dev", "So you look for bikes that can carry what the vans carry?"],
      [
        null,
        "Mara",
        "Exactly. What I ask for is an offer for six bikes with the rain cover, before our season starts.",
      ],
      [null, "Mara", "If it works, the other shops follow next year. But first these six."],
      [null, "Dev", "How much bread is that on one tour?"],
      [null, "Mara", "About eighty kilograms, in flat crates, and nothing may get wet on the way."],
      [null, "Dev", "The box takes two hundred. The crates fit side by side, under the cover."],
      [null, "Mara", "And a charge lasts for one morning?"],
      [null, "Dev", "Fifty-five kilometers with eighty kilograms in the box, measured on the hill route."],
      [null, "Mara", "Good. We have set aside fifteen thousand for it this year."],
      [
        null,
        "Dev",
        "Six of them come to just under that, without the covers. I will send you an offer by Friday.",
      ],
      [null, "Mara", "My brother signs with me. He wants to ride one first, up the hill to the market hall."],
      [
        null,
        "Dev",
        "Come by on Saturday at ten, both of you. The brakes hold two hundred kilograms on that hill.",
      ],
      [null, "Mara", "And who repairs it when it stops in the middle of a tour?"],
      [
        null,
        "Dev",
        "We do, within two working days, at your place. I will put that sentence into the offer.",
      ],
      [null, "Mara", "That is what the van garage never did. We once waited three weeks for a door."],
      [null, "Dev", "A pack is changed in twenty seconds, and two spare keys come with every bike."],
      [null, "Mara", "Then I need the offer and the test ride, in this order."],
      [null, "Dev", "You get both. Thank you, Mara."],
    ],
  },
  {
    name: "Fair walk-through",
    seconds: 90,
    isUnwritten: true,
    lines: [
      [1, "Dev", "This is hall three. I walk from the entrance to our stand and say what I see."],
      [null, "Dev", "Stand eleven has child seats only, and a queue to the door."],
      [
        12,
        "Dev",
        "The stand beside ours shows a bike with a fixed roof. People sit in it, ask for the price, and walk on.",
      ],
      [null, "Dev", "Four thousand two hundred. With the roof you cannot see the child."],
      [
        27,
        "Dev",
        "Our wooden box stops more people than the poster does. They put their bags into it and lift.",
      ],
      [null, "Dev", "Nobody reads the poster. Everybody lifts the box. Tell Cleo."],
      [44, "Dev", "Three fleets so far: a bakery, a parcel service, and the city gardens."],
      [null, "Dev", "The bakery was here twice, the second time with her brother."],
      [60, "Dev", "The gardens want a box that tips over, for leaves. We do not have that yet."],
      [null, "Dev", "They would take ten if we had it. I wrote down the name."],
      [76, "Dev", "The brake of bike four squeaks again. It is wet outside."],
      [null, "Dev", "That is all from the fair. I turn around here."],
    ],
  },
  {
    name: "Call about the cargo boxes",
    seconds: 50,
    lines: [
      [1, "Supplier", "Good afternoon, this is the box maker. It is about the nine boxes that you miss."],
      [null, "Ben", "Good that you call. When do they come?"],
      [null, "Supplier", "We have decided that we send all nine boxes on Monday, with our own van."],
      [null, "Ben", "Nine boxes on Monday. And the lids?"],
      [null, "Supplier", "The lids travel with the boxes. I will mail you the papers tonight."],
      [null, "Ben", "Thank you. It is still open who pays for the second transport of the boxes."],
      [null, "Supplier", "Let me ask my partner. The delay was ours, so I expect no trouble there."],
      [null, "Ben", "Fine. I will tell the team today that we can count on forty."],
      [null, "Supplier", "You can. Until Monday, then."],
    ],
  },
];
