import { describe, expect, test } from "vitest";
import { assertBlobPath } from "@/lib/adapters/blob/path";
import { dispositionOf, newBlobPath } from "@/lib/core/files";

describe("names of downloads", () => {
  test.each([
    ["report.pdf", `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['a"b\\c%.txt', `attachment; filename="a_b_c_.txt"; filename*=UTF-8''a%22b%5Cc%25.txt`],
    [
      "x\r\nSet-Cookie: a=b",
      `attachment; filename="xSet-Cookie: a=b"; filename*=UTF-8''xSet-Cookie%3A%20a%3Db`,
    ],
    ["‮gpj.exe", `attachment; filename="gpj.exe"; filename*=UTF-8''gpj.exe`],
    ["🚲.png", `attachment; filename="__.png"; filename*=UTF-8''%F0%9F%9A%B2.png`],
    ["", `attachment; filename="file"; filename*=UTF-8''file`],
  ])("%j", (name, header) => {
    expect(dispositionOf(name, "attachment")).toBe(header);
  });
});

test("fresh paths are random, spread over directories, and allowed", () => {
  const paths = Array.from({ length: 100 }, newBlobPath);
  expect(new Set(paths).size).toBe(100);
  for (const path of paths) {
    expect(path).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{28}$/);
    assertBlobPath(path);
  }
});
