/**
 * A metric as it is declared: once and whole, beside what gathers it. The exposition and the page of all metrics follow
 * from the declarations.
 */
import type { RecentHistogram } from '@moldau/runtime';
import type { Scraped } from './sources.ts';

/** Whose dashboards know the name; `moldau` is our own and always shown. */
export type NameSet = 'jmx-exporter' | 'kafka-exporter' | 'kafka-lag-exporter' | 'moldau';

export interface Family {
  readonly name: string;
  readonly names: NameSet;
  readonly type: 'counter' | 'gauge' | 'summary';
  /** What values count in; '' for plain numbers. */
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** What Confluent's rules for the JMX exporter make of the same figure, where it is another name. */
  readonly confluent?: string;
  /** Whether there is one for each partition, or partition and group: `metrics.partitions.max` bounds their number. */
  readonly isPerPartition?: boolean;
  collect(scraped: Scraped): Iterable<Sample>;
}

export interface Sample {
  readonly value: number;
  /** In the order of the family's labels; a label without a value is left out. */
  readonly labels: readonly (string | number | undefined)[];
  /** Of a summary. */
  readonly quantile?: string;
  readonly suffix?: '_count' | '_sum';
}

export function sample(value: number, ...labels: Sample['labels']): Sample {
  return { value, labels };
}

/** A family with one value and no labels. */
export function single(
  declaration: Omit<Family, 'labels' | 'collect'>,
  value: (scraped: Scraped) => number | undefined,
): Family {
  return {
    ...declaration,
    labels: [],
    *collect(scraped) {
      const found = value(scraped);
      if (found !== undefined) yield sample(found);
    },
  };
}

/** Those that the JMX exporter makes of Kafka's histograms. */
const QUANTILES: readonly (readonly [number, string])[] = [
  [0.5, '0.50'],
  [0.75, '0.75'],
  [0.95, '0.95'],
  [0.98, '0.98'],
  [0.99, '0.99'],
  [0.999, '0.999'],
];

/** A histogram as a summary. */
export function* summary(histogram: RecentHistogram, ...labels: Sample['labels']): Iterable<Sample> {
  const values = histogram.values(QUANTILES.map(([quantile]) => quantile));
  for (const [index, [, quantile]] of QUANTILES.entries()) yield { value: values[index] ?? 0, labels, quantile };
  yield { value: histogram.count, labels, suffix: '_count' };
  yield { value: histogram.sum, labels, suffix: '_sum' };
}
