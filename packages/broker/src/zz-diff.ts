import { readFileSync } from 'node:fs';
import {
  ActiveController,
  ConfigCatalog,
  clientMetricsSettings,
  groupConfigSettings,
  openCluster,
} from '@moldau/cluster';
import { ImageTracker, MemoryStore } from '@moldau/metadata';
import { Reader, Writer } from '@moldau/protocol';
import { silentLogger } from '@moldau/runtime';
import { Simulation } from '@moldau/runtime/simulated';
import { logSettings } from '@moldau/storage';
import * as H from './handlers/create-topics.ts';
import { brokerSettingDeclarations, resolveBrokerSettings } from './settings/broker-settings.ts';
import { topicConfigProblems } from './settings/topic-configs.ts';

const texts = new Map([
  ['node.id', '1'],
  ['listeners', 'PLAINTEXT://127.0.0.1:39192'],
  ['log.dirs', '/tmp/admin-oracle/data'],
  ['offsets.topic.replication.factor', '1'],
  ['group.initial.rebalance.delay.ms', '0'],
  ['process.roles', 'broker,controller'],
  ['transaction.state.log.replication.factor', '1'],
  ['transaction.state.log.min.isr', '1'],
]);
const runtime = new Simulation(1).runtime('b');
const r = resolveBrokerSettings(texts);
if (!r.ok) throw new Error(r.problems.join());
const store = new MemoryStore(runtime.clock);
const clusterId = await openCluster(store, { features: new Map(), random: runtime.random });
const tracker = await ImageTracker.start(store, clusterId, silentLogger);
const catalog = new ConfigCatalog({
  brokerId: 1,
  staticTexts: texts,
  topic: Object.values(logSettings.declarations),
  broker: brokerSettingDeclarations(),
  group: groupConfigSettings,
  clientMetrics: clientMetricsSettings,
  topicProblems: topicConfigProblems,
});
const controller = await ActiveController.start({
  store,
  tracker,
  catalog,
  defaults: { partitions: 1, replicationFactor: 1 },
  identity: { brokerId: 1, incarnation: 'x', host: '', port: 0 },
  clock: runtime.clock,
  random: runtime.random,
  log: silentLogger,
});
await controller.registerBroker({
  brokerId: 1,
  incarnation: 'x',
  listeners: new Map([['PLAINTEXT', { host: '127.0.0.1', port: 39192 }]]),
  rack: null,
  directories: [],
  proof: 'clean',
});
const image = () => tracker.image;
const endpoints = { brokerId: 1, endpointFor: () => ({ host: '127.0.0.1', port: 39192 }) };
const deps: any = {
  controller,
  catalog,
  image,
  endpoints,
  clock: runtime.clock,
  partitionsMax: 2000,
  isDeletionEnabled: true,
  autoCreateTopics: undefined,
};
const kebab = (n: string) => n.replace(/[A-Z]/g, (c, i) => (i ? '-' : '') + c.toLowerCase());
const camel = (n: string) => n[0]!.toLowerCase() + n.slice(1);
const oracle = readFileSync('/tmp/admin-oracle/oracle.out', 'utf8').split('\n').filter(Boolean);
const lines = readFileSync('/tmp/admin-oracle/all.txt', 'utf8').split('\n').filter(Boolean);
const keyOf = (x: any) =>
  x === null || typeof x !== 'object'
    ? JSON.stringify(x)
    : `${x.name ?? ''}|${x.topicId === 'AAAAAAAAAAAAAAAAAAAAAA' || x.topicId === 'BAAAAAAAAAAAAAAAAAAAAA' ? x.topicId : ''}|${x.resourceType ?? ''}|${x.resourceName ?? ''}|${x.partitionIndex ?? ''}`;
