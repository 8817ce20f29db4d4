import { beforeEach, describe, expect, test, vi } from "vitest";
import { type AuthReply, type AuthRequest, createAuthorizer } from "./authorizer";

let requests: AuthRequest[];
let replies: (AuthReply | "unreachable")[];
let current: string;
let signedOut: number;
let waits: number[];
let onWait: () => void;

const ok = (body: unknown): AuthReply => ({ status: 200, body, retryAfterSeconds: null });
const failed = (status: number, retryAfterSeconds: number | null = null): AuthReply => ({
  status,
  body: {},
  retryAfterSeconds,
});

/** Allows every topic but those with "secret" in their name. */
function allow({ topics, socket_id }: AuthRequest): AuthReply {
  if (!topics) return ok({ user: { auth: `${socket_id}:user`, user_data: "{}" } });
  const signed = topics.map((topic) => [
    topic,
    topic.includes("secret") ? null : { auth: `${socket_id}:${topic}` },
  ]);
  return ok({ auth: Object.fromEntries(signed) });
}

beforeEach(() => {
  requests = [];
  replies = [];
  current = "1.1";
  signedOut = 0;
  waits = [];
  onWait = () => {};
});

function start() {
  return createAuthorizer({
    async post(request) {
      requests.push(request);
      const reply = replies.shift() ?? allow(request);
      if (reply === "unreachable") throw new Error("unreachable");
      return reply;
    },
    isCurrent: (id) => id === current,
    onSignedOut: () => {
      signedOut += 1;
    },
    async wait(ms) {
      waits.push(ms);
      onWait();
    },
  });
}

type Answers = Record<string, string | null>;
const asking =
  (authorizer: ReturnType<typeof start>, answers: Answers, socketId = "1.1") =>
  (topic: string) =>
    authorizer.authorizeTopic(socketId, topic, (error, signed) => {
      answers[topic] = error ? null : (signed?.auth ?? null);
    });

describe("authorizing topics", () => {
  test("all topics of a moment are one request, and each gets its own answer", async () => {
    const answers: Answers = {};
    ["private-c.1", "private-secret", "private-c.2"].forEach(asking(start(), answers));
    await vi.waitFor(() => expect(Object.keys(answers)).toHaveLength(3));
    expect(requests).toEqual([
      { socket_id: "1.1", topics: ["private-c.1", "private-secret", "private-c.2"] },
    ]);
    expect(answers).toEqual({
      "private-c.1": "1.1:private-c.1",
      "private-secret": null,
      "private-c.2": "1.1:private-c.2",
    });
  });

  test("the same topic asked twice is named once and answered twice", async () => {
    const authorizer = start();
    const answered = vi.fn();
    authorizer.authorizeTopic("1.1", "private-c.1", answered);
    authorizer.authorizeTopic("1.1", "private-c.1", answered);
    await vi.waitFor(() => expect(answered).toHaveBeenCalledTimes(2));
    expect(requests).toEqual([{ socket_id: "1.1", topics: ["private-c.1"] }]);
  });

  test("more than two hundred topics are several requests", async () => {
    const answers: Answers = {};
    Array.from({ length: 450 }, (_, index) => `private-c.${index}`).forEach(asking(start(), answers));
    await vi.waitFor(() => expect(Object.keys(answers)).toHaveLength(450));
    expect(requests.map((request) => request.topics?.length)).toEqual([200, 200, 50]);
  });

  test("topics wait for the sign-in that was asked for, also when theirs comes first", async () => {
    const authorizer = start();
    const order: string[] = [];
    replies.push("unreachable", failed(503));
    authorizer.authorizeUser("1.1", () => order.push("user"));
    authorizer.authorizeTopic("1.1", "private-c.1", () => order.push("topic"));
    await vi.waitFor(() => expect(order).toEqual(["user", "topic"]));
  });
});

describe("what fails on the way", () => {
  test("is tried again with growing pauses, and as late as the server asks", async () => {
    const answers: Answers = {};
    replies.push("unreachable", failed(500), failed(429, 30), failed(408));
    asking(start(), answers)("private-c.1");
    await vi.waitFor(() => expect(answers).toEqual({ "private-c.1": "1.1:private-c.1" }));
    expect(requests).toHaveLength(5);
    expect(waits[0]).toBeLessThan(waits[1] ?? 0);
    expect(waits[2]).toBe(30_000);
  });

  test.each([403, 404, 422])("status %i is a refusal and not repeated", async (status) => {
    const answers: Answers = {};
    replies.push(failed(status));
    asking(start(), answers)("private-c.1");
    await vi.waitFor(() => expect(answers).toEqual({ "private-c.1": null }));
    expect([requests.length, signedOut]).toEqual([1, 0]);
  });

  test("401 says that nobody is signed in", async () => {
    const answers: Answers = {};
    replies.push(failed(401));
    asking(start(), answers)("private-c.1");
    await vi.waitFor(() => expect(signedOut).toBe(1));
    expect(requests).toHaveLength(1);
  });

  test.each([null, [], "text", { auth: { "private-c.1": {} } }, { auth: { "private-c.1": { auth: 1 } } }])(
    "the answer %j authorizes nothing",
    async (body) => {
      const answers: Answers = {};
      replies.push(ok(body));
      asking(start(), answers)("private-c.1");
      await vi.waitFor(() => expect(answers).toEqual({ "private-c.1": null }));
    },
  );

  test("an answer for a socket that is gone is dropped, and nothing more is asked for it", async () => {
    const authorizer = start();
    const old: Answers = {};
    const fresh: Answers = {};
    replies.push(failed(500));
    onWait = () => {
      current = "2.2";
      asking(authorizer, fresh, "2.2")("private-c.1");
    };
    asking(authorizer, old)("private-c.1");
    await vi.waitFor(() => expect(fresh).toEqual({ "private-c.1": "2.2:private-c.1" }));
    expect(old).toEqual({});
    expect(requests.filter((request) => request.socket_id === "1.1")).toHaveLength(1);
  });
});
