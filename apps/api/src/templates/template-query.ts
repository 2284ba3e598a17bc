import type { TemplateQuery } from '@patchbay/marketplace';
import { pageRequest } from '../dto/page.dto.js';
import type { TemplateQueryDto } from './template.dto.js';

/** The members of the query string that were sent. */
export function templateQuery(query: TemplateQueryDto): TemplateQuery {
  const { category, q, sort, source, featured } = query;
  return {
    ...pageRequest(query),
    ...(category === undefined ? {} : { category }),
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined ? {} : { sort }),
    ...(source === undefined ? {} : { source }),
    ...(featured === undefined ? {} : { featured }),
  };
}
