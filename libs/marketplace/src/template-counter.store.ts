import type { Tx } from '@patchbay/platform';

/** Ratings and counts: open to every workspace, and nothing in them tells who rated or installed. */
export class TemplateCounterStore {
  async countInstall(tx: Tx, templateId: string): Promise<void> {
    await tx.query(
      `insert into connector_template_counters as n (template_id, installs) values ($1, 1)
       on conflict (template_id) do update set installs = n.installs + 1`,
      [templateId],
    );
  }

  /** One rating per rater: a second one takes the first one's place. Ratings of one template follow one another. */
  async rate(tx: Tx, vote: { templateId: string; rater: Buffer; rating: number }): Promise<void> {
    await tx.query('insert into connector_template_counters (template_id) values ($1) on conflict do nothing', [vote.templateId]);
    await tx.query('select 1 from connector_template_counters where template_id = $1 for update', [vote.templateId]);
    await tx.query(
      `insert into connector_template_ratings (template_id, rater, rating) values ($1, $2, $3)
       on conflict (template_id, rater) do update set rating = excluded.rating, rated_at = now()`,
      [vote.templateId, vote.rater, vote.rating],
    );
    await tx.query(
      `update connector_template_counters set (rating_count, rating_sum) =
         (select count(*), coalesce(sum(rating), 0) from connector_template_ratings where template_id = $1)
       where template_id = $1`,
      [vote.templateId],
    );
  }

  async ratingOf(tx: Tx, vote: { templateId: string; rater: Buffer }): Promise<number | null> {
    const { rows } = await tx.query<{ rating: number }>(
      'select rating from connector_template_ratings where template_id = $1 and rater = $2',
      [vote.templateId, vote.rater],
    );
    return rows[0]?.rating ?? null;
  }
}
