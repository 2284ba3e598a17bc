const KEY = 'patchbay.key';
const WORKSPACE = 'patchbay.workspace';

/** The credential lives as long as the tab, and nowhere else. Beside it the workspace a person chose; an API key has only one. */
export const session = {
  key: () => sessionStorage.getItem(KEY),
  workspace: () => sessionStorage.getItem(WORKSPACE),
  keep: (key: string) => {
    sessionStorage.removeItem(WORKSPACE);
    sessionStorage.setItem(KEY, key);
  },
  enter: (workspaceId: string) => sessionStorage.setItem(WORKSPACE, workspaceId),
  forget: () => {
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(WORKSPACE);
  },
};

/** What every request to the API carries. */
export function sessionHeaders(): Record<string, string> {
  const [key, workspace] = [session.key(), session.workspace()];
  return { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(workspace ? { 'x-workspace-id': workspace } : {}) };
}
