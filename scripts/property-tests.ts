/**
 * How the tests of `npm test` draw what fast-check gives them: the same each time, and up to the size that a property
 * names, not only a few bytes. `PROPERTY_SEED=7 npm test` draws other things.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1), defaultSizeToMaxWhenMaxSpecified: true });
