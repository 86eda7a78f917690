import type { ClusterImage, PartitionImage, TopicImage } from '@moldau/metadata';
import { Errors, ProtocolError } from '@moldau/protocol';
import type { Logger } from '@moldau/runtime';
import type { LogManager } from '@moldau/storage';
import { Partition } from './partition.ts';
import type { TopicConfig } from './topic-config.ts';
import { TopicTraffic } from './topic-traffic.ts';

/**
 * The partitions that this broker hosts, kept equal to the cluster image: a topic that appears gets its logs, one that
 * goes loses them at once, a changed config reaches them before the next request.
 */
export class ReplicaManager {
  /** Of all topics, those that are gone included. */
  readonly traffic = new TopicTraffic();
  readonly #brokerId: number;
  readonly #logs: LogManager;
  readonly #log: Logger;
  readonly #configOf: (topic: TopicImage) => TopicConfig;
  readonly #byName = new Map<string, HostedTopic>();
  readonly #byId = new Map<string, HostedTopic>();
  /** What the first image has may have logs of an earlier run. */
  #isStarting = true;
  #isStopping = false;
  #unopened: { readonly topic: string; readonly partition: number; readonly error: unknown }[] = [];

  constructor(options: ReplicaManagerOptions) {
    this.#brokerId = options.brokerId;
    this.#logs = options.logs;
    this.#log = options.log;
    this.#configOf = options.configOf;
  }

  topicByName(name: string): HostedTopic | undefined {
    return this.#byName.get(name);
  }

  topicById(id: string): HostedTopic | undefined {
    return this.#byId.get(id);
  }

  get topics(): Iterable<HostedTopic> {
    return this.#byId.values();
  }

  /** Whether a partition that is to be here has no log that can be used. */
  isOffline(topic: string, partition: number): boolean {
    const hosted = this.#byName.get(topic);
    const isOurs = hosted?.image.partitions[partition]?.replicas.includes(this.#brokerId) ?? false;
    return isOurs && hosted?.partitions.has(partition) === false;
  }

  /** Makes the hosted partitions those of `image`. */
  apply(image: ClusterImage): void {
    for (const hosted of this.#byId.values()) {
      if (!image.topicsById.has(hosted.id)) this.#remove(hosted);
    }
    for (const topic of image.topicsById.values()) this.#applyTopic(topic);
    this.#isStarting = false;
    this.#reportUnopened();
  }

  /** Whether the broker is about to stop: nobody is to wait for records that come later. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** The broker is about to stop: fetches that wait are answered with what there is, so that they do not hold it up. */
  stopWaiting(): void {
    this.#isStopping = true;
    for (const hosted of this.#byId.values()) {
      for (const partition of hosted.partitions.values()) partition.wake();
    }
  }

  /** Stops leading: producers and fetches that wait are told to look for another leader. */
  close(): void {
    const error = new ProtocolError(Errors.NOT_LEADER_OR_FOLLOWER, 'The broker is shutting down');
    for (const hosted of this.#byId.values()) {
      for (const partition of hosted.partitions.values()) partition.close(error);
    }
    this.#byId.clear();
    this.#byName.clear();
  }

  #applyTopic(topic: TopicImage): void {
    const config = this.#configOf(topic);
    const hosted = this.#byId.get(topic.id) ?? this.#add(topic, config);
    if (hosted.image === topic && hosted.config === config) return;
    const reconfigured = hosted.config !== config;
    hosted.image = topic;
    hosted.config = config;
    for (const [index, image] of topic.partitions.entries()) {
      const partition = hosted.partitions.get(index);
      if (partition === undefined) this.#host(hosted, index, image);
      else {
        if (reconfigured) this.#configure(partition, config);
        partition.update(image);
      }
    }
  }

  #add(topic: TopicImage, config: TopicConfig): HostedTopic {
    const stale = this.#byName.get(topic.name);
    if (stale !== undefined) this.#remove(stale);
    const hosted: HostedTopic = {
      name: topic.name,
      id: topic.id,
      isInternal: topic.isInternal,
      image: topic,
      config,
      traffic: new TopicTraffic(this.traffic),
      partitions: new Map(),
    };
    this.#byName.set(topic.name, hosted);
    this.#byId.set(topic.id, hosted);
    for (const [index, image] of topic.partitions.entries()) this.#host(hosted, index, image);
    return hosted;
  }

  /**
   * A log that cannot be opened costs its own partition only: requests for it get KAFKA_STORAGE_ERROR (B159). Of one that
   * is damaged it was said why when it was found.
   */
  #host(topic: HostedTopic, index: number, image: PartitionImage): void {
    if (!image.replicas.includes(this.#brokerId)) return;
    try {
      const log =
        this.#logs.get(topic.name, index) ??
        this.#logs.create(topic.name, index, topic.id, topic.config.log, !this.#isStarting);
      log.configure(topic.config.log);
      const { config, partitions, traffic } = topic;
      partitions.set(index, new Partition(log, image, config.minInsyncReplicas, traffic));
    } catch (error) {
      if (this.#logs.offlineLogs.has(`${topic.name}-${index}`)) return;
      this.#unopened.push({ topic: topic.name, partition: index, error });
    }
  }

  /** In one line, since a log directory that is offline has many. */
  #reportUnopened(): void {
    const [first] = this.#unopened;
    if (first === undefined) return;
    const count = this.#unopened.length;
    this.#unopened = [];
    this.#log.error(
      { ...first, partitions: count },
      'Partitions are offline: their logs cannot be opened, this one first',
    );
  }

  #configure(partition: Partition, config: TopicConfig): void {
    partition.log.configure(config.log);
    partition.minInsyncReplicas = config.minInsyncReplicas;
  }

  #remove(hosted: HostedTopic): void {
    this.#byId.delete(hosted.id);
    if (this.#byName.get(hosted.name) === hosted) this.#byName.delete(hosted.name);
    const error = new ProtocolError(Errors.UNKNOWN_TOPIC_OR_PARTITION, `Topic ${hosted.name} was deleted`);
    for (const partition of hosted.partitions.values()) partition.close(error);
    for (const index of hosted.image.partitions.keys()) this.#logs.delete(hosted.name, index);
  }
}

export interface ReplicaManagerOptions {
  readonly brokerId: number;
  readonly logs: LogManager;
  readonly log: Logger;
  /** The topic's configs, resolved over the broker's; the same object as long as nothing changed. */
  readonly configOf: (topic: TopicImage) => TopicConfig;
}

/** A topic of the image with the partitions that this broker hosts; a partition missing here is offline. */
export interface HostedTopic {
  readonly name: string;
  readonly id: string;
  readonly isInternal: boolean;
  image: TopicImage;
  config: TopicConfig;
  readonly traffic: TopicTraffic;
  readonly partitions: Map<number, Partition>;
}
