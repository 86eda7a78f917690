import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupMetadataRecord } from '../generated/records/group-metadata.ts';
import { offsetCommitRecord } from '../generated/records/offset-commit.ts';
import {
  decodeRecordKey,
  decodeVersioned,
  encodeRecordKey,
  encodeVersioned,
  readRecordType,
} from './data-descriptor.ts';
import { MalformedMessageError } from './malformed-message-error.ts';
import { UnsupportedVersionError } from './unsupported-version-error.ts';
import { ZERO_UUID } from './uuid.ts';

const key = { group: 'g', topic: 't', partition: 3 };
const value = {
  offset: 2n ** 62n,
  leaderEpoch: 5,
  metadata: 'm',
  commitTimestamp: 1000,
  expireTimestamp: -1,
  topicId: ZERO_UUID,
};

test("a coordinator record's key opens with the record's type", () => {
  const bytes = encodeRecordKey(offsetCommitRecord, key);
  assert.equal(bytes.toString('hex'), '0001 000167 000174 00000003'.replaceAll(' ', ''));
  assert.equal(readRecordType(bytes), 1);
  assert.deepEqual(decodeRecordKey(offsetCommitRecord, bytes), key);
  assert.throws(() => decodeRecordKey(groupMetadataRecord, bytes), MalformedMessageError);
});

test("a coordinator record's value opens with its version and may be read back in every version", () => {
  const bytes = encodeVersioned(offsetCommitRecord.value, value, 3);
  assert.equal(bytes.readInt16BE(), 3);
  for (const version of [3, 4]) {
    assert.deepEqual(
      decodeVersioned(offsetCommitRecord.value, encodeVersioned(offsetCommitRecord.value, value, version)),
      value,
    );
  }
});

test('a version from the future is told apart from damage', () => {
  const bytes = encodeVersioned(offsetCommitRecord.value, value, 3);
  bytes.writeInt16BE(99);
  assert.throws(() => decodeVersioned(offsetCommitRecord.value, bytes), UnsupportedVersionError);
  assert.throws(() => encodeVersioned(offsetCommitRecord.value, value, 99), UnsupportedVersionError);
  assert.throws(() => readRecordType(Buffer.alloc(1)), MalformedMessageError);
});
