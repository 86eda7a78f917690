export type { ErrorCode } from './errors/error-code.ts';
