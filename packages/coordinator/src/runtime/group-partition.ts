/** Which partition of `__consumer_offsets` a group belongs to: Java's string hash, as Kafka's brokers compute it. */
export function groupPartition(groupId: string, partitions: number): number {
  let hash = 0;
  for (let at = 0; at < groupId.length; at++) hash = (Math.imul(hash, 31) + groupId.charCodeAt(at)) | 0;
  return hash === -(2 ** 31) ? 0 : Math.abs(hash) % partitions;
}
