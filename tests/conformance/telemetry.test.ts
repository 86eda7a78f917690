/** Metrics that clients push: B147. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { Errors } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { getTelemetrySubscriptionsApi } from '@moldau/protocol/messages/get-telemetry-subscriptions';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { pushTelemetryApi } from '@moldau/protocol/messages/push-telemetry';
import { BrokerUnderTest, eventually, isElsewhere, topicName, versionsOf } from './support/broker-under-test.ts';

const NO_INSTANCE = 'AAAAAAAAAAAAAAAAAAAAAA';
/** OTLP with one gauge, `a` = 1. */
const METRICS = Buffer.from('0a14121212100a01612a0b0a0921000000000000f03f', 'hex');

async function advertised(broker: BrokerUnderTest): Promise<boolean> {
  const software = { clientSoftwareName: 'conformance', clientSoftwareVersion: '1' };
  const { apiKeys } = await broker.client.request(apiVersionsApi, 4, software);
  const keys = apiKeys.map(({ apiKey }) => apiKey);
  assert.equal(keys.includes(getTelemetrySubscriptionsApi.key), keys.includes(pushTelemetryApi.key));
  return keys.includes(pushTelemetryApi.key);
}

suite('Client metrics without a receiver', { timeout: 60_000, skip: isElsewhere }, () => {
  test('clients are not told that they could push metrics (B147)', async () => {
    const broker = new BrokerUnderTest();
    await broker.start();
    assert.equal(await advertised(broker), false);
    await broker.close();
  });
});

suite('Client metrics', { timeout: 60_000, skip: isElsewhere }, () => {
  const broker = new BrokerUnderTest();
  before(() => broker.start({ 'client.metrics.receiver': 'metrics' }));
  after(() => broker.close());

  async function subscription(configs: Readonly<Record<string, string>>): Promise<void> {
    const entries = Object.entries(configs).map(([name, value]) => ({ name, configOperation: 0, value }));
    const { responses } = await broker.client.request(incrementalAlterConfigsApi, 1, {
      resources: [{ resourceType: 16, resourceName: topicName(), configs: entries }],
      validateOnly: false,
    });
    assert.equal(responses[0]?.errorCode, Errors.NONE);
  }

  test('a client is asked for the metrics of the subscriptions that match it, and pushes them once an interval', async () => {
    assert.equal(await advertised(broker), true);
    await subscription({ 'interval.ms': '3600000', metrics: 'org.apache.kafka.', match: 'client_id=wire-.*' });
    for (const version of versionsOf(getTelemetrySubscriptionsApi)) {
      const client = await broker.connect();
      const ask = (clientInstanceId: string) =>
        client.request(getTelemetrySubscriptionsApi, version, { clientInstanceId });
      const answer = await ask(NO_INSTANCE);
      assert.equal(answer.errorCode, Errors.NONE);
      assert.notEqual(answer.clientInstanceId, NO_INSTANCE);
      assert.deepEqual(answer.acceptedCompressionTypes, [4, 3, 1, 2]);
      const { clientInstanceId, subscriptionId } = answer;
      const push = (changes = {}) =>
        client.request(pushTelemetryApi, version, {
          clientInstanceId,
          subscriptionId,
          terminating: false,
          compressionType: 0,
          metrics: METRICS,
          ...changes,
        });
      assert.equal((await push()).errorCode, Errors.NONE);
      assert.equal((await push()).errorCode, Errors.THROTTLING_QUOTA_EXCEEDED);
      assert.equal((await ask(clientInstanceId)).errorCode, Errors.THROTTLING_QUOTA_EXCEEDED);
      assert.equal((await push({ terminating: true })).errorCode, Errors.NONE);
      assert.equal((await push({ terminating: true })).errorCode, Errors.INVALID_REQUEST);
    }
  });

  test('subscriptions match what a client said of itself in ApiVersions', async () => {
    await subscription({ metrics: 'matched.', match: 'client_software_name=conf.*,client_software_version=7' });
    const asked = async (clientSoftwareVersion: string) => {
      const client = await broker.connect();
      await client.request(apiVersionsApi, 3, { clientSoftwareName: 'conformance', clientSoftwareVersion });
      const answer = await client.request(getTelemetrySubscriptionsApi, 0, { clientInstanceId: NO_INSTANCE });
      return answer.requestedMetrics.includes('matched.');
    };
    await eventually(() => asked('7'));
    assert.equal(await asked('8'), false);
  });

  test('what nobody subscribed to, no instance, and too much are refused', async () => {
    const push = async (changes = {}) => {
      const client = await broker.connect();
      const answer = await client.request(getTelemetrySubscriptionsApi, 0, { clientInstanceId: NO_INSTANCE });
      const { clientInstanceId, subscriptionId, telemetryMaxBytes } = answer;
      const tooLarge = 'tooLarge' in changes ? { metrics: Buffer.alloc(telemetryMaxBytes + 1) } : {};
      const body = { clientInstanceId, subscriptionId, terminating: false, compressionType: 0, metrics: METRICS };
      return (await client.request(pushTelemetryApi, 0, { ...body, ...changes, ...tooLarge })).errorCode;
    };
    assert.equal(await push({ subscriptionId: 0 }), Errors.UNKNOWN_SUBSCRIPTION_ID);
    assert.equal(await push({ clientInstanceId: NO_INSTANCE }), Errors.INVALID_REQUEST);
    assert.equal(await push({ compressionType: 9 }), Errors.UNSUPPORTED_COMPRESSION_TYPE);
    assert.equal(await push({ metrics: Buffer.from('nonsense') }), Errors.INVALID_RECORD);
    assert.equal(await push({ tooLarge: true }), Errors.TELEMETRY_TOO_LARGE);
  });
});
