"use client";

import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";
import type { CreateRecording } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { languageName } from "@/lib/text/language-name";

/** Those that Whisper hears well, as the documentation of OpenAI's speech to text lists them. */
const SPOKEN =
  "af ar az be bg bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms ne nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh";

/** Chooses what is spoken in a recording, by name; as an empty word, that the engine finds it out. */
export function LanguageSelect(props: ComponentProps<typeof Select>) {
  const languages = SPOKEN.split(" ")
    .map((code) => ({ code, name: languageName(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  return (
    <Select {...props}>
      <option value="">{t.recording.language.found}</option>
      {languages.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** The language that a choice stands for, as it is sent. */
export function languageOf(value: string): Pick<CreateRecording, "language"> {
  return value === "" ? {} : { language: value };
}
