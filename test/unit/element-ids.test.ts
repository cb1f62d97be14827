import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../src/renderer', import.meta.url))

/** Ids that a template writes out, which a second window pane or list would repeat. */
function fixedIds(component: string): string[] {
  const template = component.slice(component.indexOf('<template>'))
  return [...template.matchAll(/\s(?:id|for|aria-labelledby|aria-describedby)="([^"]+)"/g)].map(
    ([, id = '']) => id,
  )
}

test('no component has an id of its own choice: useElementId gives one that nothing else has', () => {
  const components = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.vue'),
  )
  expect(components.length).toBeGreaterThan(150)
  const found = components.flatMap((name) =>
    fixedIds(readFileSync(join(folder, name), 'utf8')).map((id) => `${name}: ${id}`),
  )
  expect(found).toEqual([])
})

test('an id that is written out is found', () => {
  const planted = '<template><h2 id="title">A</h2><p aria-labelledby="title" /></template>'
  expect(fixedIds(planted)).toEqual(['title', 'title'])
  expect(fixedIds('<template><h2 :id="`${elementId}-title`">A</h2></template>')).toEqual([])
})
