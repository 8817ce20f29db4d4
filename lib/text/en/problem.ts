/** What went wrong, what was kept, and what to do. */
export const problem = {
  notFoundTitle: "There is nothing here",
  notFound: "The address is wrong, or what was here is gone, or you may not see it.",
  failedTitle: "This page did not load",
  failed: "Something failed on our side. What you typed before is kept.",
  unknown: "Something failed on our side. Nothing was changed.",
  offline: "Parley cannot be reached right now. What you typed is kept; try again in a moment.",
  tooMany: (seconds: number | null) =>
    seconds === null
      ? "Too many attempts. Wait a little, then try again."
      : `Too many attempts. Try again in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
  checkFields: "Some fields need another look.",
};
