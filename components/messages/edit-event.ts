/** Sent to a row by the composer: Up edits one's last message. */
export const EDIT_EVENT = "parley:edit";

type Written = { id: string; author: { id: string }; deletedAt: string | null };

/** Begins to edit the last of these messages that somebody wrote. */
export function startsEdit(memberId: string, messages: Written[]): void {
  const last = messages.findLast((one) => one.author.id === memberId && one.deletedAt === null);
  if (last) document.getElementById(`m-${last.id}`)?.dispatchEvent(new CustomEvent(EDIT_EVENT));
}
