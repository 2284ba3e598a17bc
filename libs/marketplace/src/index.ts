// Marketplace: connector templates — shipped, official and community — found, rated, installed, published and moderated.
// It stores no credential in a template and runs nothing; installed connectors are the registry's.
export { MarketplaceModule } from './marketplace.module.js';
export { TemplatesService, type TemplateForCaller } from './templates.service.js';
export { TemplateInstallService, type Installation, type InstallRequest } from './template-install.service.js';
export { TemplatePublishService } from './template-publish.service.js';
export { TemplatesAdminService, type Moderation } from './templates-admin.service.js';
export { TEMPLATE_SORTS, type TemplateQuery, type TemplateSort } from './template-list.store.js';
export {
  TEMPLATE_STATUSES,
  type ModeratedTemplate,
  type NeededCredential,
  type Template,
  type TemplateDetail,
  type TemplateStatus,
} from './template.js';
