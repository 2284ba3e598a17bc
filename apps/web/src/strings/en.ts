/** Every text of the app, in one place, ready to translate. */
export const t = {
  app: 'Patchbay',
  signIn: { title: 'Sign in to Patchbay', key: 'API key', hint: 'npm start printed it. It is kept in this tab only.', go: 'Sign in', wrong: 'This key was not accepted.' },
  nav: {
    executions: 'Executions', marketplace: 'Marketplace', build: 'Build a connector', contacts: 'Contacts', settings: 'Settings',
    signOut: 'Sign out', theme: 'Switch between light and dark', menu: 'Open navigation', main: 'Main navigation',
  },
  state: { loading: 'Loading…', failed: 'That did not work', retry: 'Try again', more: 'Load more', trace: 'Trace' },
  executions: {
    title: 'Executions', none: 'No executions yet', noneHint: 'Build a small connector and run it: its timeline appears here.', noMatch: 'Nothing matches these filters.',
    status: 'Status', all: 'All statuses', search: 'Search', connector: 'Connector', when: 'Started', took: 'Took', table: 'Executions, newest first',
  },
  execution: {
    title: 'Execution', timeline: 'Timeline', decisions: 'What was decided', input: 'Input', output: 'Output', error: 'Error', retry: 'Run again',
    retryTitle: 'Run again with this input', badJson: 'This is not valid JSON.', cancel: 'Cancel', confirm: 'It may already have had an effect. Run it again anyway.', steps: 'Steps and attempts', none: 'Nothing was recorded.', back: 'All executions', attempt: 'Attempt',
  },
  market: {
    title: 'Marketplace', connectors: 'Connectors', templates: 'Templates', search: 'Search', none: 'Nothing found.', install: 'Install', installed: 'Installed',
    actions: 'Actions', official: 'Official', community: 'Community', installs: 'installs', run: 'Run', runNow: 'Run now', edit: 'Edit', input: 'Input (JSON)', hosts: 'Hosts touched', credentials: 'Credentials it needs', action: 'Action', schema: 'Input schema', back: 'Marketplace',
    contact: 'Contact (JSON)', disabled: 'Disabled',
  },
  build: {
    title: 'Build a connector', edit: 'Edit connector', basics: 'Basics', api: 'API', auth: 'Authentication', test: 'Test and map', advanced: 'Advanced', next: 'Next', back: 'Back', save: 'Save connector',
    name: 'Name', description: 'Description', icon: 'Icon', category: 'Category', nameMissing: 'Give it a name.', urlMissing: 'Every step needs a URL that begins with http:// or https://.', idTwice: 'Step ids must be different, and of letters, digits and underscores.',
    step: 'Step', stepId: 'Step id', method: 'Method', url: 'URL', headers: 'Headers', header: 'Header', value: 'Value', body: 'Body (JSON)', addHeader: 'Add header', addStep: 'Add step', up: 'Move up', down: 'Move down', remove: 'Remove',
    output: 'Outputs', outputName: 'Name', outputPath: 'Path in the answer', addOutput: 'Add output', condition: 'Only run when', variables: 'Variables', curl: 'Paste a cURL command', fill: 'Fill in', badBody: 'A body must be valid JSON.',
    authNone: 'None', authBearer: 'Bearer token', authKey: 'API key in a header', authKind: 'How the provider knows you', credential: 'Workspace credential', credentialHint: 'Its value is kept sealed; here only its name is used. Add it under Settings.',
    authHeader: 'Header name', runTest: 'Run test', sample: 'Sample input (JSON)', contact: 'Sample contact (JSON)', map: 'Map to contact field', mapHint: 'Choose a value of the answer to map it to a contact field.', mappings: 'Mappings',
    timeout: 'Timeout (ms)', retries: 'Retries', continueOnError: 'Continue on error', log: 'Keep answers in the log', draft: 'Draft saved in this tab', preview: 'Preview', credentialMissing: 'Choose the credential to use.',
  },
  contacts: { title: 'Contacts', none: 'No contacts yet', search: 'Search', add: 'Add contact', save: 'Save', remove: 'Delete', table: 'Contacts' },
  settings: {
    title: 'Settings', keys: 'API keys', credentials: 'Credentials', members: 'Members', name: 'Name', role: 'Role', create: 'Create key', shown: 'Copy this key now. It is shown once.', revoke: 'Revoke', value: 'Value', put: 'Save credential', remove: 'Delete',
    subject: 'Subject', email: 'E-mail', add: 'Add member', none: 'None yet.', copy: 'Copy', copied: 'Copied',
  },
} as const;
