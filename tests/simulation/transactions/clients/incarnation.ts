/**
 * One run of a transactional program: transaction after transaction, until it is stopped, loses its transactional id to
 * the next run, or dies in the middle. Now and then it stands still for so long that it is replaced, and goes on as a
 * zombie afterwards.
 */
import type { TopicPartition } from '../../clients/partitions.ts';
import { nameOf } from '../../clients/partitions.ts';
import type { Consumed, Transaction } from '../history.ts';
import { FencedError } from './answers.ts';
import { type Place, Program } from './program.ts';
import type { OffsetToCommit } from './requests.ts';
import { type Batch, type ProducerOptions, TransactionalProducer } from './transactional-producer.ts';

export interface IncarnationOptions {
  readonly transactionalId: string;
  readonly version: 1 | 2;
  readonly timeoutMs: number;
  readonly ghosts: ProducerOptions['ghosts'];
  /** Told once, when another is to take its place. */
  readonly onStall: () => void;
  /** How often it stalls or dies, at each of a transaction's steps. */
  readonly troubleChance: number;
}

/** What a transaction is to do. */
export interface Plan {
  /** Sent one after the other, each to several partitions at once. */
  readonly rounds: readonly (readonly Batch[])[];
  readonly offsets?: { readonly group: string; readonly from: number; readonly next: OffsetToCommit };
}

/** The program ends where it stands. */
class DeathError extends Error {
  override readonly name = 'DeathError';
}

const COMMIT_CHANCE = 0.8;

export abstract class Incarnation extends Program {
  protected readonly options: IncarnationOptions;
  readonly #producer: TransactionalProducer;
  #count = 0;
  #isReplaced = false;

  constructor(place: Place, name: string, options: IncarnationOptions) {
    super(place, name);
    this.options = options;
    this.#producer = new TransactionalProducer(this, options);
  }

  /** Undefined when there is nothing to do just now. */
  protected abstract plan(transaction: string): Promise<Plan | undefined>;

  /** Called after each transaction that ended; the plan is done only if it was committed. */
  protected ended(_committed: boolean): void {}

  protected override async run(): Promise<void> {
    const { transactionalId } = this.options;
    let begunAt = this.time;
    try {
      const identity = await this.#producer.initialise();
      const at = this.history.moment();
      this.history.events.push({ kind: 'initialised', transactionalId, producer: this.name, ...identity, at });
      while (!this.stopping) {
        const name = `${this.name}#${this.#count++}`;
        const plan = await this.plan(name);
        begunAt = this.time;
        if (plan !== undefined) await this.#transact(name, plan);
      }
    } catch (error) {
      if (error instanceof FencedError) this.#acceptFence(error, begunAt);
      else if (!(error instanceof DeathError)) throw error;
    }
  }

  async #transact(name: string, plan: Plan): Promise<void> {
    const transaction = this.#begin(name, plan);
    for (const round of plan.rounds) {
      await this.#producer.send(round);
      await this.#meetTrouble();
    }
    if (plan.offsets !== undefined) await this.#producer.commitOffsets(plan.offsets.group, [plan.offsets.next]);
    await this.#meetTrouble();
    const commits = this.random.chance(COMMIT_CHANCE);
    if (commits) {
      transaction.commitAskedAt = this.history.moment();
      transaction.fate = 'unknown';
      await this.#dieAsking();
    }
    transaction.fate = await this.#producer.end(commits);
    transaction.endedAt = this.history.moment();
    if (this.#producer.fenced) throw new FencedError(`${name} was ended by somebody else`);
    this.ended(transaction.fate === 'committed');
  }

  #begin(name: string, { rounds, offsets }: Plan): Transaction {
    const sends = rounds.flat().flatMap((batch) => batch.values.map((value) => ({ partition: nameOf(batch), value })));
    const transaction: Transaction = {
      kind: 'transaction',
      name,
      transactionalId: this.options.transactionalId,
      producer: this.name,
      sends,
      consumed: offsets === undefined ? [] : [consumedBy(offsets)],
      fate: 'aborted',
    };
    this.history.events.push(transaction);
    return transaction;
  }

  async #meetTrouble(): Promise<void> {
    await this.sleep(this.random.between(0, 10));
    if (!this.random.chance(this.options.troubleChance)) return;
    if (this.random.chance(0.4)) throw new DeathError();
    this.#isReplaced = true;
    this.options.onStall();
    await this.sleep(this.random.between(10, 2 * this.options.timeoutMs));
  }

  /** The request is on its way and nobody waits for the answer. */
  async #dieAsking(): Promise<void> {
    if (!this.random.chance(this.options.troubleChance)) return;
    const asking = this.#producer.endOnce(this.#producer.commitRequest);
    await this.sleep(this.random.between(0, 10));
    this.link.disconnect();
    await asking;
    throw new DeathError();
  }

  /** Only one that was replaced, or was too slow, may lose its transaction. */
  #acceptFence(error: FencedError, begunAt: number): void {
    const isOverdue = this.time - begunAt >= this.options.timeoutMs;
    if (this.#isReplaced || isOverdue || this.options.ghosts.count > 0) return;
    throw new Error(`${this.name} lost its transaction without a reason: ${error.message}`);
  }
}

function consumedBy({ group, from, next }: NonNullable<Plan['offsets']>): Consumed {
  return { group, partition: nameOf(next), from, to: next.offset };
}

/** Some values for some partitions, in a few rounds. */
export function roundsOf(
  values: readonly string[],
  partitions: readonly TopicPartition[],
  chooseFrom: (bound: number) => number,
): Batch[][] {
  const middle = chooseFrom(values.length + 1);
  return [values.slice(0, middle), values.slice(middle)]
    .filter((some) => some.length > 0)
    .map((some) => {
      const places = some.map((value) => ({ value, place: chooseFrom(partitions.length) }));
      return [...Map.groupBy(places, ({ place }) => place)].flatMap(([place, those]) => {
        const target = partitions[place];
        return target === undefined ? [] : [{ ...target, values: those.map(({ value }) => value) }];
      });
    });
}
