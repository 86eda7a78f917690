import { acceptedSettings } from './accepted-settings.ts';

export const streamsGroupSettings = acceptedSettings(
  'This broker serves no groups of the streams protocol.',
  ({ int }) => [int('group.streams.max.size', 2_147_483_647)],
);
