import type { NextConfig } from "next";
import {
  CSP_OF_DATA,
  CSP_OF_VIEWER,
  SECRET_PAGE_HEADERS,
  SECRET_PAGES,
  securityHeaders,
} from "./lib/web/headers";

// Strict-Transport-Security is a matter of the address, not of the build: our server and the proxy add it.
const listed = Object.entries(securityHeaders({ isHttps: false })).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1"],
  turbopack: { root: import.meta.dirname },
  images: { formats: ["image/webp"] },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@wasm-audio-decoders/flac",
    "@wasm-audio-decoders/ogg-vorbis",
    "aac",
    "av",
    "mpg123-decoder",
    "nodemailer",
    "opus-decoder",
    "pg",
    "pusher",
    "undici",
  ],
  // `npm test` runs the type checker over everything, tests included; a build need not do it a second time.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers: listed },
    {
      source: `${SECRET_PAGES}:path*`,
      headers: Object.entries(SECRET_PAGE_HEADERS).map(([key, value]) => ({ key, value })),
    },
    {
      source: "/:path(up|health|metrics)",
      headers: [{ key: "content-security-policy", value: CSP_OF_DATA }],
    },
    // The version is in the address. A worker runs under the policy it comes with.
    {
      source: "/pdfjs/:path*",
      headers: [
        { key: "content-security-policy", value: CSP_OF_VIEWER },
        { key: "cache-control", value: "public, max-age=31536000, immutable" },
      ],
    },
    // Files (sandbox) and the documentation bring a policy of their own, which a value set here would shadow.
    {
      source: "/api/:path((?!docs$|v1/workspaces/[^/]+/files/).*)",
      headers: [{ key: "content-security-policy", value: CSP_OF_DATA }],
    },
  ],
};

export default config;
