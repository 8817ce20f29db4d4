import { setTimeout as wait } from "node:timers/promises";

/** How a request leaves a page: the path begins with `/`. Rejects when no answer came back. */
export type Transport = (path: string, init?: RequestInit) => Promise<Response>;

/** Somebody who is signed in to a product, as their browser would ask it. */
export type Person = {
  url: string;
  fetch: Transport;
  /** JSON of our own API, path under /api/v1. Throws unless the answer is a success. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
};

const TRIES = 10;

/** Of the demo: `signIn(product.url, "ana")`. A server that is too busy is asked again when it says. */
export async function signIn(url: string, name: string): Promise<Person> {
  const stranger = personWith(url, "");
  const body = JSON.stringify({ email: `${name}@example.com`, password: "parley-demo" });
  for (let tried = 1; ; tried++) {
    const response = await stranger.fetch("/api/v1/auth/session", { method: "POST", body });
    if (response.status === 204) {
      const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0]);
      return personWith(url, cookies.join("; "));
    }
    if (response.status !== 503 || tried === TRIES)
      throw new Error(`${name} could not sign in: ${response.status} ${await response.text()}`);
    await wait(Number(response.headers.get("retry-after")) * 1_000);
  }
}

export function personWith(url: string, cookie: string): Person {
  const transport: Transport = (path, init) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: {
        "content-type": "application/json",
        ...Object.fromEntries(new Headers(init?.headers)),
        cookie,
        origin: new URL(url).origin,
      },
    });
  return {
    url,
    fetch: transport,
    async call(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await transport(`/api/v1${path}`, init);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}

type Member = { id: string; name: string };

/** A new channel of the person's workspace acme with nobody else in it but whom they bring. */
export async function openChannel(
  owner: Person,
  options: { name: string; visibility?: "public" | "private"; people?: string[] },
): Promise<string> {
  const { items } = await owner.call<{ items: Member[] }>("GET", "/workspaces/acme/members?limit=100");
  const participant_ids = (options.people ?? []).map((name) => memberNamed(items, name));
  const { id } = await owner.call<{ id: string }>("POST", "/workspaces/acme/conversations", {
    kind: "channel",
    name: options.name,
    visibility: options.visibility ?? "private",
    participant_ids,
  });
  return id;
}

function memberNamed(members: Member[], name: string): string {
  const member = members.find((one) => one.name.toLowerCase() === name);
  if (!member) throw new Error(`Nobody is called ${name}.`);
  return member.id;
}

/** The key of the socket, as the page says it. */
export async function socketKeyOf(person: Person): Promise<string> {
  const page = await (await person.fetch("/w/acme")).text();
  const key = /\\?"key\\?":\\?"([^"\\]+)\\?",\\?"cluster/.exec(page)?.[1];
  if (!key) throw new Error("The page does not say where its socket is.");
  return key;
}
