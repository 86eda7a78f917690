import type { ChangedTopics } from '@moldau/coordinator';
import type { ClusterImage, ImageDelta, TopicImage } from '@moldau/metadata';
import { racksOf } from './image-catalog.ts';

/** The topics about which something changed that assignments depend on. Leaders and replicas in sync are not that. */
export function changedTopics(before: ClusterImage, after: ClusterImage, delta: ImageDelta): ChangedTopics {
  const deleted = delta.deletedTopics.map(({ name }) => name);
  const changed = delta.changedTopics.filter((topic) => isAltered(topic.before, before, topic.after, after));
  const moved = rackChanged(before, after) ? [...after.topicsByName.keys()] : [];
  return {
    created: delta.createdTopics.map(({ name }) => name),
    altered: [...deleted, ...changed.map((topic) => topic.after.name), ...moved],
  };
}

function isAltered(old: TopicImage, before: ClusterImage, now: TopicImage, after: ClusterImage): boolean {
  if (old.partitions.length !== now.partitions.length) return true;
  return JSON.stringify(racksOf(old, before)) !== JSON.stringify(racksOf(now, after));
}

/** A broker came back in another rack: rare enough to have every group look. */
function rackChanged(before: ClusterImage, after: ClusterImage): boolean {
  if (before.brokers === after.brokers) return false;
  return [...after.brokers].some(([id, { rack }]) => before.brokers.has(id) && before.brokers.get(id)?.rack !== rack);
}
