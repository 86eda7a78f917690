import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { JournalCorruptError, LogDirectoryError } from '@moldau/broker';
import type { BrokerSettings } from '@moldau/broker';
import { DiskError, NetworkError } from '@moldau/runtime';
import type { Endpoint, LogFields, Logger, Runtime, StopSignal } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { moldau } from './moldau.ts';

describe('flags, environment and file', () => {
  test('flags are stronger than the environment, which is stronger than the file', async () => {
    const run = start({
      args: ['--config', 'server.properties', '--set', 'num.partitions=3'],
      environment: { KAFKA_NUM_PARTITIONS: '2', KAFKA_LOG_DIRS: '/from-environment' },
      files: { 'server.properties': 'num.partitions=1\nlog.dirs=/from-file\nnode.id=9\n' },
    });
    const settings = await run.started;
    assert.deepEqual([settings.numPartitions, settings.logDirs, settings.nodeId], [3, ['/from-environment'], 9]);
    await run.stop();
  });

  test('every flag sets its setting', async () => {
    const args = '--listeners PLAINTEXT://:1 --advertised-listeners PLAINTEXT://a:2 --data /a,/b --memory'.split(' ');
    const run = start({ args });
    const { listeners, logDirs, logMemoryOnly } = await run.started;
    assert.deepEqual(
      listeners.map(({ endpoint, advertised }) => [endpoint.port, advertised]),
      [[1, { host: 'a', port: 2 }]],
    );
    assert.deepEqual(logDirs, ['/a', '/b']);
    assert.equal(logMemoryOnly, true);
    await run.stop();
  });

  test('a YAML file is read as such', async () => {
    const run = start({ args: ['-c', 'moldau.yaml'], files: { 'moldau.yaml': 'num: {partitions: 4}' } });
    assert.equal((await run.started).numPartitions, 4);
    await run.stop();
  });

  test('invalid settings are told one by one, with exit code 2', async () => {
    const run = start({
      args: ['--set', 'num.partitions=many', '--log-level', 'loud'],
    });
    assert.equal(await run.exitCode, 2);
    assert.deepEqual(run.errorLines, [
      'moldau: Invalid value loud for configuration log.level: String must be one of: debug, info, warn, error, silent',
      'moldau: Invalid value many for configuration num.partitions: Not a number of type INT',
    ]);
  });

  const misuses: readonly [string[], RegExp][] = [
    [['--nonsense'], /^moldau: unknown option '--nonsense'$/],
    [['topics'], /^moldau: too many arguments/],
    [['--set', 'name'], /^moldau: --set name: expected name=value$/],
    [['--config', 'missing'], /^moldau: cannot read the configuration missing: ENOENT$/],
  ];
  for (const [args, line] of misuses) {
    test(`${args.join(' ')} is told in one line, with exit code 2`, async () => {
      const run = start({ args });
      assert.equal(await run.exitCode, 2);
      assert.equal(run.errorLines.length, 1);
      assert.match(run.errorLines.join(), line);
    });
  }

  test('help and version are printed, with exit code 0', async () => {
    const help = start({ args: ['--help'] });
    assert.equal(await help.exitCode, 0);
    assert.match(help.lines.join('\n'), /^Usage: moldau/);
    const version = start({ args: ['--version'] });
    assert.equal(await version.exitCode, 0);
    assert.match(version.lines.join('\n'), /^\d+\.\d+\.\d+$/);
  });
});

describe('a broker', () => {
  test('that cannot listen is one line and exit code 1', async () => {
    const run = start({ failure: new NetworkError('EADDRINUSE', 'cannot listen on *:9092: the port is in use') });
    assert.equal(await run.exitCode, 1);
    assert.deepEqual(run.errorLines, ['moldau: cannot listen on *:9092: the port is in use']);
  });

  test('whose data directory is locked is one line and exit code 1', async () => {
    const run = start({ failure: new DiskError('ELOCKED', 'lock', '/data/.lock') });
    assert.equal(await run.exitCode, 1);
    assert.deepEqual(run.errorLines, ['moldau: the data directory /data is in use by another broker']);
  });

  test('whose data directory is not its own, or damaged, is one line and exit code 1', async () => {
    for (const failure of [
      new LogDirectoryError('/data belongs to node 1, this is node 7'),
      new JournalCorruptError('/data/journal', 25, 'an intact frame follows at byte 156'),
    ]) {
      const run = start({ failure });
      assert.equal(await run.exitCode, 1);
      assert.deepEqual(run.errorLines, [`moldau: ${failure.message}`]);
    }
  });

  test('that fails for an unforeseen reason shows where', async () => {
    const run = start({ failure: new Error('cannot happen') });
    assert.equal(await run.exitCode, 1);
    assert.match(run.errorLines.join(), /^moldau: Error: cannot happen\n\s+at /);
  });

  test('is closed by the first signal and left by the second', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const run = start({});
      await run.started;
      run.signal(signal);
      await run.closing;
      assert.deepEqual(run.exitCodes, []);
      run.signal(signal);
      assert.deepEqual(run.exitCodes, [signal === 'SIGINT' ? 130 : 143]);
      run.finishClosing();
    }
  });

  test('that was told to stop while it started stops once it has', async () => {
    const run = start({ slow: true });
    await run.starting;
    run.signal('SIGTERM');
    run.finishStarting();
    await run.closing;
    run.finishClosing();
    assert.equal(await run.exitCode, 0);
  });
});

