import type { CatalogTopic, TopicCatalog } from '@moldau/coordinator';
import type { ClusterImage, ImageTracker, TopicImage } from '@moldau/metadata';

/** The topics of the cluster image as coordinators see them. */
export function imageCatalog(tracker: ImageTracker): TopicCatalog {
  const named = (topic: TopicImage | undefined): CatalogTopic | undefined =>
    topic && {
      name: topic.name,
      id: topic.id,
      partitions: topic.partitions.length,
      racks: () => racksOf(topic, tracker.image),
    };
  return {
    topicByName: (name) => named(tracker.image.topicsByName.get(name)),
    topicById: (id) => named(tracker.image.topicsById.get(id)),
    topicNames: () => tracker.image.topicsByName.keys(),
  };
}

/** Partition by partition, the racks of its replicas. */
export function racksOf({ partitions }: TopicImage, { brokers }: ClusterImage): string[][] {
  return partitions.map(({ replicas }) => {
    const racks = replicas.map((replica) => brokers.get(replica)?.rack ?? null);
    return racks.filter((rack) => rack !== null);
  });
}
