import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintOf, parseGoOutput } from './output.ts';

const output = `=== RUN   TestGroupETL
=== RUN   TestIssue325
    consumer_test.go:43: got 1 != exp 2
--- FAIL: TestIssue325 (0.12s)
=== RUN   TestGroupETL/range
=== RUN   TestGroupETL/range/848
--- PASS: TestGroupETL (20.50s)
    --- PASS: TestGroupETL/range (20.10s)
    --- SKIP: TestGroupETL/range/848 (0.00s)
--- PASS: TestPing (0.00s)
--- PASS: TestGroupSimple (0.00s)
    --- PASS: TestGroupSimple/classic (3.12s)
FAIL
`;

test('each test is told with its time, and what was skipped inside it', () => {
  assert.deepEqual(Object.fromEntries(parseGoOutput(output)), {
    TestIssue325: { state: 'FAIL', seconds: 0.12, skipped: [] },
    TestGroupETL: { state: 'PASS', seconds: 20.5, skipped: ['TestGroupETL/range/848'] },
    TestPing: { state: 'PASS', seconds: 0, skipped: [] },
    TestGroupSimple: { state: 'PASS', seconds: 3.12, skipped: [] },
  });
});

test('a complaint is told with its place', () => {
  assert.equal(complaintOf('TestIssue325', output), 'consumer_test.go:43: got 1 != exp 2');
});