describe('the banner', () => {
  test('says on a terminal where the broker is, with what data, and how safe that is', async () => {
    const run = start({ args: ['--data', '/data'], isTerminal: true });
    await run.started;
    await run.stop();
    const text = run.lines.join('\n');
    assert.match(text, /address +localhost:9092, \[::1\]:9093/);
    assert.match(text, /data +\/data/);
    assert.match(text, /durability +flush\.policy=ack for topics with one replica/);
  });

  test('is a log line elsewhere, and names settings without effect and unknown ones', async () => {
    const run = start({ args: ['--memory', '--set', 'num.io.threads=8', '--set', 'no.such=1'] });
    await run.started;
    await run.stop();
    assert.deepEqual(run.lines, []);
    const [ready, unknown, withoutEffect] = run.logged;
    assert.deepEqual(ready?.fields, {
      address: 'localhost:9092, [::1]:9093',
      data: 'in memory',
      durability: 'none: records are gone when the broker stops',
      nodeId: 1,
    });
    assert.equal(unknown?.message, 'Unknown configuration no.such');
    assert.deepEqual(withoutEffect?.fields, { settings: ['num.io.threads'] });
  });
});

interface Start {
  readonly args?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly files?: Record<string, string>;
  readonly isTerminal?: boolean;
  /** What `startBroker` rejects with. */
  readonly failure?: Error;
  /** `startBroker` takes until `finishStarting`. */
  readonly slow?: boolean;
}

const endpoints: readonly Endpoint[] = [
  { host: '', port: 9092 },
  { host: '::1', port: 9093 },
];

/** Runs the command in a world of its own. */
function start(options: Start) {
  const lines: string[] = [];
  const errorLines: string[] = [];
  const exitCodes: number[] = [];
  const logged: { readonly fields: LogFields; readonly message: string }[] = [];
  const exited = Promise.withResolvers<number>();
  const starting = Promise.withResolvers<void>();
  const mayStart = Promise.withResolvers<void>();
  const started = Promise.withResolvers<BrokerSettings>();
  const closing = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let signal = (_: StopSignal): void => assert.fail('nobody listens for signals');

  void moldau({
    program: {
      arguments: options.args ?? [],
      environment: new Map(Object.entries(options.environment ?? {})),
      isTerminal: options.isTerminal ?? false,
      printLine: (line) => void lines.push(line),
      printErrorLine: (line) => void errorLines.push(line),
      onStopSignal(callback) {
        signal = callback;
      },
      exit(code) {
        exitCodes.push(code);
        exited.resolve(code);
      },
    },
    disk: { readFile: (path) => readFile(options.files ?? {}, path) },
    makeRuntime: async () => runtimeWithLog(logged),
    async startBroker(_, settings) {
      if (options.failure) throw options.failure;
      starting.resolve();
      if (options.slow) await mayStart.promise;
      setImmediate(() => started.resolve(settings));
      return {
        endpoints,
        close() {
          closing.resolve();
          return closed.promise;
        },
      };
    },
  });

  return {
    lines,
    errorLines,
    exitCodes,
    logged,
    exitCode: exited.promise,
    starting: starting.promise,
    finishStarting: mayStart.resolve,
    started: started.promise,
    closing: closing.promise,
    finishClosing: closed.resolve,
    signal: (name: StopSignal) => signal(name),
    async stop() {
      signal('SIGTERM');
      closed.resolve();
      assert.equal(await exited.promise, 0);
    },
  };
}

function readFile(files: Record<string, string>, path: string): Buffer {
  const text = files[path];
  if (text === undefined) throw new DiskError('ENOENT', 'readFile', path);
  return Buffer.from(text);
}

function runtimeWithLog(logged: { fields: LogFields; message: string }[]): Runtime {
  const note = (fields: LogFields, message: string): void => void logged.push({ fields, message });
  const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };
  return { ...new Simulation(1).runtime('broker'), log };
}
