import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClusterImage } from '@moldau/metadata';
import { Errors } from '@moldau/protocol';
import { type DescribeClusterRequest, describeClusterApi } from '@moldau/protocol/messages/describe-cluster';
import { describeClusterHandler } from './describe-cluster.ts';
import { adminFixture, ask, versionsOf } from './testing/admin-fixture.ts';

const plain: DescribeClusterRequest = {
  includeClusterAuthorizedOperations: false,
  endpointType: 1,
  includeFencedBrokers: false,
};

describe('DescribeCluster (B144)', () => {
  test('tells the cluster and its brokers in every version', async () => {
    const fixture = await adminFixture([{ brokerId: 1, rack: 'r' }, { brokerId: 2 }]);
    for (const version of versionsOf(describeClusterApi)) {
      const response = await ask(describeClusterApi, describeClusterHandler(fixture), version, plain);
      assert.equal(response.errorCode, Errors.NONE);
      assert.equal(response.clusterId, fixture.image().clusterId);
      assert.equal(response.controllerId, 1);
      assert.equal(response.clusterAuthorizedOperations, -2_147_483_648);
      assert.deepEqual(
        response.brokers.map(({ brokerId, host, port, rack }) => [brokerId, host, port, rack]),
        [
          [1, 'dialled', 1234, 'r'],
          [2, 'broker-2', 9092, null],
        ],
      );
    }
  });

  test('tells authorized operations when asked (B29)', async () => {
    const fixture = await adminFixture();
    const request = { ...plain, includeClusterAuthorizedOperations: true };
    const response = await ask(describeClusterApi, describeClusterHandler(fixture), 0, request);
    assert.equal(response.clusterAuthorizedOperations, 8096);
  });

  test('shows fenced brokers only to those who ask for them', async () => {
    const fixture = await adminFixture([{ brokerId: 1 }, { brokerId: 2 }]);
    const image = fixture.image();
    const broker = image.brokers.get(2) ?? assert.fail();
    const fenced: ClusterImage = { ...image, brokers: new Map(image.brokers).set(2, { ...broker, state: 'FENCED' }) };
    const handler = describeClusterHandler({ endpoints: fixture.endpoints, image: () => fenced });
    const shown = async (includeFencedBrokers: boolean) => {
      const { brokers } = await ask(describeClusterApi, handler, 2, { ...plain, includeFencedBrokers });
      return brokers.map(({ brokerId, isFenced }) => [brokerId, isFenced]);
    };
    assert.deepEqual(await shown(false), [[1, false]]);
    assert.deepEqual(await shown(true), [
      [1, false],
      [2, true],
    ]);
  });

  test('a broker knows no endpoints of controllers, nor of types that do not exist', async () => {
    const fixture = await adminFixture();
    const codeOf = async (endpointType: number) => {
      const request = { ...plain, endpointType };
      const response = await ask(describeClusterApi, describeClusterHandler(fixture), 1, request);
      assert.deepEqual([response.clusterId, response.controllerId, response.brokers], ['', -1, []]);
      return response.errorCode;
    };
    assert.equal(await codeOf(2), Errors.MISMATCHED_ENDPOINT_TYPE);
    assert.equal(await codeOf(3), Errors.UNSUPPORTED_ENDPOINT_TYPE);
  });
});
