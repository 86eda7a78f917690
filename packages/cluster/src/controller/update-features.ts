/**
 * Changing finalized feature levels (KIP-584). All updates of a request happen or none does: the first that is refused
 * refuses them all, with what is wrong with it. A feature at level 0 is off, and stays off over restarts and upgrades.
 */
import { decodeMeta, encodeMeta } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import { Refusal, refusalOf } from './admin-error.ts';
import type { FeatureUpdate, SupportedFeature, UpdateFeaturesResult } from './controller.ts';
import type { ControllerView, Decision } from './controller-view.ts';

/** Kafka's numbers of how a level may change. */
export const UpgradeTypes = { UPGRADE: 1, SAFE_DOWNGRADE: 2, UNSAFE_DOWNGRADE: 3 } as const;
const upgradeTypes: ReadonlySet<number> = new Set(Object.values(UpgradeTypes));

export function decideUpdateFeatures(
  view: ControllerView,
  supported: readonly SupportedFeature[],
  updates: readonly FeatureUpdate[],
): Decision<UpdateFeaturesResult> {
  const levels = new Map(view.image.features);
  for (const update of updates) {
    const checked = refusalOf(() => checkUpdate(supported, levels, update));
    if ('error' in checked) return { result: { error: checked.error }, transactions: [] };
    levels.set(update.feature, update.level);
  }
  return { result: { error: undefined }, transactions: replacement(view, levels) };
}

function checkUpdate(
  supported: readonly SupportedFeature[],
  levels: ReadonlyMap<string, number>,
  { feature, level, upgradeType }: FeatureUpdate,
): void {
  const refuse = (why: string): never => {
    throw new Refusal(Errors.INVALID_UPDATE_VERSION, `The feature '${feature}' cannot get the level ${level}: ${why}`);
  };
  if (!upgradeTypes.has(upgradeType)) refuse(`${upgradeType} is no type of an update`);
  const range = supported.find(({ name }) => name === feature);
  const present = levels.get(feature) ?? 0;
  if (level < 0) refuse('levels begin at 0');
  if (range === undefined) refuse('there is no such feature here');
  else if (level < range.minVersion || level > range.maxVersion) {
    refuse(`the levels from ${range.minVersion} to ${range.maxVersion} are supported`);
  }
  if (level < present && upgradeType === UpgradeTypes.UPGRADE) {
    refuse(`that is below its present level ${present}, and the update is not said to be a downgrade`);
  }
  if (level > present && upgradeType !== UpgradeTypes.UPGRADE) {
    refuse(`that is above its present level ${present}, and the update is said to be a downgrade`);
  }
}

function replacement(view: ControllerView, levels: ReadonlyMap<string, number>): Decision<never>['transactions'] {
  const { features } = view.image;
  if ([...levels].every(([name, level]) => features.get(name) === level)) return [];
  const put = view.keys.meta;
  const entry = view.entry(put);
  if (entry === undefined) throw new Error('The cluster has no record of its own');
  return [[{ put, value: encodeMeta({ ...decodeMeta(put, entry.value), features: levels }) }]];
}
