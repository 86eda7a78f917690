/** Reads whole topics with kafkajs, each partition from its first offset to its last. */

import kafkajs from 'kafkajs';
import type { ReadRecord } from './history.ts';

const withinMs = 120_000;

/** In the order of the offsets within each partition. */
export async function readEverything(
  address: string,
  topics: readonly string[],
  partitions: number,
): Promise<ReadRecord[]> {
  const kafka = new kafkajs.Kafka({ brokers: [address], logLevel: kafkajs.logLevel.NOTHING });
  const ends = await endOffsets(kafka, topics, partitions);
  const wanted = [...ends.values()].reduce((sum, end) => sum + end, 0);
  const read: ReadRecord[] = [];
  const { promise: complete, resolve, reject } = Promise.withResolvers<void>();
  const overdue = setTimeout(
    () => reject(new Error(`${read.length} of ${wanted} records within ${withinMs} ms`)),
    withinMs,
  );
  const consumer = kafka.consumer({ groupId: `reader-${process.pid}-${performance.now()}`, maxWaitTimeInMs: 100 });
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { topic, partition, messages } }) => {
      for (const { offset, value } of messages) {
        read.push({ topic, partition, offset: Number(offset), value: value?.toString() ?? '' });
      }
      if (read.length >= wanted) resolve();
    },
  });
  if (wanted === 0) resolve();
  await complete.finally(() => clearTimeout(overdue));
  await consumer.disconnect();
  return read;
}

async function endOffsets(
  kafka: kafkajs.Kafka,
  topics: readonly string[],
  partitions: number,
): Promise<Map<string, number>> {
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<string, number>();
  for (const topic of topics) {
    const found = await admin.fetchTopicOffsets(topic);
    if (found.length !== partitions)
      throw new Error(`${topic} has ${found.length} partitions instead of ${partitions}`);
    for (const { partition, high } of found) ends.set(`${topic}/${partition}`, Number(high));
  }
  await admin.disconnect();
  return ends;
}
