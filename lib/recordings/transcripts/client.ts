import { call } from "@/lib/core/call";
import { timesOfSplit } from "./rules";
import {
  joinSegmentRoute,
  type NameSpeaker,
  nameSpeakerRoute,
  type SegmentDto,
  type SplitSegment,
  splitSegmentRoute,
  type TranscriptDto,
  type UpdateSegment,
  type UpdateSpeaker,
  updateSegmentRoute,
  updateSpeakerRoute,
} from "./schema";

type Of = { workspace: string; recordingId: string };
type OfSegment = Of & { segmentId: string };

export const patchSegment = (params: OfSegment, body: UpdateSegment) =>
  call(updateSegmentRoute, { params, body });
export const splitSegment = (params: OfSegment, body: SplitSegment) =>
  call(splitSegmentRoute, { params, body });
export const joinSegment = (params: OfSegment) => call(joinSegmentRoute, { params });
export const nameSpeaker = (params: Of, body: NameSpeaker) => call(nameSpeakerRoute, { params, body });
export const patchSpeaker = (params: Of & { speakerId: string }, body: UpdateSpeaker) =>
  call(updateSpeakerRoute, { params, body });

/** What a correction makes of a transcript, shown before the server has answered. */
export type Correction = (transcript: TranscriptDto) => TranscriptDto;

export function corrected(
  segmentId: string,
  change: Partial<Pick<SegmentDto, "text" | "speakerId" | "hidden">>,
): Correction {
  return (transcript) =>
    withSegments(transcript, (one) => (one.id === segmentId ? { ...one, ...change } : one));
}

/** The second half has no id yet: it bears its place until the server answers. */
export function split(segmentId: string, at: number): Correction {
  return (transcript) =>
    withSegments(transcript, (one) => {
      if (one.id !== segmentId) return one;
      const [before, after] = [one.text.slice(0, at).trim(), one.text.slice(at).trim()];
      const times = timesOfSplit(one, before.length / Math.max(1, before.length + after.length), {});
      return [
        { ...one, text: before, endMs: times.endMs },
        { ...one, id: `${one.id}:${at}`, text: after, startMs: times.startMs },
      ];
    });
}

export function joined(segmentId: string, nextId: string): Correction {
  return (transcript) => {
    const next = transcript.segments.find(({ id }) => id === nextId);
    return withSegments(transcript, (one) => {
      if (!next || one.id === nextId) return next ? [] : one;
      if (one.id !== segmentId) return one;
      return { ...one, text: `${one.text} ${next.text}`, endMs: Math.max(one.endMs, next.endMs) };
    });
  };
}

export function renamed(speakerId: string, name: string): Correction {
  return (transcript) => ({
    ...transcript,
    speakers: transcript.speakers.map((one) => (one.id === speakerId ? { ...one, name } : one)),
  });
}

export function merged(speakerId: string, into: string): Correction {
  return (transcript) => ({
    ...withSegments(transcript, (one) => (one.speakerId === speakerId ? { ...one, speakerId: into } : one)),
    speakers: transcript.speakers.filter(({ id }) => id !== speakerId),
  });
}

function withSegments(
  transcript: TranscriptDto,
  become: (segment: SegmentDto) => SegmentDto | SegmentDto[],
): TranscriptDto {
  return { ...transcript, segments: transcript.segments.flatMap(become) };
}
