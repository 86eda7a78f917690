/** Which targets run in which order, and which measures each. */
import type { TargetName } from '../brokers/bench-broker.ts';
import type { MachineMeasure } from '../measures/machine.ts';
import type { Measure } from '../measures/measure.ts';
import type { BenchOptions } from '../options.ts';

/** Every target is first as often as the others, and none always follows the same one. */
export function orderInRound(targets: readonly TargetName[], round: number): TargetName[] {
  const start = round % Math.max(1, targets.length);
  const rotated = [...targets.slice(start), ...targets.slice(0, start)];
  return Math.floor(round / Math.max(1, targets.length)) % 2 === 0 ? rotated : rotated.reverse();
}

export function chosenMeasures<M extends Measure | MachineMeasure>(measures: readonly M[], options: BenchOptions): M[] {
  const { only, quick } = options;
  return measures.filter((measure) => {
    if (only !== undefined) return only.test(measure.name);
    return !quick || !('quick' in measure) || measure.quick;
  });
}

export function runsInRound(measure: Measure, target: TargetName, round: number): boolean {
  return measure.targets.includes(target) && round < (measure.roundsMax?.[target] ?? Number.POSITIVE_INFINITY);
}
