/**
 * The broker's settings as they are now: what was set while it runs, for this broker or for all, over what it was started
 * with. Code that reads a setting which can be changed (its scope is not `read-only`) reads it here, each time anew.
 */
import type { ConfigCatalog } from '@moldau/cluster';
import type { ClusterImage } from '@moldau/metadata';
import type { Logger } from '@moldau/runtime';
import { type BrokerValues, resolveBrokerValues } from './broker-settings.ts';

export interface LiveSettingsDependencies {
  readonly catalog: ConfigCatalog;
  readonly image: () => ClusterImage;
  readonly log: Logger;
}

type Stored = ReadonlyMap<string, string> | undefined;

export class LiveSettings {
  readonly #dependencies: LiveSettingsDependencies;
  #resolvedFrom: readonly [ofAll: Stored, ofThis: Stored] = [undefined, undefined];
  #current: BrokerValues | undefined;

  constructor(dependencies: LiveSettingsDependencies) {
    this.#dependencies = dependencies;
  }

  /** The same object as long as nothing changes. */
  get current(): BrokerValues {
    const { catalog, image } = this.#dependencies;
    const { broker } = image().configs;
    const [ofAll, ofThis] = [broker.get(''), broker.get(String(catalog.brokerId))];
    if (this.#current !== undefined && ofAll === this.#resolvedFrom[0] && ofThis === this.#resolvedFrom[1]) {
      return this.#current;
    }
    this.#resolvedFrom = [ofAll, ofThis];
    this.#current = this.#resolve(catalog.brokerTexts(image()));
    return this.#current;
  }

  /** Stored texts were checked when they were set; should they not hold any more, what the broker was started with does. */
  #resolve(texts: ReadonlyMap<string, string>): BrokerValues {
    const { catalog, log } = this.#dependencies;
    const resolution = resolveBrokerValues(texts);
    if (resolution.ok) return resolution.values;
    log.error({ problems: resolution.problems }, 'Stored settings of the broker are invalid and do not count');
    const asStarted = resolveBrokerValues(catalog.staticTexts);
    if (!asStarted.ok) throw new Error(`The settings file does not hold any more: ${asStarted.problems.join('; ')}`);
    return asStarted.values;
  }
}
