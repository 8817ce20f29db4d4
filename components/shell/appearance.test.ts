import { expect, test } from "vitest";
import { formatWidths, parseDensity, parseTheme, parseWidths } from "./appearance";

test("a cookie that is not ours changes nothing", () => {
  expect(parseTheme("neon")).toBe("system");
  expect(parseDensity(undefined)).toBe("comfortable");
  expect(parseWidths("url(x).<b>")).toEqual({ sidebar: null, pane: null });
  expect(parseWidths(undefined)).toEqual({ sidebar: null, pane: null });
});

test("widths survive the way through a cookie, and stay within reason", () => {
  expect(parseWidths(formatWidths({ sidebar: 260, pane: null }))).toEqual({ sidebar: 260, pane: null });
  expect(parseWidths("9999.1")).toEqual({ sidebar: 360, pane: 320 });
});
