/**
 * What producers were told and what a reader found afterwards, and where the two disagree. Nothing is
 * lost when an acknowledged record is at its acknowledged offset, an idempotent producer's value is there once and in
 * its order, offsets have no gaps, and nothing is there that nobody sent.
 */

export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Acknowledged extends Place {
  readonly producer: string;
  readonly value: string;
}

export interface ReadRecord extends Place {
  readonly value: string;
}

export interface History {
  /** The producers whose values may never be doubled. */
  readonly idempotent: ReadonlySet<string>;
  /** How many values each producer sent: `name-0` … `name-(n-1)`. */
  readonly sent: ReadonlyMap<string, number>;
  readonly acknowledged: readonly Acknowledged[];
  /** In the order of their offsets within each partition. */
  readonly read: readonly ReadRecord[];
}

export type Violation =
  | { readonly kind: 'lost'; readonly acknowledged: Acknowledged; readonly found: string | undefined }
  | { readonly kind: 'doubled'; readonly value: string; readonly places: readonly Place[] }
  | { readonly kind: 'gap'; readonly place: Place; readonly expected: number }
  | { readonly kind: 'invented'; readonly record: ReadRecord }
  | { readonly kind: 'disordered'; readonly record: ReadRecord; readonly after: string };

/** Everything that is wrong with a history; empty if it keeps the promises. */
export function violationsOf(history: History): Violation[] {
  return [...lost(history), ...doubled(history), ...gaps(history), ...invented(history), ...disordered(history)];
}

function key({ topic, partition, offset }: Place): string {
  return `${topic}/${partition}/${offset}`;
}

function lost({ acknowledged, read }: History): Violation[] {
  const found = new Map(read.map((record) => [key(record), record.value]));
  return acknowledged
    .filter((each) => found.get(key(each)) !== each.value)
    .map((each) => ({ kind: 'lost', acknowledged: each, found: found.get(key(each)) }));
}

function doubled({ idempotent, read }: History): Violation[] {
  const mine = read.filter(({ value }) => idempotent.has(producerOf(value)));
  return [...Map.groupBy(mine, ({ value }) => value)]
    .filter(([, places]) => places.length > 1)
    .map(([value, places]) => ({ kind: 'doubled', value, places }));
}

function gaps({ read }: History): Violation[] {
  return partitionsOf(read).flatMap((records) =>
    records
      .flatMap((record, index): Violation[] =>
        record.offset === index ? [] : [{ kind: 'gap', place: record, expected: index }],
      )
      .slice(0, 1),
  );
}

function invented({ sent, read }: History): Violation[] {
  return read
    .filter(({ value }) => !(numberOf(value) < (sent.get(producerOf(value)) ?? 0)))
    .map((record) => ({ kind: 'invented', record }));
}

/** An idempotent producer's values rise within a partition. */
function disordered({ idempotent, read }: History): Violation[] {
  return partitionsOf(read).flatMap((records) => {
    const last = new Map<string, string>();
    return records.flatMap((record): Violation[] => {
      const producer = producerOf(record.value);
      const before = last.get(producer);
      last.set(producer, record.value);
      const falls = before !== undefined && numberOf(record.value) < numberOf(before);
      return falls && idempotent.has(producer) ? [{ kind: 'disordered', record, after: before }] : [];
    });
  });
}

function partitionsOf(read: readonly ReadRecord[]): ReadRecord[][] {
  return [...Map.groupBy(read, ({ topic, partition }) => `${topic}/${partition}`).values()];
}

/** Values are `producer-number`. */
function producerOf(value: string): string {
  return value.slice(0, value.lastIndexOf('-'));
}

function numberOf(value: string): number {
  return Number(value.slice(value.lastIndexOf('-') + 1));
}
