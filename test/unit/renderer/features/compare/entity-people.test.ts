import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { CompareSource } from '../../../../../src/core/ipc/compare'
import {
  useCompareStore,
  type EntityRow,
} from '../../../../../src/renderer/features/compare/compare-store'
import { useEntityPeople } from '../../../../../src/renderer/features/compare/use-entity-people'
import { counted, standInForPeople } from '../../../../support/page/people'
import { someProject } from '../../../../support/states/project-ids'

const scope = effectScope()
const row = (kind: EntityRow['kind'], leftKey: string, rightKey?: string) =>
  ({ type: 'entity', kind, leftKey, rightKey }) as unknown as EntityRow

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.000Z'), toFake: ['Date'] })
})
afterEach(() => {
  scope.stop()
})

it('says of both sides who signs in by an entity, but for a side that has no people of its own', async () => {
  standInForPeople({ counts: counted })
  const compare = useCompareStore()
  const [left, right] = [someProject(1), someProject(2)]
  const source = (projectId: typeof left, state: 'server' | 'draft' | 'before'): CompareSource => ({
    kind: 'project',
    projectId,
    state,
  })
  compare.left = source(left, 'server')
  compare.right = source(right, 'draft')
  let head: EntityRow = row('organization', 'o1', 'o2')
  const texts = () =>
    (scope.run(() => useEntityPeople(() => head))?.value ?? []).map(
      ({ side, text }) => `${side}: ${text}`,
    )
  texts()
  await flushPromises()
  expect(texts()).toEqual([
    'Left: 214 people · 31 signed in within 7 days · last sign-in 3 h ago · Counted 2 h ago',
    'Right: 2 people · 0 signed in within 7 days · last sign-in unknown · Counted 2 h ago',
  ])
  head = row('connection', 'oidc:a')
  expect(texts()).toEqual(['Left: 180 people · last sign-in 3 h ago · Counted 2 h ago'])
  compare.left = source(left, 'before')
  expect(texts()).toEqual([])
})
