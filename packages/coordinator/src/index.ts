export type { GroupSettings } from './group-settings.ts';
export type { CatalogTopic, CoordinatorLog, CoordinatorRecord, TopicCatalog } from './ports.ts';
export type { GroupRequestContext } from './requests/request-context.ts';
export {
  consumerOffsetsTopic,
  GroupCoordinator,
  type GroupCoordinatorDependencies,
} from './runtime/group-coordinator.ts';
