/** How somebody wants Parley to look on this device. Kept in cookies that the server reads, so that the first paint is right. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

export const THEME_COOKIE = "parley_theme";
export const DENSITY_COOKIE = "parley_density";
export const LAYOUT_COOKIE = "parley_layout";

export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

export function parseDensity(value: string | undefined): Density {
  return DENSITIES.find((density) => density === value) ?? "comfortable";
}

/** Widths of the panes in px, as far as somebody has moved them. */
export type PaneWidths = { sidebar: number | null; pane: number | null };

export const SIDEBAR_LIMITS = { least: 208, most: 360, usual: 240 };
export const PANE_LIMITS = { least: 320, most: 720, usual: 432 };

/** Reads "sidebar.pane", such as "260.480". Anything else is nobody's wish. */
export function parseWidths(value: string | undefined): PaneWidths {
  const [sidebar, pane] = (value ?? "").split(".");
  return { sidebar: within(sidebar, SIDEBAR_LIMITS), pane: within(pane, PANE_LIMITS) };
}

export function formatWidths(widths: PaneWidths): string {
  return `${widths.sidebar ?? ""}.${widths.pane ?? ""}`;
}

function within(text: string | undefined, limits: { least: number; most: number }): number | null {
  if (!text || !/^\d{1,4}$/.test(text)) return null;
  return Math.min(limits.most, Math.max(limits.least, Number(text)));
}
