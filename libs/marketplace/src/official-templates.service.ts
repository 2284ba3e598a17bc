import { Injectable, type OnModuleInit } from '@nestjs/common';
import { newId, type JsonValue } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { OFFICIAL_TEMPLATES } from './official/official-templates.js';
import { templateText } from './template-input.schema.js';
import { TemplateStore } from './template.store.js';

/** Brings the shipped templates into the database when the platform starts; several processes may do so at once. */
@Injectable()
export class OfficialTemplatesService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly templates: TemplateStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.ship();
  }

  /** Inserts new ones and updates those an older release brought; what an administrator edited or removed stays so. */
  async ship(): Promise<void> {
    await this.db.withoutWorkspace(async (tx) => {
      const shipped = await this.templates.shippedRevisions(tx);
      for (const { key, revision, definition, credentials } of OFFICIAL_TEMPLATES) {
        // Checking a definition costs milliseconds: only what is new is looked at.
        if ((shipped.get(key) ?? 0) >= revision) continue;
        const text = templateText({ definition, about: { credentials: JSON.parse(JSON.stringify(credentials)) as JsonValue } });
        await this.templates.ship(tx, { ...text, id: newId(), key, shippedVersion: revision });
      }
    });
  }
}
