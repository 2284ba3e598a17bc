import { Injectable } from '@nestjs/common';
import { parseShape, Problems } from '@patchbay/http-connectors';
import { invalidInput, isPlatformError, isUuid, PlatformError, type JsonObject } from '@patchbay/kernel';
import { ConnectorChanges, ConnectorExchange, CustomConnectorService, mapSecrets } from '@patchbay/registry';
import type { Workflow } from '../store/workflow.store.js';
import { WorkflowsService, type WorkflowActor } from '../workflows.service.js';
import { mapActions, secretNames, WORKFLOW_FILE, WORKFLOW_FORMAT, type WorkflowFile } from './workflow-file.js';

export interface ImportChoices {
  /** Connector key → the connection its nodes are to use; absent: the workspace's default one. */
  readonly connections?: Readonly<Record<string, string>> | undefined;
  readonly enabled?: boolean | undefined;
}

export interface ImportedWorkflow {
  readonly workflow: Workflow;
  /** Key in the file → id of the connector that was made. */
  readonly connectors: Readonly<Record<string, string>>;
  readonly needs: WorkflowFile['needs'];
}

const NAMES_TRIED = 50;

/** Takes workflows out of a workspace as one JSON file each, and brings them into another. No credential leaves. */
@Injectable()
export class WorkflowExchange {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly custom: CustomConnectorService,
    private readonly exchange: ConnectorExchange,
    private readonly changes: ConnectorChanges,
  ) {}

  /** Connections become needs, credentials typed into connectors become workspace secrets to be stored. Throws `not_found`. */
  async export(by: WorkflowActor, id: string): Promise<WorkflowFile> {
    const { definition } = await this.workflows.get(by.workspaceId, id);
    const keys = new Map<string, string>();
    const connections = new Set<string>();
    const workflow = mapActions(definition, ({ connectionId, ...node }) => {
      const connector = String(node['connector']);
      if (connectionId !== undefined) connections.add(connector);
      if (!isUuid(connector)) return node;
      const key = keys.get(connector) ?? `custom:${keys.size + 1}`;
      keys.set(connector, key);
      return { ...node, connector: key };
    });
    const connectors: { key: string; definition: JsonObject }[] = [];
    for (const [connector, key] of keys) connectors.push({ key, definition: await this.connector(by, connector) });
    const secrets = connectors.flatMap((connector) => secretNames(connector.definition));
    return {
      format: WORKFLOW_FORMAT,
      workflow,
      connectors,
      needs: {
        connections: [...connections].flatMap((connector) => (isUuid(connector) ? [] : [connector])).sort(),
        secrets: [...new Set(secrets)].sort(),
      },
    };
  }

  /** Makes the file's connectors and the workflow; a name taken gets a number. Throws `input_invalid` with every problem, and leaves nothing behind then. */
  async import(by: WorkflowActor, json: unknown, choices: ImportChoices): Promise<ImportedWorkflow> {
    const problems = new Problems();
    const file = parseShape(WORKFLOW_FILE, json, { path: 'file', problems });
    if (!file) throw invalidInput(problems.list);
    const made = await this.makeConnectors(by, file);
    try {
      const { connections = {} } = choices;
      const definition = mapActions(file.workflow, (node) => {
        const connector = String(node['connector']);
        const connectionId = Object.hasOwn(connections, connector) ? connections[connector] : undefined;
        return { ...node, connector: made.get(connector) ?? connector, ...(connectionId === undefined ? {} : { connectionId }) };
      });
      const workflow = await this.create(by, definition, choices.enabled);
      return { workflow, connectors: Object.fromEntries(made), needs: file.needs };
    } catch (error) {
      for (const id of made.values()) await this.custom.delete(by, id);
      throw error;
    }
  }

  /** Facts that are one workspace's are left out; literal credentials become secrets named after the connector. */
  private async connector(by: WorkflowActor, id: string): Promise<JsonObject> {
    const {
      id: _id,
      key: _key,
      source: _source,
      version: _version,
      createdAt: _created,
      updatedAt: _updated,
      ...definition
    } = await this.custom.get(by.workspaceId, id);
    const base = String(definition.name)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 60);
    let count = 0;
    return mapSecrets(
      JSON.parse(JSON.stringify(definition)) as JsonObject,
      () => `{{workspace.${base || 'connector'}_key${(count += 1) === 1 ? '' : `_${count}`}}}`,
    );
  }

  private makeConnectors(by: WorkflowActor, file: WorkflowFile): Promise<Map<string, string>> {
    return this.changes.commit(by.workspaceId, async (tx, touched) => {
      const made = new Map<string, string>();
      for (const { key, definition } of file.connectors) {
        const { id } = await this.exchange.insert(tx, by, definition);
        touched.ids.push(id);
        made.set(key, id);
      }
      return made;
    });
  }

  private async create(by: WorkflowActor, definition: JsonObject, enabled: boolean | undefined): Promise<Workflow> {
    const name = String(definition['name']).slice(0, 190);
    for (let number = 1; ; number += 1) {
      try {
        return await this.workflows.create(by, {
          definition: number === 1 ? definition : { ...definition, name: `${name} ${number}` },
          enabled,
        });
      } catch (error) {
        if (!isPlatformError(error) || error.code !== 'conflict') throw error;
        if (number === NAMES_TRIED)
          throw new PlatformError('conflict', `There are ${NAMES_TRIED} workflows named "${name}" already; rename the file's.`);
      }
    }
  }
}
