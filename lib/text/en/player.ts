/** Where something is heard. */
export const player = {
  label: "Player",
  play: "Play",
  pause: "Pause",
  position: "Position",
  at: (now: string, all: string) => `${now} of ${all}`,
  speed: (rate: number) => `Speed ${rate}×`,
  rate: (rate: number) => `${rate}×`,
  from: (at: string) => `Play from ${at}`,
  noAudio: "There is no audio, only the transcript.",
  deletedBy: (name: string) => `The sound was deleted by ${name}`,
  deletedInTime: "The sound was deleted, as this workspace keeps sound only so long",
  broken: "This browser cannot play the audio. It can be downloaded.",
};
