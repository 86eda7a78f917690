/**
 * What a broker must refuse on its connections, and that it goes on serving everybody else: the rows of the
 * refusal table that concern framing, headers and bodies. Runs against anything that speaks the protocol.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apiKeys, Errors } from '@moldau/protocol';
import { type ApiVersion, apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import type { Endpoint, Network } from '@moldau/runtime';
import { decodeResponseFrame, frameWithBody, requestFrame, WireClient } from '../support/wire-client.ts';

export interface Target {
  readonly network: Network;
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}

/** Named so that it is told of every API that there is. */
const software = { clientSoftwareName: 'moldau-bad-input', clientSoftwareVersion: '1' };

export function badInputScenarios(name: string, start: () => Promise<Target>): void {
  describe(`Bad input to ${name}`, () => {
    let target: Target;
    let advertised: readonly ApiVersion[];
    let healthy: WireClient;

    const connect = (): Promise<WireClient> => WireClient.connect(target.network, target.endpoint);

    const assertServes = async (client: WireClient): Promise<void> => {
      const { errorCode } = await client.request(apiVersionsApi, 3, software);
      assert.equal(errorCode, Errors.NONE);
    };

    /** The bytes get no answer but a closed connection, and nobody else notices. */
    const assertRefused = async (bytes: Buffer, what: string): Promise<void> => {
      const client = await connect();
      client.sendRaw(bytes);
      await client.closedByAnyone;
      assert.deepEqual([client.unasked, client.pendingBytes], [0, 0], `${what} was answered`);
      await assertServes(healthy);
    };

    before(async () => {
      target = await start();
      healthy = await connect();
      advertised = (await healthy.request(apiVersionsApi, 3, software)).apiKeys;
    });

    after(async () => {
      await healthy.close();
      await target.close();
    });

    test('a size that no request can have closes the connection (B11)', async () => {
      for (const size of [0, -1, -2147483648, 104_857_601, 2147483647]) {
        const bytes = Buffer.alloc(4);
        bytes.writeInt32BE(size);
        await assertRefused(bytes, `a size of ${size}`);
      }
    });

    test('another protocol closes the connection', async () => {
      await assertRefused(Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'), 'HTTP');
      await assertRefused(Buffer.from('160301020001000001fc0303', 'hex'), 'TLS');
    });

    test('an API that is not advertised closes the connection (B8)', async () => {
      const served = new Set(advertised.map(({ apiKey }) => apiKey));
      const strangers = [-32768, -1, 93, 999, 32767, ...apiKeys.keys()].filter((key) => !served.has(key));
      for (const key of strangers) {
        const frame = requestFrame(apiVersionsApi, 0, software, 1);
        frame.writeInt16BE(key, 4);
        await assertRefused(frame, `API ${key}`);
      }
    });

    test('a version that is not advertised closes the connection, Produce below 3 as well (B5, B8)', async () => {
      for (const { apiKey, minVersion, maxVersion } of advertised) {
        if (apiKey === apiVersionsApi.key) continue;
        const unserved = apiKey === 0 ? [0, 1, 2] : minVersion > 0 ? [minVersion - 1] : [];
        for (const version of [...unserved, -32768, -1, maxVersion + 1, 32767]) {
          await assertRefused(frameWithBody(apiKey, version, 1, Buffer.alloc(64)), `API ${apiKey} v${version}`);
        }
      }
    });

    test('an ApiVersions request of an unknown version is answered at v0 with 35, and the connection stays (B2)', async () => {
      const client = await connect();
      for (const version of [-1, 5, 32767]) {
        const answer = client.nextFrame();
        client.sendRaw(frameWithBody(apiVersionsApi.key, version, 77, Buffer.alloc(1)));
        const frame = await answer;
        const { errorCode, apiKeys: listed } = decodeResponseFrame(apiVersionsApi, 0, frame);
        assert.equal(frame.readInt32BE(0), 77);
        assert.equal(errorCode, Errors.UNSUPPORTED_VERSION);
        assert.deepEqual(listed, [{ apiKey: 18, minVersion: 0, maxVersion: 4 }]);
      }
      await assertServes(client);
      await client.close();
    });

    test('an ApiVersions request that does not name its software is answered with 42, and the connection stays (B3)', async () => {
      const client = await connect();
      const nameless = { clientSoftwareName: '', clientSoftwareVersion: '' };
      const { errorCode } = await client.request(apiVersionsApi, 3, nameless);
      assert.equal(errorCode, Errors.INVALID_REQUEST);
      await assertServes(client);
      await client.close();
    });

    test('a null client id is valid, and its connection is served (B8)', async () => {
      const client = await connect();
      const answer = client.nextFrame();
      client.sendRaw(requestFrame(apiVersionsApi, 0, software, 5, null));
      assert.equal((await answer).readInt32BE(0), 5);
      await client.close();
    });

    test('a header cut anywhere closes the connection (B8)', async () => {
      const whole = requestFrame(apiVersionsApi, 4, software, 1).subarray(4);
      const headerBytes = 2 + 2 + 4 + 2 + 'wire-client'.length + 1;
      for (let bytes = 0; bytes < headerBytes; bytes++) {
        const frame = Buffer.concat([Buffer.alloc(4), whole.subarray(0, bytes)]);
        frame.writeInt32BE(bytes);
        await assertRefused(frame, `a header of ${bytes} bytes`);
      }
    });

    test('a body that does not parse closes the connection, for every API and version (B8)', async () => {
      const tooShort = Buffer.from([0xff]);
      const absurdLengths = Buffer.from('7fffffff'.repeat(4), 'hex');
      for (const { apiKey, minVersion, maxVersion } of advertised) {
        for (let version = minVersion; version <= maxVersion; version++) {
          if (hasEmptyBody(apiKey, version)) continue;
          await assertRefused(frameWithBody(apiKey, version, 1, tooShort), `a byte to API ${apiKey} v${version}`);
          await assertRefused(frameWithBody(apiKey, version, 1, absurdLengths), `lengths to API ${apiKey} v${version}`);
        }
      }
    });

    test('what was asked before the bad input is answered, what was asked after it is not', async () => {
      const client = await connect();
      const answers = [client.nextFrame(), client.nextFrame()];
      const good = (correlationId: number): Buffer => requestFrame(apiVersionsApi, 0, software, correlationId);
      client.sendRaw(good(1), good(2), Buffer.alloc(4), good(3));
      assert.deepEqual(
        (await Promise.all(answers)).map((frame) => frame.readInt32BE(0)),
        [1, 2],
      );
      await client.closedByAnyone;
      assert.equal(client.unasked, 0);
      await assertServes(healthy);
    });

    test('a hundred pipelined requests of mixed versions are answered in order (B9)', async () => {
      const client = await connect();
      const versions = Array.from({ length: 100 }, (_, index) => index % 5);
      const responses = await Promise.all(versions.map((version) => client.request(apiVersionsApi, version, software)));
      // Below v3 nobody says who asks, so there are Kafka's APIs only.
      const kafkas = advertised.filter(({ apiKey }) => apiKey < 10_000);
      for (const [index, response] of responses.entries()) {
        assert.deepEqual(response.apiKeys, (versions[index] ?? 0) < 3 ? kafkas : advertised);
      }
      await client.close();
    });

    test('announcing 100 MiB costs what is sent, not what is announced', async () => {
      const announcement = frameWithBody(apiVersionsApi.key, 3, 1, Buffer.alloc(0));
      announcement.writeInt32BE(104_857_600);
      const before = process.memoryUsage().arrayBuffers;
      const clients = await Promise.all(Array.from({ length: 50 }, connect));
      for (const client of clients) client.sendRaw(announcement);
      await assertServes(healthy);
      await assertServes(healthy);
      const grown = process.memoryUsage().arrayBuffers - before;
      assert.ok(grown < 50 * 1024 * 1024, `${grown} bytes for 50 announcements`);
      for (const client of clients) assert.equal(client.isOpen, true);
      await Promise.all(clients.map((client) => client.close()));
    });

    test('clients that leave in the middle of a request do no harm', async () => {
      const frame = requestFrame(apiVersionsApi, 3, software, 1);
      const leave = async (bytes: number): Promise<void> => {
        const client = await connect();
        client.sendRaw(frame.subarray(0, bytes));
        await client.close();
      };
      await Promise.all(Array.from(frame, (_, bytes) => leave(bytes)));
      await assertServes(healthy);
    });
  });
}

/** Versions whose request has no body: whatever follows their header is ignored. */
function hasEmptyBody(apiKey: number, version: number): boolean {
  const LIST_GROUPS = 16;
  return (apiKey === apiVersionsApi.key || apiKey === LIST_GROUPS) && version < 3;
}
