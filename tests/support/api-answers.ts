import type { Answer } from "./http";

/** What every answer of the API promises, whatever it says. Returns what is wrong with it. */
export function faultsOf(answer: Answer): string[] {
  const { status, headers, text } = answer;
  const faults: string[] = [];
  const expect = (isRight: boolean, what: string) => void (isRight || faults.push(what));
  expect(status < 500, `status ${status}: ${text.slice(0, 200)}`);
  expect(headers.get("x-request-id") !== null, "no X-Request-Id");
  expect(/^private, no-(store|cache)$/.test(headers.get("cache-control") ?? ""), "Cache-Control");
  expect(!INSIDES.test(text), `speaks of our insides: ${INSIDES.exec(text)?.[0]}`);
  if (status >= 400) faults.push(...faultsOfProblem(answer));
  else if (text !== "") expect(headers.get("content-type") !== null, "no Content-Type");
  return faults;
}

/** Of errors that were not meant for anybody's eyes. */
const INSIDES =
  /node_modules|\.ts:\d+|Prisma|P20\d\d|violates|syntax error|relation "|\bat [\w.]+ \(|ZodError|TypeError/;

function faultsOfProblem({ status, headers, body }: Answer): string[] {
  const faults: string[] = [];
  const expect = (isRight: boolean, what: string) => void (isRight || faults.push(what));
  expect(headers.get("content-type") === "application/problem+json; charset=utf-8", "not a problem document");
  expect(body?.status === status && body?.type === "about:blank", "type or status of the problem");
  expect(isSentence(body?.title) && isSentence(body?.detail), "title or detail of the problem");
  expect(/^[A-Z_]+$/.test(body?.code ?? ""), "code of the problem");
  expect(body?.request_id === headers.get("x-request-id"), "request_id of the problem");
  expect(headers.get("cache-control") === "private, no-store", "a problem may be stored");
  return faults;
}

function isSentence(text: unknown): boolean {
  return typeof text === "string" && /^\S.{3,}/s.test(text);
}
