import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";

/** How an engine writes a name, and how it is written. */
export const TermDto = z.object({ id: Id, heard: z.string(), written: z.string() });
export type TermDto = z.infer<typeof TermDto>;

const Name = z
  .string()
  .trim()
  .min(2, "A name has at least 2 characters.")
  .max(100, "A name has at most 100 characters.");

export const AddTerm = z.strictObject({ heard: Name, written: Name });
export type AddTerm = z.output<typeof AddTerm>;

const glossary = "/workspaces/{workspace}/glossary";

export const listTermsRoute = defineRoute({
  method: "GET",
  path: glossary,
  summary: "How names are written here, and what engines make of them.",
  access: "member",
  response: z.object({ items: z.array(TermDto) }),
});

export const addTermRoute = defineRoute({
  method: "POST",
  path: glossary,
  summary: "From now on a name is written like this in transcripts. What is there already stays.",
  access: "member",
  status: 201,
  body: AddTerm,
  response: TermDto,
});

export const removeTermRoute = defineRoute({
  method: "DELETE",
  path: `${glossary}/{termId}`,
  summary: "Take a name out of the glossary.",
  access: "member",
  params: { termId: Id },
});
