import { page } from './html.js';

/** What stands at `/` when no web app was built. */
export function landingPage(): string {
  const links = [
    ['/docs', 'API documentation'],
    ['/docs/errors', 'Error codes'],
    ['/api/v1/openapi.json', 'OpenAPI 3.1 document'],
    ['/health', 'Health'],
  ];
  const items = links.map(([path, title]) => `<li><a href="${path}">${title}</a></li>`).join('');
  return page(
    'Patchbay',
    `<h1>Patchbay</h1><p>The server runs. The web app is not built here; <code>npm run build</code> builds it.</p><ul>${items}</ul>`,
  );
}
