import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

type ReceivedMail = {
  /** The envelope: who it really goes to. */
  recipients: string[];
  headers: Map<string, string>;
  text: string;
  html: string;
};

export type WireSmtp = {
  url: string;
  received: ReceivedMail[];
  /** The next `times` mails are refused with this SMTP status. */
  refuse(status: number, times?: number): void;
  close(): Promise<void>;
};

/** An SMTP server on loopback that wants a password, over plain text. */
export async function startWireSmtp(): Promise<WireSmtp> {
  const received: ReceivedMail[] = [];
  const refusals: number[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === "parley" && password === "p@ss") return done(null, { user: username });
      done(new Error("wrong password"));
    },
    onRcptTo(_address, _session, done) {
      const status = refusals.shift();
      done(status === undefined ? null : Object.assign(new Error("refused"), { responseCode: status }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, ...parse(Buffer.concat(chunks).toString("utf8")) });
        done();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://parley:p%40ss@127.0.0.1:${port}`,
    received,
    refuse: (status, times = 1) => refusals.push(...Array.from({ length: times }, () => status)),
    close: () => new Promise((closed) => server.close(closed)),
  };
}

/** Enough of MIME for what we send: multipart/alternative of text and HTML. */
function parse(raw: string): Omit<ReceivedMail, "recipients"> {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get("content-type") ?? "")?.[1];
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => split(part.trimStart()))
    : [];
  const find = (type: string) => {
    const part = parts.find((candidate) => candidate.headers.get("content-type")?.startsWith(type));
    return part ? decode(part.body, part.headers.get("content-transfer-encoding")) : "";
  };
  return { headers, text: find("text/plain"), html: find("text/html") };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8").trim();
  return encoding === "quoted-printable" ? unquote(body.replace(/=\r\n/g, "")).trim() : body.trim();
}

/** RFC 2047 words of a header. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : unquote(word.replaceAll("_", " ")),
    );
}

function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
