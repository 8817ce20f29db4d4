"use client";

import { useSyncExternalStore } from "react";
import {
  DENSITY_COOKIE,
  type Density,
  formatWidths,
  LAYOUT_COOKIE,
  type PaneWidths,
  parseDensity,
  parseTheme,
  THEME_COOKIE,
  type Theme,
} from "./appearance";

/** The attributes of <html> are the state: the server writes them from the cookies, a choice writes both. */
export function setTheme(theme: Theme): void {
  writeAttribute("data-theme", theme === "system" ? null : theme);
  remember(THEME_COOKIE, theme === "system" ? "" : theme);
}

export function setDensity(density: Density): void {
  writeAttribute("data-density", density === "comfortable" ? null : density);
  remember(DENSITY_COOKIE, density === "comfortable" ? "" : density);
}

export function rememberWidths(widths: PaneWidths): void {
  remember(LAYOUT_COOKIE, formatWidths(widths));
}

export function useAppearance(): { theme: Theme; density: Density } {
  const theme = useSyncExternalStore(
    subscribe,
    () => readAttribute("data-theme"),
    () => "",
  );
  const density = useSyncExternalStore(
    subscribe,
    () => readAttribute("data-density"),
    () => "",
  );
  return { theme: parseTheme(theme), density: parseDensity(density) };
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "data-density"],
  });
  return () => observer.disconnect();
}

function readAttribute(name: string): string {
  return document.documentElement.getAttribute(name) ?? "";
}

function writeAttribute(name: string, value: string | null): void {
  if (value === null) document.documentElement.removeAttribute(name);
  else document.documentElement.setAttribute(name, value);
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

function remember(cookie: string, value: string): void {
  const age = value === "" ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we serve
  document.cookie = `${cookie}=${value}; path=/; max-age=${age}; samesite=lax`;
}
