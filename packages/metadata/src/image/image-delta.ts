/** What one step of the cluster image changed, so that listeners need not compare images. */
import type { TopicImage } from '../cluster-image.ts';
import type { ConfigResource } from '../records/record-keys.ts';

export interface ImageDelta {
  readonly createdTopics: readonly TopicImage[];
  readonly deletedTopics: readonly TopicImage[];
  /** Partitions added, leaders moved, replicas changed. */
  readonly changedTopics: readonly TopicChange[];
  readonly changedConfigs: readonly ChangedConfigs[];
  /** Ids of brokers that came, changed or went. */
  readonly changedBrokers: readonly number[];
  readonly controllerChanged: boolean;
  readonly featuresChanged: boolean;
}

export interface TopicChange {
  readonly before: TopicImage;
  readonly after: TopicImage;
}

export interface ChangedConfigs {
  readonly resource: ConfigResource;
  /** As in the image: topic name, broker id as text or '' for the cluster-wide default, group id, subscription. */
  readonly name: string;
}