let diffs = 0;
function cmp(path: string, a: any, b: any, out: string[]) {
  // a kafka, b ours
  if (/errorMessage$/.test(path)) {
    if (process.env.MSG) console.log(path, '\n   K:', a, '\n   M:', b);
    if ((a === null) !== (b === null)) out.push(`${path}: ${a} vs ${b}`);
    return;
  }
  if (/(clusterId|documentation)$/.test(path)) {
    if ((a === null) !== (b === null)) out.push(`${path}: ${a} vs ${b}`);
    return;
  }
  if (/topicId$/.test(path)) {
    const z = (x: string) => x === 'AAAAAAAAAAAAAAAAAAAAAA';
    if (z(a) !== z(b)) out.push(`${path}: ${a} vs ${b}`);
    return;
  }
  if (Array.isArray(a)) {
    if (!Array.isArray(b)) {
      out.push(`${path}: array vs ${b}`);
      return;
    }
    if (/synonyms|replicaNodes/.test(path)) {
      a.forEach((x, i) => cmp(`${path}[${i}]`, x, b[i], out));
      if (b.length !== a.length) out.push(`${path}: length ${a.length} vs ${b.length} ${JSON.stringify(b)}`);
      return;
    }
    if (a[0] && typeof a[0] === 'object' && !('topicId' in a[0])) b = b.map((x: any) => { if (x && typeof x === 'object') delete x.topicId; return x; });
    const ma = new Map(a.map((x) => [keyOf(x), x])),
      mb = new Map(b.map((x) => [keyOf(x), x]));
    for (const [k, x] of ma)
      if (mb.has(k)) cmp(`${path}{${k}}`, x, mb.get(k), out);
      else if (!/configs$/.test(path) || !/resourceType":4/.test(cur)) out.push(`${path}: missing ${k}`);
    for (const k of mb.keys()) if (!ma.has(k)) out.push(`${path}: extra ${k}`);
    return;
  }
  if (a !== null && typeof a === 'object') {
    if (b === null || typeof b !== 'object') {
      out.push(`${path}: obj vs ${b}`);
      return;
    }
    for (const k of Object.keys(a)) cmp(`${path}.${k}`, a[k], b[k], out);
    return;
  }
  if (a !== b) out.push(`${path}: kafka ${JSON.stringify(a)} ours ${JSON.stringify(b)}`);
}
let cur = '';
for (const [i, line] of lines.entries()) {
  cur = line;
  const [api, v, ...rest] = line.split(' ');
  const version = Number(v);
  const k = oracle[2 * i + 1]!.trim();
  if (k.startsWith('EXC')) {
    console.log('oracle exc', line);
    continue;
  }
  const mod: any = await import(`./handlers/${kebab(api!)}.ts`);
  const codec: any = await import(`@moldau/protocol/messages/${kebab(api!)}`);
  const handler = mod[`${camel(api!)}Handler`](deps);
  const raw: any = JSON.parse(rest.join(' '));
  const defaults: any =
    {
      Metadata: {
        allowAutoTopicCreation: Number(v) < 4,
        includeClusterAuthorizedOperations: false,
        includeTopicAuthorizedOperations: false,
      },
      DescribeConfigs: { includeDocumentation: false },
      DeleteTopics: { topics: [], topicNames: [] },
      DescribeCluster: { endpointType: 1, includeFencedBrokers: false },
    }[api!] ?? {};
  const req = { ...defaults, ...raw };
  if (api === 'Metadata' && req.topics)
    req.topics = req.topics.map((t: any) => ({ topicId: 'AAAAAAAAAAAAAAAAAAAAAA', ...t }));
  if (req.timeoutMs === 0) {
    console.log('skip timeout', line.slice(0, 80));
    continue;
  }
  const w1 = new Writer();
  codec[`encode${api}Request`](w1, req, version);
  const decoded = codec[`decode${api}Request`](new Reader(Buffer.concat(w1.finish())), version);
  const res = await handler(decoded, {
    apiVersion: version,
    listenerName: 'PLAINTEXT',
    localEndpoint: { host: '127.0.0.1', port: 39192 },
  });
  const w = new Writer();
  codec[`encode${api}Response`](w, res, version);
  const back = codec[`decode${api}Response`](new Reader(Buffer.concat(w.finish())), version);
  const out: string[] = [];
  cmp('', JSON.parse(k), back, out);
  if (out.length) {
    diffs++;
    console.log('DIFF', line.slice(0, 400));
    for (const o of out.slice(0, 25)) console.log('    ', o);
  }
}
console.log('requests', lines.length, 'diffs', diffs);
await controller.close();
process.exit(0);
