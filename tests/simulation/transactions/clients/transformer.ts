/**
 * Consume, transform, produce: takes committed input from where the group stands, writes a value for each record
 * somewhere into the output, and commits where it goes on in the same transaction.
 */
import { Errors } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { fetchRequest } from '../../clients/consumer.ts';
import { nameOf, type TopicPartition } from '../../clients/partitions.ts';
import { isDone } from './answers.ts';
import { Incarnation, type IncarnationOptions, type Plan, roundsOf } from './incarnation.ts';
import type { Place } from './program.ts';
import { type CommittedPart, committedPart, stableOffset } from './requests.ts';

const MAX_WAIT_MS = 100;
const READ_COMMITTED = 1;

export interface Work {
  readonly group: string;
  readonly input: TopicPartition;
  readonly output: readonly TopicPartition[];
}

export class Transformer extends Incarnation {
  readonly #work: Work;
  /** Where the group stands, and where to read on from there. */
  #position: { readonly from: number; readonly read: number } | undefined;
  #next = 0;

  constructor(place: Place, name: string, options: IncarnationOptions, work: Work) {
    super(place, name, options);
    this.#work = work;
  }

  protected override async plan(transaction: string): Promise<Plan | undefined> {
    this.#position ??= await this.#committedPosition();
    const { from, read } = this.#position;
    const { records, nextOffset } = await this.#fetch(read);
    const taken = records.slice(0, 1 + this.random.integer(10));
    if (taken.length === 0) {
      this.#position = { from, read: nextOffset };
      return undefined;
    }
    this.#next = taken.length === records.length ? nextOffset : (taken.at(-1)?.offset ?? read) + 1;
    const { group, input, output } = this.#work;
    const values = taken.map((_, index) => `${transaction}.${index}`);
    const rounds = roundsOf(values, output, (bound) => this.random.integer(bound));
    return { rounds, offsets: { group, from, next: { ...input, offset: this.#next } } };
  }

  /** After an abort, from where the group stands. */
  protected override ended(committed: boolean): void {
    this.#position = committed ? { from: this.#next, read: this.#next } : undefined;
  }

  async #committedPosition() {
    const { group, input } = this.#work;
    const askedAt = this.history.moment();
    const offset = await stableOffset(this, group, input);
    const at = this.history.moment();
    this.history.events.push({ kind: 'stable offset', group, partition: nameOf(input), offset, askedAt, at });
    const from = Math.max(offset, 0);
    return { from, read: from };
  }

  async #fetch(fetchOffset: number): Promise<CommittedPart> {
    const { input } = this.#work;
    const maxBytes = 1 + this.random.integer(4000);
    const request = fetchRequest([{ ...input, offset: fetchOffset }], maxBytes, MAX_WAIT_MS);
    const response = await this.attempt(fetchApi, 12, { ...request, isolationLevel: READ_COMMITTED });
    const part = response?.responses[0]?.partitions[0];
    if (part === undefined || !isDone(part.errorCode, `Fetch at ${fetchOffset}`)) {
      return { records: [], nextOffset: fetchOffset };
    }
    if (response?.errorCode !== Errors.NONE) throw new Error(`Fetch was answered ${response?.errorCode}`);
    const found = committedPart(part, fetchOffset);
    const read = { partition: nameOf(input), fetchOffset, ...found, at: this.history.moment() };
    this.history.events.push({ kind: 'committed read', reader: this.name, ...read });
    return found;
  }
}
