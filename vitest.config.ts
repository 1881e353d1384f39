import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // No editor runs in tests: what the client takes from it is in the fake.
  resolve: { alias: { vscode: fileURLToPath(new URL('test/support/fake-vscode.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    // In a real editor: npm run test:e2e.
    exclude: ['test/e2e/**'],
    // What hangs is to fail, not what a busy machine does slowly.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores: real servers and worker threads share them.
    maxWorkers: 2,
  },
});
