import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boolean, className, double, int, list, long, password, short, string } from './declare.ts';
import type { Setting } from './setting.ts';
import { inUnitsOf, InvalidSettingError, sameAs, withBrokerName } from './setting.ts';
import { defineSettings, givenText } from './settings.ts';

const doc = 'A sentence.';

describe('a text becomes a value', () => {
  const valid: readonly [Setting, string, unknown][] = [
    [boolean('x', { default: false, doc }), ' TRUE ', true],
    [boolean('x', { default: false, doc }), 'false', false],
    [short('x', { default: 0, doc }), '-32768', -32768],
    [int('x', { default: 0, doc }), ' 2147483647 ', 2147483647],
    [int('x', { default: 0, doc }), '+5', 5],
    [long('x', { default: 0, doc }), '9007199254740991', Number.MAX_SAFE_INTEGER],
    [long('x', { default: 0, doc }), '9223372036854775807', Infinity],
    [long('x', { default: 0, doc }), '-9223372036854775808', -Infinity],
    [double('x', { default: 0, doc }), '0.5', 0.5],
    [double('x', { default: 0, doc }), '1.7976931348623157E308', Number.MAX_VALUE],
    [string('x', { default: '', doc }), ' a b ', 'a b'],
    [string('x', { default: 'a', oneOf: ['a', 'b'], doc }), 'b', 'b'],
    [className('x', { default: null, doc }), 'org.example.Class', 'org.example.Class'],
    [password('x', { default: null, doc }), ' secret ', ' secret '],
    [list('x', { default: [], doc }), ' a , b,c ', ['a', 'b', 'c']],
    [list('x', { default: ['a'], doc }), ' ', []],
    [list('x', { default: ['a'], doc }), 'a,b,a', ['a', 'b']],
  ];
  for (const [setting, text, value] of valid) {
    test(`${setting.type} '${text}'`, () => assert.deepEqual(setting.parse(text), value));
  }
});

describe('a text is refused', () => {
  const invalid: readonly [Setting, string, string][] = [
    [boolean('x', { default: false, doc }), 'yes', 'Expected value to be either true or false'],
    [short('x', { default: 0, doc }), '32768', 'Not a number of type SHORT'],
    [int('x', { default: 0, doc }), '2147483648', 'Not a number of type INT'],
    [int('x', { default: 0, doc }), '1.0', 'Not a number of type INT'],
    [int('x', { default: 0, doc }), '', 'Not a number of type INT'],
    [int('x', { default: 0, doc }), '0x10', 'Not a number of type INT'],
    [long('x', { default: 0, doc }), '9223372036854775808', 'Not a number of type LONG'],
    [double('x', { default: 0, doc }), 'NaN', 'Not a number of type DOUBLE'],
    [int('x', { default: 5, min: 1, doc }), '0', 'Value must be at least 1'],
    [int('x', { default: 5, max: 9, doc }), '10', 'Value must be no more than 9'],
    [int('x', { default: 5, check: () => 'is odd', doc }), '7', 'is odd'],
    [string('x', { default: 'a', oneOf: ['a', 'b'], doc }), 'c', 'String must be one of: a, b'],
    [list('x', { default: ['a'], oneOf: ['a', 'b'], doc }), 'a,c', 'String must be one of: a, b'],
    [list('x', { default: ['a'], doc }), 'a,', 'Values must not be empty'],
    [list('x', { default: ['a'], emptyAllowed: false, doc }), '', 'Configuration must not be empty'],
  ];
  for (const [setting, text, message] of invalid) {
    test(`${setting.type} '${text}': ${message}`, () =>
      assert.throws(() => setting.parse(text), new InvalidSettingError(message)));
  }
});

