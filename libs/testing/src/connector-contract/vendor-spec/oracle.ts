import { GraphqlOracle } from './graphql-oracle.js';
import { readSpec } from './spec-document.js';
import { SpecOracle, type VendorRules } from './spec-oracle.js';

export type Oracle = SpecOracle | GraphqlOracle;

/** The oracle of a vendor, or undefined where its description is not at hand. */
export function oracleOf(name: string, rules?: VendorRules): Oracle | undefined {
  const document = readSpec(name);
  if (!document) return undefined;
  return document['kind'] === 'graphql-sdl' ? new GraphqlOracle(document, rules) : new SpecOracle(document, rules);
}
