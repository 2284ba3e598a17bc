import { describe, expect, it } from '@jest/globals';
import { encodeBody } from './request-body.js';

describe('request bodies', () => {
  it('leave undefined members of JSON out', () => expect(encodeBody({ json: { a: 1, b: undefined } }, 'repeat').body).toBe('{"a":1}'));

  it('keep a hostile file name inside its quotes', async () => {
    const parts = [
      { name: 'file', filename: 'a"\r\nx-evil: 1\r\n\r\n.png', contentType: 'image/png', content: new Uint8Array([1, 2]) },
      { name: 'note', content: 'hi' },
    ];
    const { contentType = '', body } = encodeBody({ multipart: { parts } }, 'repeat');
    const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData();
    expect([...form.keys()]).toEqual(['file', 'note']);
    expect(form.get('note')).toBe('hi');
    expect((form.get('file') as File).size).toBe(2);
  });
});
