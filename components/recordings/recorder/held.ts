/** Ends the hold. */
export type Release = () => void;

const PREFIX = "parley-capture-";
const nameOf = (captureId: string) => `${PREFIX}${captureId}`;

/**
 * Holds a capture for this page, so that no other one offers to go on with it or sends its slices as well. The browser ends the hold of a
 * page that dies. null while another page has it.
 */
export async function holdCapture(captureId: string): Promise<Release | null> {
  if (!navigator.locks) return () => undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(nameOf(captureId), { ifAvailable: true }, (lock) =>
        lock ? new Promise<void>((release) => resolve(release)) : resolve(null),
      )
      .catch(reject);
  });
}

/** The captures that some page of this browser holds. */
export async function listHeld(captureIds: string[]): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const names = new Set(held.map(({ name }) => name));
  return new Set(captureIds.filter((id) => names.has(nameOf(id))));
}

/** Whether some page of this browser records, or has not yet sent all that it recorded. */
export async function isAnyHeld(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name?.startsWith(PREFIX));
}
