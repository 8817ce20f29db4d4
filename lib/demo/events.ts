import * as z from "zod";
import { defineEvent } from "@/lib/core/event";

export const demoPlayRequested = defineEvent({
  name: "demo.play_requested",
  payload: z.object({}),
  job: true,
});

export const demoResetRequested = defineEvent({
  name: "demo.reset_requested",
  payload: z.object({}),
  job: true,
});
