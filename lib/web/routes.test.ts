import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fileOf } from "@/tests/support/http";
import { openApi } from "./openapi";
import { routes } from "./routes";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("the list of routes and the tree of app/api/v1 are the same", async () => {
  const listed = new Set(routes.map(({ spec }) => `${spec.method} ${fileOf(spec)}`));
  const found = new Set<string>();
  for (const file of globSync("app/api/v1/**/route.ts", { cwd: ROOT })) {
    const module = await import(/* @vite-ignore */ path.join(ROOT, file));
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
      if (method in module) found.add(`${method} ${file}`);
  }
  expect([...found].filter((one) => !listed.has(one))).toEqual([]);
  expect([...listed].filter((one) => !found.has(one))).toEqual([]);
  expect(listed.size).toBe(routes.length);
});

test("every parameter of a path is validated, but the workspace's slug, which the gate reads", () => {
  for (const { spec } of routes) {
    const named = [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(spec.params.shape), spec.path).toEqual(named.filter((name) => name !== "workspace"));
    expect(spec.path.includes("{workspace}") || ["public", "user"].includes(spec.access), spec.path).toBe(
      true,
    );
  }
});

test("the OpenAPI document describes each of them in snake_case", () => {
  const document = JSON.parse(JSON.stringify(openApi("http://localhost:3000")));
  const described = Object.values(document.paths).flatMap((operations) => Object.keys(operations as object));
  expect(described).toHaveLength(routes.length);
  const invite = document.paths["/workspaces/{workspace}/invites"].post;
  expect(invite.requestBody.content["application/json"].schema.oneOf[0].properties).toHaveProperty(
    "expires_in_days",
  );
  const camel = JSON.stringify(document.paths).match(/"(?:name|required)":\s*\[?"[a-z]+[A-Z]\w*"/);
  expect(camel).toBeNull();
  expect(existsSync(path.join(ROOT, "app/api/docs/route.ts"))).toBe(true);
});
