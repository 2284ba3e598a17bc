import { isSensitiveMember, REDACTED } from '@patchbay/kernel';
import type { ProductFacts } from './analytics.js';

const MAX_CHARS = 100;
/** Keys, codes, ids and words of ours; whatever else a fact may hold by mistake is no such thing. */
const PLAIN = /^[\w.:-]*$/;
/** Letters and digits in a mix no key of ours has: tokens, hashes, keys. */
const LIKE_A_SECRET = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_.-]{24,}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The facts without what has no business outside: texts that are no plain words, that look like secrets, or whose name says so. */
export function shownFacts(facts: ProductFacts): ProductFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (isSensitiveMember(name)) return [name, REDACTED];
      if (typeof value !== 'string') return [name, value];
      const plain = value.length <= MAX_CHARS && PLAIN.test(value) && (UUID.test(value) || !LIKE_A_SECRET.test(value));
      return [name, plain ? value : REDACTED];
    }),
  );
}
