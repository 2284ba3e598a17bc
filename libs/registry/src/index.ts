// Registry: which connectors exist — built-in plugins and the workspaces' custom connectors — their versions, catalogue and compiled form.
// It never makes a call to a provider, opens no secret and checks no role.
export { Registry, type RunnableQuery } from './registry.js';
