/**
 * The {@link Controller} of a broker that is it: decides from its own image, one operation at a time, and writes what was
 * decided. Topics and resources of one request are written side by side. What was decided on an image that has changed
 * meanwhile is decided again.
 */
import { decodeTopic, type ImageTracker, type MetadataStore } from '@moldau/metadata';
import { Errors, ProtocolError } from '@moldau/protocol';
import type { Clock, Logger, Random, Timer } from '@moldau/runtime';
import { decideAlterClientQuotas } from './alter-client-quotas.ts';
import { decideAlterConfigs, decideIncrementalAlterConfigs } from './alter-configs.ts';
import { decideAlterReassignments } from './alter-reassignments.ts';
import {
  type BrokerRegistration,
  type ControllerIdentity,
  integerAt,
  newLeaderEpochs,
  registrationWrites,
  takeControl,
} from './bootstrap-cluster.ts';
import type { ConfigCatalog } from './configs/config-catalog.ts';
import type {
  AdmitPartitions,
  AlterClientQuotasResult,
  AlterConfigsResult,
  ClientQuotaAlteration,
  Controller,
  CreatePartitionsResult,
  CreateTopicResult,
  DeleteTopicResult,
  ElectionResult,
  ElectionSelection,
  ElectionType,
  FeatureUpdate,
  IncrementalAlteration,
  MutationOptions,
  NewPartitions,
  NewTopic,
  ProducerIdBlock,
  ReassignmentOptions,
  ReassignmentResult,
  SupportedFeature,
  TopicReassignment,
  TopicSelector,
  UnregisterBrokerResult,
  UpdateFeaturesResult,
  ValidateOption,
  WholeAlteration,
} from './controller.ts';
import { type ControllerView, type Decision, WRITES_MAX } from './controller-view.ts';
import { ControllerWriter } from './controller-writer.ts';
import { decideCreatePartitions } from './create-partitions.ts';
import { decideCreateTopics, type TopicDefaults } from './create-topics.ts';
import { decideDeleteTopics, purgeTransactions } from './delete-topics.ts';
import { decideElectLeaders } from './elect-leaders.ts';
import { chunks } from './new-partitions.ts';
import { decideUnregisterBroker } from './unregister-broker.ts';
import { decideUpdateFeatures } from './update-features.ts';

export interface ControllerOptions {
  readonly store: MetadataStore;
  readonly tracker: ImageTracker;
  readonly catalog: ConfigCatalog;
  readonly defaults: TopicDefaults;
  readonly features: readonly SupportedFeature[];
  readonly identity: ControllerIdentity;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

const PRODUCER_ID_BLOCK = 1000;
const DECISIONS_MAX = 10;
/** How long the records of a deleted topic stay, for brokers that are behind. */
const PURGE_AFTER_MS = 3_600_000;

export class ActiveController implements Controller {
  readonly #options: ControllerOptions;
  readonly #view: ControllerView;
  readonly #writer: ControllerWriter;
  readonly #purges = new Set<Timer>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: ControllerOptions, term: number) {
    this.#options = options;
    this.#view = options.tracker;
    this.#writer = new ControllerWriter(options.store, options.tracker, term);
  }

  /** Takes control of a store that no other broker uses, and removes what deleted and unfinished topics left. */
  static async start(options: ControllerOptions): Promise<ActiveController> {
    const term = await takeControl(options.store, options.tracker, options.identity);
    const controller = new ActiveController(options, term);
    await controller.#purgeLeftovers();
    return controller;
  }

