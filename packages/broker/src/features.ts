/** The features that this broker knows, with the levels that it can work at (KIP-584). */
import type { ClusterImage } from '@moldau/metadata';
import type { FeatureRange, Features } from './handlers/api-versions.ts';

/** Groups of the consumer protocol (KIP-848). */
export const groupVersion = 'group.version';

const supported: readonly FeatureRange[] = [{ name: groupVersion, minVersion: 0, maxVersion: 1 }];

/** What a new cluster has finalized: the highest level of each. */
export const newClusterFeatures: ReadonlyMap<string, number> = new Map(
  supported.map(({ name, maxVersion }) => [name, maxVersion]),
);

export function featuresOf(image: ClusterImage): Features {
  return {
    supported,
    finalized: Array.from(image.features, ([name, level]) => ({ name, level })),
    finalizedEpoch: image.featuresEpoch,
  };
}
