/**
 * Where the replicas of new partitions go: round robin over the live brokers from a random start, so that leaders are
 * spread evenly and the followers of one broker's partitions are spread over all others. With racks, brokers are taken
 * from each rack in turn, and the replicas of a partition lie in as many racks as there are.
 */
import type { Random } from '@moldau/runtime';

export interface PlacementBroker {
  readonly id: number;
  readonly rack: string | null;
}

export interface PlacementRequest {
  readonly brokers: readonly PlacementBroker[];
  readonly partitions: number;
  /** At most the number of brokers. */
  readonly replicationFactor: number;
  /** The number of the first partition, so that added partitions go on where the others ended. */
  readonly firstPartition?: number;
}

/** The replicas of each partition, the preferred leader first. */
export function placeReplicas(request: PlacementRequest, random: Random): number[][] {
  const ring = alternateRacks(request.brokers);
  const start = random.integer(ring.length);
  const shift = random.integer(ring.length);
  const first = request.firstPartition ?? 0;
  return Array.from({ length: request.partitions }, (_, index) => {
    const partition = first + index;
    const turn = shift + Math.floor(partition / ring.length);
    return replicasFrom(ring, (start + partition) % ring.length, turn, request.replicationFactor);
  });
}

function replicasFrom(ring: readonly PlacementBroker[], leader: number, turn: number, count: number): number[] {
  const others = ring.length - 1;
  const candidates: PlacementBroker[] = [];
  for (let step = 0; step < others; step += 1) {
    const broker = ring[(leader + 1 + ((turn + step) % others)) % ring.length];
    if (broker !== undefined) candidates.push(broker);
  }
  const chosen = ring.slice(leader, leader + 1);
  while (chosen.length < count && candidates.length > 0) {
    chosen.push(...candidates.splice(nextCandidate(candidates, chosen), 1));
  }
  return chosen.map((broker) => broker.id);
}

/** The first candidate in a rack that has fewest of the chosen. */
function nextCandidate(candidates: readonly PlacementBroker[], chosen: readonly PlacementBroker[]): number {
  const crowd = candidates.map(({ rack }) => chosen.filter((broker) => rack !== null && broker.rack === rack).length);
  return crowd.indexOf(Math.min(...crowd));
}

function alternateRacks(brokers: readonly PlacementBroker[]): PlacementBroker[] {
  const racks = Map.groupBy(
    brokers.toSorted((a, b) => a.id - b.id),
    (broker) => broker.rack,
  );
  const ring: PlacementBroker[] = [];
  for (let round = 0; ring.length < brokers.length; round += 1) {
    for (const rack of racks.values()) ring.push(...rack.slice(round, round + 1));
  }
  return ring;
}
