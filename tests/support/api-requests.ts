import { z } from "zod";
import { snake } from "@/lib/core/case";
import type { RouteSpec } from "@/lib/core/route";
import type { ListedRoute } from "@/lib/web/routes";
import { routes } from "@/lib/web/routes";
import { innermost, type Shape, shapesOf } from "./api-slots";
import type { Ids, World } from "./api-world";
import type { Answer, Client } from "./http";

/** One request of a route, in the names of the outside. */
export type Example = {
  /** The method and the path, and the kind where a body has several. */
  route: string;
  spec: RouteSpec;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
  /** What the body may hold, of the option that this one is an example of. */
  shape: Shape;
};

const keyOf = ({ spec }: Pick<ListedRoute, "spec">): string => `${spec.method} ${spec.path}`;

/** Texts by the name of their field. What is not here is "Harbor". */
const TEXTS: Record<string, string> = {
  body: "The harbor is quiet.",
  email: "harbor@example.net",
  slug: "quiet-harbor",
  time_zone: "Europe/Oslo",
  password: "the harbor is quiet",
  current_password: "the harbor was loud",
  new_password: "the harbor is quiet",
  totp: "123456",
  refresh_token: "no-such-token",
  workspace: "acme",
  model: "quotes/quotes",
  cursor: "",
  sha_256: "0".repeat(64),
  sha256: "0".repeat(64),
  url: "https://harbor.example/",
  due_on: "2026-05-31",
  heard: "harber",
  ids: "019a0000-0000-7000-8000-000000000000",
  token: "x".repeat(43),
};

const SECTIONS = [{ kind: "custom", title: "Price", about: "What was said about the price." }];

/** Where what the schema asks for is not enough, by route: what belongs into the body or the query too. */
const MORE: Record<string, Record<string, unknown> | ((ids: Ids) => Record<string, unknown>)> = {
  "PATCH /me": { name: "Harbor" },
  "PATCH /workspaces/{workspace}": { name: "Harbor" },
  "PATCH /workspaces/{workspace}/models/{modelId}": { is_default: true },
  "PUT /workspaces/{workspace}/model_keys/{provider}": { api_key: "sk-quiet-harbor" },
  "PATCH /workspaces/{workspace}/members/{memberId}": { sales_access: "own" },
  "PATCH /workspaces/{workspace}/conversations/{conversationId}": { topic: "Harbor" },
  "PUT /workspaces/{workspace}/conversations/{conversationId}/read": { seq: 1 },
  "PUT /workspaces/{workspace}/conversations/{conversationId}/receipts": { seen_seq: 1 },
  "POST /workspaces/{workspace}/retrieval/questions": ({ documentId }) => ({ source_id: documentId }),
  "POST /workspaces/{workspace}/documents": ({ fileId }) => ({ file_id: fileId }),
  "PATCH /workspaces/{workspace}/documents/{documentId}": { title: "Harbor" },
  "POST /workspaces/{workspace}/documents/{documentId}/versions": ({ fileId }) => ({ file_id: fileId }),
  "PATCH /workspaces/{workspace}/folders/{folderId}": { name: "Harbor" },
  "POST /workspaces/{workspace}/audio_recordings": { transcript: "Ana: The harbor opens on Sunday." },
  "PATCH /workspaces/{workspace}/audio_recordings/{recordingId}": { title: "Harbor" },
  "POST /workspaces/{workspace}/audio_recordings/{recordingId}/share_links": { expires_in_days: 30 },
  "POST /workspaces/{workspace}/report_templates": { sections: SECTIONS },
  "PATCH /workspaces/{workspace}/report_templates/{templateId}": { name: "Harbor talks", sections: SECTIONS },
  "PUT /workspaces/{workspace}/audio_recordings/{recordingId}/transcript": { text: "Ana: The harbor opens." },
  "PATCH /workspaces/{workspace}/audio_recordings/{recordingId}/transcript/segments/{segmentId}": {
    text: "Harbor",
  },
  "PATCH /workspaces/{workspace}/audio_recordings/{recordingId}/report/lines/{lineId}": { text: "Harbor" },
  "PATCH /workspaces/{workspace}/audio_recordings/{recordingId}/speakers/{speakerId}": { name: "Harbor" },
};

