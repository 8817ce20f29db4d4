import { takeCspReport } from "@/lib/web/csp-report";

export function POST(request: Request): Promise<Response> {
  return takeCspReport(request);
}
