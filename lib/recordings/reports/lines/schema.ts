import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../../schema";
import { ReportDto } from "../schema";

const Said = z.string().trim().max(100, "At most 100 characters.");

export const UpdateLine = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, "A line says something.")
    .max(1_000, "A line has at most 1,000 characters.")
    .optional(),
  owner: Said.nullable().optional(),
  due: Said.nullable().optional(),
});
export type UpdateLine = z.output<typeof UpdateLine>;

const line = `${oneRecording}/report/lines/{lineId}`;
const params = { ...recordingParams, lineId: Id };

export const updateLineRoute = defineRoute({
  method: "PATCH",
  path: line,
  summary: "Say a line of the report in other words. Its quote stays, and so does the version before.",
  access: "member",
  params,
  body: UpdateLine,
  response: ReportDto,
});

export const deleteLineRoute = defineRoute({
  method: "DELETE",
  path: line,
  summary: "Take a line out of the report. The version before is kept.",
  access: "member",
  params,
});
