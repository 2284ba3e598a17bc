import { z } from 'zod';

/** Plain text as an Atlassian document: one paragraph per line. https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
export function toDocument(text: string) {
  const content = text.split(/\r?\n/).map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] }));
  return { type: 'doc', version: 1, content };
}

/** The text inside a document; a line per paragraph, heading or list item. Plain text stays as it is. */
export function textOf(document: unknown): string | undefined {
  if (typeof document === 'string') return document;
  const node = Node.safeParse(document);
  if (!node.success) return undefined;
  return textOfNode(node.data).trim();
}

interface Node {
  readonly type: string;
  readonly text?: string | undefined;
  readonly content?: readonly Node[] | undefined;
}
const Node: z.ZodType<Node> = z.object({
  type: z.string(),
  text: z.string().optional(),
  get content() {
    return z.array(Node).optional();
  },
});
const LINES = new Set(['paragraph', 'heading', 'codeBlock', 'rule']);

function textOfNode(node: Node): string {
  if (node.type === 'hardBreak') return '\n';
  const inside = (node.content ?? []).map(textOfNode).join('');
  return (node.text ?? inside) + (LINES.has(node.type) ? '\n' : '');
}
