import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, parseReport, passedSubtests, skipReasonOf } from './report.ts';

const output = [
  '\u001b[0m\u001b[36m[0018_cgrp_term              /  1.020s] \u001b[35m[ do_test:194: with_queue=false ]',
  '\u001b[0m\u001b[36m[0018_cgrp_term              / 16.020s] \u001b[32m[ do_test:194: with_queue=false: PASS (15.02s) ]',
  '\u001b[0m\u001b[36m[0018_cgrp_term              / 17.020s] TEST FAILURE',
  '\u001b[0m\u001b[31m### Test "0018_cgrp_term (do_test:194: with_queue=true)" failed at test.c:2524:test_produce() at Sun Nov 22 02:37:59 2026: ###',
  'Failed to produce message 1000 to partition 1: Local: Unknown partition',
  '\u001b[31m### Test "<MAIN>" failed at test.c:1950:test_wait_exit() at Sun Nov 22 02:38:01 2026: ###',
  '|\u001b[36m 0055_producer_latency                    |    SKIPPED |   0.000s \u001b[0m|\u001b[36m Not reliable on CI\u001b[0m',
].join('\n');

test('the report tells each test and its time, but for the runner itself', () => {
  const report = parseReport(
    '{ "tests": { "<MAIN>": { "state": "PASSED", "duration": 2.0 }, "0001_multiobj": { "state": "FAILED", "duration": 1.5 } } }',
  );
  assert.deepEqual([...report], [['0001_multiobj', { state: 'FAILED', seconds: 1.5 }]]);
});

test('a failure is told with its subtest, its place and its words', () => {
  assert.equal(
    failureOf('0018_cgrp_term', output),
    '(do_test:194: with_queue=true) test.c:2524:test_produce(): Failed to produce message 1000 to partition 1: Local: Unknown partition',
  );
  assert.equal(failureOf('0019_list_groups', output), '');
});

test('a subtest counts when it has passed, not when it has begun', () => {
  assert.deepEqual(passedSubtests(output), ['do_test:194: with_queue=false']);
});

test('a test that was skipped has a reason', () => {
  assert.equal(skipReasonOf('0055_producer_latency', output), 'Not reliable on CI');
  assert.equal(skipReasonOf('0018_cgrp_term', output), '');
});
