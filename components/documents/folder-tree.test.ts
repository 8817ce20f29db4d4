import { expect, test } from "vitest";
import type { FolderDto } from "@/lib/documents/schema";
import { folderTree, pathTo } from "./folder-tree";

const folder = (id: string, name: string, parentId: string | null = null): FolderDto => ({
  id,
  name,
  parentId,
  createdById: null,
  createdAt: "2026-01-01T00:00:00.000Z",
});

const launch = folder("1", "Launch");
const tests = folder("2", "Tests", "1");
const board = folder("3", "Board");

test("a folder is listed after the one it lies in, by name", () => {
  const listed = folderTree([tests, launch, board]).map(({ name, depth }) => [name, depth]);
  expect(listed).toEqual([
    ["Board", 0],
    ["Launch", 0],
    ["Tests", 1],
  ]);
});

test("a folder whose parent one may not see lies at the top", () => {
  expect(folderTree([tests])).toMatchObject([{ name: "Tests", depth: 0 }]);
});

test("the path to a folder begins outside, and ends where a circle would begin", () => {
  expect(pathTo({ 1: launch, 2: tests }, "2").map(({ name }) => name)).toEqual(["Launch", "Tests"]);
  const round = { 1: folder("1", "A", "2"), 2: folder("2", "B", "1") };
  expect(pathTo(round, "1")).toHaveLength(2);
});
