export { moldau, type RunningBroker, type World } from './moldau.ts';
