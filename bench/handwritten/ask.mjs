/** One authenticated request at the upstream: GET, or POST when there is a body. In: path with query. Out: the parsed body. Throws on anything but 200. */
export async function ask({ upstream, key }, path, payload) {
  const { statusCode, body } = await upstream.request({
    method: payload === undefined ? 'GET' : 'POST',
    path,
    headers: { 'x-api-key': key, accept: 'application/json', ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
  });
  if (statusCode !== 200) {
    await body.dump();
    throw Object.assign(new Error(`The upstream answered ${statusCode}`), { statusCode: 502 });
  }
  return body.json();
}
