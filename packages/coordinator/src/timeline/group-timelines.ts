/**
 * The timelines of all groups of a broker: the latest events of each, in memory only. A timeline outlives the group's
 * deletion, and a move of its partition away and back.
 *
 * Bounds: each group keeps what fits into its bytes, the oldest events go first; all groups together keep what fits
 * into theirs, and the group of which nothing was heard for longest goes first, whole. Bytes are estimated from what a
 * JavaScript engine needs for such objects.
 */
import type { TimelineEntry } from './group-event.ts';

export interface TimelineBounds {
  readonly groupBytesMax: number;
  readonly bytesMax: number;
}

/** A group's last hundred events or so; the last two thousand groups that had any trouble. */
const defaultBounds: TimelineBounds = { groupBytesMax: 32 * 1024, bytesMax: 16 * 1024 * 1024 };

export interface GroupTimeline {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  /** How many older ones have been forgotten. */
  readonly forgotten: number;
}

interface KeptTimeline {
  readonly entries: TimelineEntry[];
  bytes: number;
  forgotten: number;
}

const noTimeline: GroupTimeline = { entries: [], forgotten: 0 };

const groupOverheadBytes = 200;
const entryOverheadBytes = 120;

export class GroupTimelines {
  readonly #bounds: TimelineBounds;
  /** The group that was heard of last is last. */
  readonly #timelines = new Map<string, KeptTimeline>();
  #bytes = 0;

  constructor(bounds: TimelineBounds = defaultBounds) {
    this.#bounds = bounds;
  }

  /** An estimate of the memory that all timelines take. */
  get bytes(): number {
    return this.#bytes;
  }

  of(groupId: string): GroupTimeline {
    return this.#timelines.get(groupId) ?? noTimeline;
  }

  add(entry: TimelineEntry): void {
    const timeline = this.#latest(entry.groupId);
    timeline.entries.push(entry);
    this.#grow(timeline, bytesOf(entry));
    while (timeline.bytes > this.#bounds.groupBytesMax && timeline.entries.length > 1) this.#forgetOldest(timeline);
    for (const [groupId, quietest] of this.#timelines) {
      if (this.#bytes <= this.#bounds.bytesMax || quietest === timeline) break;
      this.#timelines.delete(groupId);
      this.#bytes -= quietest.bytes;
    }
  }

  #latest(groupId: string): KeptTimeline {
    const known = this.#timelines.get(groupId);
    if (known !== undefined) this.#timelines.delete(groupId);
    const timeline = known ?? { entries: [], bytes: 0, forgotten: 0 };
    this.#timelines.set(groupId, timeline);
    if (known === undefined) this.#grow(timeline, groupOverheadBytes + bytesOfValue(groupId));
    return timeline;
  }

  #forgetOldest(timeline: KeptTimeline): void {
    const oldest = timeline.entries.shift();
    if (oldest === undefined) return;
    timeline.forgotten++;
    this.#grow(timeline, -bytesOf(oldest));
  }

  #grow(timeline: KeptTimeline, bytes: number): void {
    timeline.bytes += bytes;
    this.#bytes += bytes;
  }
}

function bytesOf({ event }: TimelineEntry): number {
  return entryOverheadBytes + bytesOfValue(event);
}

function bytesOfValue(value: unknown): number {
  if (typeof value === 'string') return 24 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 32;
  for (const part of Object.values(value)) bytes += bytesOfValue(part);
  return bytes;
}
