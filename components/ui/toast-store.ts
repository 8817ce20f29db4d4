type ToastInput = {
  message: string;
  tone?: "neutral" | "danger";
  /** At most one, such as Undo. */
  action?: { label: string; onSelect: () => void };
  /** Milliseconds until it goes by itself. Longer where there is something to press. */
  durationMs?: number;
};

export type Toast = ToastInput & { id: number; durationMs: number };

const AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Says what happened. Returns the id, with which it can be taken back. */
export function toast(input: ToastInput): number {
  const id = nextId++;
  const durationMs = input.durationMs ?? (input.action || input.tone === "danger" ? 10_000 : 5_000);
  show([...toasts, { ...input, id, durationMs }].slice(-AT_ONCE));
  return id;
}

export function dismissToast(id: number): void {
  show(toasts.filter((one) => one.id !== id));
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
