import { describeConnector, describeSimulator } from '@patchbay/testing';
import supabase from './supabase.connector.js';
import simulator from './supabase.simulator.js';

describeConnector(supabase, import.meta.dirname, {
  account: { url: 'https://abcdefghijklmnopqrst.supabase.co' },
  spanning: ['path'],
});

describeSimulator(supabase, simulator, {
  account: { url: 'https://engines.supabase.co' },
  story: async ({ ok, refused, expect }) => {
    const table = 'machines';
    expect(await ok('rows.insert', { table, rows: [{ id: 7, name: 'Loom "No. 1", red', wheels: 3 }], returning: true })).toMatchObject({
      affected: 1,
    });
    expect(await refused('rows.insert', { table, rows: [{ id: 7, name: 'Again' }] })).toBe('conflict');
    const where = [{ column: 'name', op: 'eq', value: 'Loom "No. 1", red' }];
    expect(await ok('rows.select', { table, where })).toEqual([{ id: 7, name: 'Loom "No. 1", red', wheels: 3 }]);
    expect(await ok('rows.update', { table, where, set: { wheels: 4 } })).toEqual({ affected: 1 });
    const wide = [{ column: 'wheels', op: 'gt', value: 1 }];
    expect(await refused('rows.update', { table, where: wide, set: { wheels: 0 }, maxAffected: 1 })).toBe('provider_rejected');
    expect(
      await ok('rows.upsert', {
        table,
        rows: [
          { id: 7, name: 'Loom' },
          { id: 8, name: 'Press' },
        ],
      }),
    ).toEqual({ affected: 2 });
    const select = {
      table,
      columns: ['name'],
      where: [{ column: 'id', op: 'in', value: [7, 8] }],
      orderBy: [{ column: 'name', descending: true }],
    };
    expect(await ok('rows.select', select)).toEqual([{ name: 'Press' }, { name: 'Loom' }]);
    expect(await ok('rows.delete', { table, where: [{ column: 'id', op: 'gte', value: 7 }] })).toEqual({ affected: 2 });
    expect(await ok('rows.select', { table })).toHaveLength(2);
    expect(await refused('rows.select', { table: 'nowhere' })).toBe('provider_not_found');
    expect(await ok('table.list')).toMatchObject([{ name: 'machines' }, { name: 'notes' }]);
    expect(await ok('table.describe', { table })).toMatchObject({ columns: [{ name: 'id', primaryKey: true }, {}, {}, {}] });
    expect(await ok('function.call', { function: 'count_machines' })).toEqual({ result: 2 });

    const contentBase64 = Buffer.from([0, 255, 13, 10]).toString('base64');
    const at = { bucket: 'drawings', path: 'mills/one.png' };
    await ok('file.upload', { ...at, contentBase64, contentType: 'image/png' });
    expect(await refused('file.upload', { ...at, contentBase64 })).toBe('conflict');
    expect(await ok('file.download', at)).toEqual({ contentBase64, contentType: 'image/png', bytes: 4 });
    expect(await ok('file.list', { bucket: 'drawings' })).toMatchObject([{ name: 'mills', folder: true }]);
    expect(await ok('file.list', { bucket: 'drawings', folder: 'mills' })).toMatchObject([{ name: 'one.png', folder: false, bytes: 4 }]);
    expect(await ok('file.sign', at)).toMatchObject({ url: expect.stringContaining('/object/sign/drawings/mills/one.png') });
    expect(await ok('file.delete', { bucket: 'drawings', paths: ['mills/one.png', 'none'] })).toEqual({ deleted: ['mills/one.png'] });
    expect(await refused('file.download', at)).toBe('provider_not_found');
    expect(await ok('bucket.list')).toHaveLength(1);

    const { id } = await ok('user.create', { email: 'mary@engines.example', confirmed: true });
    expect(await refused('user.create', { email: 'mary@engines.example' })).toBe('conflict');
    expect(await ok('user.update', { id, userMetadata: { tier: 'gold' } })).toMatchObject({
      email: 'mary@engines.example',
      userMetadata: { tier: 'gold' },
    });
    await ok('user.invite', { email: 'new@engines.example' });
    expect(await ok('user.list')).toHaveLength(3);
    expect(await ok('user.get', { id })).toMatchObject({ emailConfirmedAt: expect.any(String) });
    await ok('user.delete', { id });
    expect(await refused('user.get', { id })).toBe('provider_not_found');
  },
});
