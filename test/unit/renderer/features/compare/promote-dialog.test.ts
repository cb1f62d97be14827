import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { CompareRow } from '../../../../../src/core/compare/rows'
import type { NamedRule } from '../../../../../src/core/compare/named-values'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { requests, type RequestName } from '../../../../../src/core/ipc/contract'
import { choicesOf, rowsBehind } from '../../../../../src/renderer/features/compare/checked-rows'
import {
  useNamedValuesStore,
  useCompareStore,
} from '../../../../../src/renderer/features/compare/compare-store'
import PromoteDialog from '../../../../../src/renderer/features/compare/PromoteDialog.vue'
import { setBridge } from '../../../../support/page/bridge'
import { atOry } from '../../../../support/states/project-ids'
import { press } from '../../../../support/page/find'

const left = {
  kind: 'project',
  projectId: atOry('10000000-0000-4000-8000-000000000001'),
  state: 'server',
} as const
const right = { ...left, projectId: atOry('20000000-0000-4000-8000-000000000002') } as const

/**
 * The dialog on a main process that keeps rules and applies the first one.
 *
 * @param own answers in place of these
 */
async function start(
  made: unknown = success({}),
  more = { included: 0, heldBack: 0 },
  own: Partial<Record<RequestName, (input: any) => unknown>> = {},
) {
  const sent: [RequestName, any][] = []
  let rules: NamedRule[] = []
  const answers: Partial<Record<RequestName, (input: any) => unknown>> = {
    'promote.rules': () => success({ rules }),
    'values.save': ({ values: [{ name, what, texts }] }) => {
      rules = [{ name, what, from: texts.staging, to: texts.production }]
      return success({})
    },
    'promote.preview': () =>
      success({
        items: [
          {
            id: 'c',
            kind: 'connection',
            label: 'Amber Okta',
            what: 'create',
            fields: [
              rules.length > 0
                ? { name: 'Issuer URL', source: 'https://a.preview', after: 'https://a', by: [0] }
                : {
                    name: 'Issuer URL',
                    source: 'https://a.preview',
                    after: 'https://a.preview',
                    by: [],
                  },
            ],
            toType: ['Client secret'],
            left: [],
          },
        ],
        counts: { create: 1 + more.included, edit: 0, same: 0, heldBack: more.heldBack, left: 0 },
        more,
        inDraft: false,
        target: { projectId: right.projectId, name: 'Production' },
      }),
    'promote.make': () => made,
    'compare.list': () => success({ rows: [], total: 0 }),
    'project.read': () => failure(appError('network.offline', 'No network')),
  }
  Object.assign(answers, own)
  setBridge({
    request: (name: RequestName, input: unknown) => {
      if (name.startsWith('promote.')) requests[name].input.parse(input)
      sent.push([name, input])
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
  })
  const store = useCompareStore()
  store.choose('left', left)
  store.choose('right', right)
  const promoting = {
    sides: () => store.sides,
    promotion: () => store.promotion,
    flush: () => store.flushDrafts(),
    done: () => store.uncheckAll(),
  }
  const wrapper = mount(PromoteDialog, { props: { promoting }, attachTo: document.body })
  await flushPromises()
  return { wrapper, sent, store }
}

it('shows each value before and after a named one, and adds what is chosen to the draft', async () => {
  const { wrapper, sent } = await start()
  expect(document.body.textContent).toContain(
    'To be typed before it can be published: Client secret',
  )
  expect(document.body.textContent).not.toContain('by value:')
  expect(document.body.textContent).toContain('No value has a text for both sides')
  // The dialog of values is another one; here they are saved as it does.
  const texts = { staging: '.preview', production: '.live' }
  const id = '10000000-0000-4000-8000-000000000001'
  const host = { id, name: 'Okta host', what: 'issuer', texts, projects: [] } as const
  await useNamedValuesStore().save([], [{ ...host, projects: [] }])
  await flushPromises()
  expect(document.body.textContent).toContain('by value: Okta host: .preview → .live')
  await press('Add to the draft')
  const made = sent.find(([name]) => name === 'promote.make')?.[1]
  // Nothing was checked: all that the filter shows.
  expect(made).toEqual({
    left,
    right,
    chosen: { words: '', states: ['differs', 'left', 'right'] },
  })
  expect(wrapper.emitted('close')).toHaveLength(1)
})

it('counts none that is held back among what is included beyond the list', async () => {
  await start(success({}), { included: 3, heldBack: 2 })
  const { textContent } = document.body
  expect(textContent).toContain('And 3 more changes, which are included.')
  expect(textContent).toContain('And 2 more changes, which are held back.')
})

it('stays open and says what is safe where the draft could not be written', async () => {
  const { wrapper } = await start(failure(appError('draft.write-failed', 'Disk full')))
  await press('Add to the draft')
  expect(wrapper.emitted('close')).toBeUndefined()
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Disk full')
})

it('reads a project that this computer has no state of, and then says what goes there', async () => {
  const unread = failure(appError('project.unread', 'Never read', { subject: right.projectId }))
  let isRead = false
  const preview = success({
    items: [],
    counts: { create: 2, edit: 0, same: 0, heldBack: 0, skipped: 0 },
    more: { included: 2, heldBack: 0 },
    inDraft: false,
    target: { projectId: right.projectId, name: 'Production' },
  })
  const { sent } = await start(success({}), undefined, {
    'promote.rules': () => (isRead ? success({ rules: [] }) : unread),
    'promote.preview': () => (isRead ? preview : unread),
    'project.read': () => {
      isRead = true
      return success({})
    },
  })
  // Nothing is read unasked where the person does not want that.
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('was not read')
  expect(sent.some(([name]) => name === 'project.read')).toBe(false)
  await press('Read now')
  expect(sent.filter(([name]) => name === 'project.read')).toEqual([
    ['project.read', { projectId: right.projectId }],
  ])
  expect(document.querySelector('[role="alert"]')).toBeNull()
  expect(document.body.textContent).toContain('2 new')
})

it('shows nothing of one project beside the error of another', async () => {
  let isKnown = true
  const unread = failure(appError('project.unread', 'Never read', { subject: right.projectId }))
  const item = { id: 'c', kind: 'connection', label: 'Amber Okta', what: 'create' }
  const preview = success({
    items: [{ ...item, fields: [], toType: [], left: [] }],
    counts: { create: 1, edit: 0, same: 0, heldBack: 0, skipped: 0 },
    more: { included: 0, heldBack: 0 },
    inDraft: false,
    target: { projectId: right.projectId, name: 'Production' },
  })
  const { store } = await start(success({}), undefined, {
    'promote.preview': () => (isKnown ? preview : unread),
  })
  expect(document.body.textContent).toContain('Amber Okta')
  isKnown = false
  const third = atOry('30000000-0000-4000-8000-000000000003')
  store.choose('right', { ...right, projectId: third })
  await flushPromises()
  expect(document.querySelector('[role="alert"]')?.textContent).toContain('was not read')
  expect(document.body.textContent).not.toContain('Amber Okta')
  const add = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent?.trim() === 'Add to the draft',
  )
  expect(add?.disabled).toBe(true)
})

