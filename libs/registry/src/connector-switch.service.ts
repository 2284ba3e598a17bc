import { Injectable } from '@nestjs/common';
import { invalidInput, isUuid } from '@patchbay/kernel';
import { BuiltinIndex } from './builtin-index.js';
import { BuiltinSettingsStore } from './builtin-settings.store.js';
import { ConnectorChanges } from './connector-changes.js';
import { ConnectorStore } from './connector.store.js';
import type { ConnectorActor } from './custom-connector.js';

export interface SwitchReport {
  /** Ids and keys that now are as asked, in the order they were sent. */
  readonly updated: readonly string[];
  /** Ids and keys this workspace does not have. */
  readonly notFound: readonly string[];
}

export const MAX_SWITCHED = 500;

/** Switches many connectors on or off at once: custom ones by id, built-ins by key. */
@Injectable()
export class ConnectorSwitchService {
  constructor(
    private readonly connectors: ConnectorStore,
    private readonly settings: BuiltinSettingsStore,
    private readonly builtins: BuiltinIndex,
    private readonly changes: ConnectorChanges,
  ) {}

  /** All in one transaction. A custom connector that changes gets a new version. Throws `input_invalid` for a list that is empty or too long. */
  async setEnabled(by: ConnectorActor, request: { ids: readonly string[]; enabled: boolean }): Promise<SwitchReport> {
    const ids = [...new Set(request.ids.map((id) => (isUuid(id) ? id.toLowerCase() : id)))];
    if (ids.length === 0 || ids.length > MAX_SWITCHED)
      throw invalidInput([{ path: 'ids', message: `must be 1 to ${MAX_SWITCHED} connectors` }]);
    const keys = ids.filter((id) => this.builtins.has(id));
    const { enabled } = request;
    const found = await this.changes.commit(by.workspaceId, async (tx, touched) => {
      const custom = await this.connectors.setEnabled(tx, { ids: ids.filter(isUuid), enabled, actor: by.actor });
      await this.settings.setEnabled(tx, { workspaceId: by.workspaceId, keys, enabled });
      touched.ids.push(...custom);
      touched.builtins = keys.length > 0;
      return new Set([...custom, ...keys]);
    });
    return { updated: ids.filter((id) => found.has(id)), notFound: ids.filter((id) => !found.has(id)) };
  }
}
