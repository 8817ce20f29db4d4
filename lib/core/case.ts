import * as z from "zod";
import { invalid } from "./errors";

/**
 * JSON outside is snake_case, code is camelCase. Keys are renamed by walking the zod schema, never the data, so that the keys
 * of records (emoji, settings) and the inside of free JSON stay as they are.
 */
export function toSnake(schema: z.ZodType, value: unknown): unknown {
  return rename(schema, value, (key) => ({ from: key, to: snake(key) }));
}

/** The inverse of `toSnake`. Unknown keys are kept as sent, so that strict objects can refuse them by their own name. */
export function fromSnake(schema: z.ZodType, value: unknown): unknown {
  return rename(schema, value, (key) => ({ from: snake(key), to: key }));
}

export function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type Direction = (key: string) => { from: string; to: string };

function rename(schema: z.ZodType, value: unknown, direction: Direction): unknown {
  if (value === null || typeof value !== "object") return value;
  if (schema instanceof z.ZodObject) return renameObject(schema, value, direction);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => rename(inner(schema.element), item, direction));
  }
  if (schema instanceof z.ZodRecord) {
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      rename(inner(schema.valueType), item, direction),
    ]);
    return Object.fromEntries(entries);
  }
  if (schema instanceof z.ZodUnion) return rename(pickOption(schema, value, direction), value, direction);
  const unwrapped = unwrap(schema);
  return unwrapped ? rename(unwrapped, value, direction) : value;
}

function renameObject(schema: z.ZodObject, value: object, direction: Direction): unknown {
  if (Array.isArray(value)) return value;
  const source = new Map(Object.entries(value));
  const renamed: [string, unknown][] = [];
  for (const [key, field] of Object.entries(schema.shape)) {
    const { from, to } = direction(key);
    if (!source.has(from)) continue;
    renamed.push([to, rename(inner(field), source.get(from), direction)]);
    source.delete(from);
  }
  refuseOtherSpellings(schema, source, direction);
  return Object.fromEntries([...renamed, ...source]);
}

/** `new_password` is the field; `newPassword` must not be a second way to write it. */
function refuseOtherSpellings(schema: z.ZodObject, rest: Map<string, unknown>, direction: Direction): void {
  for (const key of rest.keys()) {
    const { from } = direction(key);
    if (Object.hasOwn(schema.shape, key) && from !== key) throw invalid(key, `Write this field as ${from}.`);
  }
}

/** The option of a union whose object has the most keys in common with the value; discriminators decide first. */
function pickOption(schema: z.ZodUnion, value: object, direction: Direction): z.ZodType {
  const options = schema.options.map(inner);
  const score = (option: z.ZodType): number => {
    const object = innermost(option);
    if (object instanceof z.ZodArray) return Array.isArray(value) ? 1 : -1;
    if (!(object instanceof z.ZodObject)) return 0;
    return Object.entries(object.shape).reduce((sum, [key, field]) => {
      const { from } = direction(key);
      if (!(from in value)) return sum;
      const actual = Reflect.get(value, from);
      if (field instanceof z.ZodLiteral) return sum + (field.values.has(actual as never) ? 1000 : -1000);
      return sum + 1;
    }, 0);
  };
  return options.reduce((best, option) => (score(option) > score(best) ? option : best));
}

function innermost(schema: z.ZodType): z.ZodType {
  const next = unwrap(schema);
  return next ? innermost(next) : schema;
}

function unwrap(schema: z.ZodType): z.ZodType | null {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return inner(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe) return inner(schema.def.in);
  if (schema instanceof z.ZodLazy) return inner(schema.def.getter());
  return null;
}

/** zod types the parts of a schema by its core; every one we build is a classic ZodType. */
function inner(schema: z.core.$ZodType): z.ZodType {
  return schema as z.ZodType;
}
