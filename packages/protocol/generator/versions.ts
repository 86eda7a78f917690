/** A contiguous range of message versions, as schemas write it: '3', '0-4', '3+' (no upper end) or 'none'. */
export type VersionNotation = `${number}` | `${number}-${number}` | `${number}+` | 'none';

export interface VersionRange {
  readonly from: number;
  readonly to: number;
}

export const NO_VERSION: VersionRange = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

export function parseVersions(notation: VersionNotation): VersionRange {
  if (notation === 'none') return NO_VERSION;
  const open = notation.endsWith('+');
  const [from, to = from] = (open ? notation.slice(0, -1) : notation).split('-').map(Number);
  if (from === undefined || to === undefined || !(from <= to)) throw new Error(`no range of versions: ${notation}`);
  return { from, to: open ? Number.POSITIVE_INFINITY : to };
}

export function printVersions({ from, to }: VersionRange): string {
  if (from > to) return 'none';
  if (from === to) return `${from}`;
  return to === Number.POSITIVE_INFINITY ? `${from}+` : `${from}-${to}`;
}

export function includes(range: VersionRange, version: number): boolean {
  return version >= range.from && version <= range.to;
}

export function intersect(a: VersionRange, b: VersionRange): VersionRange {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from <= to ? { from, to } : NO_VERSION;
}

/** The smallest range around both. */
export function span(a: VersionRange, b: VersionRange): VersionRange {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** Every version of a closed range, ascending. */
export function versionsIn({ from, to }: VersionRange): number[] {
  const versions: number[] = [];
  for (let version = from; version <= to; version++) versions.push(version);
  return versions;
}