/** Examples that would work for who may: one for each option of a body. Every id in them is of `ids`. */
export function examplesOf(world: World, ids: Ids, slug: string): Example[] {
  return routes.flatMap((listed) => {
    const { spec } = listed;
    const route = keyOf(listed);
    const params = Object.fromEntries(
      [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, paramOf(world, ids, slug, name)]),
    );
    const more = MORE[route];
    return shapesOf(spec.body).map((shape) => ({
      route: [route, ...kindsOf(shape)].join(" "),
      spec,
      params,
      query: required(spec.query, world, ids),
      body: { ...required(shape, world, ids), ...(typeof more === "function" ? more(ids) : more) },
      shape,
    }));
  });
}

/** What tells the options of a union apart. */
function kindsOf(shape: Shape): unknown[] {
  return Object.values(shape.shape).flatMap((field) => (field instanceof z.ZodLiteral ? [field.value] : []));
}

function paramOf(world: World, ids: Ids, slug: string, name: string): string {
  if (name === "workspace") return slug;
  if (name === "emoji") return "🎉";
  if (name === "number") return "1";
  if (name === "provider") return "openai";
  if (name === "n") return "0";
  if (name === "token") return slug === "acme" ? world.invites.acme : world.invites.globex;
  if (name === "shareToken") return slug === "acme" ? world.shares.acme : world.shares.globex;
  return idFor(world, ids, name);
}

/** An id by the name of its field. A new noun is added to the world: a name that is not known fails. */
export function idFor(world: World, ids: Ids, name: string): string {
  const known: Record<string, string> = {
    ...ids,
    modelId: world.modelId,
    defaultModelId: world.modelId,
    parentId: ids.messageId,
    threadId: ids.messageId,
    answerId: ids.messageId,
    participantIds: ids.aloneId,
    memberIds: ids.aloneId,
    actorId: ids.memberId,
    mergeInto: ids.speakerId,
    assigneeId: ids.memberId,
    segmentIds: ids.segmentId,
    fileIds: ids.fileId,
    lineIds: ids.lineId,
    sourceId: ids.documentId,
    documentIds: ids.documentId,
    recordingIds: ids.recordingId,
    continues: ids.recordingId,
    holding: ids.documentId,
    document: ids.documentId,
    folder: ids.folderId,
    collection: ids.collectionId,
    from: ids.memberId,
    in: ids.conversationId,
    reportTemplateId: ids.templateId,
    id: ids.sectionId,
    clientId: crypto.randomUUID(),
    captionId: crypto.randomUUID(),
  };
  const found = known[name];
  if (!found)
    throw new Error(`No id of the world goes into "${name}": add one to tests/support/api-world.ts.`);
  return found;
}

function required(shape: Shape, world: World, ids: Ids): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape.shape).flatMap(([key, field]) => {
      const isOptional = field.safeParse(undefined).success;
      return isOptional ? [] : [[snake(key), sample(field, key, world, ids)]];
    }),
  );
}

/** A value that a field takes. */
function sample(field: z.ZodType, key: string, world: World, ids: Ids): unknown {
  const schema = innermost(field);
  if (schema instanceof z.ZodUUID) return idFor(world, ids, key);
  if (schema instanceof z.ZodEnum) return schema.options.at(-1);
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodNumber) return 1;
  if (schema instanceof z.ZodArray) return [sample(schema.element as z.ZodType, key, world, ids)];
  return TEXTS[snake(key)] ?? "Harbor";
}

/** The path and query of a request. */
export function addressOf({ spec, params, query }: Pick<Example, "spec" | "params" | "query">): string {
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Sends an example as a client. */
export function sendExample(client: Client, example: Example): Promise<Answer> {
  const hasBody = ["POST", "PUT", "PATCH"].includes(example.spec.method);
  return client.send(example.spec.method, addressOf(example), hasBody ? { body: example.body } : {});
}
