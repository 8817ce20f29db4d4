import { expect, test } from "vitest";
import { codeOf, sourcesUnder } from "./sources";

const METHODS =
  /^export (?:const|(?:async )?function|\{[^}]*\b) ?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/gm;

const files = sourcesUnder("app/api/v1").filter((file) => file.endsWith("/route.ts"));

test("there are routes to look at", () => {
  expect(files.length).toBeGreaterThan(20);
});

test("every handler of the API is built by the factory", () => {
  const handmade = files.flatMap((file) => {
    const code = codeOf(file);
    const handlers = [...code.matchAll(METHODS)].map(([, method]) => method);
    const built = [...code.matchAll(/^export const (\w+) = (?:route|publicRoute|userRoute)\(/gm)].map(
      ([, method]) => method,
    );
    const usesFactory = /from "@\/lib\/web\/route"/.test(code);
    const others = handlers.filter((method) => !built.includes(method));
    return handlers.length === 0 || others.length > 0 || !usesFactory
      ? [`${file}: ${others.join(", ") || "nothing"}`]
      : [];
  });
  expect(handmade).toEqual([]);
});

test("a route file holds handlers and nothing else", () => {
  const others = files.flatMap((file) =>
    [...codeOf(file).matchAll(/^export (?:const|function|async function|type) (\w+)/gm)]
      .map(([, name]) => name ?? "")
      .filter((name) => !/^(GET|POST|PUT|PATCH|DELETE|dynamic|maxDuration)$/.test(name))
      .map((name) => `${file}: ${name}`),
  );
  expect(others).toEqual([]);
});
