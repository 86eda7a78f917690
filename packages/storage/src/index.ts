export { type CleanerSettings, cleanerSettings } from './compaction/cleaner-settings.ts';
export type { DurabilityProof } from './directory/durability-proof.ts';
export { LogDirectoryError } from './directory/log-directory-error.ts';
export {
  type LogDirectoryDescription,
  type LogDirectoryInfo,
  type LogManager,
  type LogManagerOptions,
  type LogReplica,
  openLogManager,
  type StorageRuntime,
} from './log-manager.ts';
export { brokerLogSettings, type LogSettings, logConfigOf, logSettings } from './log-settings.ts';
export type { VerificationGuard, VerificationRequest } from './producer-state/verifications.ts';
export {
  type AbortedTransaction,
  AppendError,
  type AppendInfo,
  type AppendOptions,
  BatchFormatError,
  type LogConfig,
  type LogListener,
  type PartitionLog,
  type ProducerSummary,
  type ReadRequest,
  type ReadResult,
  type RecordError,
  type TimestampAndOffset,
} from './partition-log.ts';
export { type DamagedStretch, findDamage, repairLog } from './recovery/repair-log.ts';
