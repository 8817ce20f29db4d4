import { expect, test } from "vitest";
import { isHeader, sourceOfSlices } from "./rules";

test("slices read as one file, wherever it is read, and each is fetched once on the way through", async () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, i) => i % 251);
  const slices = [0, 1, 300, 301, 990].map((from, at, starts) => ({
    from,
    sizeBytes: (starts[at + 1] ?? bytes.length) - from,
  }));
  const fetched: number[] = [];
  const source = sourceOfSlices(slices, async ({ from, sizeBytes }) => {
    fetched.push(from);
    return bytes.subarray(from, from + sizeBytes);
  });
  expect(source.sizeBytes).toBe(1_000);
  for (let at = 0; at < 1_000; at += 70) {
    const end = Math.min(at + 70, 1_000);
    expect(await source.read(at, end)).toEqual(bytes.subarray(at, end));
  }
  expect(fetched).toEqual([0, 1, 300, 301, 990]);
  expect(await source.read(0, 1_000)).toEqual(bytes);
  expect(await source.read(999, 2_000)).toEqual(bytes.subarray(999));
});

test("a file begins where its first bytes stand", () => {
  expect(isHeader(Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 1))).toBe(true);
  expect(isHeader(Uint8Array.of(0, 0, 0, 32, 0x66, 0x74, 0x79, 0x70))).toBe(true);
  expect(isHeader(Uint8Array.of(0x1a, 0x45))).toBe(false);
});
