/** Which neighbouring segments are compacted into one, so that what is left of many does not stay many. */

const RELATIVE_OFFSET_MAX = 2 ** 31 - 1;

export interface GroupedSegment {
  readonly baseOffset: number;
  readonly nextOffset: number;
  readonly size: number;
  readonly offsetIndexBytes: number;
  readonly timeIndexBytes: number;
}

export interface GroupLimits {
  readonly segmentBytes: number;
  readonly segmentIndexBytes: number;
}

/** Groups in order; a segment that is too large by itself is a group alone. */
export function groupSegments<S extends GroupedSegment>(segments: readonly S[], limits: GroupLimits): S[][] {
  const groups: S[][] = [];
  let sums = { size: 0, offsetIndexBytes: 0, timeIndexBytes: 0 };
  for (const segment of segments) {
    const group = groups.at(-1);
    const grown = {
      size: sums.size + segment.size,
      offsetIndexBytes: sums.offsetIndexBytes + segment.offsetIndexBytes,
      timeIndexBytes: sums.timeIndexBytes + segment.timeIndexBytes,
    };
    const fits =
      grown.size <= limits.segmentBytes &&
      grown.offsetIndexBytes <= limits.segmentIndexBytes &&
      grown.timeIndexBytes <= limits.segmentIndexBytes;
    const base = group?.[0]?.baseOffset ?? segment.baseOffset;
    if (group !== undefined && fits && segment.nextOffset - 1 - base <= RELATIVE_OFFSET_MAX) {
      group.push(segment);
      sums = grown;
    } else {
      groups.push([segment]);
      sums = { ...segment };
    }
  }
  return groups;
}
