import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { generate } from "@/lib/cli/generate";
import { placeViewerFiles } from "@/lib/cli/viewer-files";
import { buildIfChanged } from "./build";
import { Child } from "./child";
import { openDatabase } from "./database";
import { fillEnvironment } from "./environment";
import { tellDemoOnFirstRun, welcomeFirstOwner } from "./first-run";
import { openHome } from "./home";
import { openJobRunner } from "./job-runner";
import { type Lock, takeLock } from "./lock";
import { openLogFile } from "./log-file";
import { noteProcesses, Running } from "./running";
import { keepSecrets } from "./secrets";
import { ROOT, readSettings, type Settings } from "./settings";
import { endOn } from "./signals";
import { say, sayAlreadyRunning, sayFailed, sayReady, sayRestart, sayStart } from "./terminal";

/** `npm start`: brings up whatever is not configured, serves, and stays until it is told to stop. */
export async function launch(args: string[]): Promise<void> {
  process.title = "parley";
  // A terminal or a pipe that goes away must not take us with it: what we started would be left behind.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const running = new Running();
  const end = endOn(running);
  try {
    const settings = readSettings(args);
    openHome(settings.home);
    running.lock = await claim(settings);
    if (running.lock) await bringUp(settings, running, end);
  } catch (error) {
    if (running.isStopping) return; // told to stop while starting: what failed was being taken away
    sayFailed(error);
    end(1);
  }
}

/** The lock of this home, or null after telling where the other one runs. One that has just started has no address for a moment. */
async function claim(settings: Settings): Promise<Lock | null> {
  for (let attempt = 0; ; attempt++) {
    const taken = takeLock(path.join(settings.home, "parley.lock"));
    if ("lock" in taken) return taken.lock;
    if (taken.holder.url !== null || attempt === 20) {
      sayAlreadyRunning(settings.home, taken.holder.url);
      return null;
    }
    await wait(250);
  }
}

async function bringUp(settings: Settings, running: Running, end: (code: number) => void): Promise<void> {
  sayStart();
  const secrets = keepSecrets(settings.home);
  const { web, worker } = startProcesses(settings, running, end);
  const url = settings.isLocal ? `http://localhost:${await web.listening}` : (settings.env.APP_URL ?? "");
  running.lock?.describe(url);

  generate(ROOT);
  placeViewerFiles(ROOT);
  running.database = openDatabase(settings);
  const [database] = await Promise.all([running.database, settings.isDev ? undefined : build(settings)]);
  running.mustGoOn();
  const workerUrl = `http://127.0.0.1:${await worker.listening}`;
  running.jobs = openJobRunner({ settings, secrets, ownerUrl: database.ownerUrl, workerUrl });
  const env = fillEnvironment(settings, secrets, {
    webPort: web.port,
    databaseUrl: database.loginUrl,
    eventUrl: (await running.jobs).eventUrl,
  });
  await tellDemoOnFirstRun(settings, env);
  running.mustGoOn();
  await Promise.all([...new Set([web, worker])].map((child) => child.boot(env)));
  running.mustGoOn();
  running.opened = database;
  noteProcesses(settings, running);
  const welcome = await welcomeFirstOwner(settings, env).catch(() => null); // without its database there is nobody to welcome yet
  sayReady(settings, url, {
    welcome,
    movedFrom: settings.port !== 0 && web.port !== settings.port ? settings.port : null,
  });
}

/**
 * Both bind at once, so that a browser that is already there sees that something is coming. Hot reload needs a single process, and so
 * does Inngest, which calls the address that everybody calls.
 */
function startProcesses(
  settings: Settings,
  running: Running,
  end: (code: number) => void,
): { web: Child; worker: Child } {
  const start = (name: string, role: string, place: { host: string; port: number }) =>
    new Child({
      name,
      script: "lib/embedded/web.ts",
      env: { PARLEY_ROLE: role, NODE_ENV: settings.isDev ? "development" : "production" },
      ...place,
      mayMove: true,
      output: openLogFile(path.join(settings.home, `log/${name}.log`)),
      echo: !settings.isLocal,
      onStart: () => noteProcesses(settings, running),
      onRestart: (reason, waitMs) => sayRestart(name, reason, waitMs),
      onRefused: (sentence) => {
        sayFailed(new Error(sentence));
        end(1);
      },
    });
  const { role, isDev, env } = settings;
  const ownRole = isDev ? "all" : role === "worker" ? "worker" : "web";
  const web = start(ownRole === "worker" ? "worker" : "web", ownRole, {
    host: settings.host,
    port: settings.port,
  });
  const needsWorker = !isDev && role === "all" && env.INNGEST_SIGNING_KEY === undefined;
  const worker = needsWorker ? start("worker", "worker", { host: "127.0.0.1", port: 0 }) : web;
  running.web = web;
  running.worker = worker;
  return { web, worker };
}

async function build(settings: Settings): Promise<void> {
  const output = openLogFile(path.join(settings.home, "log/build.log"));
  await buildIfChanged(output, () => say("Building the application (about a minute, only when it changed)"));
  output.close();
}
