/** What the answer to a question of this kind tends to hold: a reason, a time, a number. null for other questions. */
export function hintOf(question: string): RegExp | null {
  return KINDS.find(({ asks }) => asks.test(question))?.tells ?? null;
}

/** Words that stand alone, in any of the languages; scripts without blanks need no borders. */
function oneOf(spaced: string, unspaced: string): RegExp {
  const alternatives = (words: string) =>
    words
      .trim()
      .split(/\s*,\s*/)
      .join("|");
  return new RegExp(`(?<!\\p{L})(?:${alternatives(spaced)})(?!\\p{L})|${alternatives(unspaced)}`, "iu");
}

const KINDS = [
  {
    asks: oneOf(
      "why, how come, what (?:is|was) the reason, warum, weshalb, wieso, pourquoi, por qué, perché",
      "为什么, 為什麼, 为何, なぜ, どうして, 왜, ทำไม",
    ),
    tells: oneOf(
      "because, since, so that, in order to, due to, reasons?, therefore, caused?, weil, denn, wegen, parce que, porque, perché",
      "因为, 因為, 由于, 由於, 所以, ため, ので, 때문, เพราะ, เนื่องจาก",
    ),
  },
  {
    asks: oneOf(
      "when, (?:what|which) (?:date|day|time|year|month|week), wann, quand, cuándo, quando",
      "什么时候, 什麼時候, 何时, 何時, 哪一年, いつ, 언제, เมื่อไ, เมื่อใด",
    ),
    tells: oneOf(
      `\\d+.?, (?:mon|tues|wednes|thurs|fri|satur|sun)days?, january, february, march, april, may, june, july, august, september,
      october, november, december, today, tonight, tomorrow, yesterday, weeks?, months?, years?, morning, noon, evening, spring,
      summer, autumn, winter`,
      "\\d, 月, 日, 年, 월, วัน, เดือน",
    ),
  },
  {
    asks: oneOf(
      "how (?:long|old), wie lange, wie alt",
      "多久, 多长时间, 多長時間, どのくらいの期間, 얼마 동안, นานเท่าไ, นานแค่ไหน",
    ),
    tells: oneOf(
      "seconds?, minutes?, hours?, days?, weeks?, months?, years?, until, sekunden?, minuten?, stunden?, tage?, wochen?, monate?, jahre?, bis",
      "秒, 分钟, 小时, 天, 周, 月, 年, 時間, 日, 시간, 일, 년, นาที, ชั่วโมง, วัน, เดือน, ปี",
    ),
  },
  {
    asks: oneOf(
      "how (?:many|much|often|far|big|large|high), costs?, prices?, wie ?viele?, combien, cuánt[oa]s?, quant[oiae]",
      "多少, 几, 幾, いくつ, いくら, どれくらい, 몇, 얼마, กี่, เท่าไ, เท่าใด",
    ),
    tells: oneOf(
      `two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, twenty, thirty, forty, fifty, sixty, seventy, eighty,
      ninety, dozens?, hundreds?, thousands?, half`,
      "\\d, [一二三四五六七八九十百千万]",
    ),
  },
];
