import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { compress, decompress } from './compression.ts';
import {
  DecompressionLimitError,
  MalformedCompressionError,
  UnsupportedCompressionTypeError,
} from './compression-errors.ts';
import { codecId, codecOfId } from './codec.ts';

const RUNS = 3000 * Number(process.env['FUZZ'] ?? 1);
const CODECS = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
const TEXT = Buffer.from('The Moldau flows on. '.repeat(20_000));

test('codecs have Kafka’s numbers, and no others exist (B43)', () => {
  assert.deepEqual((['none', ...CODECS] as const).map(codecId), [0, 1, 2, 3, 4]);
  assert.throws(() => codecOfId(5), UnsupportedCompressionTypeError);
});

for (const codec of CODECS) {
  test(`${codec} gives back what it got`, () => {
    assert.ok(decompress(codec, compress(codec, TEXT)).equals(TEXT));
    assert.ok(compress(codec, TEXT).length < TEXT.length / 5);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100_000 }), (array) => {
        const bytes = Buffer.from(array);
        assert.ok(decompress(codec, compress(codec, bytes)).equals(bytes));
      }),
      { numRuns: 30, examples: [[new Uint8Array(0)]] },
    );
  });

  test(`${codec} cut off anywhere but at a block’s end is malformed`, () => {
    const whole = compress(codec, Buffer.from('river '.repeat(100)));
    const least = codec === 'snappy' ? 17 : 0;
    for (let end = least; end < whole.length; end++) {
      assert.throws(() => decompress(codec, whole.subarray(0, end)), MalformedCompressionError, `${end} bytes`);
    }
  });

  test(`${codec} is not decompressed beyond the limit that is set`, () => {
    const bytes = compress(codec, TEXT);
    assert.ok(decompress(codec, bytes, { maxOutputBytes: TEXT.length }).equals(TEXT));
    assert.throws(() => decompress(codec, bytes, { maxOutputBytes: TEXT.length - 1 }), DecompressionLimitError);
  });

  test(`${codec}: random damage ends in bytes within the limit or a typed error`, () => {
    const original = compress(codec, TEXT.subarray(0, 2000));
    const damage = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const maxOutputBytes = 1_000_000;
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Buffer.from(original);
        for (const [at, byte] of changes) bytes[at] = byte;
        expectBytesOrTypedError(() => decompress(codec, bytes, { maxOutputBytes }), maxOutputBytes);
      }),
      { numRuns: RUNS },
    );
  });
}

test('a bomb is refused by its ratio, before memory is taken for it', () => {
  const zeros = Buffer.alloc(64 * 1024 * 1024);
  for (const codec of ['gzip', 'zstd'] as const) {
    const bomb = compress(codec, zeros);
    assert.throws(() => decompress(codec, bomb), DecompressionLimitError);
    assert.equal(decompress(codec, bomb, { maxRatio: 1e6 }).length, zeros.length);
  }
});

test('a megabyte of one byte is no bomb', () => {
  const zeros = Buffer.alloc(1024 * 1024);
  for (const codec of CODECS) assert.ok(decompress(codec, compress(codec, zeros)).equals(zeros));
});

test('sizes that are only claimed are refused unread', () => {
  const snappy = Buffer.from('ffffffff0f00', 'hex');
  const zstd = Buffer.from('28b52ffde0ffffffffffffff00', 'hex');
  const lz4 = Buffer.from('04224d18687000000000000100009e00000000', 'hex');
  assert.throws(() => decompress('snappy', snappy), DecompressionLimitError);
  assert.throws(() => decompress('zstd', zstd), DecompressionLimitError);
  assert.throws(() => decompress('lz4', lz4), DecompressionLimitError);
});

test('gzip may have several members (B43)', () => {
  const members = Buffer.concat([gzipSync('one '), gzipSync('two '), gzipSync('three')]);
  assert.equal(decompress('gzip', members).toString(), 'one two three');
});

test('gzip takes a level', () => {
  const noise = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * i * 31) % 251));
  const text = Buffer.concat([TEXT, noise]);
  assert.ok(compress('gzip', text, 9).length < compress('gzip', text, 1).length);
});

test('snappy is read raw as well as in Java’s framing, and written in Java’s (B43)', () => {
  const raw = Buffer.from('0c2c61626364656667686a6b6c6d', 'hex');
  assert.equal(decompress('snappy', raw).toString(), 'abcdefghjklm');
  const framed = compress('snappy', TEXT);
  assert.equal(framed.subarray(0, 16).toString('hex'), '82534e41505059000000000100000001');
  const twice = Buffer.concat([framed, framed]);
  assert.ok(decompress('snappy', twice).equals(Buffer.concat([TEXT, TEXT])));
});

test('lz4 frames are read with linked blocks, content size, plain blocks and bytes after the end', () => {
  const abc = '6162636465666768696a6b6c';
  const linked = `04224d184040c00d000000c0${abc}09000000040c0050767778797a00000000`;
  const sized = `04224d1868400c000000000000005d0d000000c0${abc}00000000`;
  const plain = `04224d186070730c000080${abc}00000000`;
  const trailed = `04224d186040820d000000c0${abc}00000000090909`;
  assert.equal(decompress('lz4', Buffer.from(linked, 'hex')).toString(), 'abcdefghijklabcdefghvwxyz');
  for (const frame of [sized, plain, trailed]) {
    assert.equal(decompress('lz4', Buffer.from(frame, 'hex')).toString(), 'abcdefghijkl');
  }
});

test('lz4 frames with a wrong header checksum are refused (B43)', () => {
  const wrong = Buffer.from('04224d186040810d000000c06162636465666768696a6b6c00000000', 'hex');
  assert.throws(() => decompress('lz4', wrong), MalformedCompressionError);
});

test('lz4 blocks that might be too large are measured exactly', () => {
  const bytes = compress('lz4', Buffer.alloc(200_000, 'ab'));
  assert.equal(decompress('lz4', bytes, { maxOutputBytes: 200_000 }).length, 200_000);
  assert.throws(() => decompress('lz4', bytes, { maxOutputBytes: 199_999 }), DecompressionLimitError);
});

function expectBytesOrTypedError(run: () => Buffer, maxOutputBytes: number): void {
  try {
    assert.ok(run().length <= maxOutputBytes);
  } catch (error) {
    const typed = error instanceof MalformedCompressionError || error instanceof DecompressionLimitError;
    assert.ok(typed, String(error));
  }
}
