import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { FeatureUpdate } from './controller.ts';
import { startController, startFixture, testCatalog } from './testing/controller-fixture.ts';

const written = { validateOnly: false };

function update(level: number, upgradeType: number, feature = 'group.version'): FeatureUpdate {
  return { feature, level, upgradeType };
}

const [upgrade, safeDowngrade, unsafeDowngrade] = [1, 2, 3];

describe('updating features', () => {
  test('a feature goes up and down, and each change has an epoch of its own', async () => {
    const { controller, image } = await startFixture();
    assert.deepEqual(await controller.updateFeatures([update(1, upgrade)], written), { error: undefined });
    assert.equal(image().features.get('group.version'), 1);
    const epoch = image().featuresEpoch;
    assert.deepEqual(await controller.updateFeatures([update(0, unsafeDowngrade)], written), { error: undefined });
    assert.equal(image().features.get('group.version'), 0);
    assert.ok(image().featuresEpoch > epoch);
  });

  test('one bad update refuses them all', async () => {
    const { controller, image } = await startFixture();
    for (const bad of [update(2, upgrade), update(-1, safeDowngrade), update(1, 0), update(1, upgrade, 'nonsense')]) {
      const { error } = await controller.updateFeatures([update(1, upgrade), bad], written);
      assert.equal(error?.code, Errors.INVALID_UPDATE_VERSION, JSON.stringify(bad));
    }
    assert.equal(image().features.get('group.version'), undefined);
  });

  test('validation changes nothing', async () => {
    const { controller, image } = await startFixture();
    assert.deepEqual(await controller.updateFeatures([update(1, upgrade)], { validateOnly: true }), {
      error: undefined,
    });
    assert.equal(image().features.size, 0);
  });

  test('what was turned off stays off when the cluster is opened again', async () => {
    const { controller, store, runtime } = await startFixture();
    await controller.updateFeatures([update(1, upgrade)], written);
    await controller.updateFeatures([update(0, safeDowngrade)], written);
    const { tracker } = await startController(store, runtime, testCatalog(1));
    assert.equal(tracker.image.features.get('group.version'), 0);
  });
});
