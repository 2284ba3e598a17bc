import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidInput, isUuid, newId, PlatformError, type Page, type WorkspaceId } from '@patchbay/kernel';
import { Database, Sealer, sqlState } from '@patchbay/platform';
import { WorkflowStore } from '../store/workflow.store.js';
import type { SchemeOptions, SignatureSchemeName } from './signature-scheme.js';
import {
  ENDPOINT_SECRET_PURPOSE,
  WebhookEndpointStore,
  type WebhookEndpoint,
  type WebhookEndpointQuery,
} from './webhook-endpoint.store.js';

export interface EndpointDraft {
  readonly workflowId: string;
  readonly triggerId: string;
  readonly scheme: SignatureSchemeName;
  readonly options: SchemeOptions;
  /** What the sender signs with; absent: one is made. */
  readonly secret?: string | undefined;
}

/** Told once, when it is made. */
export interface EndpointWithSecret extends WebhookEndpoint {
  readonly secret: string;
}

interface Actor {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
}

const UNIQUE_VIOLATION = '23505';
const SECRET_BYTES = 24;

/** The addresses senders deliver to, one per webhook trigger, each with its own secret and way of signing. */
@Injectable()
export class WebhookEndpointsService {
  private readonly store = new WebhookEndpointStore();

  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
    private readonly workflows: WorkflowStore,
  ) {}

  /** Throws `not_found` without the workflow, `input_invalid` without the trigger, `conflict` when it has an address already. */
  async create({ workspaceId, actor }: Actor, draft: EndpointDraft): Promise<EndpointWithSecret> {
    const id = newId();
    const secret = draft.secret ?? newSecret(draft.scheme);
    const sealed = this.seal(workspaceId, id, secret);
    try {
      const endpoint = await this.db.inWorkspace(workspaceId, async (tx) => {
        const workflow = isUuid(draft.workflowId) ? await this.workflows.get(tx, draft.workflowId) : undefined;
        if (!workflow) throw new PlatformError('not_found', 'There is no workflow with this id in this workspace.');
        const { triggers } = workflow.definition as unknown as { triggers?: readonly { id?: string; type?: string }[] };
        if (!triggers?.some((trigger) => trigger.id === draft.triggerId && trigger.type === 'webhook')) {
          throw invalidInput([{ path: 'triggerId', message: 'is no webhook trigger of this workflow' }]);
        }
        const { triggerId, scheme, options } = draft;
        return this.store.save(tx, { workspaceId, id, workflowId: workflow.id, triggerId, scheme, options, ...sealed, createdBy: actor });
      });
      return { ...endpoint, secret };
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      throw new PlatformError('conflict', 'This trigger has an address already. Give that one a new secret, or delete it first.');
    }
  }

  /** Of one workflow, or all. */
  list(workspaceId: WorkspaceId, query: WebhookEndpointQuery): Promise<Page<WebhookEndpoint>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, query));
  }

  async setEnabled(workspaceId: WorkspaceId, id: string, enabled: boolean): Promise<WebhookEndpoint> {
    return (await this.db.inWorkspace(workspaceId, (tx) => this.store.setEnabled(tx, id, enabled))) ?? unknownEndpoint();
  }

  /** Deliveries signed with the old secret are refused from now on. */
  async rotate(workspaceId: WorkspaceId, id: string, given: string | undefined): Promise<EndpointWithSecret> {
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const endpoint = (await this.store.find(tx, id)) ?? unknownEndpoint();
      const secret = given ?? newSecret(endpoint.scheme);
      await this.store.replaceSecret(tx, id, this.seal(workspaceId, id, secret));
      return { ...endpoint, secret };
    });
  }

  async delete(workspaceId: WorkspaceId, id: string): Promise<void> {
    if (!(await this.db.inWorkspace(workspaceId, (tx) => this.store.delete(tx, id)))) unknownEndpoint();
  }

  private seal(workspaceId: WorkspaceId, rowId: string, secret: string): { sealed: Buffer; keyId: string } {
    return this.sealer.seal(secret, { workspaceId, rowId, purpose: ENDPOINT_SECRET_PURPOSE });
  }
}

/** Standard Webhooks says how its secrets look; the others take any text. */
function newSecret(scheme: SignatureSchemeName): string {
  const bytes = randomBytes(SECRET_BYTES);
  return scheme === 'standard-webhooks' ? `whsec_${bytes.toString('base64')}` : bytes.toString('base64url');
}

function unknownEndpoint(): never {
  throw new PlatformError('not_found', 'There is no webhook endpoint with this id in this workspace.');
}
