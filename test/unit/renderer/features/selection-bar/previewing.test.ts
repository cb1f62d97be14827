import { afterEach, beforeEach, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { createPreviewing } from '../../../../../src/renderer/features/selection-bar/previewing'
import { setBridge } from '../../../../support/page/bridge'

const fault = failure(appError('bug', 'The rows cannot be read'))
const answers: Record<string, unknown> = {}
let scope: EffectScope

beforeEach(() => {
  scope = effectScope(true)
  Object.assign(answers, {
    'bulk.prepare': success({ planId: 1, projects: [] }),
    'bulk.rows': success({ rows: [], total: 0 }),
    'bulk.apply': fault,
  })
  setBridge({
    request: (name: string) => Promise.resolve(answers[name]),
  })
})
afterEach(() => {
  scope.stop()
})

async function prepared() {
  const previewing = scope.run(createPreviewing)!
  await previewing.prepare([], { kind: 'mapper', text: '{}' })
  return previewing
}

it('clears the error of the rows once they are read', async () => {
  const previewing = await prepared()
  answers['bulk.rows'] = fault
  await previewing.setShow('changes')
  expect(previewing.error.value).toEqual(fault.error)
  answers['bulk.rows'] = success({ rows: [], total: 0 })
  await previewing.setShow('all')
  expect(previewing.error.value).toBeUndefined()
})

it('keeps the error of applying when rows are read', async () => {
  const previewing = await prepared()
  await previewing.apply()
  await previewing.setShow('changes')
  expect(previewing.error.value).toEqual(fault.error)
})
