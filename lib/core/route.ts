import * as z from "zod";

/** The rate-limit classes of the API; the numbers are rows that the operator can change (lib/limits). */
export type LimitName =
  | "sign_in"
  | "reset"
  | "sign_up"
  | "invites"
  | "messages"
  | "turns"
  | "uploads"
  | "shared"
  | "api_credential"
  | "api_workspace";

/**
 * Who may call a route, decided before the handler runs:
 * `public` anybody; `user` somebody signed in, no workspace yet; `member` an active member of `{workspace}`;
 * `admin` and `owner` a member with at least that role. Finer rules are the command's own.
 */
export type Access = "public" | "user" | "member" | "admin" | "owner";

export type RouteMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Shape = Record<string, z.ZodType>;
const Empty = z.strictObject({});

export type RouteSpec<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  method: RouteMethod;
  /** Under /api/v1, with parameters in braces: `/workspaces/{workspace}/conversations/{conversationId}`. */
  path: string;
  /** One line for the OpenAPI document. */
  summary: string;
  access: Access;
  limit?: LimitName;
  /** The status of success. A handler may answer another one with `reply`. */
  status: number;
  params: P;
  query: Q;
  body: B;
  /** The body is bytes, at most so many, instead of JSON: the handler is given them as they came. */
  takesBytes?: number;
  /** Besides JSON it takes a multipart form of at most so many bytes: its file, and the fields of the body. */
  takesForm?: number;
  response: R;
  /** `json` unless the route speaks a stream or bytes, which it then makes itself. */
  answers: "json" | "stream" | "bytes";
  /** Whether Idempotency-Key is honored: POSTs, but not auth and secret-returning ones. */
  idempotent: boolean;
};

type RouteInput<P extends Shape, Q extends Shape, B extends z.ZodType, R extends z.ZodType> = {
  method: RouteMethod;
  path: string;
  summary: string;
  access: Access;
  limit?: LimitName;
  status?: number;
  params?: P;
  query?: Q;
  body?: B;
  takesBytes?: number;
  takesForm?: number;
  response?: R;
  answers?: "json" | "stream" | "bytes";
  idempotent?: boolean;
};

/** Describes one route. The same specification validates, authorizes, documents, and types the browser's call. */
export function defineRoute<
  // biome-ignore lint/complexity/noBannedTypes: an empty shape is what a route without parameters has
  P extends Shape = {},
  // biome-ignore lint/complexity/noBannedTypes: as above
  Q extends Shape = {},
  B extends z.ZodType = typeof Empty,
  R extends z.ZodType = z.ZodVoid,
>(input: RouteInput<P, Q, B, R>): RouteSpec<z.ZodObject<P>, z.ZodObject<Q>, B, R> {
  return {
    method: input.method,
    path: input.path,
    summary: input.summary,
    access: input.access,
    ...(input.limit ? { limit: input.limit } : {}),
    status: input.status ?? (input.response ? 200 : 204),
    params: z.strictObject(input.params ?? ({} as P)) as unknown as z.ZodObject<P>,
    query: z.strictObject(input.query ?? ({} as Q)) as unknown as z.ZodObject<Q>,
    body: input.body ?? (Empty as unknown as B),
    ...(input.takesBytes === undefined ? {} : { takesBytes: input.takesBytes }),
    ...(input.takesForm === undefined ? {} : { takesForm: input.takesForm }),
    response: input.response ?? (z.void() as unknown as R),
    answers: input.answers ?? "json",
    idempotent: input.idempotent ?? input.method === "POST",
  };
}

/** `?cursor=&limit=`: 50 unless told, more than 100 is clamped. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .default(50)
    .transform((limit) => Math.min(limit, 100)),
};

/** A list answer: the items, and the cursor of the next page or null. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
