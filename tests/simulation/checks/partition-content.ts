/** What is known of each partition: which values were seen at which offset, and what the final read found. */
import type { FinalRead, HistoryEvent, OffsetAndValue } from '../history.ts';

export interface PartitionContent {
  readonly partition: string;
  /** By offset, everything ever read there; more than one value is a violation. */
  readonly seen: Map<number, Set<string>>;
  /** The highest high watermark that a consumer was told. */
  highWatermark: number;
  final: FinalRead | undefined;
  /** By offset. */
  readonly finalValues: Map<number, string>;
}

export function contentOf(history: readonly HistoryEvent[]): Map<string, PartitionContent> {
  const partitions = new Map<string, PartitionContent>();
  for (const event of history) {
    if (event.kind !== 'read' && event.kind !== 'final read') continue;
    const content = partitions.get(event.partition) ?? emptyContent(event.partition);
    partitions.set(event.partition, content);
    noteSeen(content, event.records);
    if (event.kind === 'read') content.highWatermark = Math.max(content.highWatermark, event.highWatermark);
    else {
      content.final = event;
      for (const { offset, value } of event.records) content.finalValues.set(offset, value);
    }
  }
  return partitions;
}

function emptyContent(partition: string): PartitionContent {
  return { partition, seen: new Map(), highWatermark: 0, final: undefined, finalValues: new Map() };
}

function noteSeen({ seen }: PartitionContent, records: readonly OffsetAndValue[]): void {
  for (const { offset, value } of records) {
    const values = seen.get(offset) ?? new Set();
    seen.set(offset, values.add(value));
  }
}
