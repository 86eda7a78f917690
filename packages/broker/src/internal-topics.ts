import type { Controller } from '@moldau/cluster';
import { consumerOffsetsTopic, transactionStateTopic } from '@moldau/coordinator';
import type { ClusterImage } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import type { BrokerSettings } from './settings/broker-settings.ts';

export interface InternalTopicsDependencies {
  readonly controller: Controller;
  readonly settings: BrokerSettings;
  readonly image: () => ClusterImage;
}

/** What an internal topic is created with. */
interface InternalTopic {
  readonly partitions: number;
  readonly replicationFactor: { readonly wanted: number; readonly setting: string };
  readonly configs: Readonly<Record<string, string>>;
}

/** Creates the topics that coordinators keep their state in, with the settings that Kafka gives them (B167). */
export class InternalTopics {
  readonly #dependencies: InternalTopicsDependencies;
  readonly #creating = new Map<string, Promise<boolean>>();

  constructor(dependencies: InternalTopicsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether the topic is created by what needs it, never by its name. */
  has(name: string): boolean {
    return this.#topic(name) !== undefined;
  }

  /** Resolves with whether the topic exists, after an attempt to create it. */
  async ensure(name: string): Promise<boolean> {
    if (this.#dependencies.image().topicsByName.has(name)) return true;
    const topic = this.#topic(name);
    if (topic === undefined) return false;
    const known = this.#creating.get(name);
    if (known !== undefined) return known;
    const creating = this.#create(name, topic).finally(() => this.#creating.delete(name));
    this.#creating.set(name, creating);
    return creating;
  }

  async #create(name: string, { partitions, replicationFactor, configs }: InternalTopic): Promise<boolean> {
    const [result] = await this.#dependencies.controller.createTopics(
      [
        {
          name,
          partitions,
          replicationFactor: this.#replicationFactor(replicationFactor),
          assignments: [],
          configs: Object.entries(configs).map(([configName, value]) => ({ name: configName, value })),
        },
      ],
      { validateOnly: false },
    );
    return result !== undefined && (result.error === undefined || result.error.code === Errors.TOPIC_ALREADY_EXISTS);
  }

  #topic(name: string): InternalTopic | undefined {
    const { settings } = this.#dependencies;
    if (name === consumerOffsetsTopic) return offsetsTopic(settings);
    return name === transactionStateTopic ? transactionTopic(settings) : undefined;
  }

  /** A factor that was asked for holds, even if it cannot be had; the default takes what there is. */
  #replicationFactor({ wanted, setting }: InternalTopic['replicationFactor']): number {
    const { settings, image } = this.#dependencies;
    return settings.texts.has(setting) ? wanted : Math.min(wanted, image().brokers.size);
  }
}

function offsetsTopic(settings: BrokerSettings): InternalTopic {
  return {
    partitions: settings.offsetsTopicNumPartitions,
    replicationFactor: {
      wanted: settings.offsetsTopicReplicationFactor,
      setting: 'offsets.topic.replication.factor',
    },
    configs: {
      'cleanup.policy': 'compact',
      'compression.type': 'producer',
      'segment.bytes': String(settings.offsetsTopicSegmentBytes),
    },
  };
}

function transactionTopic(settings: BrokerSettings): InternalTopic {
  return {
    partitions: settings.transactionStateLogNumPartitions,
    replicationFactor: {
      wanted: settings.transactionStateLogReplicationFactor,
      setting: 'transaction.state.log.replication.factor',
    },
    configs: {
      'cleanup.policy': 'compact',
      'compression.type': 'uncompressed',
      'min.insync.replicas': String(settings.transactionStateLogMinIsr),
      'segment.bytes': String(settings.transactionStateLogSegmentBytes),
      'unclean.leader.election.enable': 'false',
    },
  };
}
