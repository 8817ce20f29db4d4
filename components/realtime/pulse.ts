const BEAT_MS = 5_000;

type PulseParts = {
  /** Whether the server's events are delayed; null: nobody knows. */
  ask(): Promise<boolean | null>;
  /** Only a socket that is up needs to be asked about: of one that is down the page knows. */
  isLive(): boolean;
  /** What the socket does not bring has to be fetched. */
  onMissing(): void;
  onChange(): void;
};

/**
 * A socket that is up says nothing when events no longer reach the service behind it. So the server is asked every few seconds whether
 * its events are delayed; while they are, and once more afterwards, pages fetch what they would have heard.
 */
export function createPulse({ ask, isLive, onMissing, onChange }: PulseParts) {
  let isDelayed = false;

  async function beat(): Promise<void> {
    if (!isLive()) return;
    const was = isDelayed;
    isDelayed = (await ask().catch(() => null)) ?? was;
    if (isDelayed || was) onMissing();
    if (isDelayed !== was) onChange();
  }

  const timer = setInterval(() => void beat(), BEAT_MS);
  return {
    isDelayed: () => isDelayed,
    stop: () => clearInterval(timer),
  };
}
