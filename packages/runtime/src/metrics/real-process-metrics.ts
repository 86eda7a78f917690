import { readFileSync } from 'node:fs';
import { type EventLoopUtilization, PerformanceObserver, constants, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Registry } from '@prometheus-io/client';
import type { DiskBytes, GarbageCollections, ProcessMetrics, ProcessUsage } from './process-metrics.ts';

/** How often the lag of the event loop is sampled: each sample wakes the process. */
const LAG_SAMPLE_MS = 50;

const kindOfCollection: ReadonlyMap<number, string> = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

let observed: Promise<ProcessMetrics> | undefined;

/** This process. The library that names and gathers most of it is loaded at the first call, and watches from then on. */
export function observeRealProcess(): Promise<ProcessMetrics> {
  observed ??= startObserving();
  return observed;
}

async function startObserving(): Promise<ProcessMetrics> {
  const { collectDefaultMetrics, Registry } = await import('@prometheus-io/client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_SAMPLE_MS });
  return new RealProcessMetrics(registry);
}

class RealProcessMetrics implements ProcessMetrics {
  readonly #registry: Registry;
  readonly #collections = new Map<string, { count: number; seconds: number }>();
  #lastUtilization: EventLoopUtilization = performance.eventLoopUtilization();

  constructor(registry: Registry) {
    this.#registry = registry;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        this.#collected('detail' in entry ? entry.detail : undefined, entry.duration);
    });
    observer.observe({ entryTypes: ['gc'] });
  }

  exposition(): Promise<string> {
    return this.#registry.metrics();
  }

  usage(): ProcessUsage {
    const { heapUsed, heapTotal, external } = process.memoryUsage();
    const utilization = performance.eventLoopUtilization();
    const { idle, active } = performance.eventLoopUtilization(utilization, this.#lastUtilization);
    this.#lastUtilization = utilization;
    return {
      nodeVersion: process.version,
      heapUsedBytes: heapUsed,
      heapTotalBytes: heapTotal,
      heapMaxBytes: getHeapStatistics().heap_size_limit,
      externalBytes: external,
      idleRatio: idle + active > 0 ? idle / (idle + active) : 1,
      garbageCollections: this.#collections satisfies ReadonlyMap<string, GarbageCollections>,
      disk: diskBytes(),
      threads: threads(),
    };
  }

  #collected(detail: unknown, durationMs: number): void {
    const number = typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : undefined;
    const kind = (typeof number === 'number' ? kindOfCollection.get(number) : undefined) ?? 'other';
    const before = this.#collections.get(kind) ?? { count: 0, seconds: 0 };
    this.#collections.set(kind, { count: before.count + 1, seconds: before.seconds + durationMs / 1000 });
  }
}

function diskBytes(): DiskBytes | undefined {
  const fields = ownProcFile('io');
  const read = fields?.get('read_bytes');
  const written = fields?.get('write_bytes');
  return read === undefined || written === undefined ? undefined : { read, written };
}

function threads(): number | undefined {
  return ownProcFile('status')?.get('Threads');
}

/** The numbers in a file of names and values. Linux only, and only where the process may look at itself. */
function ownProcFile(name: 'io' | 'status'): ReadonlyMap<string, number> | undefined {
  try {
    const lines = readFileSync(`/proc/self/${name}`, 'latin1').matchAll(/^(\w+):\s+(\d+)/gm);
    return new Map(Array.from(lines, ([, field = '', value]) => [field, Number(value)]));
  } catch {
    return undefined;
  }
}
