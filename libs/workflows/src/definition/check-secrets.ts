import { memberPath, type Problems } from '@patchbay/http-connectors';
import { isJsonObject, isSensitiveMember, type JsonValue } from '@patchbay/kernel';

const MESSAGE =
  'is a credential written out, and workflows are shown and exported as they are; keep it in a connection or in the custom connector, or give it with the run as {{input.…}}';

/** Refuses texts without a `{{…}}` under names such as `password` or `apiKey`, in the nodes and triggers of a definition whose shape is good. */
export function checkSecrets(definition: { readonly nodes: unknown; readonly triggers?: unknown }, problems: Problems): void {
  walk(definition.nodes as JsonValue, 'nodes', problems);
  walk((definition.triggers ?? []) as JsonValue, 'triggers', problems);
}

function walk(value: JsonValue, path: string, problems: Problems): void {
  if (Array.isArray(value)) value.forEach((item: JsonValue, i) => walk(item, memberPath(path, i), problems));
  if (!isJsonObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const place = memberPath(path, name);
    if (typeof member !== 'string') walk(member, place, problems);
    else if (member !== '' && !member.includes('{{') && isSensitiveMember(name)) problems.add(place, MESSAGE);
  }
}
