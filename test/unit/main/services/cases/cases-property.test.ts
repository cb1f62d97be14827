import fc from 'fast-check'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoIds } from '../../../../emulator'
import { casesOfMapper } from '../../../../../src/main/files/cases/case-folders'
import {
  caseNamed,
  changeMapper,
  hashOf,
  namesOf,
  openWindow,
  serverText,
  setMapper,
} from '../../../../support/mapping/cases'
import {
  draftOf,
  outcomeOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { projectFileName } from '../../../../../src/core/model/project-id'

const projectId = demoIds.northwindStaging
const keys = ['oidc:meadowlark-okta', 'oidc:foxglove-okta', 'oidc:google'] as const
const texts = ['{ a: 1 }', '{ a: 2 }', '{ a: 3 }'] as const

type Step =
  | { readonly kind: 'edit'; readonly keys: readonly string[]; readonly text: string }
  | { readonly kind: 'save'; readonly key: string }
  | { readonly kind: 'elsewhere'; readonly key: string; readonly text: string }
  | { readonly kind: 'publish' | 'discard' }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('save'), key: fc.constantFrom(...keys) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit'),
      keys: fc.subarray([...keys], { minLength: 1 }),
      text: fc.constantFrom(...texts),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('elsewhere'),
      key: fc.constantFrom(...keys),
      text: fc.constantFrom(...texts),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('publish') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('discard') }) },
) as fc.Arbitrary<Step>

/** A person who edits three mappers of a project, which others edit too, saves cases and publishes. */
async function play(bench: Bench, steps: readonly Step[]): Promise<void> {
  const server = new Map<string, string>()
  for (const key of keys) server.set(key, await serverText(bench, projectId, key))
  let drafted = new Map<string, string>()
  const saved: string[] = []
  const textOf = (key: string) => drafted.get(key) ?? server.get(key) ?? ''
  const edits = () => [...drafted].map(([key, text]) => setMapper(key, text))

  const shown = async () => {
    const lists = keys.map(async (connectionKey) => {
      const place = { projectId, connectionKey, text: textOf(connectionKey) }
      return namesOf(value(await bench.cases.list(place)).cases)
    })
    return Promise.all(lists)
  }

  for (const step of steps) {
    if (step.kind === 'edit') {
      for (const key of step.keys) drafted.set(key, step.text)
      for (const [key, text] of drafted) if (server.get(key) === text) drafted.delete(key)
      await draftOf(bench, projectId, edits())
    } else if (step.kind === 'save') {
      const name = `Case ${saved.length + 1}`
      saved.push(name)
      const place = { projectId, connectionKey: step.key, text: textOf(step.key) }
      const { cases } = value(await bench.cases.save({ ...place, case: caseNamed(name) }))
      // What was saved is there, and stays so for the one who looks again.
      expect(namesOf(cases)).toContain(name)
      expect((await shown())[keys.indexOf(step.key as never)]).toEqual(namesOf(cases))
    } else if (step.kind === 'discard') {
      value(await bench.trash.discardDraft(projectId))
      drafted = new Map()
    } else if (step.kind === 'elsewhere') {
      const { key, text } = step
      const index = keys.indexOf(key as never)
      const [before, isKnown] = [await shown(), await hasCases(bench, text)]
      changeMapper(bench, projectId, key, text)
      await openWindow(bench, projectId)
      server.set(key, text)
      const isMine = !drafted.has(key)
      if (drafted.get(key) === text) drafted.delete(key)
      // Where the new text has cases of its own, these are shown from now on.
      if (!isMine || isKnown) continue
      expect((await shown())[index]).toEqual(expect.arrayContaining(before[index] ?? []))
    } else if (drafted.size > 0) {
      const before = await shown()
      const { shown: agreed } = await draftOf(bench, projectId, edits())
      const input = { projectId, excluded: [], shown: agreed }
      outcomeOf(await bench.publishing.publish(input), 'published')
      for (const [key, text] of drafted) server.set(key, text)
      drafted = new Map()
      // All that was shown before is shown after, each once; and nothing is left in work.
      for (const [index, names] of (await shown()).entries()) {
        expect(names).toEqual(expect.arrayContaining(before[index] ?? []))
        expect(new Set(names).size).toBe(names.length)
      }
      const left = await readdir(
        join(bench.folder, 'cases', 'working', projectFileName(bench.id(projectId))),
      ).catch(() => [])
      expect(left).toEqual([])
    }
  }
  const all = await readdir(join(bench.folder, 'cases'), { recursive: true }).catch(() => [])
  for (const name of saved) {
    const file = `${name.toLowerCase().replace(' ', '-')}.case.json`
    expect(all.some((path) => path.endsWith(file))).toBe(true)
  }
  expect(bench.notices.list()).toEqual([])
}

const hasCases = (bench: Bench, text: string) => bench.caseFiles.has(casesOfMapper(hashOf(text)))

test('whatever is edited, saved, published and discarded, no case is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 12 }), async (steps) => {
      await play(await startBench(), steps)
    }),
    { numRuns: 15 },
  )
})
