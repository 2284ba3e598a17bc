import { Injectable } from '@nestjs/common';
import type { Auth } from '@patchbay/connector-sdk';
import { isJsonObject, type Credential, type JsonValue, type ResolvedCredential, type WorkspaceId } from '@patchbay/kernel';
import { ConnectorDirectory } from '../ports/connector-directory.js';
import { WorkspaceSecrets } from '../workspace-secrets/workspace-secrets.service.js';

/**
 * The last of the waterfall: a workspace credential (or the place in Vault it names) that is called like the connector, e.g. `stripe` or
 * `google_sheets`. Its value is the key or token itself, or a JSON object with the fields of a form.
 */
@Injectable()
export class WorkspaceCredentials {
  constructor(
    private readonly secrets: WorkspaceSecrets,
    private readonly directory: ConnectorDirectory,
  ) {}

  async find(
    workspaceId: WorkspaceId,
    connector: string,
  ): Promise<{ resolved: ResolvedCredential; reason: string; refreshable: boolean } | undefined> {
    const name = connector.replaceAll('-', '_');
    const value = await this.secrets.open({ workspaceId, name });
    if (value === undefined) return undefined;
    const known = await this.directory.find(workspaceId, connector);
    const credential = known && credentialIn(value, known.auth);
    if (!credential) return undefined;
    return {
      resolved: { credential, metadata: {}, source: 'workspace' },
      refreshable: false,
      reason: `There is no connection for ${connector}; the workspace credential "${name}" is used.`,
    };
  }
}

function credentialIn(value: string, alternatives: readonly Auth[]): Credential | undefined {
  const fields = fieldsIn(value);
  for (const auth of alternatives) {
    if (
      auth.kind === 'custom' &&
      fields &&
      Object.entries(auth.fields).every(([name, field]) => field.optional === true || fields[name] !== undefined)
    ) {
      return { type: 'custom', fields };
    }
    if (auth.kind === 'basic' && fields?.['username'] !== undefined && fields['password'] !== undefined) {
      return { type: 'basic', username: fields['username'], password: fields['password'] };
    }
    if (auth.kind === 'api_key' && !fields) return { type: 'api_key', apiKey: value };
    if (auth.kind === 'bearer' && !fields) return { type: 'bearer', token: value };
    if (auth.kind === 'database' && !fields) return { type: 'database', dsn: value };
  }
  return undefined;
}

function fieldsIn(value: string): Record<string, string> | undefined {
  if (!value.trimStart().startsWith('{')) return undefined;
  try {
    const json = JSON.parse(value) as JsonValue;
    if (!isJsonObject(json)) return undefined;
    return Object.fromEntries(Object.entries(json).flatMap(([name, member]) => (typeof member === 'string' ? [[name, member]] : [])));
  } catch {
    return undefined;
  }
}
