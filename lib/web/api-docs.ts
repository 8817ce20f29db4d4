import { createHash } from "node:crypto";
import { snake } from "@/lib/core/case";
import { t } from "@/lib/text/visiting";
import { type ListedRoute, routes } from "./routes";

const STYLE = `
:root{color-scheme:light dark;--surface:light-dark(oklch(.988 .004 95),oklch(.205 .009 168));--raised:light-dark(oklch(1 0 0),oklch(.24 .01 168));
--line:light-dark(oklch(.905 .008 100),oklch(.305 .011 168));--ink:light-dark(oklch(.26 .015 165),oklch(.935 .006 95));
--muted:light-dark(oklch(.505 .014 165),oklch(.72 .01 110));--accent:light-dark(oklch(.42 .075 168),oklch(.77 .095 168))}
body{background:var(--surface);color:var(--ink);font:14px/1.5 system-ui,sans-serif;margin:0 auto;max-width:880px;padding:32px 20px 80px}
h1{font-size:24px}h2{font-size:16px;margin:40px 0 8px;text-transform:capitalize}a{color:var(--accent)}
p,summary span{color:var(--muted)}nav{display:flex;flex-wrap:wrap;gap:4px 16px}
details{border-top:1px solid var(--line);padding:10px 0}summary{cursor:pointer;list-style-position:outside}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}b{display:inline-block;font:600 12px ui-monospace,monospace;min-width:60px}
pre{background:var(--raised);border:1px solid var(--line);border-radius:8px;margin:8px 0;overflow:auto;padding:12px}
h3{font-size:13px;margin:12px 0 0}`;

/** The policy of the page: its own style, and nothing else at all. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

type Operation = {
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
};
type Document = { paths: Record<string, Record<string, Operation>> };

/** The API to read: one page without a script, made of the same document that programs read. */
export function docsPage(document: object): string {
  const { paths } = document as Document; // what openApi() makes
  const nouns = [...new Set(routes.map((route) => route.noun))];
  const sections = nouns.map((noun) => section(noun, paths));
  const links = nouns.map((noun) => `<a href="#${noun}">${noun}</a>`).join("");
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<title>${t.apiDocs.title}</title><style>${STYLE}</style></head><body><h1>${t.apiDocs.title}</h1><p>${t.apiDocs.lead}</p>` +
    `<p><a href="/api/v1/openapi.json">openapi.json</a></p><nav>${links}</nav>${sections.join("")}</body></html>`
  );
}

function section(noun: string, paths: Document["paths"]): string {
  const parts = routes.filter((route) => route.noun === noun).map((route) => part(route, paths));
  return `<h2 id="${noun}">${noun}</h2>${parts.join("")}`;
}

function part({ spec }: ListedRoute, paths: Document["paths"]): string {
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) => `{${snake(name)}}`);
  const operation = paths[path]?.[spec.method.toLowerCase()];
  const query = operation?.parameters.filter((parameter) => parameter.in === "query") ?? [];
  const body = operation?.requestBody?.content["application/json"]?.schema;
  const answer = operation?.responses[spec.status]?.content?.["application/json"]?.schema;
  return (
    `<details><summary><b>${spec.method}</b> <code>/api/v1${path}</code><br><span>${inert(spec.summary)}</span></summary>` +
    `<p>${t.apiDocs.access[spec.access]} ${t.apiDocs.status(spec.status)}</p>` +
    (query.length > 0
      ? block(t.apiDocs.query, Object.fromEntries(query.map(({ name, schema }) => [name, schema])))
      : "") +
    (body ? block(t.apiDocs.body, body) : "") +
    (answer ? block(t.apiDocs.answer, answer) : "") +
    `</details>`
  );
}

function block(title: string, schema: unknown): string {
  return `<h3>${title}</h3><pre><code>${inert(JSON.stringify(schema, null, 2))}</code></pre>`;
}

function inert(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
