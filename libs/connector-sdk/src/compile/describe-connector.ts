import type { Effect, JsonObject } from '@patchbay/kernel';
import { z } from 'zod';
import type { Action } from '../action.js';
import type { Auth } from '../auth/auth.js';
import type { Connector } from '../connector.js';
import { toJsonSchema } from './action-schema.js';
import { requestAction } from './request-action.js';

export interface ActionDescription {
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  readonly effect: Effect;
  readonly scopes?: readonly string[];
  readonly inputSchema: JsonObject;
  readonly outputSchema: JsonObject;
}

/** What a person needs to know to connect: kind, and the form's fields. Secrets are write-only. */
export interface AuthDescription {
  readonly type: Auth['kind'];
  readonly title?: string;
  readonly provider?: string;
  readonly scopes?: readonly string[];
  readonly fields: readonly {
    readonly name: string;
    readonly title: string;
    readonly secret: boolean;
    readonly optional: boolean;
    readonly description?: string;
  }[];
  /** JSON Schema of the facts asked before connecting. */
  readonly ask?: JsonObject;
}

/** All actions of a connector: its own, then the custom request of HTTP connectors. */
export function actionsOf(connector: Connector): readonly Action[] {
  return connector.kind === 'http' ? [...connector.actions, requestAction(connector)] : connector.actions;
}

/** Schemas and words of one action. Throws `config_invalid` when a schema has no JSON form. */
export function describeAction(connector: Connector, action: Action): ActionDescription {
  const name = `${connector.key} ${action.key}`;
  return {
    key: action.key,
    title: action.title,
    effect: action.effect,
    ...(action.description === undefined ? {} : { description: action.description }),
    ...(action.scopes === undefined ? {} : { scopes: action.scopes }),
    inputSchema: toJsonSchema(action.input, 'input', name),
    outputSchema: toJsonSchema(action.output, 'output', name),
  };
}

/** The ways to connect, for forms and the catalogue. */
export function describeAuth(connector: Connector): readonly AuthDescription[] {
  return connector.auth.map((auth) => ({
    type: auth.kind,
    fields: fieldsOf(auth),
    ...('title' in auth && auth.title !== undefined ? { title: auth.title } : {}),
    ...('provider' in auth ? { provider: auth.provider } : {}),
    ...('scopes' in auth ? { scopes: auth.scopes } : {}),
    ...('ask' in auth && auth.ask ? { ask: z.toJSONSchema(auth.ask, { io: 'input' }) as JsonObject } : {}),
  }));
}

function fieldsOf(auth: Auth): AuthDescription['fields'] {
  const secret = (name: string, title: string) => ({ name, title, secret: true, optional: false });
  switch (auth.kind) {
    case 'api_key':
      return [secret('apiKey', auth.title ?? 'API key')];
    case 'bearer':
      return [secret('token', auth.title ?? 'Access token')];
    case 'basic':
      return [{ ...secret('username', auth.usernameTitle), secret: false }, secret('password', auth.passwordTitle)];
    case 'database':
      return [{ ...secret('dsn', 'Connection string'), description: auth.example }];
    case 'custom':
      return Object.entries(auth.fields).map(([name, field]) => ({
        name,
        title: field.title,
        secret: field.secret ?? true,
        optional: field.optional ?? false,
        ...(field.description === undefined ? {} : { description: field.description }),
      }));
    default:
      return [];
  }
}
