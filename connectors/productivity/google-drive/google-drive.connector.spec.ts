import { describeConnector, describeSimulator } from '@patchbay/testing';
import drive from './google-drive.connector.js';
import simulator from './google-drive.simulator.js';

describeConnector(drive, import.meta.dirname, {
  undescribed: [/^POST \/upload\/drive\/v3\/files$/],
  // With alt=media the answer is the file itself; the description knows the file's facts only.
  unlistedAnswerMembers: [/^answer of GET \/drive\/v3\/files\/f1: \/ must be object$/],
});

describeSimulator(drive, simulator, {
  story: async ({ ok, refused, expect }) => {
    const folder = await ok('folder.create', { name: 'Programmes' });
    const base64 = Buffer.from([0, 13, 10, 255, 45, 45]).toString('base64');
    const { id } = await ok('file.upload', { name: 'bernoulli.bin', base64, folderId: folder.id });
    expect(await ok('file.get', { id })).toMatchObject({ name: 'bernoulli.bin', sizeBytes: 6, folderId: folder.id });
    expect(await ok('file.download', { id })).toMatchObject({ base64, bytes: 6 });
    expect(await ok('file.list', { folderId: folder.id, query: "name contains 'bern'" })).toMatchObject([{ id }]);
    expect(await ok('file.update', { id, name: 'numbers.bin' })).toMatchObject({ name: 'numbers.bin' });
    const copy = await ok('file.copy', { id });
    expect(copy).toMatchObject({ name: 'Copy of numbers.bin' });
    await ok('file.update', { id: copy.id, trashed: true });
    expect(await ok('file.list', { folderId: folder.id })).toHaveLength(1);
    expect(await ok('file.list')).toHaveLength(4);
    const [document] = await ok('file.list', { query: "name = 'Notes on the engine'" });
    expect(await ok('file.export', { id: document?.id, mimeType: 'text/plain' })).toMatchObject({ contentType: 'text/plain', bytes: 6 });
    expect(await refused('file.export', { id })).toBe('account_forbidden');
    const permission = await ok('permission.create', { fileId: id, email: 'charles@engines.example', role: 'writer' });
    await ok('permission.create', { fileId: id, type: 'anyone' });
    expect(await ok('permission.list', { fileId: id })).toMatchObject([{ role: 'writer' }, { type: 'anyone' }]);
    await ok('permission.delete', { fileId: id, id: permission.id });
    expect(await ok('permission.list', { fileId: id })).toHaveLength(1);
    await ok('file.delete', { id });
    expect(await refused('file.get', { id })).toBe('provider_not_found');
  },
});
