export { JournalCorruptError } from '@moldau/metadata';
export { LogDirectoryError } from '@moldau/storage';
export { type BrokerSettings, resolveBrokerSettings } from './settings/broker-settings.ts';
export { type BoundListener, type RunningBroker, startBroker } from './start-broker.ts';
