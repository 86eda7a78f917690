/** What encoders do with fields that a version does not have, and decoders with tags that they do not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFetchRequest, encodeFetchRequest } from '../src/generated/fetch.ts';
import { encodeHeartbeatRequest } from '../src/generated/heartbeat.ts';
import { decodeMetadataRequest, encodeMetadataRequest } from '../src/generated/metadata.ts';
import { decodeProduceResponse, encodeProduceResponse } from '../src/generated/produce.ts';
import { encodeConsumerGroupMemberMetadataValue } from '../src/generated/records/consumer-group-member-metadata.ts';
import { MalformedMessageError } from '../src/wire/malformed-message-error.ts';
import { Reader } from '../src/wire/reader.ts';
import { UnsupportedVersionError } from '../src/wire/unsupported-version-error.ts';
import { ZERO_UUID } from '../src/wire/uuid.ts';
import { Writer } from '../src/wire/writer.ts';

const heartbeat = { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null };
const fetch = {
  clusterId: null,
  replicaId: -1,
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes: 1024,
  isolationLevel: 0,
  sessionId: 0,
  sessionEpoch: -1,
  topics: [],
  forgottenTopicsData: [],
  rackId: '',
};

test('a field that the version lacks and that matters is refused', () => {
  encodeHeartbeatRequest(new Writer(), heartbeat, 2);
  assert.throws(
    () => encodeHeartbeatRequest(new Writer(), { ...heartbeat, groupInstanceId: 'static' }, 2),
    new UnsupportedVersionError('HeartbeatRequest.groupInstanceId', 2),
  );
});

test('a field that the version lacks and that is ignorable is dropped', () => {
  const writer = new Writer();
  encodeFetchRequest(writer, { ...fetch, rackId: 'prague' }, 10);
  assert.equal(decodeFetchRequest(new Reader(writer.toBuffer()), 10).rackId, '');
});

test('null is refused in versions where the field is not nullable', () => {
  const request = {
    topics: null,
    allowAutoTopicCreation: true,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
  };
  const writer = new Writer();
  encodeMetadataRequest(writer, request, 1);
  assert.equal(decodeMetadataRequest(new Reader(writer.toBuffer()), 1).topics, null);
  assert.throws(() => encodeMetadataRequest(new Writer(), request, 0), UnsupportedVersionError);
});

test('a tagged struct is on the wire exactly if it is set, and refused where tags do not exist', () => {
  const partition = {
    index: 0,
    errorCode: 6,
    baseOffset: -1,
    logAppendTimeMs: -1,
    logStartOffset: -1,
    recordErrors: [],
    errorMessage: null,
  };
  const responseWith = (partitionResponse: typeof partition) => ({
    responses: [{ name: 't', topicId: ZERO_UUID, partitionResponses: [partitionResponse] }],
    throttleTimeMs: 0,
    nodeEndpoints: [],
  });
  const movedPartition = { ...partition, currentLeader: { leaderId: 2, leaderEpoch: 7 } };
  const moved = responseWith(movedPartition);
  for (const response of [responseWith(partition), moved]) {
    const writer = new Writer();
    encodeProduceResponse(writer, response, 10);
    assert.deepStrictEqual(decodeProduceResponse(new Reader(writer.toBuffer()), 10), response);
  }
  assert.throws(() => encodeProduceResponse(new Writer(), moved, 9), UnsupportedVersionError);
});

test('a tag of a later version and a tag of the wrong size are malformed, an unknown one is skipped', () => {
  const writer = new Writer();
  encodeFetchRequest(writer, fetch, 12);
  const body = writer.toBuffer().subarray(0, -1).toString('hex');
  const decode = (tags: string) => decodeFetchRequest(new Reader(Buffer.from(body + tags, 'hex')), 12);
  assert.equal(decode('010003036d65').clusterId, 'me');
  assert.deepEqual(decode('016301ff'), decode('00'));
  assert.throws(() => decode('01010d0000000100000000000000010000'), MalformedMessageError);
  assert.throws(() => decode('010002036d65'), MalformedMessageError);
});

test('a nullable tagged struct tells null from absent, as Kafka writes it', () => {
  const member = {
    instanceId: null,
    rackId: null,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: null,
    rebalanceTimeoutMs: -1,
    serverAssignor: null,
  };
  const tagsOf = (value: Parameters<typeof encodeConsumerGroupMemberMetadataValue>[1]) => {
    const writer = new Writer();
    encodeConsumerGroupMemberMetadataValue(writer, value, 0);
    return writer.toBuffer().subarray(11).toString('hex');
  };
  assert.equal(tagsOf(member), '00');
  assert.equal(tagsOf({ ...member, classicMemberMetadata: null }), '01000100');
});
