import { cn } from "./cn";
import { MarkIcon } from "./mark-icon";

const SIZES = {
  xs: "size-5 text-xs",
  sm: "size-6 text-xs",
  md: "size-9 text-base",
  lg: "size-11 text-lg",
  xl: "size-16 text-2xl",
};
const MARK_SIZES = { xs: "size-3", sm: "size-3.5", md: "size-5", lg: "size-6", xl: "size-9" };

type AvatarProps = {
  /** Decides the hue, so that somebody looks the same everywhere. */
  id: string;
  name: string;
  /** People and visitors are round, an assistant is square and carries the mark. */
  kind?: "person" | "assistant" | "visitor";
  imageUrl?: string | null;
  size?: keyof typeof SIZES;
  /** Draws the dot. Leave out where presence does not matter. */
  online?: boolean;
  className?: string;
};

/** A face beside a name that is written out, hence silent for assistive technology. */
export function Avatar({ id, name, kind = "person", imageUrl, size = "md", online, className }: AvatarProps) {
  return (
    <span aria-hidden="true" className={cn("relative inline-flex shrink-0 select-none", className)}>
      <Face id={id} name={name} kind={kind} imageUrl={imageUrl ?? null} size={size} />
      {online ? (
        <span className="absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full border-2 border-sunken bg-ok" />
      ) : null}
    </span>
  );
}

function Face({ id, name, kind, imageUrl, size }: Required<Pick<AvatarProps, "id" | "name">> & FaceLook) {
  const shape = cn("inline-flex items-center justify-center overflow-hidden", SIZES[size]);
  if (imageUrl) {
    return (
      // biome-ignore lint/performance/noImgElement: uploads are re-encoded by us and never pass the image optimizer
      <img
        src={imageUrl}
        alt=""
        className={cn(shape, "object-cover", kind === "assistant" ? "rounded-md" : "rounded-full")}
      />
    );
  }
  if (kind === "assistant") {
    return (
      <span className={cn(shape, "rounded-md bg-accent text-accent-ink", size === "xs" && "rounded-xs")}>
        <MarkIcon className={MARK_SIZES[size]} />
      </span>
    );
  }
  return (
    <span
      className={cn(shape, "rounded-full font-semibold text-[oklch(0.28_0.02_165)]")}
      style={{ backgroundColor: `oklch(0.87 0.062 ${hueOf(id, name)})` }}
    >
      {initialOf(name)}
    </span>
  );
}

type AvatarStackProps = {
  people: Pick<AvatarProps, "id" | "name" | "kind" | "imageUrl">[];
  size?: AvatarProps["size"];
};

/** A few faces, one over the other, each with a rim of the page between. */
export function AvatarStack({ people, size = "sm" }: AvatarStackProps) {
  return (
    <span aria-hidden="true" className="flex -space-x-1.5 rtl:space-x-reverse">
      {people.map((person) => (
        <Avatar key={person.id} {...person} size={size} className="rounded-full ring-2 ring-surface" />
      ))}
    </span>
  );
}

type FaceLook = {
  kind: "person" | "assistant" | "visitor";
  imageUrl: string | null;
  size: keyof typeof SIZES;
};

/** The part of the circle without yellows, which belong to quotes: from green around to orange. */
const FIRST_HUE = 115;
const HUE_SPAN = 305;
/** Neighbors in the alphabet get hues that are far apart: steps of the golden angle. */
const GOLDEN_ANGLE = 137.5;
const A_IS_SALMON = 325;

/** By the initial, so that a team's faces differ; people of the same initial are told apart by their ids, a shade to each side. */
function hueOf(id: string, name: string): number {
  const letter = (name.trim().toLowerCase().codePointAt(0) ?? 97) - 97;
  const turn = (((A_IS_SALMON + letter * GOLDEN_ANGLE) % 360) + 360) % 360;
  return Math.round(FIRST_HUE + (turn / 360) * HUE_SPAN + (hashOf(id) % 3) * 8 - 8) % 360;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The first letter as people see it: an emoji or a combined letter stays whole. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim());
  return first ? first.segment.toLocaleUpperCase() : "?";
}
