import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAddress } from './client-quota-rules.ts';

test('an address is IPv4 in four decimals, or IPv6 in any of its spellings', () => {
  for (const address of ['10.1.2.3', '255.255.255.255', '::', '::1', '0:0:0:0:0:0:0:1', 'fe80::1%eth0', '1::']) {
    assert.equal(isAddress(address), true, address);
  }
  for (const address of ['2001:db8::ff00:42:8329', '::ffff:10.1.2.3', '64:ff9b::192.0.2.33', '1:2:3:4:5:6:7::']) {
    assert.equal(isAddress(address), true, address);
  }
});

test('whatever else is no address', () => {
  for (const text of ['', 'localhost', '10.1.2', '10.1.2.300', '10.1.2.3.4', '10.1.2.0/24', '1.2.3.x', ':', '1:2']) {
    assert.equal(isAddress(text), false, text);
  }
  for (const text of ['1::2::3', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '::g', '12345::', '::10.1.2.300', ':1::']) {
    assert.equal(isAddress(text), false, text);
  }
});
