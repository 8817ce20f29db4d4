import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { DENSITY_COOKIE, parseDensity, parseTheme, THEME_COOKIE } from "@/components/shell/appearance";
import { t } from "@/lib/text/talk";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: t.common.product, template: `%s · ${t.common.product}` },
  description: t.common.description,
  applicationName: t.common.product,
  appleWebApp: { capable: true, title: t.common.product, statusBarStyle: "default" },
  formatDetection: { telephone: false, email: false, address: false },
  icons: {
    icon: [
      { url: "/icons/mark.svg", type: "image/svg+xml" },
      { url: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
    ],
    apple: [{ url: "/icons/apple-touch-icon.png", sizes: "180x180" }],
  },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f4ef" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1311" },
  ],
};

/** Before anything else runs: zod would try whether it may compile its checks, and each try would be a report of a broken policy. */
const WITHOUT_EVAL = "globalThis.__zod_globalConfig={jitless:true}";

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the headers makes every page dynamic, and only a dynamic page gets its nonce onto every script.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const jar = await cookies();
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value);
  const density = parseDensity(jar.get(DENSITY_COOKIE)?.value);
  return (
    <html
      lang="en"
      {...(theme === "system" ? {} : { "data-theme": theme })}
      {...(density === "comfortable" ? {} : { "data-density": density })}
    >
      <head>
        <script nonce={nonce}>{WITHOUT_EVAL}</script>
      </head>
      <body>{children}</body>
    </html>
  );
}
