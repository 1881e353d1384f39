/**
 * Puts the demo's servers into one script, which the extension carries: `dist/demo.js`. What hoodiecrow loads by a name that it
 * makes up while it runs, it names without an ending; in a bundle files are found by their whole names.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const MADE_UP = /require\("(\.\/\w+\/)" \+ ([^;)]*\(\))\)/g;

const wholeNames: Plugin = {
  name: 'whole-names',
  setup({ onLoad }) {
    onLoad({ filter: /hoodiecrow-imap\/lib\/server\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(MADE_UP, 'require("$1" + $2 + ".js")');
      return { contents, loader: 'js' };
    });
  },
};

const root = join(import.meta.dirname, '..', '..');

await build({
  entryPoints: [join(import.meta.dirname, 'serve.ts')],
  outfile: process.argv[2] ?? join(root, 'dist', 'demo.js'),
  ...{ bundle: true, platform: 'node', target: 'node22', format: 'esm', minify: true, legalComments: 'none' },
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  plugins: [wholeNames],
  logLevel: 'warning',
});
