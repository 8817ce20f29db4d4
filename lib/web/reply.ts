/** An answer with a status or headers of its own. Set-Cookie may be several. */
export class Reply<T> {
  constructor(
    readonly status: number,
    readonly body: T,
    readonly headers: Record<string, string> = {},
    readonly cookies: string[] = [],
  ) {}
}

export function reply<T>(
  status: number,
  body: T,
  headers: Record<string, string> = {},
  cookies: string[] = [],
): Reply<T> {
  return new Reply(status, body, headers, cookies);
}
