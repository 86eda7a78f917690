/** The first records of a cluster, and the moves by which a broker becomes part of it and its controller. */
import {
  type BrokerRecord,
  CLUSTERS_PREFIX,
  decodeController,
  decodeMeta,
  decodePartition,
  encodeBroker,
  encodeController,
  encodeMeta,
  encodePartition,
  type ImageTracker,
  type MetadataStore,
  parseInteger,
  RecordKeys,
  type StoreEntry,
  type Write,
} from '@moldau/metadata';
import type { Random } from '@moldau/runtime';
import type { ControllerView } from './controller-view.ts';
import { randomUuid } from './create-topics.ts';

const FORMAT = 1;

export interface ClusterOptions {
  /** For a new cluster; random when absent. */
  readonly clusterId?: string;
  /** Finalized feature levels of a new cluster. */
  readonly features: ReadonlyMap<string, number>;
  readonly random: Random;
}

/** The id of the cluster that the store holds (B23); an empty store becomes a new cluster. */
export async function openCluster(store: MetadataStore, options: ClusterOptions): Promise<string> {
  for (;;) {
    const { entries } = await store.range(CLUSTERS_PREFIX);
    const meta = entries.find(({ key }) => /^\/k\/[^/]+\/meta$/.test(key));
    if (meta !== undefined) return await finalizeNewFeatures(store, meta, options.features);
    await createCluster(store, options.clusterId ?? randomUuid(options.random), options.features);
  }
}

/** A cluster from before a feature was known gets it at the level that new clusters have. */
async function finalizeNewFeatures(
  store: MetadataStore,
  { key, value, modRevision }: StoreEntry,
  features: ReadonlyMap<string, number>,
): Promise<string> {
  const meta = decodeMeta(key, value);
  if ([...features.keys()].every((name) => meta.features.has(name))) return meta.clusterId;
  const upgraded = encodeMeta({ ...meta, features: new Map([...features, ...meta.features]) });
  await store.transact([{ key, modRevision }], [{ put: key, value: upgraded }]);
  return meta.clusterId;
}

async function createCluster(
  store: MetadataStore,
  clusterId: string,
  features: ReadonlyMap<string, number>,
): Promise<void> {
  const keys = new RecordKeys(clusterId);
  const value = encodeMeta({ clusterId, format: FORMAT, features });
  await store.transact([{ key: keys.meta, createRevision: 0 }], [{ put: keys.meta, value }]);
}

export interface ControllerIdentity {
  readonly brokerId: number;
  readonly incarnation: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Becomes the controller in place of whoever was. For a store that has no other broker: a cluster's election waits
 * for the lease of the last controller instead. Resolves with the revision that fences all of its writes.
 */
export async function takeControl(
  store: MetadataStore,
  tracker: ImageTracker,
  identity: ControllerIdentity,
): Promise<number> {
  const { keys } = tracker;
  for (;;) {
    const epoch = (integerAt(tracker, keys.controllerEpoch) ?? 0) + 1;
    const outcome = await store.transact(
      [
        { key: keys.controller, modRevision: tracker.entry(keys.controller)?.modRevision ?? 0 },
        { key: keys.controllerEpoch, modRevision: tracker.entry(keys.controllerEpoch)?.modRevision ?? 0 },
      ],
      [
        { put: keys.controller, value: encodeController({ ...identity, epoch }) },
        { put: keys.controllerEpoch, value: Buffer.from(String(epoch)) },
      ],
    );
    if (outcome.status === 'committed') {
      await tracker.reached(outcome.revision);
      return outcome.revision;
    }
    const { revision } = await store.range(keys.controller);
    await tracker.reached(revision);
    const entry = tracker.entry(keys.controller);
    if (entry !== undefined && isIdentity(entry.key, entry.value, identity)) return entry.modRevision;
  }
}

function isIdentity(key: string, value: Buffer, identity: ControllerIdentity): boolean {
  const record = decodeController(key, value);
  return record.brokerId === identity.brokerId && record.incarnation === identity.incarnation;
}

export type BrokerRegistration = Omit<BrokerRecord, 'epoch' | 'state'> & { readonly brokerId: number };

/** The writes by which a broker is registered under a new epoch. */
export function registrationWrites(view: ControllerView, registration: BrokerRegistration): Write[] {
  const { brokerId, ...broker } = registration;
  const epoch = (integerAt(view, view.keys.brokerEpoch) ?? 0) + 1;
  return [
    { put: view.keys.brokerEpoch, value: Buffer.from(String(epoch)) },
    { put: view.keys.broker(brokerId), value: encodeBroker({ ...broker, epoch, state: 'ACTIVE' }) },
  ];
}

/**
 * A broker that comes back without proof that it has lost nothing leads its partitions in a new epoch, so that
 * consumers which have read what is gone can tell (B24, KIP-320).
 */
export function newLeaderEpochs(view: ControllerView, brokerId: number): Write[] {
  const writes: Write[] = [];
  for (const topic of view.image.topicsById.values()) {
    for (const [index, partition] of topic.partitions.entries()) {
      if (partition.leader !== brokerId) continue;
      const put = view.keys.partition(topic.id, index);
      const entry = view.entry(put);
      if (entry === undefined) continue;
      const record = decodePartition(put, entry.value);
      const leaderEpoch = record.leaderEpoch + 1;
      writes.push({
        put,
        value: encodePartition({ ...record, leaderEpoch, partitionEpoch: record.partitionEpoch + 1 }),
      });
    }
  }
  return writes;
}

/** The integer under a key, `undefined` if there is none. */
export function integerAt(view: Pick<ControllerView, 'entry'>, key: string): number | undefined {
  const entry = view.entry(key);
  return entry === undefined ? undefined : parseInteger(key, entry.value);
}
