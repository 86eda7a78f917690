import type { Controller } from '@moldau/cluster';
import { consumerOffsetsTopic } from '@moldau/coordinator';
import type { ClusterImage } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import type { BrokerSettings } from './settings/broker-settings.ts';

export interface InternalTopicsDependencies {
  readonly controller: Controller;
  readonly settings: BrokerSettings;
  readonly image: () => ClusterImage;
}

/** Creates the topics that coordinators keep their state in, with the settings that Kafka gives them (B167). */
export class InternalTopics {
  readonly #dependencies: InternalTopicsDependencies;
  #creating: Promise<boolean> | undefined;

  constructor(dependencies: InternalTopicsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Resolves with whether the topic exists, after an attempt to create it. */
  async ensure(name: string): Promise<boolean> {
    if (this.#dependencies.image().topicsByName.has(name)) return true;
    if (name !== consumerOffsetsTopic) return false;
    this.#creating ??= this.#create(name).finally(() => {
      this.#creating = undefined;
    });
    return this.#creating;
  }

  async #create(name: string): Promise<boolean> {
    const { controller, settings } = this.#dependencies;
    const [result] = await controller.createTopics(
      [
        {
          name,
          partitions: settings.offsetsTopicNumPartitions,
          replicationFactor: this.#replicationFactor(),
          assignments: [],
          configs: [
            { name: 'cleanup.policy', value: 'compact' },
            { name: 'compression.type', value: 'producer' },
            { name: 'segment.bytes', value: String(settings.offsetsTopicSegmentBytes) },
          ],
        },
      ],
      { validateOnly: false },
    );
    return result !== undefined && (result.error === undefined || result.error.code === Errors.TOPIC_ALREADY_EXISTS);
  }

  /** A factor that was asked for holds, even if it cannot be had; the default takes what there is. */
  #replicationFactor(): number {
    const { settings, image } = this.#dependencies;
    const wanted = settings.offsetsTopicReplicationFactor;
    const isGiven = settings.texts.has('offsets.topic.replication.factor');
    return isGiven ? wanted : Math.min(wanted, image().brokers.size);
  }
}
