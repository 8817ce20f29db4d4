import { parseEnv } from "@/lib/adapters/env";
import { buildIfChanged } from "@/lib/embedded/build";
import { loadEnvFiles } from "@/lib/embedded/settings";
import { runAsCommand } from "./command";
import { migrate } from "./migrate";

/** `npm run build`: what `npm start` would build, for an image or a host. On Vercel the production build also migrates. */
runAsCommand(import.meta.url, async () => {
  loadEnvFiles();
  const { DIRECT_DATABASE_URL: directUrl } = parseEnv(process.env);
  if (process.env.VERCEL_ENV === "production" && directUrl) await migrate({ directUrl });
  await buildIfChanged({ write: (chunk) => void process.stdout.write(chunk), close: () => {} }, () => {});
});
