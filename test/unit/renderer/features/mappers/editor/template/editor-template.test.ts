import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { success } from '../../../../../../../src/core/errors/result'
import { toMapperUrl } from '../../../../../../../src/core/model/mapper-text'
import { presetSchemas } from '../../../../../../../src/core/mapper/kratos/preset-schemas'
import { setBridge } from '../../../../../../support/page/bridge'
import { showEditor } from '../show-editor'
import { button } from '../../../../../../support/page/find'

const byHand = "{ identity: { traits: { email: 'a@example.com' } } }\n"
let wrapper: VueWrapper | undefined

function answer(name: string): unknown {
  switch (name) {
    case 'mapper.inspect':
      return success({ findings: [] })
    case 'identity-schema.list':
      return success({
        schemas: [{ id: 'base', url: 'preset://basic', isDefault: true, from: 'preset' }],
      })
    case 'identity-schema.read':
      return success({ text: JSON.stringify(presetSchemas['preset://basic']) })
    case 'case.list':
      return success({ cases: [] })
    case 'mapper.run':
      return success({
        evaluation: { output: '{}', trace: '', traceCut: false, milliseconds: 1 },
        mapped: { traits: {}, verifiedAddresses: [], ignored: [] },
      })
    case 'mapper.find-sources':
      return success({ sources: [], complete: true })
    default:
      return success({})
  }
}

beforeEach(() => {
  setBridge({
    request: (name: string) => Promise.resolve(answer(name)),
  })
})
afterEach(() => {
  wrapper?.unmount()
})

it('puts the mapper of the form into the draft as one step of undo', async () => {
  const shown = showEditor(byHand)
  const { project } = shown
  wrapper = shown.wrapper
  await vi.waitUntil(() => document.body.textContent?.includes('"iss"'))
  button('Start from a form')?.click()
  await vi.waitUntil(() => button('Use this mapper'))
  expect(document.querySelector('dialog')?.textContent).toContain(
    'The form replaces the whole mapper',
  )
  button('Use this mapper')?.click()
  await vi.waitUntil(() => !document.querySelector('dialog'))
  const url = () => String(project.copy.connections[0]?.fields['mapper_url'])
  const made = atob(url().replace('base64://', ''))
  for (const claim of ['email', 'given_name', 'family_name']) {
    expect(made).toContain(`claims.${claim}`)
  }
  expect(project.draft.current?.past).toHaveLength(1)
  project.draft.undo()
  expect(url()).toBe(toMapperUrl(byHand))
})
