/** What waits for one. */
export const inbox = {
  title: "Inbox",
  filter: "What is shown",
  all: "All",
  open: "Open",
  more: "More",
  emptyTitle: "Nothing waits for you",
  empty: "When somebody writes your name with an @, or gives you a task, it shows up here.",
  done: "Done",
  doneToast: "Done.",
  in: (name: string) => `in ${name}`,
  task: "Your task",
  taskFrom: (name: string) => `A task from ${name}`,
};
