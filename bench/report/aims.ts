/** What the benchmarks are to show, as data: a figure, what it is set against, and the bound. */
import type { RunResults } from './results.ts';
import { type Cell, type Summary, summaryOfCell, summaryOfRatio } from './statistics.ts';

export interface Aim {
  /** As the table names it. */
  readonly title: string;
  readonly bound: Bound;
  /** Everything that is to keep the bound; the aim is met when all do. */
  readonly comparisons: readonly Comparison[];
}

export interface Bound {
  readonly kind: 'at least' | 'at most';
  readonly value: number;
  /** `≥ 2×`, `≤ ⅓`, `≤ 150 ms`. */
  readonly text: string;
  /** What stands behind the value: `×`, ` ms`. */
  readonly suffix: string;
}

export interface Comparison {
  readonly name: string;
  readonly cell: Cell;
  /** Absent for an aim that is a value rather than a ratio. */
  readonly base?: Cell;
}

const times = (value: number): Bound => ({ kind: 'at least', value, text: `≥ ${value}×`, suffix: '×' });
const share = (value: number, text: string): Bound => ({ kind: 'at most', value, text: `≤ ${text}×`, suffix: '×' });
const milliseconds = (value: number): Bound => ({ kind: 'at most', value, text: `≤ ${value} ms`, suffix: ' ms' });

const moldau = (measure: string, figure: string): Cell => ({ column: 'moldau', measure, figure });

function toKafka(measure: string, figure: string, name = ''): Comparison {
  return { name, cell: moldau(measure, figure), base: { column: 'kafka', measure, figure } };
}

function toFloor(measure: string, figure: string, name = ''): Comparison {
  return { name, cell: moldau(measure, figure), base: { column: 'floor', measure, figure } };
}

function toItself(measure: string, base: string, figure: string, name = ''): Comparison {
  return { name, cell: moldau(measure, figure), base: moldau(base, figure) };
}

interface BulkCell {
  readonly measure: string;
  readonly name: string;
}

function bulk(...sizes: readonly string[]): BulkCell[] {
  return sizes.flatMap((size) =>
    ['100b', '1kb'].flatMap((record) =>
      ['none', 'lz4'].map((codec) => ({
        measure: `bulk-${size}-${record}-${codec}`,
        name: `${titles[size]} requests, ${titles[record]} records, ${codec}`,
      })),
    ),
  );
}

const titles: Readonly<Record<string, string>> = {
  '10kb': '10 KB',
  '100kb': '100 KB',
  '1mb': '1 MB',
  '100b': '100 B',
  '1kb': '1 KB',
};

const big = bulk('100kb', '1mb');
const every = bulk('10kb', '100kb', '1mb');

export const aims: readonly Aim[] = [
  {
    title: 'produce MB/s, 100 KB and 1 MB requests, against Kafka',
    bound: times(2),
    comparisons: big.map(({ measure, name }) => toKafka(measure, 'produce', name)),
  },
  {
    title: 'consume MB/s from the tail, 100 KB and 1 MB batches, against Kafka',
    bound: times(2),
    comparisons: big.map(({ measure, name }) => toKafka(measure, 'consume', name)),
  },
  {
    title: 'consume MB/s from the disk, against Kafka',
    bound: times(2),
    comparisons: [toKafka('consume-disk', 'consume')],
  },
  {
    title: 'broker CPU s per GB in, against Kafka',
    bound: share(1 / 3, '⅓'),
    comparisons: every.map(({ measure, name }) => toKafka(measure, 'produceCpu', name)),
  },
  {
    title: 'broker CPU s per GB out, against Kafka',
    bound: share(1 / 3, '⅓'),
    comparisons: every.map(({ measure, name }) => toKafka(measure, 'consumeCpu', name)),
  },
  {
    title: 'small requests per second, 200 connections, against Kafka',
    bound: times(1.5),
    comparisons: [toKafka('small-200-connections', 'requests')],
  },
  {
    title: 'end to end p50 at 1,000 msg/s, against Kafka',
    bound: share(1 / 2, '½'),
    comparisons: [toKafka('end-to-end-1000', 'p50')],
  },
  {
    title: 'end to end p99 at 1,000 msg/s, against Kafka',
    bound: share(1 / 3, '⅓'),
    comparisons: [toKafka('end-to-end-1000', 'p99')],
  },
  {
    title: 'fsynced small requests from 64 producers, against Kafka',
    bound: times(3),
    comparisons: [toKafka('fsynced-small', 'requests')],
  },
  {
    title: 'start to first acknowledged produce, against Kafka',
    bound: share(1 / 20, '1/20'),
    comparisons: [toKafka('start', 'firstProduce')],
  },
  {
    title: 'start to first acknowledged produce (aim for the published build)',
    bound: milliseconds(150),
    comparisons: [{ name: '', cell: moldau('start', 'firstProduce') }],
  },
  { title: 'RSS idle, against Kafka', bound: share(1 / 8, '⅛'), comparisons: [toKafka('memory-idle', 'resident')] },
  {
    title: 'RSS under load, against Kafka',
    bound: share(1 / 4, '¼'),
    comparisons: [toKafka('memory-loaded', 'resident')],
  },
  {
    title: 'broker CPU a request, 10,000 partitions against 1',
    bound: share(1.5, '1.5'),
    comparisons: [toItself('partitions-10000', 'partitions-1', 'requestCpu')],
  },
  {
    title: 'broker CPU a request, 10,000 connections against 1',
    bound: share(1.5, '1.5'),
    comparisons: [
      toItself('connections-10000-active-100', 'connections-1', 'requestCpu', '100 active'),
      toItself('connections-10000', 'connections-1', 'requestCpu', 'all active'),
    ],
  },
  {
    title: 'produce MB/s, 100 KB and 1 MB requests, share of the C program',
    bound: times(0.9),
    comparisons: big.map(({ measure, name }) => toFloor(measure, 'produce', name)),
  },
  {
    title: 'small requests per second, share of the C program',
    bound: times(0.8),
    comparisons: [toFloor('small-200-connections', 'requests')],
  },
  {
    title: 'consume MB/s from the tail, 1 MB batches, share of the loopback',
    bound: times(0.9),
    comparisons: bulk('1mb').map(({ measure, name }) => ({
      name,
      cell: moldau(measure, 'consume'),
      base: { column: 'machine', measure: 'loopback-1mb', figure: 'rate' },
    })),
  },
  {
    title: 'small requests per second over 1,000 active partitions against 1',
    bound: times(0.9),
    comparisons: [toItself('partitions-1000', 'partitions-1', 'requests')],
  },
];

export interface AimResult {
  readonly aim: Aim;
  /** Of the comparison that does worst, with its name. */
  readonly worst: Summary | undefined;
  readonly worstName: string;
  readonly met: number;
  readonly of: number;
}

/** How an aim stands. Comparisons that the run has nothing for do not count. */
export function resultOfAim(aim: Aim, { rounds }: RunResults): AimResult {
  const results = aim.comparisons.flatMap(({ name, cell, base }) => {
    const value = base === undefined ? summaryOfCell(rounds, cell) : summaryOfRatio(rounds, cell, base);
    return value === undefined ? [] : { name, value };
  });
  const sign = aim.bound.kind === 'at least' ? 1 : -1;
  const worst = results.toSorted((a, b) => sign * (a.value.median - b.value.median))[0];
  const met = results.filter(({ value }) => sign * (value.median - aim.bound.value) >= 0).length;
  return { aim, worst: worst?.value, worstName: worst?.name ?? '', met, of: results.length };
}
