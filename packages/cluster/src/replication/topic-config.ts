import type { LogConfig } from '@moldau/storage';

/** A topic's resolved configs, by who obeys them. */
export interface TopicConfig {
  readonly log: LogConfig;
  readonly minInsyncReplicas: number;
}
