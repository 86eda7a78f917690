import { boolean, int } from '@moldau/runtime';

/** How topics come and go. */
export const topicSettings = {
  numPartitions: int('num.partitions', {
    default: 1,
    min: 1,
    doc: 'Number of partitions of a topic that is created without one.',
  }),
  defaultReplicationFactor: int('default.replication.factor', {
    default: 1,
    min: 1,
    doc: 'Number of replicas of a topic that is created without one.',
  }),
  autoCreateTopicsEnable: boolean('auto.create.topics.enable', {
    default: true,
    doc: 'Whether a client that asks for an unknown topic creates it, if the client allows that.',
  }),
  deleteTopicEnable: boolean('delete.topic.enable', {
    default: true,
    doc: 'Whether topics can be deleted.',
  }),
} as const;
