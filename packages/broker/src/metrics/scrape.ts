/**
 * One scrape: what needs a pass over everything is gathered first, then each family is written as it is read. All of it in
 * slices, so that ten thousand partitions and a thousand groups do not hold up a single request for long.
 */
import type { Clock, ProcessMetrics } from '@moldau/runtime';
import { clientLines } from './client-metrics.ts';
import { head, line } from './exposition.ts';
import type { Family } from './family.ts';
import { lagTable } from './lag/lag-table.ts';
import type { RecordTimes } from './lag/record-times.ts';
import { countPartitions } from './partition-totals.ts';
import { Slices } from './slices.ts';
import type { MetricsSources, Scraped } from './sources.ts';

export interface ScrapeOptions {
  readonly clock: Clock;
  readonly families: readonly Family[];
  readonly process: ProcessMetrics;
  readonly times: RecordTimes;
  readonly partitionsMax: number;
  readonly isReady: boolean;
  readonly address: Scraped['address'];
}

/** What the process is described by. */
const ofProcess = /^(process|nodejs)_/;

const PIECE_CHARACTERS = 32 * 1024;

/** The exposition in pieces of whole lines. */
export async function* scrape(sources: MetricsSources, options: ScrapeOptions): AsyncGenerator<string> {
  yield await options.process.exposition();
  const { clock, families } = options;
  const slices = new Slices(clock);
  const scraped = await gather(sources, options, slices);
  let piece = '';
  for (const text of linesOf(scraped, families)) {
    piece += text;
    if (piece.length >= PIECE_CHARACTERS) {
      yield piece;
      piece = '';
    }
    if (slices.isOver()) await slices.next();
  }
  yield piece;
}

async function gather(sources: MetricsSources, options: ScrapeOptions, slices: Slices): Promise<Scraped> {
  const { clock, partitionsMax, process, times, isReady, address } = options;
  const { replicas, groups } = sources;
  return {
    ...sources,
    usage: process.usage(),
    totals: await countPartitions(sources, slices),
    lags: await lagTable({ clock, replicas, groups, times, partitionsMax }, slices),
    isReady,
    partitionsMax,
    address,
  };
}

function* linesOf(scraped: Scraped, families: readonly Family[]): Iterable<string> {
  for (const family of families) {
    yield head(family.name, family.type, family.help);
    for (const each of family.collect(scraped)) yield line(family.name, family.labels, each);
  }
  const names = new Set(families.map(({ name }) => name));
  const isTaken = (name: string): boolean => names.has(name) || ofProcess.test(name);
  yield* clientLines(scraped.clientMetrics?.families() ?? [], isTaken);
}
