import { int } from '@moldau/runtime';
import type { CreationRates } from '../quotas/connection-rates.ts';

const INT_MAX = 2 ** 31 - 1;

/** Over how long the quotas of clients are measured, and how fast connections may come. */
export const quotaSettings = {
  quotaWindowNum: int('quota.window.num', {
    default: 11,
    min: 1,
    doc: 'Number of windows over which the rates of clients are measured.',
  }),
  quotaWindowSizeSeconds: int('quota.window.size.seconds', {
    default: 1,
    min: 1,
    doc: 'Seconds that one of the windows lasts over which the rates of clients are measured.',
  }),
  controllerQuotaWindowNum: int('controller.quota.window.num', {
    default: 11,
    min: 1,
    doc: 'Number of windows whose partitions a client may create and delete at once under a controller_mutation_rate.',
  }),
  controllerQuotaWindowSizeSeconds: int('controller.quota.window.size.seconds', {
    default: 1,
    min: 1,
    doc: 'Seconds that one of the windows of controller.quota.window.num lasts.',
  }),
  maxConnectionCreationRate: int('max.connection.creation.rate', {
    default: INT_MAX,
    min: 0,
    scope: 'cluster-wide',
    doc: 'Number of connections a second that the broker, or a listener under its prefix, accepts at most.',
  }),
} as const;

export interface QuotaSettings {
  readonly quotaWindowNum: number;
  readonly quotaWindowSizeSeconds: number;
  readonly controllerQuotaWindowNum: number;
  readonly controllerQuotaWindowSizeSeconds: number;
}

/** How fast connections may come by the broker's texts that are in force; a listener's are under `listener.name.<name>.`. */
export function connectionCreationRates(brokerTexts: ReadonlyMap<string, string>): CreationRates {
  const setting = quotaSettings.maxConnectionCreationRate;
  const rate = (key: string): number | undefined => {
    const text = brokerTexts.get(key);
    const value = text === undefined ? INT_MAX : setting.parse(text);
    return value === INT_MAX ? undefined : value;
  };
  return {
    broker: rate(setting.name),
    listener: (listener) => rate(`listener.name.${listener.toLowerCase()}.${setting.name}`),
  };
}
