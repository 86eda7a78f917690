/** `@moldau/runtime/simulated`: the simulated world, for tests. */
export { DiskFaults } from './simulated/disk/disk-faults.ts';
export type { FaultyOperation } from './simulated/disk/disk-faults.ts';
export type { SimulatedDrive } from './simulated/disk/simulated-drive.ts';
export type { Link } from './simulated/network/link.ts';
export type { SimulatedInternet } from './simulated/network/simulated-internet.ts';
export { SeededRandom } from './simulated/seeded-random.ts';
export type { SimulatedHost } from './simulated/simulated-host.ts';
export { Simulation } from './simulated/simulation.ts';
export type { SimulationOptions } from './simulated/simulation.ts';
