import { acceptedSettings } from './accepted-settings.ts';

export const quotaWindowSettings = acceptedSettings('Clients have no quotas.', ({ int }) => [
  int('controller.quota.window.num', 11),
  int('controller.quota.window.size.seconds', 1),
  int('max.connection.creation.rate', 2_147_483_647, 'cluster-wide'),
  int('quota.window.num', 11),
  int('quota.window.size.seconds', 1),
]);
