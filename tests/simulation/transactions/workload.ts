/**
 * Transactional programs at work on one broker: two that write the input, one for each partition of it that transforms
 * it into the output, all of which die, stall and come back; one whose transactional id nobody takes up again; two
 * readers of everything that is committed, and one who asks where the group stands. Each run of a program speaks one or
 * the other version of the protocol, also under one transactional id.
 */
import { Errors, errorName } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';
import { SeededRandom } from '@moldau/runtime/simulated';
import type { TopicPartition } from '../clients/partitions.ts';
import { CommittedReader } from './clients/committed-reader.ts';
import { Feeder } from './clients/feeder.ts';
import { FinalAudit } from './clients/final-audit.ts';
import type { Incarnation, IncarnationOptions } from './clients/incarnation.ts';
import { OffsetWatcher } from './clients/offset-watcher.ts';
import { type Place, Program } from './clients/program.ts';
import { Transformer } from './clients/transformer.ts';

export interface WorkloadOptions {
  readonly troubleChance: number;
  /** Of the transactions. */
  readonly timeoutMs: number;
  /** How the topics are made. */
  readonly topicConfigs?: Readonly<Record<string, string>>;
}

const GROUP = 'transformers';
const PATIENCE_MS = 30_000;

export const input: readonly TopicPartition[] = [
  { topic: 'input', partition: 0 },
  { topic: 'input', partition: 1 },
];
export const output: readonly TopicPartition[] = [
  { topic: 'output', partition: 0 },
  { topic: 'output', partition: 1 },
  { topic: 'other-output', partition: 0 },
];

const groups = input.map((from) => ({ group: GROUP, input: from }));

export class TransactionalWorkload {
  readonly readers: readonly CommittedReader[];
  readonly #place: Place;
  readonly #slots: readonly Slot[];
  readonly #watchers: readonly Program[];
  #audit: FinalAudit | undefined;

  /** Begins with its topics made by `SetUp`. */
  constructor(place: Place, options: WorkloadOptions) {
    this.#place = place;
    const feeders = ['feeder-a', 'feeder-b'].map(
      (id) => new Slot(place, id, options, (name, given) => new Feeder(place, name, given, input)),
    );
    const transformers = input.map((from) => {
      const work = { group: GROUP, input: from, output };
      const make = (name: string, given: IncarnationOptions) => new Transformer(place, name, given, work);
      return new Slot(place, `transformer-${from.partition}`, options, make);
    });
    const desertion = { ...options, troubleChance: 4 * options.troubleChance };
    const deserter = new Slot(
      place,
      'deserter',
      desertion,
      (name, given) => new Feeder(place, name, { ...given, transactionalId: name }, output),
    );
    this.#slots = [...feeders, ...transformers, deserter];
    this.readers = ['reader-a', 'reader-b'].map((name) => new CommittedReader(place, name, [...input, ...output]));
    this.#watchers = [...this.readers, new OffsetWatcher(place, 'watcher', groups)];
  }

  /** Resolves when everybody has come to an end and all has been read once more. */
  async finish(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.stop()));
    for (const watcher of this.#watchers) watcher.stop();
    await Promise.all(this.#watchers.map(({ done }) => done));
    const partitions = [...input, ...output];
    this.#audit = new FinalAudit(this.#place, 'audit', { partitions, groups, patienceMs: PATIENCE_MS });
    await this.#audit.done;
  }

  /** Who has not come to an end, and what they wait for. */
  unfinished(): string[] {
    const everyone = [...this.#slots.flatMap(({ everyone }) => everyone), ...this.#watchers, this.#audit];
    return everyone.flatMap((one) => (one?.asks === undefined ? [] : `${one.name} asks for ${one.asks}`));
  }
}

/** One transactional id, and whoever runs under it: the next one starts when the last one died or stands still. */
class Slot {
  readonly #place: Place;
  readonly #id: string;
  readonly #options: WorkloadOptions;
  readonly #make: (name: string, options: IncarnationOptions) => Incarnation;
  readonly everyone: Incarnation[] = [];
  readonly ghosts = { count: 0 };
  #stopping = false;

  constructor(
    place: Place,
    id: string,
    options: WorkloadOptions,
    make: (name: string, options: IncarnationOptions) => Incarnation,
  ) {
    this.#place = place;
    this.#id = id;
    this.#options = options;
    this.#make = make;
    this.#startNext();
  }

  /** Resolves when the zombies are gone, too. Rejects with what any of them did. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const one of this.everyone) one.stop();
    await Promise.all(this.everyone.map(({ done }) => done));
  }

  #startNext(): void {
    if (this.#stopping) return;
    const number = this.everyone.length;
    let isLast = true;
    const goOn = (): void => {
      if (isLast) this.#startNext();
      isLast = false;
    };
    const name = `${this.#id}.${number}`;
    const version = new SeededRandom(`${this.#place.seed}/${name}/version`).chance(0.5) ? 1 : 2;
    const { troubleChance, timeoutMs } = this.#options;
    const { ghosts } = this;
    const options = { transactionalId: this.#id, version, timeoutMs, troubleChance, ghosts, onStall: goOn } as const;
    const one = this.#make(name, options);
    this.everyone.push(one);
    one.done.then(goOn, () => {});
  }
}

/** Makes the topics, and ends. */
export class SetUp extends Program {
  readonly #configs: Readonly<Record<string, string>>;

  constructor(place: Place, name: string, configs: Readonly<Record<string, string>> = {}) {
    super(place, name);
    this.#configs = configs;
  }

  protected override async run(): Promise<void> {
    const configs = Object.entries(this.#configs).map(([name, value]) => ({ name, value }));
    const topics = [...Map.groupBy([...input, ...output], ({ topic }) => topic)].map(([name, { length }]) => ({
      name,
      numPartitions: length,
      replicationFactor: 1,
      assignments: [],
      configs,
    }));
    const response = await this.insist(
      createTopicsApi,
      7,
      { topics, timeoutMs: 5000, validateOnly: false },
      () => false,
    );
    for (const { name, errorCode } of response.topics) {
      if (errorCode !== Errors.NONE) throw new Error(`${name} was answered ${errorName(errorCode)}`);
    }
  }
}
