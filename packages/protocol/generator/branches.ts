/**
 * From "what happens in each version" to the shortest readable choice between ranges of versions.
 *
 * Neighbouring versions with the same text become one branch. Branches come newest first and each condition assumes
 * that the earlier ones failed, so a chain reads `flexible ? … : version >= 3 ? … : …`.
 */
import type { StructLayout } from './layout.ts';
import type { VersionRange } from './versions.ts';
import { includes, intersect } from './versions.ts';

export interface Branch {
  /** TypeScript, or undefined where it always holds. */
  readonly condition: string | undefined;
  readonly range: VersionRange;
  readonly text: string;
}

/** `versions` ascend; versions of the struct that are not among them are left to the caller's last `else`. */
export function branches(
  struct: StructLayout,
  versions: readonly number[],
  text: (version: number) => string,
): Branch[] {
  const result: Branch[] = [];
  let { from, to } = struct.versions;
  const found = segments(versions, text);
  const nameFlexible = found.some((segment) => segment.text.includes('Compact'));
  for (const segment of found.reverse()) {
    const condition = conditionFor(struct, segment.range, { from, to }, nameFlexible);
    result.push({ ...segment, condition });
    if (segment.range.to >= to) to = segment.range.from - 1;
    if (segment.range.from <= from) from = segment.range.to + 1;
  }
  return result;
}

/** Whether the versions of a struct are partly flexible, so that its functions need to ask. */
export function isPartlyFlexible({ versions, message }: StructLayout): boolean {
  const flexible = intersect(versions, message.flexible);
  return flexible.from > versions.from && flexible.from <= versions.to;
}

/**
 * A condition for "the version is in `range`", given that it is in `known`. With `nameFlexible` the first flexible
 * version is called by that name.
 */
export function conditionFor(
  struct: StructLayout,
  range: VersionRange,
  known: VersionRange,
  nameFlexible = false,
): string | undefined {
  if (range.from === range.to && range.from > known.from && range.to < known.to) return `version === ${range.from}`;
  const isFlexible = nameFlexible && isPartlyFlexible(struct) && range.from === struct.message.flexible.from;
  const conditions: string[] = [];
  if (range.from > known.from) conditions.push(isFlexible ? 'flexible' : `version >= ${range.from}`);
  if (range.to < known.to) conditions.push(`version <= ${range.to}`);
  return conditions.length === 0 ? undefined : conditions.join(' && ');
}

export function flexibleOnly(struct: StructLayout): VersionRange {
  return intersect(struct.versions, struct.message.flexible);
}

export function isEverFlexible(struct: StructLayout): boolean {
  return includes(struct.message.flexible, struct.versions.to);
}

function segments(
  versions: readonly number[],
  text: (version: number) => string,
): { range: VersionRange; text: string }[] {
  const result: { range: VersionRange; text: string }[] = [];
  for (const version of versions) {
    const current = text(version);
    const last = result.at(-1);
    if (last !== undefined && last.text === current && last.range.to === version - 1) {
      result[result.length - 1] = { text: current, range: { from: last.range.from, to: version } };
    } else {
      result.push({ text: current, range: { from: version, to: version } });
    }
  }
  return result;
}
