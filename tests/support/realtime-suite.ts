import PusherSdk from "pusher";
import { afterEach, expect, vi } from "vitest";
import { endRawSockets, openRawSocket, type RawFrame, type RawSocket } from "./raw-socket";
import { CREDENTIALS, type RealtimeFixture, startRealtime, type TestClient } from "./realtime";

/** What every suite of the realtime service stands on: servers that end with their test, and waiting without sleeping. */
const running: RealtimeFixture[] = [];

afterEach(async () => {
  endRawSockets();
  await Promise.all(running.splice(0).map((fixture) => fixture.stop()));
});

export type RealtimeSuite = { fixture: RealtimeFixture; sdk: PusherSdk; raw(): Promise<RawSocket> };

/** The embedded server, the vendor's server SDK pointed at it, and sockets that say what they like. */
export async function startSuite(...options: Parameters<typeof startRealtime>): Promise<RealtimeSuite> {
  const fixture = await startRealtime(...options);
  running.push(fixture);
  const sdk = new PusherSdk({ ...CREDENTIALS, host: "127.0.0.1", port: String(fixture.tcpPort) });
  return { fixture, sdk, raw: () => connected(openRawSocket(fixture.tcpPort)) };
}

export function until(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 5 });
}

export const joined = (client: TestClient, ...topics: string[]) =>
  until(() => expect(client.confirmed).toEqual(topics));

export async function connected(socket: RawSocket): Promise<RawSocket> {
  await until(() => expect(socket.socketId()).not.toBe(""));
  return socket;
}

const ANSWER = /:subscription_(succeeded|error)$/;

/** Asks to join and resolves with the answer. */
export async function join(
  sdk: PusherSdk,
  socket: RawSocket,
  channel: string,
  member?: PusherSdk.PresenceChannelData,
): Promise<RawFrame | undefined> {
  const answers = () =>
    socket.frames.filter((frame) => frame.channel === channel && ANSWER.test(frame.event));
  const before = answers().length;
  socket.send("pusher:subscribe", { channel, ...sdk.authorizeChannel(socket.socketId(), channel, member) });
  await until(() => expect(answers().length).toBe(before + 1));
  return answers().at(-1);
}
