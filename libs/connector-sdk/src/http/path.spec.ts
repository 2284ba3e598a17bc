import { describe, expect, it } from '@jest/globals';
import { path, pathText, segments } from './path.js';

describe('paths', () => {
  it('encode what would leave its segment', () => {
    expect(path`/things/${'a/b?c=d#e'}/x`.text).toBe('/things/a%2Fb%3Fc%3Dd%23e/x');
    expect(path`/Messages/${'SM1'}.json`.text).toBe('/Messages/SM1.json');
    expect(path`/things/${7}`.text).toBe('/things/7');
  });

  it.each(['.', '..', '%2e', '%2E%2e', ''])('refuse the segment "%s"', (value) => {
    // An encoded percent sign is text, not a dot.
    if (value.startsWith('%')) expect(path`/a/${value}`.text).toContain('%25');
    else expect(() => path`/a/${value}`).toThrow();
  });

  it('refuse texts that are no Unicode', () => expect(() => path`/a/${'\ud800'}`).toThrow(/Unicode/));

  it('keep the slashes of several segments and refuse to climb', () => {
    expect(path`/contents/${segments('docs/read me.md')}`.text).toBe('/contents/docs/read%20me.md');
    expect(() => path`/contents/${segments('docs/../../x')}`).toThrow();
    expect(() => path`/contents/${segments('docs//x')}`).toThrow();
  });

  it.each(['things', '//host/x', '/a/../b', '/a/%2e%2e/b', '/a?b=1', '/a#b', '/a\\b', '/a b', '/a\nb'])('refuse the literal %j', (text) => {
    expect(() => pathText(text)).toThrow();
  });
});
