/** Whether clients are served as they should be, and if not, why. */
import type { MetricsSources } from '../metrics/sources.ts';
import { offlineDirectories } from './offline-directories.ts';

/** What the broker is about; `running` from when clients can connect until it begins to stop. */
export type Phase = 'starting' | 'running' | 'stopping';

/** One line each; none when the broker is ready. */
export function reasonsNotReady(phase: Phase, sources: MetricsSources | undefined): readonly string[] {
  if (phase === 'stopping') return ['the broker is stopping'];
  if (sources === undefined) return ['the broker is starting: logs are being recovered, listeners are not open yet'];
  return [...directories(sources), ...partitions(sources), ...coordinators(sources)];
}

function directories({ logDirectories, logs }: MetricsSources): string[] {
  return offlineDirectories(logDirectories, logs).map((path) => `log directory ${path} is offline`);
}

function partitions({ logs }: MetricsSources): string[] {
  const { size } = logs.offlineLogs;
  return size === 0
    ? []
    : [`${size} ${size === 1 ? 'partition is' : 'partitions are'} offline: the log cannot be used`];
}

function coordinators({ groups, transactions, image, brokerId }: MetricsSources): string[] {
  const reasons: string[] = [];
  if (image().controllerId < 0) reasons.push('there is no controller');
  if (image().brokers.get(brokerId)?.state !== 'ACTIVE') reasons.push('the broker is not registered');
  if (groups.isLoading) reasons.push('groups are being loaded');
  if (transactions.isLoading) reasons.push('transactions are being loaded');
  return reasons;
}
