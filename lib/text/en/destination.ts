/** Where our data goes. */
export const destination = {
  title: "Where our data goes",
  detail: "Drawn from how this installation runs right now. Nothing else is contacted.",
  nothing: "Nothing leaves this machine.",
  nothingDetail: "Database, files, mail, live events, jobs and answers are all here.",
  here: "This machine",
  leaves: (count: number) => (count === 1 ? "One service gets data:" : `${count} services get data:`),
  lastUsed: "last used",
  neverUsed: "not used yet",
  off: "Turn off under Models",
  ours: "Chosen by this workspace",
  theirs: "Chosen by whoever runs the installation",
  kinds: {
    database: { title: "Database", sent: "Everything that is written here." },
    files: { title: "Files", sent: "Files that people upload." },
    mail: { title: "Mail", sent: "Addresses, and what invites and notices say." },
    realtime: { title: "Live events", sent: "New messages and who is here, on their way to browsers." },
    jobs: { title: "Jobs", sent: "What is to be done, with the ids it concerns; no messages." },
    model: {
      title: "Answers",
      sent: "Each question, the turns before it, and the passages found for it.",
    },
    embeddings: {
      title: "Finding by meaning",
      sent: "Every passage of what is written, said and uploaded here, and every question.",
    },
    scans: { title: "Scans", sent: "Pictures of the pages of documents that have no text." },
    transcription: { title: "Transcription", sent: "The sound of recordings, in pieces." },
    signIn: { title: "Sign-in", sent: "That somebody signs in here; the provider says who." },
  },
};
