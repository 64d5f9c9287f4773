/** How the page is built: plain files for the desk to serve, nothing inline, nothing from other hosts. */

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  // Without a Svelte config of its own: all is said here.
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: '../dist/inspector',
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // One file for the whole page: it comes from the desk beside it, so that cutting it saves nobody a wait.
    chunkSizeWarningLimit: 800,
    // How long each plugin took is nobody's concern who starts pushscope for the first time.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
