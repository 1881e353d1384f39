import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STORIES } from '../../examples/generator/stories.ts';

const examples = join(import.meta.dirname, '../../examples');

test.for([...STORIES])('examples/%s is what the generator writes', ([name, story]) => {
  const folder = join(examples, name);
  const { files } = story();
  const found = globSync(['**/*.migplan', 'inventory/*.yaml'], { cwd: folder }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  expect(found.sort()).toEqual([...files.keys()].sort());
  const changed = [...files].filter(([path, text]) => readFileSync(join(folder, path), 'utf8') !== text);
  expect(changed.map(([path]) => path)).toEqual([]);
});
