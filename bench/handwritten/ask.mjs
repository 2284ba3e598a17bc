/** One authenticated GET at the upstream. In: path with query. Out: the parsed body. Throws on anything but 200. */
export async function ask({ upstream, key }, path) {
  const { statusCode, body } = await upstream.request({ method: 'GET', path, headers: { 'x-api-key': key, accept: 'application/json' } });
  if (statusCode !== 200) {
    await body.dump();
    throw Object.assign(new Error(`The upstream answered ${statusCode}`), { statusCode: 502 });
  }
  return body.json();
}
