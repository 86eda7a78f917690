/** Writes the input: transactions of a few values, over all its partitions. */
import type { TopicPartition } from '../../clients/partitions.ts';
import { Incarnation, type IncarnationOptions, type Plan, roundsOf } from './incarnation.ts';
import type { Place } from './program.ts';

export class Feeder extends Incarnation {
  readonly #partitions: readonly TopicPartition[];

  constructor(place: Place, name: string, options: IncarnationOptions, partitions: readonly TopicPartition[]) {
    super(place, name, options);
    this.#partitions = partitions;
  }

  protected override async plan(transaction: string): Promise<Plan> {
    await this.sleep(this.random.between(0, 40));
    const values = Array.from({ length: 1 + this.random.integer(8) }, (_, index) => `${transaction}.${index}`);
    return { rounds: roundsOf(values, this.#partitions, (bound) => this.random.integer(bound)) };
  }
}
