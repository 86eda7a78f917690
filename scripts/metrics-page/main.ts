/** `node scripts/metrics-page/main.ts` writes `docs/metrics.md`; a test fails when it differs. */
import { writeFileSync } from 'node:fs';
import { metricsPage } from './page.ts';

writeFileSync(new URL('../../docs/metrics.md', import.meta.url), metricsPage());
