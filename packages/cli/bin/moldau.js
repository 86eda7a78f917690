#!/usr/bin/env node
/**
 * The door of the command, in plain JavaScript: with the compile cache on before the first line of TypeScript, Node
 * finds every module compiled from the second start on and never loads its type stripper (16 MB and 60 ms less).
 */
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('../src/main.ts');
