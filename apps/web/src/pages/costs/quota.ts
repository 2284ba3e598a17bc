import type { Answer } from '../../api/client.ts';

/** How much of one metric a month may use, and has used. */
export type Quota = Answer<'readUsage'>['quotas'][number];
export type Metric = Quota['metric'];
