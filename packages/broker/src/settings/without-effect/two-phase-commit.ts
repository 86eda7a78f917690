import { acceptedSettings } from './accepted-settings.ts';

export const twoPhaseCommitSettings = acceptedSettings(
  'Transactions cannot be prepared by an outside coordinator.',
  ({ boolean }) => [boolean('transaction.two.phase.commit.enable', false)],
);
