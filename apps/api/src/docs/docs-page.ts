import { ERROR_CATALOG } from '@patchbay/kernel';
import type { OpenApiDocument, OperationObject } from '../openapi/openapi.js';
import { escapeHtml, inlineCode, page } from './html.js';

const NAV = '<nav><a href="/docs">API</a><a href="/docs/errors">Errors</a><a href="/api/v1/openapi.json">OpenAPI 3.1</a></nav>';

/** The API's documentation as one static page. */
export function docsPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = document.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<h2 id="${escapeHtml(name)}">${escapeHtml(name)}</h2>${own.map(operationHtml).join('')}`;
  });
  const links = document.tags.map(({ name }) => `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`).join('');
  const intro = `<p>Send <code>Authorization: Bearer &lt;API key or token&gt;</code>. Every answer carries <code>x-trace-id</code>; errors are problem documents, listed under <a href="/docs/errors">Errors</a>.</p>`;
  return page('Patchbay API', `${NAV}<h1>Patchbay API</h1>${intro}<nav>${links}</nav>${sections.join('')}`);
}

function operationHtml(at: { path: string; method: string; operation: OperationObject }): string {
  const { path, method, operation } = at;
  const description = operation.description === undefined ? '' : `<p>${inlineCode(operation.description)}</p>`;
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', required' : ''}</td><td>${inlineCode(parameter.description ?? '')}</td><td><code>${json(parameter.schema, 0)}</code></td></tr>`,
  );
  const table =
    parameters.length === 0
      ? ''
      : `<table><thead><tr><th>Parameter</th><th>In</th><th>Meaning</th><th>Schema</th></tr></thead><tbody>${parameters.join('')}</tbody></table>`;
  const content = operation.requestBody?.content['application/json'];
  const body =
    content === undefined
      ? ''
      : `<h4>Body</h4>${examplesOf(content)}<details><summary>Schema</summary>${block(content['schema'])}</details>`;
  const answers = Object.entries(operation.responses)
    .map(([status, response]) => answerHtml(status, response))
    .join('');
  return `<details id="${escapeHtml(operation.operationId)}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> ${escapeHtml(operation.summary)}</summary>${description}${table}${body}<h4>Answers</h4><ul>${answers}</ul></details>`;
}

/** One example, or several with their names. */
function examplesOf(content: Readonly<Record<string, unknown>>): string {
  const named = Object.entries((content['examples'] ?? {}) as Readonly<Record<string, { readonly value: unknown }>>);
  return named.length === 0
    ? block(content['example'])
    : named.map(([name, { value }]) => `<p>${escapeHtml(name)}</p>${block(value)}`).join('');
}

function answerHtml(status: string, response: Readonly<Record<string, unknown>>): string {
  if ('$ref' in response) return `<li><code>${escapeHtml(status)}</code> <a href="/docs/errors">problem</a></li>`;
  const content = response['content'] as Readonly<Record<string, { schema?: unknown; example?: unknown }>> | undefined;
  const body = content?.['application/json'];
  const shown =
    body === undefined
      ? ''
      : `${body.example === undefined ? '' : block(body.example)}<details><summary>Schema</summary>${block(body.schema)}</details>`;
  return `<li><code>${escapeHtml(status)}</code>${shown}</li>`;
}

/** Every code the API can answer, with what to do about it. */
export function errorsPage(): string {
  const rows = Object.entries(ERROR_CATALOG).map(
    ([code, facts]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${facts.status}</td><td>${escapeHtml(facts.title)}</td><td>${facts.fault}</td><td>${facts.retry}</td></tr>`,
  );
  const explain =
    '<p>“Fault” says who has to act: the caller changes the request, the account’s owner reconnects or pays, the provider recovers, or we do. “Retry” says whether repeating helps: <code>after</code> waiting as <code>Retry-After</code> tells, <code>if-safe</code> for reads and for writes with an <code>Idempotency-Key</code>.</p>';
  return page(
    'Patchbay errors',
    `${NAV}<h1>Errors</h1>${explain}<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th><th>Fault</th><th>Retry</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

function json(value: unknown, indent: number): string {
  return escapeHtml(JSON.stringify(value, null, indent) ?? '');
}

function block(value: unknown): string {
  return value === undefined ? '' : `<pre><code>${json(value, 2)}</code></pre>`;
}
