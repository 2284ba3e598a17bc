import { Injectable } from '@nestjs/common';
import { invalidInput, newId, PlatformError, type FieldProblem, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import { Sealer, type SealedColumn } from '@patchbay/platform';
import type { ConnectorSecret } from './connector-secret.store.js';
import { mapSecrets, SECRET_MASK } from './definition-secrets.js';

/** A definition as stored: where a literal credential was, `sealed:<row id>` stands. */
export interface SealedDefinition {
  readonly definition: JsonObject;
  /** New rows of `connector_secrets`. */
  readonly secrets: readonly ConnectorSecret[];
}

const REFERENCE = 'sealed:';
const PURPOSE = 'connector-secret';

/** Keeps literal credentials out of the stored text of definitions. */
@Injectable()
export class DefinitionSealer {
  constructor(private readonly sealer: Sealer) {}

  /**
   * Puts the stored references back where the mask was sent, so that the definition can be validated and saved.
   * Out: the definition and the places that kept their secret. Throws `input_invalid` where a mask stands for nothing.
   */
  keepMasked(sent: JsonObject, stored: JsonObject | undefined): { definition: JsonObject; kept: ReadonlySet<string> } {
    const references = new Map<string, string>();
    if (stored)
      mapSecrets(stored, (reference, place) => {
        references.set(place.key, reference);
        return undefined;
      });
    const kept = new Set<string>();
    const problems: FieldProblem[] = [];
    const definition = mapSecrets(sent, (literal, place) => {
      if (literal !== SECRET_MASK) return undefined;
      const reference = references.get(place.key);
      if (reference === undefined)
        problems.push({ path: place.path, message: `is only the mask ${SECRET_MASK}; write the value itself or name a workspace secret` });
      else kept.add(place.key);
      return reference;
    });
    if (problems.length > 0) throw invalidInput(problems);
    return { definition, kept };
  }

  /** Seals every literal outside the `kept` places. */
  seal(workspaceId: WorkspaceId, definition: JsonObject, kept: ReadonlySet<string>): SealedDefinition {
    const secrets: ConnectorSecret[] = [];
    const sealed = mapSecrets(definition, (literal, place) => {
      if (kept.has(place.key)) return undefined;
      const id = newId();
      secrets.push({ id, ...this.sealer.seal(literal, { workspaceId, rowId: id, purpose: PURPOSE }) });
      return REFERENCE + id;
    });
    return { definition: sealed, secrets };
  }

  /** The definition with its secrets opened: for compiling only, never for an answer. Throws `credential_unreadable`. */
  open(workspaceId: WorkspaceId, definition: JsonObject, secrets: readonly ConnectorSecret[]): JsonObject {
    const byId = new Map(secrets.map((secret) => [secret.id, secret]));
    return mapSecrets(definition, (reference, place) => {
      // Stored before this place was known to hold credentials; the next save seals it.
      if (!reference.startsWith(REFERENCE)) return undefined;
      const secret = byId.get(reference.slice(REFERENCE.length));
      if (!secret)
        throw new PlatformError(
          'credential_unreadable',
          `The stored credential at ${place.path} is gone; save the connector again with its value.`,
        );
      return this.sealer.open(secret.sealed, { workspaceId, rowId: secret.id, purpose: PURPOSE });
    });
  }
}

/** Row ids of the secrets a stored definition refers to. */
export function secretReferences(definition: JsonObject): string[] {
  const ids: string[] = [];
  mapSecrets(definition, (reference) => {
    if (reference.startsWith(REFERENCE)) ids.push(reference.slice(REFERENCE.length));
    return undefined;
  });
  return ids;
}

/** For key rotation: where these secrets lie. */
export const CONNECTOR_SECRETS_COLUMN: SealedColumn = {
  table: 'connector_secrets',
  column: 'sealed',
  keyIdColumn: 'key_id',
  purpose: PURPOSE,
};
