/** Asks again and again where groups stand, and waits where a transaction is about to move them (B73). */
import { nameOf } from '../../clients/partitions.ts';
import { type Place, Program } from './program.ts';
import { type GroupInput, stableOffset } from './requests.ts';

export class OffsetWatcher extends Program {
  readonly #groups: readonly GroupInput[];

  constructor(place: Place, name: string, groups: readonly GroupInput[]) {
    super(place, name);
    this.#groups = groups;
  }

  protected override async run(): Promise<void> {
    while (!this.stopping) {
      for (const { group, input } of this.#groups) {
        const askedAt = this.history.moment();
        const offset = await stableOffset(this, group, input);
        const at = this.history.moment();
        this.history.events.push({ kind: 'stable offset', group, partition: nameOf(input), offset, askedAt, at });
      }
      await this.sleep(this.random.between(0, 30));
    }
  }
}
