/**
 * A number that changes when something changes about the topics of a group that an assignment depends on: which of
 * them exist, under which ids, with how many partitions, in which racks (B126, B130).
 */
import { createHash } from 'node:crypto';
import type { TopicCatalog } from '../ports.ts';

/** 0 if none of the topics exists. */
export function metadataHash(topicNames: ReadonlySet<string>, catalog: TopicCatalog): number {
  const hash = createHash('sha256');
  let topics = 0;
  for (const name of [...topicNames].sort()) {
    const topic = catalog.topicByName(name);
    if (topic === undefined) continue;
    topics++;
    hash.update(`${topic.id}\0${name}\0${topic.partitions}\0${racksText(topic.racks?.() ?? [])}\n`);
  }
  if (topics === 0) return 0;
  // The bits that a number holds exactly.
  return hash.digest().readUIntBE(0, 6) + 1;
}

function racksText(racks: Iterable<readonly string[]>): string {
  return Array.from(racks, (ofPartition) => ofPartition.toSorted().join(',')).join(';');
}