test('a default is printed as Kafka prints it', () => {
  assert.equal(long('x', { default: Infinity, doc }).defaultText, '9223372036854775807');
  assert.equal(double('x', { default: 0.5, doc }).defaultText, '0.5');
  assert.equal(double('x', { default: 1, doc }).defaultText, '1.0');
  assert.equal(double('x', { default: Number.MAX_VALUE, doc }).defaultText, '1.7976931348623157E308');
  assert.equal(list('x', { default: ['a', 'b'], doc }).defaultText, 'a,b');
  assert.equal(int('x', { default: null, doc }).defaultText, null);
});

const retentionHours = int('log.retention.hours', { default: 168, doc });
const group = defineSettings(
  {
    segmentBytes: withBrokerName('log.segment.bytes', int('segment.bytes', { default: 1000, min: 10, doc })),
    retentionMs: long('retention.ms', {
      default: 604_800_000,
      min: -1,
      doc,
      synonyms: [sameAs(long('log.retention.ms', { default: null, doc })), inUnitsOf(3_600_000, retentionHours)],
    }),
    key: password('ssl.key', { default: null, check: () => 'too short', doc }),
  },
  ({ segmentBytes, retentionMs }) => (segmentBytes === 77 && retentionMs === 77 ? ['both are 77'] : []),
);

test('a value comes from its own name, else from the strongest synonym, else from the default', () => {
  const retentionMs = (texts: Record<string, string>): number => {
    const resolution = group.resolve(new Map(Object.entries(texts)));
    assert.ok(resolution.ok);
    return resolution.values.retentionMs;
  };
  assert.equal(retentionMs({}), 604_800_000);
  assert.equal(retentionMs({ 'log.retention.hours': '2' }), 7_200_000);
  assert.equal(retentionMs({ 'log.retention.hours': '-1' }), -1);
  assert.equal(retentionMs({ 'log.retention.hours': '2', 'log.retention.ms': '5' }), 5);
  assert.equal(retentionMs({ 'log.retention.hours': '2', 'log.retention.ms': '5', 'retention.ms': '7' }), 7);
});

test('every problem is one line, under the name that was given, and hides what is sensitive', () => {
  const texts = new Map([
    ['log.segment.bytes', '5'],
    ['log.retention.hours', 'x'],
    ['ssl.key', 'secret'],
  ]);
  assert.deepEqual(group.resolve(texts), {
    ok: false,
    problems: [
      'Invalid value 5 for configuration log.segment.bytes: Value must be at least 10',
      'Invalid value x for configuration log.retention.hours: Not a number of type INT',
      'Invalid value [hidden] for configuration ssl.key: too short',
    ],
  });
});

test('values that do not go together are a problem once each is valid', () => {
  const texts = new Map([
    ['segment.bytes', '77'],
    ['retention.ms', '77'],
  ]);
  assert.deepEqual(group.resolve(texts), { ok: false, problems: ['both are 77'] });
});

test('one text can be checked alone; an unknown name is nobody’s problem here', () => {
  assert.equal(
    group.validate('segment.bytes', '5'),
    'Invalid value 5 for configuration segment.bytes: Value must be at least 10',
  );
  assert.equal(group.validate('log.retention.hours', '5'), undefined);
  assert.equal(group.validate('unknown', '5'), undefined);
});

test('a group describes its settings by name', () => {
  const [retention, segment, key] = group.describe();
  assert.deepEqual(retention?.synonyms, ['log.retention.ms', 'log.retention.hours']);
  assert.deepEqual(segment, {
    name: 'segment.bytes',
    type: 'INT',
    defaultText: '1000',
    documentation: doc,
    validValues: '[10,...]',
    scope: 'read-only',
    sensitive: false,
    synonyms: ['log.segment.bytes'],
  });
  assert.equal(key?.sensitive, true);
});

test('who gave a value, and in which unit, can be told', () => {
  const setting = group.declarations.retentionMs;
  assert.equal(givenText(setting, new Map()), undefined);
  const given = givenText(setting, new Map([['log.retention.hours', '2']]));
  assert.equal(given?.setting.name, 'log.retention.hours');
  assert.equal(given?.text, '2');
  assert.equal(given?.convert('2'), '7200000');
});
