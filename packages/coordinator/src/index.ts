export type { InspectedGroup } from './groups/inspected-group.ts';
export type { GroupSettings } from './group-settings.ts';
export { type MigrationPolicy, migrationPolicies } from './consumer/migration/policy.ts';
export { type CompiledPattern, compilePattern } from './consumer/patterns/pattern.ts';
export type { ChangedTopics } from './consumer/topics-changed.ts';
export type {
  CatalogTopic,
  ConsumerGroupConfig,
  CoordinatorLog,
  CoordinatorRecord,
  GroupConfigs,
  RecordTransaction,
  TopicCatalog,
  TransactionClaim,
  TransactionMarker,
  TransactionMarkers,
  TransactionPartition,
  TransactionVerification,
} from './ports.ts';
export type { GroupRequestContext } from './requests/request-context.ts';
export { GroupCoordinator, type GroupCoordinatorDependencies } from './runtime/group-coordinator.ts';
export { consumerOffsetsTopic } from './runtime/group-shards.ts';
export {
  TransactionCoordinator,
  type TransactionCoordinatorDependencies,
  type TransactionRequestContext,
  transactionStateTopic,
} from './runtime/transaction-coordinator.ts';
export type { TransactionSettings } from './transactions/transaction-settings.ts';
