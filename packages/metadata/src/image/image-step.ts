/** One step of the image under way: the next image, sharing with the last what is not changed, and what was changed. */
import type { BrokerImage, ClientQuotaImage, ClusterImage, TopicImage } from '../cluster-image.ts';
import { CopyOnWriteMap } from './copy-on-write-map.ts';
import type { ChangedConfigs, ImageDelta, TopicChange } from './image-delta.ts';

export class ImageStep {
  readonly #before: ClusterImage;
  readonly #revision: number;
  #controllerId: number;
  #controllerEpoch: number;
  #features: ReadonlyMap<string, number>;
  #featuresEpoch: number;
  readonly #brokers: CopyOnWriteMap<number, BrokerImage>;
  readonly #topicsByName: CopyOnWriteMap<string, TopicImage>;
  readonly #topicsById: CopyOnWriteMap<string, TopicImage>;
  readonly #configs: Record<ChangedConfigs['resource'], CopyOnWriteMap<string, ReadonlyMap<string, string>>>;
  readonly #clientQuotas: CopyOnWriteMap<string, ClientQuotaImage>;
  readonly #createdTopics: TopicImage[] = [];
  readonly #deletedTopics: TopicImage[] = [];
  readonly #changedTopics: TopicChange[] = [];
  readonly #changedConfigs: ChangedConfigs[] = [];
  readonly #changedBrokers: number[] = [];

  constructor(before: ClusterImage, revision: number) {
    this.#before = before;
    this.#revision = revision;
    this.#controllerId = before.controllerId;
    this.#controllerEpoch = before.controllerEpoch;
    this.#features = before.features;
    this.#featuresEpoch = before.featuresEpoch;
    this.#brokers = new CopyOnWriteMap(before.brokers);
    this.#topicsByName = new CopyOnWriteMap(before.topicsByName);
    this.#topicsById = new CopyOnWriteMap(before.topicsById);
    this.#clientQuotas = new CopyOnWriteMap(before.clientQuotas);
    this.#configs = {
      topic: new CopyOnWriteMap(before.configs.topic),
      broker: new CopyOnWriteMap(before.configs.broker),
      group: new CopyOnWriteMap(before.configs.group),
      clientMetrics: new CopyOnWriteMap(before.configs.clientMetrics),
    };
  }

  setController(controller: { readonly brokerId: number; readonly epoch: number } | undefined): void {
    this.#controllerId = controller?.brokerId ?? -1;
    this.#controllerEpoch = controller?.epoch ?? this.#controllerEpoch;
  }

  setFeatures(features: ReadonlyMap<string, number>): void {
    this.#features = features;
    this.#featuresEpoch = this.#revision;
  }

  setBroker(id: number, broker: BrokerImage | undefined): void {
    this.#brokers.put(id, broker);
    this.#changedBrokers.push(id);
  }

  /** A resource without configs is not in the image. */
  setConfigs(changed: ChangedConfigs, configs: ReadonlyMap<string, string> | undefined): void {
    this.#configs[changed.resource].put(changed.name, configs?.size === 0 ? undefined : configs);
    this.#changedConfigs.push(changed);
  }

  /** An entity without quotas is not in the image. */
  setClientQuotas(entityKey: string, quotas: ClientQuotaImage | undefined): void {
    this.#clientQuotas.put(entityKey, quotas?.quotas.size === 0 ? undefined : quotas);
  }

  setTopic(topicId: string, after: TopicImage | undefined): void {
    const before = this.#topicsById.get(topicId);
    if (after !== undefined) {
      this.#topicsById.put(topicId, after);
      this.#topicsByName.put(after.name, after);
      if (before === undefined) this.#createdTopics.push(after);
      else this.#changedTopics.push({ before, after });
    } else if (before !== undefined) {
      this.#topicsById.put(topicId, undefined);
      this.#deletedTopics.push(before);
      const successor = this.#topicsByName.get(before.name)?.id !== topicId;
      if (!successor) this.#topicsByName.put(before.name, undefined);
    }
  }

  image(): ClusterImage {
    return {
      revision: this.#revision,
      clusterId: this.#before.clusterId,
      controllerId: this.#controllerId,
      controllerEpoch: this.#controllerEpoch,
      brokers: this.#brokers.result(),
      topicsByName: this.#topicsByName.result(),
      topicsById: this.#topicsById.result(),
      configs: this.#allConfigs(),
      clientQuotas: this.#clientQuotas.result(),
      features: this.#features,
      featuresEpoch: this.#featuresEpoch,
    };
  }

  delta(): ImageDelta {
    return {
      createdTopics: this.#createdTopics,
      deletedTopics: this.#deletedTopics,
      changedTopics: this.#changedTopics,
      changedConfigs: this.#changedConfigs,
      changedBrokers: this.#changedBrokers,
      controllerChanged: this.#controllerId !== this.#before.controllerId,
      featuresChanged: this.#featuresEpoch !== this.#before.featuresEpoch,
    };
  }

  #allConfigs(): ClusterImage['configs'] {
    if (this.#changedConfigs.length === 0) return this.#before.configs;
    const { topic, broker, group, clientMetrics } = this.#configs;
    return {
      topic: topic.result(),
      broker: broker.result(),
      group: group.result(),
      clientMetrics: clientMetrics.result(),
    };
  }
}
