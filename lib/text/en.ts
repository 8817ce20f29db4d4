import { account } from "./en/account";
import { attachment } from "./en/attachment";
import { citation } from "./en/citation";
import { collection } from "./en/collection";
import { common } from "./en/common";
import { conversation } from "./en/conversation";
import { demo } from "./en/demo";
import { destination } from "./en/destination";
import { inbox } from "./en/inbox";
import { invite } from "./en/invite";
import { jobs } from "./en/jobs";
import { library } from "./en/library";
import { mail } from "./en/mail";
import { message } from "./en/message";
import { model } from "./en/model";
import { player } from "./en/player";
import { problem } from "./en/problem";
import { recorder } from "./en/recorder";
import { recording } from "./en/recording";
import { search } from "./en/search";
import { settings } from "./en/settings";
import { sharedReport } from "./en/shared-report";
import { shell } from "./en/shell";
import { task } from "./en/task";
import { template } from "./en/template";
import { usage } from "./en/usage";
import { viewer } from "./en/viewer";
import { voice } from "./en/voice";
import { workspace } from "./en/workspace";

/** English, the complete catalogue. Nested by noun; a function where a number or a name goes into a sentence. */
export const en = {
  common,
  problem,
  account,
  invite,
  shell,
  citation,
  conversation,
  task,
  inbox,
  message,
  attachment,
  voice,
  mail,
  workspace,
  settings,
  jobs,
  demo,
  viewer,
  library,
  collection,
  recorder,
  recording,
  player,
  sharedReport,
  search,
  model,
  template,
  usage,
  destination,
};
