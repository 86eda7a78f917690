/** The features that this broker knows, with the levels that it can work at (KIP-584). */
import type { ClusterImage } from '@moldau/metadata';
import type { FeatureRange, Features } from './handlers/api-versions.ts';

/** Groups of the consumer protocol (KIP-848). */
export const groupVersion = 'group.version';

/** Transactions whose epoch is bumped at each end, so that nothing late gets into the next one (KIP-890). */
export const transactionVersion = 'transaction.version';

/**
 * The version of the records in Kafka's metadata log. There is no such log here, so there is one version to work at:
 * that of the release whose behaviour this is.
 */
const metadataVersion = 'metadata.version';
const metadataVersionOfKafka42 = 29;

export const supportedFeatures: readonly FeatureRange[] = [
  { name: groupVersion, minVersion: 0, maxVersion: 1 },
  { name: metadataVersion, minVersion: metadataVersionOfKafka42, maxVersion: metadataVersionOfKafka42 },
  { name: transactionVersion, minVersion: 0, maxVersion: 2 },
];

/** What a new cluster has finalized: the highest level of each. */
export const newClusterFeatures: ReadonlyMap<string, number> = new Map(
  supportedFeatures.map(({ name, maxVersion }) => [name, maxVersion]),
);

export function featuresOf(image: ClusterImage): Features {
  return {
    supported: supportedFeatures,
    finalized: Array.from(image.features, ([name, level]) => ({ name, level })),
    finalizedEpoch: image.featuresEpoch,
  };
}
