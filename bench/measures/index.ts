/** All measures, in the order in which they run: the many partitions and connections last, as they leave traces. */
import { clientMeasures } from '../clients/index.ts';
import { bulkMeasures } from './bulk.ts';
import { endToEndMeasures } from './end-to-end.ts';
import { fsyncedMeasures } from './fsynced.ts';
import { logReadingMeasures } from './log-reading.ts';
import type { Measure } from './measure.ts';
import { idleMemoryMeasure, loadedMemoryMeasure } from './memory.ts';
import { connectionMeasures, partitionMeasures } from './scale.ts';
import { smallRequestMeasures } from './small-requests.ts';
import { startMeasure } from './start.ts';

export interface MeasureSection {
  readonly title: string;
  readonly measures: readonly Measure[];
}

/** Starting clients takes longer than measuring with them. */
const clientRounds = 5;

function inFewerRounds(measure: Measure): Measure {
  return { roundsMax: { moldau: clientRounds, kafka: clientRounds }, ...measure };
}

export const measureSections: readonly MeasureSection[] = [
  { title: 'Start and memory', measures: [idleMemoryMeasure, startMeasure] },
  { title: 'Bulk', measures: bulkMeasures },
  { title: 'Memory under load', measures: [loadedMemoryMeasure] },
  { title: 'Reading what is behind', measures: logReadingMeasures },
  { title: 'Small requests', measures: smallRequestMeasures },
  { title: 'End to end', measures: endToEndMeasures },
  { title: 'Fsynced', measures: fsyncedMeasures },
  { title: 'Real clients', measures: clientMeasures.map(inFewerRounds) },
  { title: 'Many connections', measures: connectionMeasures },
  { title: 'Many partitions', measures: partitionMeasures },
];
