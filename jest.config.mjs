// Jest runs our ESM sources through swc; decorators need their metadata for Nest. `projects` keeps kinds of suites apart by file name.
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@patchbay/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/apps/web/dist'],
};

const withPostgres = { globalSetup: '<rootDir>/scripts/jest-postgres.mjs', globalTeardown: '<rootDir>/scripts/jest-postgres-stop.mjs' };

export default {
  // Machines that run checks are shared and throttled; what has to be fast says so itself.
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps,connectors,scripts}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.db\\.spec\\.ts$', '/node_modules/', '/dist/'],
    },
    {
      ...base,
      ...withPostgres,
      displayName: 'database',
      testMatch: ['<rootDir>/{libs,apps,connectors}/**/*.db.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    },
    {
      ...base,
      ...withPostgres,
      displayName: 'e2e',
      testMatch: ['<rootDir>/apps/*/test/**/*.e2e-spec.ts'],
      testPathIgnorePatterns: ['/apps/web/', '/node_modules/', '/dist/'],
    },
    {
      ...base,
      ...withPostgres,
      displayName: 'browser',
      testMatch: ['<rootDir>/apps/web/test/**/*.e2e-spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    },
  ],
};