it('takes with an organization what its connections and SCIM clients have to give', () => {
  const entity = (kind: CompareRow['kind'], id: string, more: object = {}) =>
    ({
      type: 'entity',
      id,
      kind,
      label: id,
      leftKey: id,
      state: 'left',
      differences: 0,
      ...more,
    }) as CompareRow
  const rows = [
    entity('organization', 'Acme'),
    entity('connection', 'of Acme', { organization: 'Acme' }),
    entity('connection', 'second of Acme', { organization: 'Acme' }),
    entity('scim-client', 'people of Acme', { organization: 'Acme' }),
    entity('connection', 'of Borealis', { organization: 'Borealis' }),
    entity('organization', 'Cirrus'),
    entity('connection', 'of nobody'),
  ]
  const keysBehind = (at: number) => rowsBehind(rows[at] as CompareRow, rows).map(({ id }) => id)
  expect(keysBehind(0)).toEqual(['Acme', 'of Acme', 'second of Acme', 'people of Acme'])
  expect(keysBehind(2)).toEqual(['second of Acme'])
  expect(keysBehind(3)).toEqual(['people of Acme'])
  expect(keysBehind(5)).toEqual(['Cirrus'])
})

it('takes of an entity that both have the fields that nobody expects to differ', () => {
  const entity: CompareRow = {
    type: 'entity',
    id: 'e',
    kind: 'connection',
    label: 'C',
    leftKey: 'oidc:c',
    rightKey: 'oidc:c',
    state: 'differs',
    differences: 2,
  }
  const field = (name: string, more: Partial<Extract<CompareRow, { type: 'field' }>> = {}) =>
    ({
      type: 'field',
      id: 'e',
      kind: 'connection',
      label: 'C',
      field: name,
      name,
      state: 'differs',
      raw: 'differs',
      leftKey: 'oidc:c',
      rightKey: 'oidc:c',
      ...more,
    }) as const
  const rows: CompareRow[] = [
    entity,
    field('label'),
    field('client_id', { expected: 'marked' }),
    field('id'),
    field('pkce'),
    { ...entity, id: 'only', leftKey: 'oidc:only', rightKey: undefined } as CompareRow,
  ]
  const behind = rowsBehind(entity, rows)
  expect(choicesOf(behind)).toEqual([{ kind: 'connection', key: 'oidc:c', fields: ['pkce'] }])
  // What each environment has of its own is ticked by itself.
  expect(choicesOf(rowsBehind(field('label'), rows))).toMatchObject([{ fields: ['label'] }])
  // One that was expected goes when it is checked by itself, and a missing one as a whole.
  const chosen = rows.slice(2).flatMap((row) => rowsBehind(row, rows))
  expect(choicesOf(chosen)).toEqual([
    { kind: 'connection', key: 'oidc:c', fields: ['client_id', 'pkce'] },
    { kind: 'connection', key: 'oidc:only' },
  ])
})
