import { plural } from "./common";

type Named = { title: string; detail: string };

/** Jobs: the work that goes on behind the pages. */
export const jobs = {
  title: "Jobs",
  detail:
    "Work that goes on behind the pages: mail, answers, indexing. What failed stays here until somebody runs it again.",
  dead: (count: number) =>
    `${plural(count, "job has failed and waits", "jobs have failed and wait")} for somebody.`,
  showDead: "Show them",
  status: {
    label: "Status",
    all: "All",
    running: "Running",
    completed: "Done",
    failed: "Failed",
    cancelled: "Canceled",
  },
  retrying: "Trying again",
  cancelling: "Being canceled",
  ranAgain: "Run again",
  queue: {
    label: "Queue",
    all: "All queues",
    critical: "Critical",
    default: "Default",
    low: "Low",
  },
  step: (name: string) => `at “${name}”`,
  attempts: (count: number) => plural(count, "attempt", "attempts"),
  retry: "Run again",
  retryLabel: (title: string) => `Run again: ${title}`,
  retried: "It runs again.",
  cancel: "Cancel",
  cancelLabel: (title: string) => `Cancel: ${title}`,
  cancelled: "It ends before its next step.",
  empty: "No jobs yet",
  emptyDetail: "Ask an assistant or invite somebody, and what happens behind it is shown here.",
  nothing: "Nothing here",
  nothingDetail: "No job of the last weeks fits what you asked for.",
  older: "Older",
  newest: "Newest",
  everywhere: {
    header: "Operations",
    title: "Jobs of every workspace",
    detail: "What each carries is not shown. Errors are as they were thrown.",
  },
  /** By the job's own name. */
  names: {
    "answer-mention": {
      title: "Answer a mention",
      detail: "Somebody asked an assistant in front of others.",
    },
    "work-on-run": {
      title: "Finish an answer",
      detail: "An answer was interrupted, or waited for its turn.",
    },
    "index-conversation": {
      title: "Make a message findable",
      detail: "New and changed messages are cut into passages that can be cited.",
    },
    "embed-passages": {
      title: "Make passages findable by meaning",
      detail: "The embedder reads what is new, so that it is found without the same words.",
    },
    "forget-deleted-message": {
      title: "Forget a deleted message",
      detail: "Its text and history are erased once that can no longer be undone.",
    },
    "end-access": {
      title: "End somebody's access",
      detail: "Closes the connections of who may hear less than before.",
    },
    "play-demo": { title: "Play the demo", detail: "Ben and Cleo write, react and ask for a minute." },
    "reset-demo": { title: "Reset the demo", detail: "The story is told again from its beginning." },
    "erase-sound": {
      title: "Erase a sound",
      detail: "The sound of a recording was deleted, and its bytes go for good.",
    },
    "draw-picture": {
      title: "Draw a picture",
      detail: "A picture is drawn anew before it is shown, so that nothing of where it was taken goes along.",
    },
    "process-document": {
      title: "Read a document",
      detail: "A document is read, cut into passages and made findable.",
    },
    "process-recording": {
      title: "Work on a recording",
      detail: "A recording is measured, cut, transcribed, made findable and summed up.",
    },
    "write-report": {
      title: "Write a report",
      detail: "A model reads the transcript stretch by stretch, and what it found becomes the report.",
    },
    "index-recording": {
      title: "Follow a corrected recording",
      detail: "The index follows its transcript and its notes.",
    },
    "tell-of-message": {
      title: "Follow an edited message",
      detail: "Whoever has to do what was made of it is told.",
    },
    "follow-listeners": {
      title: "Move a recording to other readers",
      detail: "The index follows who may hear it.",
    },
    "follow-readers": {
      title: "Move a document to other readers",
      detail: "The index follows who may read it.",
    },
    "follow-titles": {
      title: "Follow a new title",
      detail: "A document or a recording was renamed. Search follows.",
    },
    "erase-dropped": {
      title: "Erase the bytes of a file",
      detail: "Nothing uses the file any more. What is left of its bytes is erased.",
    },
    "mail-invite": { title: "Mail an invite", detail: "The mail that asks somebody to join." },
  } as Record<string, Named>,
};
