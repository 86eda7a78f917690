/** One whole broker and what its connections do: B1–B12, B15. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiKey, Errors } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { describeClusterApi } from '@moldau/protocol/messages/describe-cluster';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { metadataApi } from '@moldau/protocol/messages/metadata';
import { produceApi } from '@moldau/protocol/messages/produce';
import { decodeResponseFrame, frameWithBody, requestFrame } from '../support/wire-client.ts';
import { brokerUnderTest, versionsOf } from './support/broker-under-test.ts';
import { valuesOf } from './support/records.ts';
import { batch, fetchPartition, fetchRequest, metadataRequest, produceRequest, topicData } from './support/requests.ts';

const me = { clientSoftwareName: 'conformance', clientSoftwareVersion: '1.0' };

suite('A connection', { timeout: 60_000 }, () => {
  const broker = brokerUnderTest();

  test('ApiVersions is answered with response header 0, whatever the version (B1)', async () => {
    for (const version of versionsOf(apiVersionsApi)) {
      const client = await broker.connect();
      client.sendRaw(requestFrame(apiVersionsApi, version, me, 0x01020304));
      const frame = await client.nextFrame();
      assert.equal(frame.readInt32BE(0), 0x01020304);
      assert.equal(frame.readInt16BE(4), Errors.NONE, `v${version}`);
      assert.ok(decodeResponseFrame(apiVersionsApi, version, frame).apiKeys.length > 10);
    }
  });

  test('an unknown version of ApiVersions is answered in version 0, and the connection stays (B2)', async () => {
    for (const version of [9, 100, 32767]) {
      const client = await broker.connect();
      client.sendRaw(frameWithBody(ApiKey.ApiVersions, version, 5, Buffer.from('any bytes at all')));
      const answer = decodeResponseFrame(apiVersionsApi, 0, await client.nextFrame());
      assert.equal(answer.errorCode, Errors.UNSUPPORTED_VERSION);
      const own = answer.apiKeys.find(({ apiKey }) => apiKey === ApiKey.ApiVersions);
      assert.equal(own?.minVersion, 0);
      assert.ok(own.maxVersion >= 4);
      assert.equal((await client.request(apiVersionsApi, 3, me)).errorCode, Errors.NONE);
    }
  });

  test('a client that does not name itself properly is told so from version 3 on (B3)', async () => {
    for (const name of ['', ' ', '-a', 'a-', 'ä', 'a b', 'a_b']) {
      for (const body of [
        { ...me, clientSoftwareName: name },
        { ...me, clientSoftwareVersion: name },
      ]) {
        for (const version of versionsOf(apiVersionsApi)) {
          const { errorCode } = await broker.client.request(apiVersionsApi, version, body);
          assert.equal(errorCode, version >= 3 ? Errors.INVALID_REQUEST : Errors.NONE, `v${version} '${name}'`);
        }
      }
    }
    const good = { clientSoftwareName: 'apache-kafka.java', clientSoftwareVersion: '4.2.0-SNAPSHOT' };
    assert.equal((await broker.client.request(apiVersionsApi, 4, good)).errorCode, Errors.NONE);
  });

  test('the ranges have the ends that clients look for (B5)', async () => {
    const { apiKeys } = await broker.client.request(apiVersionsApi, 3, me);
    const covers = (key: number, from: number, to: number) =>
      apiKeys.some(({ apiKey, minVersion, maxVersion }) => apiKey === key && minVersion <= from && maxVersion >= to);
    const wanted = [
      [ApiKey.Produce, 0, 7],
      [ApiKey.Fetch, 4, 10],
      [ApiKey.ListOffsets, 1, 1],
      [ApiKey.Metadata, 0, 12],
      [ApiKey.OffsetCommit, 2, 2],
      [ApiKey.OffsetFetch, 1, 1],
      [ApiKey.FindCoordinator, 0, 4],
      [ApiKey.JoinGroup, 0, 9],
      [ApiKey.SyncGroup, 0, 5],
      [ApiKey.Heartbeat, 0, 4],
      [ApiKey.LeaveGroup, 0, 5],
      [ApiKey.InitProducerId, 0, 4],
    ] as const;
    for (const [key, from, to] of wanted) assert.ok(covers(key, from, to), `key ${key} from ${from} to ${to}`);
  });

  test('static members are served: every API that knows instances has the versions for them (B120)', async () => {
    const { apiKeys } = await broker.client.request(apiVersionsApi, 3, me);
    const newest = new Map(apiKeys.map(({ apiKey, maxVersion }) => [apiKey, maxVersion]));
    const wanted = [
      [ApiKey.JoinGroup, 5],
      [ApiKey.SyncGroup, 3],
      [ApiKey.Heartbeat, 3],
      [ApiKey.LeaveGroup, 3],
      [ApiKey.OffsetCommit, 7],
    ] as const;
    for (const [key, version] of wanted) assert.ok((newest.get(key) ?? -1) >= version, `key ${key} v${version}`);
  });

  test('every API is advertised once, with a range that is one (B7)', async () => {
    for (const version of versionsOf(apiVersionsApi)) {
      const { apiKeys } = await broker.client.request(apiVersionsApi, version, me);
      assert.equal(new Set(apiKeys.map(({ apiKey }) => apiKey)).size, apiKeys.length);
      assert.ok(apiKeys.every(({ minVersion, maxVersion }) => minVersion >= 0 && minVersion <= maxVersion));
    }
  });

  test('what cannot be served closes its connection without an answer, and no other (B5, B8, B11)', async () => {
    const body = Buffer.alloc(20);
    const frames: readonly (readonly [string, Buffer])[] = [
      ['Produce v0', frameWithBody(ApiKey.Produce, 0, 1, body)],
      ['Produce v2', frameWithBody(ApiKey.Produce, 2, 1, body)],
      ['Produce v99', frameWithBody(ApiKey.Produce, 99, 1, body)],
      ['Fetch v3', frameWithBody(ApiKey.Fetch, 3, 1, body)],
      ['a negative version', frameWithBody(ApiKey.Metadata, -1, 1, body)],
      ['an unknown key', frameWithBody(999, 0, 1, body)],
      ['a negative key', frameWithBody(-1, 0, 1, body)],
      ['a body cut off', frameWithBody(ApiKey.Metadata, 1, 1, Buffer.from([0, 0, 0, 9, 0, 1]))],
      ['an array beyond the frame', frameWithBody(ApiKey.Metadata, 1, 1, Buffer.from([0x7f, 0xff, 0xff, 0xff]))],
      ['a header cut off', Buffer.from([0, 0, 0, 3, 0, 3, 0])],
      ['an empty frame', Buffer.from([0, 0, 0, 0])],
      ['a negative size', Buffer.from([0xff, 0xff, 0xff, 0xff])],
      ['a size above the limit', Buffer.from([0x7f, 0xff, 0xff, 0xff])],
      ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: kafka\r\n\r\n')],
    ];
    for (const [what, frame] of frames) {
      const client = await broker.connect();
      client.sendRaw(frame);
      await client.closedByAnyone;
      assert.equal(client.unasked, 0, what);
      assert.equal(client.pendingBytes, 0, what);
    }
    assert.ok(broker.client.isOpen);
    assert.equal((await broker.client.request(apiVersionsApi, 0, me)).errorCode, Errors.NONE);
  });

  test('what was asked before a bad request is answered first (B8, B9)', async () => {
    const client = await broker.connect();
    client.sendRaw(requestFrame(metadataApi, 12, metadataRequest([]), 1), frameWithBody(999, 0, 2, Buffer.alloc(4)));
    decodeResponseFrame(metadataApi, 12, await client.nextFrame());
    await client.closedByAnyone;
    assert.equal(client.unasked, 0);
  });

  test('a client id may be null or empty (B8)', async () => {
    const client = await broker.connect();
    for (const clientId of [null, '']) {
      for (const version of [0, 12]) {
        const body = metadataRequest([], { allowAutoTopicCreation: true });
        client.sendRaw(requestFrame(metadataApi, version, body, 9, clientId));
        decodeResponseFrame(metadataApi, version, await client.nextFrame());
      }
    }
  });

  test('answers keep the order of requests of different kinds, one of them waiting (B9)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    const fetching = fetchRequest([[topic, fetchPartition(0, 0)]], { maxWaitMs: 30 });
    const order: string[] = [];
    const note = async (name: string, answer: Promise<unknown>) => {
      await answer;
      order.push(name);
    };
    const writing = () => produceRequest([topicData(topic, [0, batch(['v'])])]);
    await Promise.all([
      note('fetch', client.request(fetchApi, 12, fetching)),
      note('first', client.request(produceApi, 9, writing())),
      note('second', client.request(produceApi, 9, writing())),
      note('metadata', client.request(metadataApi, 12, metadataRequest([topic.name]))),
      note('third', client.request(produceApi, 9, writing())),
      note('versions', client.request(apiVersionsApi, 3, me)),
    ]);
    assert.deepEqual(order, ['fetch', 'first', 'second', 'metadata', 'third', 'versions']);
    assert.equal(await broker.offset(topic, -1), 3);
  });

  test('unknown tagged fields are skipped in header and body (B12)', async () => {
    const client = await broker.connect();
    const tag = Buffer.from([1, 99, 3, 0xaa, 0xbb, 0xcc]);
    const header = Buffer.concat([Buffer.from([0, ApiKey.DescribeCluster, 0, 0, 0, 0, 0, 7, 0xff, 0xff]), tag]);
    const frame = Buffer.concat([Buffer.alloc(4), header, Buffer.from([0]), tag]);
    frame.writeInt32BE(frame.length - 4);
    client.sendRaw(frame);
    assert.equal(decodeResponseFrame(describeClusterApi, 0, await client.nextFrame()).errorCode, Errors.NONE);
  });

  test('a request may arrive byte by byte, and many may arrive at once (B9)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    const frame = requestFrame(produceApi, 9, produceRequest([topicData(topic, [0, batch(['slow'])])]), 1);
    const answer = client.nextFrame();
    for (const byte of frame) {
      client.sendRaw(Buffer.from([byte]));
      if (byte % 16 === 0) await broker.offset(topic, -2);
    }
    decodeResponseFrame(produceApi, 9, await answer);
    const many = Array.from({ length: 100 }, (_, index) =>
      requestFrame(produceApi, 9, produceRequest([topicData(topic, [0, batch([`${index}`])])]), index),
    );
    const answers = many.map(() => client.nextFrame());
    client.sendRaw(Buffer.concat(many));
    for (const [index, frame] of (await Promise.all(answers)).entries()) assert.equal(frame.readInt32BE(0), index);
    const expected = ['slow', ...many.map((_, index) => `${index}`)];
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 0)), expected);
  });

  test('hundreds of connections from one host are served (B14)', async () => {
    const clients = await Promise.all(Array.from({ length: 300 }, () => broker.connect()));
    const answers = await Promise.all(clients.map((client) => client.request(metadataApi, 12, metadataRequest([]))));
    assert.ok(answers.every(({ brokers }) => brokers.length === 1));
    await Promise.all(clients.map((client) => client.close()));
  });

  test('requests with acks 0 among others leave no gap in the answers (B9, B10)', async () => {
    const topic = await broker.topic();
    const client = await broker.connect();
    const asked: Promise<unknown>[] = [];
    for (let index = 0; index < 50; index++) {
      client.send(produceApi, 9, produceRequest([topicData(topic, [0, batch([`${index}`])])], { acks: 0 }));
      asked.push(client.request(metadataApi, 12, metadataRequest([])));
    }
    await Promise.all(asked);
    assert.equal(client.unasked, 0);
    assert.equal(await broker.offset(topic, -1), 50);
  });
});
