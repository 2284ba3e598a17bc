/** A workspace secret a draft needs before it can run. */
export interface NeededSecret {
  readonly name: string;
  /** What it is used for, in words. */
  readonly usedFor: string;
}

/** Gives the credentials of one draft their names: `{{workspace.<service>_<what>}}`. The same value gets the same name. */
export class SecretNames {
  private readonly byValue = new Map<string, string>();
  private readonly found: NeededSecret[] = [];

  constructor(private readonly service: string) {}

  get needed(): readonly NeededSecret[] {
    return this.found;
  }

  /** The placeholder for a credential. One that is a placeholder already stays as it is. */
  hide(value: string | undefined, what: string, usedFor: string): string {
    if (value?.includes('{{')) return this.noted(value, usedFor);
    const known = value === undefined || value === '' ? undefined : this.byValue.get(value);
    if (known !== undefined) return placeholder(known);
    const name = this.unused(identifier(`${this.service}_${what}`));
    if (value !== undefined && value !== '') this.byValue.set(value, name);
    this.found.push({ name, usedFor });
    return placeholder(name);
  }

  /** Remembers the secrets a text with placeholders names. */
  noted(text: string, usedFor: string): string {
    for (const [, name = ''] of text.matchAll(/\{\{\s*workspace\.([A-Za-z_][\w-]{0,99})/g)) {
      if (!this.found.some((secret) => secret.name === name)) this.found.push({ name, usedFor });
    }
    return text;
  }

  private unused(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.found.some((secret) => secret.name === name); i++) name = `${wanted}_${i}`;
    return name;
  }
}

const placeholder = (name: string): string => `{{workspace.${name}}}`;

/** A name for a secret. */
export function identifier(text: string): string {
  const name =
    text
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 80) || 'value';
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

/** A name for an input: as the source writes it where references can spell that. */
export function inputName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 80) || 'value';
  return /^[0-9]/.test(name) || name === '__proto__' || name === 'constructor' || name === 'prototype' ? `_${name}_` : name;
}

/** What a service is called by its host: `api.stripe.com` → `stripe`. */
export function serviceOf(url: string): string {
  const host = /^https?:\/\/(?:[^/?#]*@)?([^/?#:]+)/i.exec(url)?.[1] ?? '';
  const labels = host.split('.').filter((label) => label !== '');
  if (labels.length < 2 || labels.every((label) => /^\d+$/.test(label))) return identifier(labels[0] ?? 'service');
  const last = labels.at(-2) ?? '';
  // example.co.uk: the part before a short second level.
  return identifier(last.length <= 3 && labels.length > 2 ? (labels.at(-3) ?? last) : last);
}
