/**
 * Which partition of its internal topic a group or a transactional id belongs to: Java's string hash, as Kafka's
 * brokers compute it.
 */
export function coordinatorPartition(id: string, partitions: number): number {
  let hash = 0;
  for (let at = 0; at < id.length; at++) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0;
  return hash === -(2 ** 31) ? 0 : Math.abs(hash) % partitions;
}
