export type { BrokerImage, ClientQuotaImage, ClusterImage, PartitionImage, TopicImage } from './cluster-image.ts';
export { FileStore } from './file-store.ts';
export type { FileStoreOptions } from './file-store.ts';
export { emptyImage, INTERNAL_TOPICS } from './image/image-builder.ts';
export type { ChangedConfigs, ImageDelta, TopicChange } from './image/image-delta.ts';
export { ImageTracker } from './image/image-tracker.ts';
export type { ImageListener } from './image/image-tracker.ts';
export { JournalCorruptError } from './journal.ts';
export { MemoryStore } from './memory-store.ts';
export type {
  Change,
  Comparison,
  Lease,
  MetadataStore,
  StoreEntry,
  TransactionOutcome,
  Watch,
  WatchListener,
  Write,
} from './metadata-store.ts';
export { parseInteger, RecordError } from './records/json-record.ts';
export { CLUSTERS_PREFIX, RecordKeys } from './records/record-keys.ts';
export type { ConfigResource, RecordKey } from './records/record-keys.ts';
export * from './records/client-quota-records.ts';
export * from './records/records.ts';
