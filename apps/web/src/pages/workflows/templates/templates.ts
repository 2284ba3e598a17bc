import type { WorkflowDraft } from '../definition.ts';

/** A workflow as a file: what an export gives and an import takes. */
export interface WorkflowFile {
  format: string;
  workflow: WorkflowDraft & { description?: string; triggers?: { type: string }[] };
  connectors?: { key: string; definition: { name?: string } }[];
  needs?: { connections?: string[]; secrets?: string[] };
}

export interface WorkflowTemplate {
  key: string;
  file: WorkflowFile;
}

// The examples of the project are the official templates; they come with the app.
const FILES = import.meta.glob<WorkflowFile>('../../../../../../examples/*.workflow.json', { import: 'default', eager: true });

export const TEMPLATES: readonly WorkflowTemplate[] = Object.entries(FILES).map(([path, file]) => ({
  key: path.split('/').at(-1)?.replace('.workflow.json', '') ?? path,
  file,
}));
