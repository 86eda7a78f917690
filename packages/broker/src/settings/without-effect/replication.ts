import { acceptedSettings } from './accepted-settings.ts';

export const replicationSettings = acceptedSettings(
  'One broker holds every replica: nothing is moved or balanced between brokers.',
  ({ boolean, int, long }) => [
    int('alter.log.dirs.replication.quota.window.num', 11),
    int('alter.log.dirs.replication.quota.window.size.seconds', 1),
    boolean('auto.leader.rebalance.enable', true),
    long('leader.imbalance.check.interval.seconds', 300),
    long('log.dir.failure.timeout.ms', 30_000),
    int('replication.quota.window.num', 11),
    int('replication.quota.window.size.seconds', 1),
  ],
);
