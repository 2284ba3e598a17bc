import { createHash } from 'node:crypto';
import type { WorkspaceId } from '@patchbay/kernel';

/**
 * MinHash (Broder, "On the resemblance and containment of documents", 1997): the share of equal values of two signatures estimates the
 * Jaccard similarity of the texts' shingles, with a standard error of at most 1/16 at 64 values.
 */
const VALUES = 64;
const { imul } = Math;
const ORDERS = Int32Array.from({ length: VALUES }, (_, order) => imul(order + 1, 0x9e3779b1));
/** Characters of a shingle: for short texts of any language (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", §3.2.2). */
const SHINGLE_CHARS = 5;
/** 16 bands of 4 values: texts of similarity s share a band with probability 1 − (1 − s⁴)¹⁶: 0.99 at 0.7, 0.64 at 0.5, 0.12 at 0.3 (ibid. §3.4). */
const ROWS_PER_BAND = 4;

export interface PromptSignature {
  /** Of the normalised text and the workspace: equal texts, equal hashes, but nothing to compare across workspaces. Hexadecimal. */
  readonly hash: string;
  readonly chars: number;
  /** 64 signed 32-bit numbers. */
  readonly values: readonly number[];
  /** 16 signed 64-bit numbers: two prompts are compared only when they share one. The workspace is part of them. */
  readonly bands: readonly bigint[];
}

/** Signs a prompt (see promptText): what is kept of it tells how alike two are, and nothing that it says. */
export function signPrompt(workspaceId: WorkspaceId, text: string): PromptSignature {
  const values = minima(shingleHashes(text));
  const bands = Array.from({ length: VALUES / ROWS_PER_BAND }, (_, band) => {
    const rows = values.subarray(band * ROWS_PER_BAND, (band + 1) * ROWS_PER_BAND);
    return createHash('sha256')
      .update(`${workspaceId}/${band}/${rows.join(',')}`)
      .digest()
      .readBigInt64BE(0);
  });
  const hash = createHash('sha256').update(workspaceId).update('\n').update(text).digest('hex');
  return { hash, chars: text.length, values: [...values], bands };
}

/** Distinct 32-bit hashes of all shingles (FNV-1a over UTF-16 units). */
function shingleHashes(text: string): Set<number> {
  const hashes = new Set<number>();
  const last = Math.max(0, text.length - SHINGLE_CHARS);
  for (let start = 0; start <= last; start++) {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + SHINGLE_CHARS && at < text.length; at++) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
    hashes.add(hash);
  }
  return hashes;
}

/** For each of 64 orders of the 32-bit numbers the smallest hash. An order is a bijection: exclusive or, then MurmurHash3's finalizer. */
function minima(hashes: ReadonlySet<number>): Int32Array {
  const smallest = new Int32Array(VALUES).fill(0x7fffffff);
  for (const hash of hashes) {
    for (let order = 0; order < VALUES; order++) {
      let mixed = hash ^ (ORDERS[order] as number);
      mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
      mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      mixed ^= mixed >>> 16;
      if (mixed < (smallest[order] as number)) smallest[order] = mixed;
    }
  }
  return smallest;
}
