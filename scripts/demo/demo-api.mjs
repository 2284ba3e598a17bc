import { Hint } from '../prepare/paths.mjs';

/** The server's answer to a call, when it is not a success: the problem document of RFC 9457. */
export class Problem extends Hint {
  constructor(status, document) {
    super(document.detail ?? document.title ?? `The server answered ${status}`);
    this.status = status;
    this.code = document.code;
    this.executionId = document.executionId;
  }
}

/** Calls of the outside contract with one key. */
export class DemoApi {
  constructor(url, key) {
    this.url = url;
    this.key = key;
  }

  /**
   * Out: the answer's body. Throws `Problem` for an error answer, `Hint` when nobody answers.
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause) => {
      throw new Hint(
        `No server answers at ${this.url}. Start one in another terminal: npm start. Another address goes into PATCHBAY_URL.`,
        { cause },
      );
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Problem(response.status, answer);
    return answer;
  }
}
