/** Words that belong to no noun. */
export const common = {
  product: "Parley",
  tagline: "Everything your team said, wrote and recorded. Quoted, not guessed.",
  description:
    "A team workspace in which every conversation becomes knowledge that can be searched, cited and acted on.",
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  save: "Save",
  back: "Back",
  more: "More",
  undo: "Undo",
  copy: "Copy",
  copied: "Copied",
  tryAgain: "Try again",
  loading: "Loading",
  toasts: "What just happened",
  show: "Show",
  hide: "Hide",
  or: "or",
  you: "You",
  home: "Home",
  backToStart: "Back to the start page",
};

/** "1 quote", "2 quotes". */
export function plural(count: number, one: string, many: string): string {
  return `${new Intl.NumberFormat("en").format(count)} ${count === 1 ? one : many}`;
}
