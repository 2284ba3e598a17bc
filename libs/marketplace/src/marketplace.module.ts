import { Module } from '@nestjs/common';
import { WorkspaceSecretsModule } from '@patchbay/connections';
import { OfficialTemplatesService } from './official-templates.service.js';
import { TemplateCounterStore } from './template-counter.store.js';
import { TemplateInstallService } from './template-install.service.js';
import { TemplateListStore } from './template-list.store.js';
import { TemplatePublishService } from './template-publish.service.js';
import { TemplateStore } from './template.store.js';
import { TemplatesAdminService } from './templates-admin.service.js';
import { TemplatesService } from './templates.service.js';

/** The marketplace. Needs the global RegistryModule. */
@Module({
  imports: [WorkspaceSecretsModule],
  providers: [
    TemplateStore,
    TemplateListStore,
    TemplateCounterStore,
    OfficialTemplatesService,
    TemplatesService,
    TemplateInstallService,
    TemplatePublishService,
    TemplatesAdminService,
  ],
  exports: [TemplatesService, TemplateInstallService, TemplatePublishService, TemplatesAdminService],
})
export class MarketplaceModule {}
