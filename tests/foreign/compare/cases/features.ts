/** UpdateFeatures. Each case leaves the features as it found them: the highest levels that the broker supports. */

import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { updateFeaturesApi } from '@moldau/protocol/messages/update-features';
import { eventually } from '../../support/eventually.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

const [upgrade, safeDowngrade, unsafeDowngrade] = [1, 2, 3];
const highest = { 'group.version': 1, 'transaction.version': 2 };

interface Update {
  readonly feature: string;
  readonly level: number;
  readonly type?: number;
}

function body(version: number, updates: readonly Update[], validateOnly = false) {
  const featureUpdates = updates.map(({ feature, level, type = upgrade }) => ({
    feature,
    maxVersionLevel: level,
    allowDowngrade: version === 0 && type !== upgrade,
    upgradeType: version === 0 ? upgrade : type,
  }));
  return { timeoutMs: 5000, featureUpdates, validateOnly: version === 0 ? false : validateOnly };
}

async function levels(session: Session): Promise<Readonly<Record<string, number>>> {
  const software = { clientSoftwareName: 'compare', clientSoftwareVersion: '1' };
  const { finalizedFeatures } = await session.quietly(apiVersionsApi, 4, software);
  const known = new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]));
  return Object.fromEntries(Object.keys(highest).map((name) => [name, known.get(name) ?? 0]));
}

async function restore(session: Session): Promise<void> {
  for (const [feature, level] of Object.entries(highest)) {
    await session.quietly(updateFeaturesApi, 1, body(1, [{ feature, level }]));
  }
  const isRestored = (now: Readonly<Record<string, number>>) => JSON.stringify(now) === JSON.stringify(highest);
  await eventually('the features as they were', () => levels(session), isRestored);
}

/** @param before what is done before the question */
function updated(updates: readonly Update[], { validateOnly = false, before = [] as readonly Update[] } = {}): Play {
  return async (session, version) => {
    for (const each of before) await session.quietly(updateFeaturesApi, 1, body(1, [each]));
    const { errorCode } = await session.ask(
      'updated',
      updateFeaturesApi,
      version,
      body(version, updates, validateOnly),
    );
    if (errorCode === 0 && !validateOnly && updates.length === 1) {
      const [{ feature, level } = { feature: '', level: 0 }] = updates;
      await eventually(
        'the new level',
        () => levels(session),
        (now) => (now[feature] ?? level) === level,
      );
    }
    session.note('levels', await levels(session));
    await restore(session);
  };
}

const transaction = (level: number, type = upgrade): Update => ({ feature: 'transaction.version', level, type });
const group = (level: number, type = upgrade): Update => ({ feature: 'group.version', level, type });

export const featureCases: readonly Case[] = casesOf(updateFeaturesApi, {
  'nothing at all': updated([]),
  'the level that it has': updated([transaction(2)]),
  'the level that it has, as a downgrade': updated([transaction(2, safeDowngrade)]),
  'a downgrade': updated([transaction(1, safeDowngrade)]),
  'a downgrade to nothing': updated([group(0, safeDowngrade)]),
  'a downgrade, validated': [{ from: 1 }, updated([transaction(1, safeDowngrade)], { validateOnly: true })],
  'a downgrade, unsafe': [{ from: 1 }, updated([transaction(0, unsafeDowngrade)])],
  'a downgrade that is said to be an upgrade': updated([transaction(1)]),
  'an upgrade': updated([transaction(2)], { before: [transaction(1, safeDowngrade)] }),
  'an upgrade from nothing': updated([group(1)], { before: [group(0, safeDowngrade)] }),
  'an upgrade by steps': updated([transaction(1)], { before: [transaction(0, safeDowngrade)] }),
  'an upgrade that is said to be a downgrade': [
    { from: 1 },
    updated([transaction(2, safeDowngrade)], { before: [transaction(1, safeDowngrade)] }),
  ],
  'a level beyond what is supported': updated([transaction(9)]),
  'a level beyond what is supported, as a downgrade': updated([transaction(9, safeDowngrade)]),
  'a negative level': updated([transaction(-1)]),
  'a negative level, as a downgrade': updated([transaction(-1, safeDowngrade)]),
  'level zero, as an upgrade': updated([transaction(0)]),
  'an unknown feature': updated([{ feature: 'no.such.feature', level: 1 }]),
  'an unknown feature, to nothing': updated([{ feature: 'no.such.feature', level: 0, type: safeDowngrade }]),
  'a feature without a name': updated([{ feature: '', level: 1 }]),
  'a feature twice': updated([transaction(2), transaction(1, safeDowngrade)]),
  'one good and one bad': updated([group(0, safeDowngrade), transaction(9)]),
  'two good ones': updated([group(0, safeDowngrade), transaction(0, safeDowngrade)]),
  'a type of update that does not exist': [{ from: 1 }, updated([transaction(1, 7)])],
  'a type of update that is unknown': [{ from: 1 }, updated([transaction(1, 0)])],
  'an unknown feature, validated': [
    { from: 1 },
    updated([{ feature: 'no.such.feature', level: 1 }], { validateOnly: true }),
  ],
  'the version of the metadata that there is': updated([{ feature: 'metadata.version', level: 29 }]),
  'a version of the metadata beyond what is supported': updated([{ feature: 'metadata.version', level: 99 }]),
  'a version of the metadata below what is supported': updated([
    { feature: 'metadata.version', level: 1, type: safeDowngrade },
  ]),
  'no version of the metadata': updated([{ feature: 'metadata.version', level: 0, type: safeDowngrade }]),
});
