import { isJsonObject, isSensitiveMember, type JsonValue } from '@patchbay/kernel';

/** Names of members that hold something about a person, compared in lower case without separators. */
const PERSONAL: readonly (readonly [RegExp, (count: number) => string])[] = [
  [/^(e?mail|emailaddress|useremail|login|username|userprincipalname)$/, (n) => `person${n}@example.com`],
  [/(firstname|givenname|middlename)$/, (n) => `First${n}`],
  [/(lastname|familyname|surname)$/, (n) => `Last${n}`],
  [/^(fullname|displayname|realname|username|nickname|ownername|authorname|contactname)$/, (n) => `Person ${n}`],
  [/(phone|phonenumber|mobile|fax)$/, (n) => `+1555010${String(n).padStart(4, '0')}`],
  [/^(street|streetaddress|address1|address2|line1|line2|address)$/, (n) => `${n} Example Street`],
  [/^(zip|zipcode|postcode|postalcode)$/, (n) => String(10_000 + n)],
  [/^(avatar|avatarurl|picture|pictureurl|photo|photourl|gravatarid)$/, (n) => `https://example.com/picture-${n}.png`],
  [/^(ip|ipaddress|remoteaddress)$/, (n) => `192.0.2.${n % 255}`],
];
const EMAIL = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /\+\d[\d ().-]{6,18}\d/g;
const IP = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g;
/** Long texts of one kind of letters are keys more often than words: bearer tokens, signatures, JWTs. */
const TOKEN =
  /\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]+|(?:xox[abprs]|sk_live|rk_live|sk_test|ghp|gho|pat|shpat|SG|AKIA)[-_.]?[\w-]{12,}(?:\.[\w-]+)?)/g;

/**
 * Takes secrets and personal data out of what was said to and by a live account. The same value becomes the same stand-in everywhere, so that what belongs
 * together still does; stand-ins are of the reserved names and numbers (RFC 2606, RFC 5737, +1 555 01xx).
 */
export class Scrubber {
  private readonly standIns = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** `secrets`: value → what stands for it in recordings. */
  constructor(secrets: ReadonlyMap<string, string>) {
    for (const [secret, standIn] of secrets) {
      this.standIns.set(secret, standIn);
      this.standIns.set(encodeURIComponent(secret), encodeURIComponent(standIn));
    }
  }

  /** How many different values were replaced. */
  get replaced(): number {
    return this.standIns.size;
  }

  /** First what is personal by its name, so that it is found elsewhere too: call it with everything before the first `clean`. */
  learn(value: JsonValue): void {
    if (Array.isArray(value)) return void value.forEach((each) => this.learn(each));
    if (!isJsonObject(value)) return;
    // A plain name is somebody's where it stands beside an address or a number to call.
    const person = Object.entries(value).some(([name, inner]) => /^(e?mail|phone)/i.test(name) && inner !== '' && inner !== null);
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string' || inner.length <= 1) this.learn(inner);
      else this.learnMember(person && name.toLowerCase() === 'name' ? 'fullName' : name, inner);
    }
  }

  /** The value without them. */
  clean<T extends JsonValue>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((each) => this.clean(each)) as T;
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [this.text(name), this.member(name, inner)])) as T;
  }

  /** A text without them. Longer values first: a name may be part of an address. */
  text(text: string): string {
    let cleaned = text;
    for (const [value, standIn] of [...this.standIns].sort(([a], [b]) => b.length - a.length)) {
      if (value.length >= 3) cleaned = cleaned.replaceAll(value, standIn);
      else if (cleaned === value) cleaned = standIn;
    }
    return cleaned
      .replace(EMAIL, (found) => (found.endsWith('@example.com') ? found : this.standIn('email', found, (n) => `person${n}@example.com`)))
      .replace(TOKEN, (found) => this.standIn('token', found, (n) => `token-${n}`))
      .replace(PHONE, (found) =>
        found.startsWith('+1555010') ? found : this.standIn('phone', found, (n) => `+1555010${String(n).padStart(4, '0')}`),
      )
      .replace(IP, (found) => (found.startsWith('192.0.2.') ? found : this.standIn('ip', found, (n) => `192.0.2.${n % 255}`)));
  }

  private member(name: string, value: JsonValue): JsonValue {
    if (typeof value === 'string' && value !== '' && isSensitiveMember(name)) return this.standIn('token', value, (n) => `token-${n}`);
    return this.clean(value);
  }

  private learnMember(name: string, value: string): void {
    const bare = name.toLowerCase().replace(/[^a-z0-9]/g, '');
    const kind = PERSONAL.find(([pattern]) => pattern.test(bare));
    if (isSensitiveMember(name)) this.standIn('token', value, (n) => `token-${n}`);
    else if (kind) {
      const [pattern, made] = kind;
      // A login that is no address stays a word.
      const isAddress = pattern.source.startsWith('^(e?mail') && !value.includes('@');
      this.standIn(pattern.source, value, isAddress ? (n) => `person${n}` : made);
    }
  }

  private standIn(kind: string, value: string, made: (count: number) => string): string {
    const known = this.standIns.get(value);
    if (known !== undefined) return known;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const standIn = made(count);
    this.standIns.set(value, standIn);
    return standIn;
  }
}
