import type { TopicConfig } from '@moldau/cluster';
import type { ClusterImage, TopicImage } from '@moldau/metadata';
import type { Logger } from '@moldau/runtime';
import { logConfigOf, logSettings } from '@moldau/storage';

type Texts = ReadonlyMap<string, string>;

const NONE: Texts = new Map();

/**
 * What each topic's configs come to: its own, over the dynamic ones of this broker and of all brokers, over the
 * broker's settings file, over the defaults. The same object is given again as long as nothing under it changed.
 */
export class TopicConfigs {
  readonly #brokerId: string;
  readonly #brokerTexts: Texts;
  readonly #log: Logger;
  readonly #resolved = new WeakMap<TopicImage, ResolvedTopic>();

  constructor(brokerId: number, brokerTexts: Texts, log: Logger) {
    this.#brokerId = String(brokerId);
    this.#brokerTexts = brokerTexts;
    this.#log = log;
  }

  /** The same for a topic that the image may not have, which then gets the broker's defaults. */
  named(name: string, image: ClusterImage): TopicConfig {
    const topic = image.topicsByName.get(name);
    return topic === undefined ? this.#resolve(name, this.#layers(name, image), 1) : this.of(topic, image);
  }

  of(topic: TopicImage, image: ClusterImage): TopicConfig {
    const layers = this.#layers(topic.name, image);
    const known = this.#resolved.get(topic);
    if (known !== undefined && sameLayers(known.layers, layers)) return known.config;
    const config = this.#resolve(topic.name, layers, topic.partitions[0]?.replicas.length ?? 1);
    this.#resolved.set(topic, { layers, config });
    return config;
  }

  #layers(topicName: string, image: ClusterImage): readonly Texts[] {
    return [
      this.#brokerTexts,
      image.configs.broker.get('') ?? NONE,
      image.configs.broker.get(this.#brokerId) ?? NONE,
      image.configs.topic.get(topicName) ?? NONE,
    ];
  }

  /** Stored configs were checked when they were set; should one not hold any more, the topic keeps its defaults. */
  #resolve(name: string, layers: readonly Texts[], replicationFactor: number): TopicConfig {
    const resolution = logSettings.resolve(new Map(layers.flatMap((layer) => [...layer])));
    if (resolution.ok) return topicConfig(resolution.values, replicationFactor);
    this.#log.error({ topic: name, problems: resolution.problems }, 'Stored topic configs are invalid: using defaults');
    const defaults = logSettings.resolve(NONE);
    if (!defaults.ok) throw new Error(`The default topic configs are invalid: ${defaults.problems.join('; ')}`);
    return topicConfig(defaults.values, replicationFactor);
  }
}

interface ResolvedTopic {
  readonly layers: readonly Texts[];
  readonly config: TopicConfig;
}

function sameLayers(a: readonly Texts[], b: readonly Texts[]): boolean {
  return a.every((layer, index) => layer === b[index]);
}

function topicConfig(values: Parameters<typeof logConfigOf>[0], replicationFactor: number): TopicConfig {
  return { log: logConfigOf(values, replicationFactor), minInsyncReplicas: values.minInsyncReplicas };
}
