import { expect, test } from "vitest";
import { codeOf, sourcesUnder } from "./sources";

const PRODUCT = ["app", "components", "inngest", "lib"];

/** What may not be written, why, and where alone it may. */
const FORBIDDEN: { what: RegExp; why: string; except: RegExp | null }[] = [
  { what: /\$(?:query|execute)RawUnsafe/, why: "a query is never put together from text", except: null },
  { what: /dangerouslySetInnerHTML/, why: "React escapes; nothing of ours does not", except: null },
  {
    what: /child_process/,
    why: "the application starts no programs, but the one in which documents are read and pictures drawn",
    except: /^lib\/(embedded\/|cli\/|adapters\/apart\.ts)/,
  },
  {
    what: /process\.env/,
    why: "one reader of the environment",
    except: /^lib\/(adapters\/(env|apart)\.ts|embedded\/|cli\/)/,
  },
  { what: /["']use server["']/, why: "every write is a route handler", except: null },
  { what: /["']use cache/, why: "nothing of a tenant is cached across requests", except: null },
  { what: /orderBy: \{ \w+At: /, why: "what came in one moment has an order, too", except: null },
  { what: /\beval\(|new Function\(/, why: "no text becomes code", except: null },
  { what: /\blocalhost:3000\b/, why: "addresses come from configuration", except: null },
  { what: /:\s*any\b|\bas any\b|<any>/, why: "any is a hole in the types", except: null },
  { what: /@ts-(?:ignore|nocheck|expect-error)/, why: "an error of the types is an error", except: null },
];

const sources = sourcesUnder(...PRODUCT).map((file) => ({ file, code: codeOf(file) }));

test("there is something to look at", () => {
  expect(sources.length).toBeGreaterThan(100);
});

test.each(FORBIDDEN)("$what is written nowhere it may not be: $why", ({ what, except }) => {
  const found = sources
    .filter(({ file, code }) => what.test(code) && !except?.test(file))
    .map(({ file }) => file);
  expect(found).toEqual([]);
});

test("a default export stands only where Next asks for one", () => {
  const asked =
    /^app\/.*\/?(page|layout|loading|error|not-found|global-error|template|default|manifest|robots|sitemap|icon|apple-icon|opengraph-image)\.tsx?$/;
  const found = sources
    .filter(({ file, code }) => /^export default\b/m.test(code) && !asked.test(file))
    .map(({ file }) => file);
  expect(found).toEqual([]);
});
