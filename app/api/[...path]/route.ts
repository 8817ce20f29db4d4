import { notFound } from "@/lib/core/errors";
import { requestIdOf } from "@/lib/web/gate";
import { problemResponse } from "@/lib/web/problem";

/** Whatever is no route of the API: machines get the same kind of answer as from a route, never a page. */
function answer(request: Request): Response {
  return problemResponse(notFound("address"), requestIdOf(request.headers));
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
