import type { ConfigCatalog } from '@moldau/cluster';
import type { ConsumerGroupConfig, GroupConfigs } from '@moldau/coordinator';
import type { ClusterImage } from '@moldau/metadata';

const SESSION_TIMEOUT = 'consumer.session.timeout.ms';
const HEARTBEAT_INTERVAL = 'consumer.heartbeat.interval.ms';

/** The configs of groups as the cluster image has them, over the broker's defaults. */
export class ImageGroupConfigs implements GroupConfigs {
  readonly #catalog: ConfigCatalog;
  readonly #image: () => ClusterImage;
  readonly #defaults: ConsumerGroupConfig;
  readonly #resolved = new WeakMap<ReadonlyMap<string, string>, ConsumerGroupConfig>();

  constructor(catalog: ConfigCatalog, image: () => ClusterImage) {
    this.#catalog = catalog;
    this.#image = image;
    this.#defaults = this.#resolve(new Map());
  }

  consumer(groupId: string): ConsumerGroupConfig {
    const overrides = this.#image().configs.group.get(groupId);
    if (overrides === undefined) return this.#defaults;
    const known = this.#resolved.get(overrides);
    if (known !== undefined) return known;
    const resolved = this.#resolve(overrides);
    this.#resolved.set(overrides, resolved);
    return resolved;
  }

  #resolve(overrides: ReadonlyMap<string, string>): ConsumerGroupConfig {
    return {
      sessionTimeoutMs: this.#number(SESSION_TIMEOUT, overrides),
      heartbeatIntervalMs: this.#number(HEARTBEAT_INTERVAL, overrides),
    };
  }

  /** What was set when the broker had other bounds does not count. */
  #number(name: string, overrides: ReadonlyMap<string, string>): number {
    const setting = this.#catalog.group.get(name);
    if (setting === undefined) throw new Error(`The group config ${name} is not declared`);
    for (const text of [overrides.get(name), setting.defaultText]) {
      if (text === undefined || text === null) continue;
      try {
        return Number(setting.format(setting.parse(text)));
      } catch {}
    }
    throw new Error(`The group config ${name} has no default within its bounds`);
  }
}
