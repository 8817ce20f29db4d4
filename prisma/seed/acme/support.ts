import { script } from "../script";
import type { StoryChannel } from "../story";

export const support: StoryChannel = {
  name: "support",
  topic: "What riders ask, and what we answered",
  visibility: "public",
  members: ["Cleo", "Ana", "Dev", "Ben"],
  lines: script(`
10 days ago
09:50 Cleo: A rider asks whether the battery may stay outside in winter.
10:02 Ben: Yes down to minus ten degrees. Below that take the pack inside, it takes twenty seconds.
  + 👍 Cleo
9 days ago
11:05 Dev: How long does a full charge take?
11:12 Ben: Four and a half hours from empty, two hours to eighty percent.
11:13 Dev: Two hours to eighty is the line I use on the phone.
8 days ago
14:30 Dev: Question from the fair: how far does the Heron go with a full box?
14:45 Ben: Fifty-five kilometers with eighty kilograms in the box, measured on the hill route.
7 days ago
11:11 Cleo: The display shows E21 on one of the test bikes.
11:25 Ben: E21 is a loose speed sensor. Turn it until the lamp goes out:
  | \`\`\`
  | menu > service > sensors > speed
  | expected: 0.8 to 1.2 mm
  | \`\`\`
  + ✅ Cleo
11:40 Cleo: It was 2.1 mm. Now it is 1.0 and the lamp is off.
6 days ago
13:20 Cleo: A rider wants to know how to clean the box.
13:31 Dev: Water and soap, no pressure washer. The seal of the lid does not like it.
13:33 Cleo: I answer with that, in kinder words.
5 days ago
10:30 Cleo: The battery is covered for five years or 50,000 kilometers, whichever comes first. That is the sentence for the warranty page.
10:41 Dev: Can we say it without the comma? Riders read the first half only.
4 days ago
09:15 Dev: Mara of Lindner Bakeries asks whether the brakes stand the hill to the market hall.
09:40 Ben: Yes. The front brake holds two hundred kilograms on a slope of twelve percent, measured wet.
3 days ago
15:00 Ben: Spare keys: two are in the box, a third costs 18 and takes three days.
16:10 Cleo: Rider 12 asks for the old grey handles. We have nine pairs left.
16:18 Dev: Send them. Whoever asks for grey handles tells others about us.
2 days ago
16:12 Cleo: The child seat fits up to twenty-two kilograms, with the long bar.
16:30 Ben: And only behind the box, never in it without the bench.
  + 👍 Cleo Dev
yesterday
14:05 Dev: The first service is due after 500 kilometers and costs nothing.
14:20 Cleo: That goes onto the card with the key.
today
* 70m Dev: Mara asks for a quote for six bikes with the rain cover.
* 62m Ben: The rain cover is 140 a piece, from stock.
* 55m Cleo: I add the rain cover to the list on the site.
`),
};
