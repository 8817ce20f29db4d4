"use client";

import { type FormEvent, useRef, useState, useSyncExternalStore } from "react";
import { CallError } from "@/lib/core/send";
import { t } from "@/lib/text/public";

export type FormProblem = {
  /** About the whole form, or null when every fault belongs to a field. */
  message: string | null;
  /** By the name of the field. */
  fields: Readonly<Record<string, string>>;
  code: CallError["code"] | null;
};

const NONE: FormProblem = { message: null, fields: {}, code: null };

type SubmitOptions<T> = {
  /** Reads the fields. The form keeps what was typed whatever comes of it. */
  read: (fields: FormData) => T;
  /**
   * Sends. `CallError`s land at the fields they name: the server's rules are the only ones, and its sentences too.
   * "leave" stays busy, because the page is about to change.
   */
  send: (input: T) => Promise<"stay" | "leave">;
};

/** Sending a form: busy while it is under way, errors at the field they name, the focus on the first of them. */
export function useSubmit<T>({ read, send }: SubmitOptions<T>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(NONE);
  const form = useRef<HTMLFormElement>(null);
  const ready = useReady();

  function show(next: FormProblem) {
    setProblem(next);
    const [first] = Object.keys(next.fields);
    const field = first ? form.current?.elements.namedItem(first) : null;
    if (field instanceof HTMLElement) field.focus();
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const input = read(new FormData(event.currentTarget));
    setBusy(true);
    setProblem(NONE);
    try {
      if ((await send(input)) === "stay") setBusy(false);
    } catch (error) {
      setBusy(false);
      show(problemOf(error));
    }
  }

  return {
    /** For the <form>. It posts, so that a press before the script is there cannot put a password into an address. */
    form: { ref: form, onSubmit, method: "post" as const, noValidate: true },
    /** For the button that sends. */
    submit: { type: "submit" as const, busy, disabled: !ready, className: "disabled:opacity-100" },
    problem,
  };
}

function problemOf(error: unknown): FormProblem {
  if (!(error instanceof CallError)) return { ...NONE, message: t.problem.unknown };
  const fields = Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
  const named = Object.keys(fields).length > 0;
  if (error.code === "OFFLINE") return { fields, code: error.code, message: t.problem.offline };
  if (error.code === "RATE_LIMITED") {
    return { fields, code: error.code, message: t.problem.tooMany(error.retryAfterSeconds) };
  }
  return { fields, code: error.code, message: named ? null : error.message };
}

const never = () => () => {};

/** Whether the script is there. Before, a form would leave the page. */
function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
