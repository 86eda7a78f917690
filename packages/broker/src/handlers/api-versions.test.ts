import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Errors } from '@moldau/protocol';
import type { ApiVersionsResponse } from '@moldau/protocol/messages/api-versions';
import { describeGroupTimelineApi } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import { heartbeatApi } from '@moldau/protocol/messages/heartbeat';
import { produceApi } from '@moldau/protocol/messages/produce';
import { apiVersionsHandler, type Features, registerApiVersions } from './api-versions.ts';
import { type RegisteredHandler, type RequestContext, registerHandler } from './handler.ts';

const features: Features = {
  supported: [
    { name: 'kraft.version', minVersion: 0, maxVersion: 1 },
    { name: 'metadata.version', minVersion: 7, maxVersion: 29 },
  ],
  finalized: [
    { name: 'metadata.version', level: 29 },
    { name: 'group.version', level: 0 },
  ],
  finalizedEpoch: 12,
};

const handlers: RegisteredHandler[] = [
  registerHandler(produceApi, () => ({ responses: [], throttleTimeMs: 0, nodeEndpoints: [] }), { maxVersion: 11 }),
  registerHandler(heartbeatApi, () => ({ throttleTimeMs: 0, errorCode: 0 })),
  registerHandler(describeGroupTimelineApi, () => ({ throttleTimeMs: 0, groups: [] })),
];
const dependencies = { handlers: () => handlers, features: () => features };
const apiVersions = registerApiVersions(dependencies);
handlers.unshift(apiVersions);

async function answer(apiVersion: number, software: [string, string] = ['test', '1.0']): Promise<ApiVersionsResponse> {
  const [clientSoftwareName, clientSoftwareVersion] = software;
  const context: RequestContext = {
    apiVersion,
    correlationId: 1,
    clientId: null,
    clientHost: '/127.0.0.1',
    listenerName: 'PLAINTEXT',
    localEndpoint: { host: '127.0.0.1', port: 9092 },
    connection: { id: 'c', onClose: () => () => {}, throttle() {} },
  };
  return apiVersionsHandler(dependencies)({ clientSoftwareName, clientSoftwareVersion }, context);
}

test('exactly the registered APIs and versions are listed, by number, with Produce from 0 (B5, B7)', async () => {
  assert.deepEqual((await answer(4)).apiKeys, [
    { apiKey: 0, minVersion: 0, maxVersion: 11 },
    { apiKey: 12, minVersion: 0, maxVersion: 4 },
    { apiKey: 18, minVersion: 0, maxVersion: 4 },
  ]);
});

test('an API that only Moldau has is listed for Moldau’s own clients and for nobody else', async () => {
  const keys = async (...asked: Parameters<typeof answer>) =>
    (await answer(...asked)).apiKeys.map(({ apiKey }) => apiKey);
  assert.deepEqual(await keys(3, ['moldau-cli', '0.1.0']), [0, 12, 18, 10_000]);
  assert.deepEqual(await keys(4, ['apache-kafka-java', '4.2.0']), [0, 12, 18]);
  assert.deepEqual(await keys(0, ['', '']), [0, 12, 18]);
});

test('finalized features come with their epoch, without those at level 0 (B6)', async () => {
  const { finalizedFeatures, finalizedFeaturesEpoch } = await answer(3);
  assert.equal(finalizedFeaturesEpoch, 12);
  assert.deepEqual(finalizedFeatures, [{ name: 'metadata.version', minVersionLevel: 29, maxVersionLevel: 29 }]);
});

test('below v4 a supported feature that starts at 0 is left out (B6)', async () => {
  const names = async (version: number) => (await answer(version)).supportedFeatures.map(({ name }) => name);
  assert.deepEqual(await names(3), ['metadata.version']);
  assert.deepEqual(await names(4), ['kraft.version', 'metadata.version']);
});

test('from v3 on a client that does not name its software properly is told INVALID_REQUEST (B3)', async () => {
  const improper: [string, string][] = [
    ['', '1'],
    ['a', ''],
    ['-a', '1'],
    ['a-', '1'],
    ['a b', '1'],
    ['a', '1_0'],
    ['ä', '1'],
  ];
  for (const software of improper) {
    const { errorCode, apiKeys } = await answer(3, software);
    assert.deepEqual([errorCode, apiKeys], [Errors.INVALID_REQUEST, []], software.join('/'));
  }
  assert.equal((await answer(3, ['apache-kafka-java', '4.2.0'])).errorCode, Errors.NONE);
  assert.equal((await answer(2, ['', ''])).errorCode, Errors.NONE);
});

test('an unknown version is answered with 35 and the range of ApiVersions alone (B2)', () => {
  const response = apiVersions.unsupportedVersionResponse() as ApiVersionsResponse;
  assert.equal(response.errorCode, Errors.UNSUPPORTED_VERSION);
  assert.deepEqual(response.apiKeys, [{ apiKey: 18, minVersion: 0, maxVersion: 4 }]);
});
