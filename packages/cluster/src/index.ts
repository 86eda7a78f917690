export { Partition } from './replication/partition.ts';
export type { PartitionWatcher, Settle } from './replication/partition.ts';
export { ReplicaManager } from './replication/replica-manager.ts';
export type { HostedTopic, ReplicaManagerOptions } from './replication/replica-manager.ts';
export type { TopicConfig } from './replication/topic-config.ts';
export { TopicTraffic } from './replication/topic-traffic.ts';
export { ActiveController } from './controller/active-controller.ts';
export type { ControllerOptions } from './controller/active-controller.ts';
export { Refusal, refusalOf } from './controller/admin-error.ts';
export type { AdminError } from './controller/admin-error.ts';
export { checkedType, QuotaKeys } from './controller/client-quota-rules.ts';
export type { QuotaEntityComponent } from './controller/client-quota-rules.ts';
export { requireThisBroker } from './controller/alter-configs.ts';
export type { ManualAssignment } from './controller/assignment.ts';
export { openCluster } from './controller/bootstrap-cluster.ts';
export type { BrokerRegistration, ClusterOptions, ControllerIdentity } from './controller/bootstrap-cluster.ts';
export { ConfigCatalog } from './controller/configs/config-catalog.ts';
export type { ConfigCatalogOptions } from './controller/configs/config-catalog.ts';
export { ConfigSources, ConfigTypes } from './controller/configs/config-entry.ts';
export type { ConfigEntry, ConfigSynonym } from './controller/configs/config-entry.ts';
export { throttleSettings } from './controller/configs/other-broker-configs.ts';
export {
  clientMetricsSettings,
  defaultGroupBounds,
  type GroupBounds,
  groupConfigSettings,
} from './controller/configs/resource-configs.ts';
export { ConfigOperations, ResourceTypes } from './controller/controller.ts';
export type * from './controller/controller.ts';
export { topicNameProblem } from './controller/topic-name.ts';
