import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogFields, Logger } from './logger.ts';
import { NamedLoggers, rootLogger } from './named-loggers.ts';

class Sink implements Logger {
  readonly lines: string[];
  readonly #fields: LogFields;

  constructor(lines: string[] = [], fields: LogFields = {}) {
    this.lines = lines;
    this.#fields = fields;
  }

  readonly debug = (fields: LogFields, message: string): void => this.#write('debug', fields, message);
  readonly info = (fields: LogFields, message: string): void => this.#write('info', fields, message);
  readonly warn = (fields: LogFields, message: string): void => this.#write('warn', fields, message);
  readonly error = (fields: LogFields, message: string): void => this.#write('error', fields, message);
  readonly child = (fields: LogFields): Logger => new Sink(this.lines, { ...this.#fields, ...fields });

  #write(level: string, fields: LogFields, message: string): void {
    this.lines.push(`${level} ${JSON.stringify({ ...this.#fields, ...fields })} ${message}`);
  }
}

test('a logger has the level of root until it has its own, and again when that is taken away', () => {
  const loggers = new NamedLoggers(new Sink(), 'INFO');
  const requests = loggers.logger('kafka.request.logger');
  assert.equal(requests.isDebugEnabled, false);
  loggers.setLevel('kafka.request.logger', 'TRACE');
  assert.deepEqual([requests.isDebugEnabled, requests.isTraceEnabled], [true, true]);
  loggers.setLevel(rootLogger, 'DEBUG');
  assert.equal(requests.isTraceEnabled, true);
  loggers.setLevel('kafka.request.logger', undefined);
  assert.deepEqual([requests.isDebugEnabled, requests.isTraceEnabled], [true, false]);
  loggers.setLevel(rootLogger, undefined);
  assert.equal(requests.isDebugEnabled, false);
});

test('what reaches the level is written, with the name, also by children made before the level changed', () => {
  const sink = new Sink();
  const loggers = new NamedLoggers(sink, 'WARN');
  const root = loggers.logger(rootLogger);
  const child = loggers.logger('storage').child({ topic: 't' });
  child.info({}, 'too small');
  root.info({}, 'too small');
  root.warn({ a: 1 }, 'careful');
  loggers.setLevel('storage', 'DEBUG');
  child.debug({}, 'now');
  loggers.setLevel('storage', 'OFF');
  child.error({}, 'never');
  assert.deepEqual(sink.lines, ['warn {"a":1} careful', 'debug {"logger":"storage","topic":"t"} now']);
});

test('every logger that somebody asked for is listed with the level that holds', () => {
  const loggers = new NamedLoggers(new Sink(), 'INFO');
  loggers.logger('b');
  loggers.setLevel('a', 'ERROR');
  assert.deepEqual(
    [...loggers.levels()],
    [
      ['a', 'ERROR'],
      ['b', 'INFO'],
      ['root', 'INFO'],
    ],
  );
  assert.deepEqual([loggers.has('a'), loggers.has('c')], [true, false]);
});

test('who listens hears the level at once and at each change', () => {
  const loggers = new NamedLoggers(new Sink(), 'INFO');
  const heard: string[] = [];
  loggers.onLevel('a', (level) => heard.push(level));
  loggers.setLevel('a', 'DEBUG');
  loggers.setLevel(rootLogger, 'WARN');
  loggers.setLevel('a', undefined);
  assert.deepEqual(heard, ['INFO', 'DEBUG', 'DEBUG', 'WARN']);
});