  /** Makes the broker known under a new epoch. Unless it stopped cleanly, its partitions get new leader epochs. */
  async registerBroker(registration: BrokerRegistration): Promise<void> {
    const { brokerId, proof } = registration;
    const register = () => registrationWrites(this.#view, registration);
    const lead = () => (proof === 'clean' ? [] : newLeaderEpochs(this.#view, brokerId));
    await this.#serve({ validateOnly: false }, () => [{ result: undefined, transactions: [register()] }]);
    await this.#serve({ validateOnly: false }, () =>
      chunks(lead(), WRITES_MAX).map((writes) => ({ result: undefined, transactions: [writes] })),
    );
  }

  createTopics(topics: readonly NewTopic[], options: MutationOptions): Promise<CreateTopicResult[]> {
    const { catalog, defaults, random } = this.#options;
    const context = { view: this.#view, catalog, defaults, random, admit: options.admit };
    return this.#serve(options, () => decideCreateTopics(context, topics));
  }

  async deleteTopics(topics: readonly TopicSelector[], admit?: AdmitPartitions): Promise<DeleteTopicResult[]> {
    const results = await this.#serve({ validateOnly: false }, () => decideDeleteTopics(this.#view, topics, admit));
    for (const { topicId, error } of results) {
      if (topicId !== undefined && error === undefined) this.#purgeLater(topicId);
    }
    return results;
  }

  createPartitions(topics: readonly NewPartitions[], options: MutationOptions): Promise<CreatePartitionsResult[]> {
    const { random } = this.#options;
    return this.#serve(options, () => decideCreatePartitions(this.#view, random, topics, options.admit));
  }

  incrementalAlterConfigs(
    resources: readonly IncrementalAlteration[],
    options: ValidateOption,
  ): Promise<AlterConfigsResult[]> {
    const context = { view: this.#view, catalog: this.#options.catalog };
    return this.#serve(options, () => decideIncrementalAlterConfigs(context, resources));
  }

  alterConfigs(resources: readonly WholeAlteration[], options: ValidateOption): Promise<AlterConfigsResult[]> {
    const context = { view: this.#view, catalog: this.#options.catalog };
    return this.#serve(options, () => decideAlterConfigs(context, resources));
  }

  alterClientQuotas(
    alterations: readonly ClientQuotaAlteration[],
    options: ValidateOption,
  ): Promise<AlterClientQuotasResult[]> {
    return this.#serve(options, () => decideAlterClientQuotas(this.#view, alterations));
  }

  electLeaders(type: ElectionType, selection: readonly ElectionSelection[] | null): Promise<ElectionResult[]> {
    return this.#serve({ validateOnly: false }, () => decideElectLeaders(this.#view, type, selection));
  }

  alterReassignments(
    topics: readonly TopicReassignment[],
    options: ReassignmentOptions,
  ): Promise<ReassignmentResult[]> {
    return this.#serve({ validateOnly: false }, () => decideAlterReassignments(this.#view, topics, options));
  }

  updateFeatures(updates: readonly FeatureUpdate[], options: ValidateOption): Promise<UpdateFeaturesResult> {
    return this.#serveOne(options, () => decideUpdateFeatures(this.#view, this.#options.features, updates));
  }

  unregisterBroker(brokerId: number): Promise<UnregisterBrokerResult> {
    return this.#serveOne({ validateOnly: false }, () => decideUnregisterBroker(this.#view, brokerId));
  }

  allocateProducerIds(): Promise<ProducerIdBlock> {
    return this.#serveOne({ validateOnly: false }, () => this.#decideProducerIds());
  }

  /** Waits for the operation under way. */
  async close(): Promise<void> {
    for (const timer of this.#purges) timer.cancel();
    this.#purges.clear();
    await this.#last;
  }

  /** Runs one operation after the other; the next begins whether or not the last one succeeded. */
  #exclusively<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#last.then(operation);
    this.#last = result.catch(() => {});
    return result;
  }

  #serve<Result>({ validateOnly }: ValidateOption, decide: () => Decision<Result>[]): Promise<Result[]> {
    return this.#exclusively(async () => {
      if (validateOnly) return decide().map(({ result }) => result);
      return this.#writeDecisions(decide);
    });
  }

  async #serveOne<Result>(options: ValidateOption, decide: () => Decision<Result>): Promise<Result> {
    const [result] = await this.#serve(options, () => [decide()]);
    if (result === undefined) throw new Error('A decision was lost');
    return result;
  }

  /** `decide` gives as many decisions each time, in the same order. */
  async #writeDecisions<Result>(decide: () => Decision<Result>[]): Promise<Result[]> {
    const written = new Map<number, Result>();
    for (let round = 0; round < DECISIONS_MAX; round += 1) {
      const decisions = [...decide().entries()];
      const pending = decisions.filter(([index]) => !written.has(index));
      const outcomes = await Promise.allSettled(
        pending.map(async ([index, { transactions, result }]) => {
          if ((await this.#writer.write(transactions)) === 'written') written.set(index, result);
        }),
      );
      const failure = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failure !== undefined) throw failure.reason;
      if (written.size === decisions.length) return [...written].sort(([a], [b]) => a - b).map(([, result]) => result);
    }
    throw new ProtocolError(Errors.REQUEST_TIMED_OUT, 'The cluster changes faster than it can be decided upon');
  }

  #decideProducerIds(): Decision<ProducerIdBlock> {
    const key = this.#view.keys.producerId;
    const firstProducerId = integerAt(this.#view, key) ?? 0;
    const length = PRODUCER_ID_BLOCK;
    const write = { put: key, value: Buffer.from(String(firstProducerId + length)) };
    return { result: { firstProducerId, length }, transactions: [[write]] };
  }

  async #purgeLeftovers(): Promise<void> {
    const topics = this.#options.tracker.entries(this.#view.keys.topic(''));
    for (const { key, value } of topics) {
      if (decodeTopic(key, value).state === 'ACTIVE') continue;
      const topicId = key.slice(this.#view.keys.topic('').length);
      await this.#serve({ validateOnly: false }, () => [this.#decidePurge(topicId)]);
    }
  }

  #purgeLater(topicId: string): void {
    const timer = this.#options.clock.after(PURGE_AFTER_MS, () => {
      this.#purges.delete(timer);
      this.#serve({ validateOnly: false }, () => [this.#decidePurge(topicId)]).catch((error: unknown) => {
        this.#options.log.warn({ error, topicId }, 'The records of a deleted topic could not be removed');
      });
    });
    this.#purges.add(timer);
  }

  #decidePurge(topicId: string): Decision<undefined> {
    return { result: undefined, transactions: purgeTransactions(this.#view, topicId) };
  }
}
