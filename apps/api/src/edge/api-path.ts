export const API_PREFIX = '/api/v1';

/** The full path of an API resource: `api('workspaces')` = `api/v1/workspaces`. */
export function api(path: string): string {
  return `${API_PREFIX.slice(1)}/${path}`;
}
