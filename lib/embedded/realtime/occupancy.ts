/** What a webhook says about who is there. */
export type OccupancyEvent = {
  name: "channel_occupied" | "channel_vacated" | "member_added" | "member_removed";
  channel: string;
  user_id?: string;
};

/** Announces comings at once and goings only after they have lasted, so that a reload is neither. */
export type Occupancy = {
  came(channel: string, userId?: string): void;
  went(channel: string, userId?: string): void;
  close(): void;
};

export function createOccupancy(announce: (event: OccupancyEvent) => void, delayMs: number): Occupancy {
  const leaving = new Map<string, NodeJS.Timeout>();
  const keyOf = (channel: string, userId?: string) => `${channel} ${userId ?? ""}`;

  return {
    came(channel, userId) {
      const key = keyOf(channel, userId);
      const timer = leaving.get(key);
      if (timer) {
        clearTimeout(timer);
        leaving.delete(key);
        return;
      }
      announce(
        userId === undefined
          ? { name: "channel_occupied", channel }
          : { name: "member_added", channel, user_id: userId },
      );
    },
    went(channel, userId) {
      const key = keyOf(channel, userId);
      const timer = setTimeout(() => {
        leaving.delete(key);
        announce(
          userId === undefined
            ? { name: "channel_vacated", channel }
            : { name: "member_removed", channel, user_id: userId },
        );
      }, delayMs);
      leaving.set(key, timer.unref());
    },
    close() {
      for (const timer of leaving.values()) clearTimeout(timer);
      leaving.clear();
    },
  };
}
