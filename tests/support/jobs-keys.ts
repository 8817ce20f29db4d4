export const SIGNING_KEY = `signkey-test-${"0123456789abcdef".repeat(4)}`;
export const EVENT_KEY = "test-event-key";
