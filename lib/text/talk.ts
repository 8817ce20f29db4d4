import type { catalogues } from "./catalogues";
import { attachment } from "./en/attachment";
import { citation } from "./en/citation";
import { common } from "./en/common";
import { conversation } from "./en/conversation";
import { demo } from "./en/demo";
import { message } from "./en/message";
import { model } from "./en/model";
import { problem } from "./en/problem";
import { search } from "./en/search";
import { shell } from "./en/shell";
import { viewer } from "./en/viewer";
import { voice } from "./en/voice";

/**
 * What is said in the frame and where people talk: the part of the catalogue that a conversation needs, so that it does not bring the
 * words of every room along.
 */
export const t = {
  attachment,
  citation,
  common,
  conversation,
  demo,
  message,
  model,
  problem,
  search,
  shell,
  viewer,
  voice,
} satisfies Partial<typeof catalogues.en>;
