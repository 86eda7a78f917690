import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientHost, unmappedAddress } from './client-host.ts';

test('an IPv4 client is shown as Java shows it, also when it came in over a dual-stack listener', () => {
  assert.equal(clientHost('127.0.0.1'), '/127.0.0.1');
  assert.equal(clientHost('::ffff:10.1.2.3'), '/10.1.2.3');
  assert.equal(unmappedAddress('::ffff:10.1.2.3'), '10.1.2.3');
  assert.equal(unmappedAddress('fe80::1'), 'fe80::1');
});

test('an IPv6 client is shown with all eight groups', () => {
  assert.equal(clientHost('::1'), '/0:0:0:0:0:0:0:1');
  assert.equal(clientHost('::'), '/0:0:0:0:0:0:0:0');
  assert.equal(clientHost('fe80::0a01:2%eth0'), '/fe80:0:0:0:0:0:a01:2%eth0');
  assert.equal(clientHost('2001:db8:1:2:3:4:5:6'), '/2001:db8:1:2:3:4:5:6');
});
