/** What a scenario was promised, and whether the broker keeps it. */

import { Errors, errorName } from '@moldau/protocol';
import type { FaultyBroker } from './faulty-broker.ts';

export interface Report {
  /** Something worth reading. */
  saw(what: string): void;
  /** A violation unless `holds`. */
  expect(holds: boolean, what: string): void;
}

export interface Partition {
  readonly topic: string;
  readonly partition: number;
}

interface Acknowledged extends Partition {
  readonly offset: number;
  readonly value: string;
}

export class Ledger {
  readonly #report: Report;
  readonly #acknowledged: Acknowledged[] = [];
  #count = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  get size(): number {
    return this.#acknowledged.length;
  }

  /** Sends one record of so many bytes. Returns the error. */
  async send(broker: FaultyBroker, target: Partition, bytes = 100): Promise<number> {
    const value = `${target.topic}-${target.partition}#${this.#count++} `.padEnd(bytes, 'x');
    const { errorCode, offset } = await broker.produce(target.topic, target.partition, value);
    if (errorCode === Errors.NONE) this.#acknowledged.push({ ...target, offset, value });
    return errorCode;
  }

  /** Everything acknowledged is where it was said to be, but for what `isExcused`. */
  async check(
    broker: FaultyBroker,
    partitions: readonly Partition[],
    isExcused: (record: Acknowledged) => boolean = () => false,
  ): Promise<void> {
    for (const { topic, partition } of partitions) {
      const due = this.#acknowledged.filter(
        (record) => record.topic === topic && record.partition === partition && !isExcused(record),
      );
      const first = Math.min(...due.map(({ offset }) => offset));
      const { records, error } = await broker.fetchAll(topic, partition, Number.isFinite(first) ? first : 0);
      this.#report.expect(error === Errors.NONE, `${topic}-${partition} can be read, was answered ${errorName(error)}`);
      const missing = due.filter(({ offset, value }) => records.get(offset) !== value);
      const what = `${topic}-${partition} has all ${due.length} acknowledged records`;
      this.#report.expect(missing.length === 0, `${what}, misses ${missing.length} from ${missing[0]?.offset} on`);
    }
  }
}

export function nameOf({ topic, partition }: Partition): string {
  return `${topic}-${partition}`;
}
