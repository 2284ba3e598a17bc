/** SendGrid names the next page by a whole address; only its token is taken, so that the region's host stays. */
export function nextToken(next: string | null | undefined): { page_token: string } | undefined {
  const token = URL.parse(next ?? '')?.searchParams.get('page_token');
  return token ? { page_token: token } : undefined;
}
