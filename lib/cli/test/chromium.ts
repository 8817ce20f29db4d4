import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** What a browser without a display, an account or a network of its own is started with. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The browser of this machine, or null. CHROMIUM_PATH names another one. */
export function findChromium(): string | null {
  const places = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : PLACES;
  return places.find((place) => existsSync(place)) ?? null;
}

/** The browser, installed with the system's package manager when there is none and we may. Throws a sentence that says how to get one. */
export function obtainChromium(): string {
  const found = findChromium();
  if (found) return found;
  const install = installer();
  if (install) {
    console.log("No Chromium here: installing it.");
    for (const [command, ...args] of install) {
      if (command)
        spawnSync(command, args, {
          stdio: "inherit",
          env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        });
    }
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'The end-to-end tests need a Chromium. Install one ("apt-get install chromium", "brew install --cask chromium"), or name it in CHROMIUM_PATH.',
  );
}

function installer(): string[][] | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  if (has("apt-get")) {
    return [
      ["apt-get", "update", "-q"],
      ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
    ];
  }
  if (has("apk")) return [["apk", "add", "--no-cache", "chromium"]];
  if (has("dnf")) return [["dnf", "install", "-y", "chromium"]];
  return null;
}

function has(command: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
