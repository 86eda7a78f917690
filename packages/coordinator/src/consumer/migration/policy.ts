/** `group.consumer.migration.policy`: which ways groups of consumers may change their protocol while they are in use. */
export const migrationPolicies = ['bidirectional', 'upgrade', 'downgrade', 'disabled'] as const;

export type MigrationPolicy = (typeof migrationPolicies)[number];

export function allowsUpgrade(policy: MigrationPolicy): boolean {
  return policy === 'bidirectional' || policy === 'upgrade';
}

export function allowsDowngrade(policy: MigrationPolicy): boolean {
  return policy === 'bidirectional' || policy === 'downgrade';
}
