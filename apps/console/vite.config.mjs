import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('.'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: '@passerelle/api', replacement: at('../../libs/api/index.ts') },
      { find: '@passerelle/ticket', replacement: at('../../libs/ticket/index.ts') },
    ],
  },
  // The host replaces the placeholder by the nonce of each answer: a page that was not served by it runs no style of its own.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: at('../../dist/console'),
    emptyOutDir: true,
    target: 'es2023',
    // Data URLs would need holes in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        // A few files that hardly change rather than fifty small ones; what only charts need waits until one is shown.
        codeSplitting: {
          groups: [
            {
              name: 'charts',
              test: /node_modules[\\/](recharts|d3-|victory|@mantine[\\/]charts|@reduxjs|immer|decimal)/,
              priority: 2,
            },
            { name: 'libraries', test: /node_modules/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
