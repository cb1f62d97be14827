import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { success } from '../../../../../../../src/core/errors/result'
import { presetSchemas } from '../../../../../../../src/core/mapper/kratos/preset-schemas'
import { suggestTemplate } from '../../../../../../../src/core/mapper/template/suggest-template'
import { writeTemplate } from '../../../../../../../src/core/mapper/template/write-template'
import { setBridge } from '../../../../../../support/page/bridge'
import TemplateDialog from '../../../../../../../src/renderer/features/mappers/editor/template/TemplateDialog.vue'

interface Call {
  readonly name: string
  readonly id: string
  readonly input: any
  readonly answer: (value: unknown) => void
}

const schema = presetSchemas['preset://basic']
const editorClaims = {
  name: 'My own',
  input: { mode: 'exact', json: '{}' },
  claims: { email: 'kim@example.com', given_name: 'Kim', raw_claims: { groups: ['staff'] } },
} as const
const suggested = writeTemplate(
  suggestTemplate({ kind: 'generic', claims: editorClaims.claims, ...(schema ? { schema } : {}) }),
)

let wrapper: VueWrapper | undefined
let calls: Call[] = []
let cancelled: string[] = []

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  calls = []
  cancelled = []
  setBridge({
    request: (name: string, input: unknown, id: string) =>
      new Promise((answer) => calls.push({ name, input, id, answer })),
    cancel: (id: string) => cancelled.push(id),
  })
})
afterEach(() => {
  wrapper?.unmount()
})

async function open(props: Record<string, unknown> = {}) {
  const made = mount(TemplateDialog, {
    attachTo: document.body,
    props: { replaces: true, provider: 'generic', schema, editorClaims, ...props },
  })
  wrapper = made
  await settle(0)
  return made
}

async function settle(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
  await nextTick()
}

const nameOf = (element: Element) => {
  const label = document.querySelector(`label[for="${element.id}"]`)?.textContent
  const inside = element.closest('label')?.textContent
  return (element.getAttribute('aria-label') ?? label ?? inside ?? element.textContent)?.trim()
}
const all = (selector: string) => [...document.querySelectorAll<HTMLInputElement>(selector)]
const byName = (selector: string, name: string) => {
  const found = all(selector).find((element) => nameOf(element) === name)
  if (!found) throw new Error(`No ${selector} “${name}” in ${all(selector).map(nameOf).join(', ')}`)
  return found
}
const combobox = (name: string) => byName('[role="combobox"]', name)
const button = (name: string) => byName('button', name)
const preview = () => document.querySelector('[aria-label="Jsonnet of the form"]')?.textContent
const dialogText = () => document.querySelector('dialog')?.textContent

async function choose(field: string, option: string): Promise<void> {
  // Only options in sight are made: typing brings the wanted one there.
  await type(combobox(field), option)
  byName('[role="option"]', option).dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await settle(0)
}

async function type(element: HTMLInputElement, text: string): Promise<void> {
  element.value = text
  element.dispatchEvent(new Event('input', { bubbles: true }))
  await settle(0)
}

async function press(name: string): Promise<void> {
  button(name).click()
  await settle(0)
}

const run = (traits: Record<string, string>, more: Record<string, unknown> = {}) =>
  success({
    mapped: { traits, verifiedAddresses: [], ignored: [] },
    schemaProblems: [],
    consequences: [],
    addresses: [],
    ...more,
  })

describe('the dialog “Mapper from a form”', () => {
  it('starts from a suggestion, and says that it replaces the mapper', async () => {
    const made = await open()
    expect(dialogText()).toContain('The form replaces the whole mapper')
    expect(combobox('Source of name.first').value).toBe('given_name')
    expect(combobox('Source of email').value).toBe('email')
    expect(combobox('Condition of email').value).toBe('Only when verified')
    expect(combobox('Source of newsletter').value).toBe('Not mapped')
    expect(preview()?.trim()).toBe(suggested.trim())
    await press('Use this mapper')
    expect(made.emitted('apply')).toEqual([[suggested]])
  })

  it('waits for the samples of the provider where the mapperEditor has no claims', async () => {
    await open({ replaces: false, editorClaims: undefined, provider: 'google' })
    await vi.waitUntil(() => dialogText()?.includes('Use this mapper') && all('.trait-row')[0])
    await vi.waitUntil(() => calls[0])
    expect(dialogText()).not.toContain('The form replaces')
    expect(combobox('Try it with').value).toContain('Google')
    expect(calls[0]?.input.claims).toMatchObject({ mode: 'provider', kind: 'google' })
  })

  it('takes the traits of a schema that comes late, until something is edited', async () => {
    const made = await open({ schema: undefined })
    expect(all('.trait-row').map((row) => row.getAttribute('aria-label'))).toEqual(['email'])
    await made.setProps({ schema })
    await settle(0)
    expect(combobox('Source of name.first').value).toBe('given_name')
    await choose('Source of name.first', 'Not mapped')
    await made.setProps({ schema: presetSchemas['preset://email'] })
    await settle(0)
    expect(combobox('Source of name.first').value).toBe('Not mapped')
  })

  it('shows another source in the mapper at once, and a claim that is typed', async () => {
    await open()
    await choose('Source of newsletter', 'Custom claim…')
    expect(dialogText()).toContain('One line is not finished.')
    expect(button('Use this mapper').disabled).toBe(true)
    await type(byName('input', 'Path of the claim for newsletter'), 'claims.raw_claims.app.news')
    expect(preview()).toContain('claims.raw_claims.app.news')
    await choose('Source of newsletter', 'Not mapped')
    expect(preview()?.trim()).toBe(suggested.trim())
    await choose('Condition of email', 'Leave out when absent')
    expect(preview()?.trim()).not.toBe(suggested.trim())
  })

  it('takes fixed, joined and cut values', async () => {
    await open()
    await choose('Source of newsletter', 'Fixed value')
    await type(byName('input', 'Fixed value of newsletter'), 'yes')
    expect(dialogText()).toContain('Write true or false.')
    await type(byName('input', 'Fixed value of newsletter'), 'true')
    await choose('Source of name.first', 'Joined')
    await choose('Source of name.last', 'Part before @')
    expect(preview()).toContain('newsletter: true')
    expect(preview()).toContain("for part in ['given_name', 'family_name']")
    expect(preview()).toContain("std.split(claims.email, '@')[0]")
  })

  it('leaves a trait out and keeps the focus in its line', async () => {
    await open()
    await press('Leave out email')
    expect(document.activeElement).toBe(combobox('Source of email'))
    expect(dialogText()).toContain('Required by the schema')
    expect(preview()).not.toContain('claims.email')
  })

  it('adds metadata under a free name, and takes it away', async () => {
    await open()
    await press('Add metadata')
    const name = byName('input', 'Name of the new line')
    expect(document.activeElement).toBe(name)
    expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(0)
    expect(button('Use this mapper').disabled).toBe(true)
    await type(name, 'org.unit')
    expect(dialogText()).toContain('Choose a source.')
    await choose('Source of org.unit', 'raw_claims.groups')
    expect(button('Use this mapper').disabled).toBe(false)
    expect(preview()).toMatch(/metadata_public: \{\s*org: \{\s*.*'unit'/)
    await press('Add metadata')
    const second = byName('input', 'Name of the new line')
    await type(second, 'org.unit')
    expect(dialogText()).toContain('Another line has this name.')
    await type(second, 'other')
    await press('Remove other')
    await press('Remove org.unit')
    expect(preview()?.trim()).toBe(suggested.trim())
    expect(document.activeElement?.textContent).toContain('Add metadata')
  })

  it('offers more traits only where the schema takes them', async () => {
    await open({ schema: presetSchemas['preset://email'] })
    expect(all('button').map(nameOf)).not.toContain('Add a trait')
    wrapper?.unmount()
    await open({ schema: presetSchemas['preset://blank'] })
    expect(all('button').map(nameOf)).toContain('Add a trait')
  })

  it('warns where the domains are not those of the organization, or are missing', async () => {
    const made = await open({ domains: ['example.com'] })
    byName('input', 'Refuse addresses outside example.com').click()
    await made.setProps({ domains: ['example.com', 'example.org'] })
    expect(dialogText()).toContain('The organization also has example.org')
    await press('Remove example.com')
    expect(dialogText()).toContain('Enter a domain; otherwise everyone is let in.')
    expect(button('Use this mapper').disabled).toBe(true)
    await type(byName('input', 'Domains of this mapper'), '@Example.org,')
    expect(preview()).toContain("for domain in ['example.org']")
  })

  it('suggests anew, and takes that back', async () => {
    await open()
    await press('Add metadata')
    await type(byName('input', 'Name of the new line'), 'teams')
    await choose('Source of teams', 'raw_claims.groups')
    await press('Leave out name.first')
    const edited = preview()
    expect(edited).not.toContain('given_name')
    await press('Suggest again')
    expect(preview()).toContain('given_name')
    expect(preview()).toContain('metadata_public')
    await press('Discard suggestion')
    expect(preview()).toBe(edited)
    expect(button('Suggest again').disabled).toBe(false)
  })

  it('asks before it throws away what was filled in, and only then', async () => {
    const made = await open()
    const escape = async () => {
      const dialogs = all('dialog')
      dialogs.at(-1)?.dispatchEvent(new Event('cancel', { cancelable: true }))
      await settle(0)
    }
    const question = () => all('dialog')[1]?.textContent
    await escape()
    expect(made.emitted('close')).toHaveLength(1)
    expect(question()).toBeUndefined()
    // A line that is not finished is not in the mapper of the form, and lost all the same.
    await press('Add metadata')
    await escape()
    expect(made.emitted('close')).toHaveLength(1)
    expect(question()).toContain('Leave the form?')
    await escape()
    expect(question()).toBeUndefined()
    await press('Cancel')
    await press('Keep editing')
    expect(question()).toBeUndefined()
    expect(byName('input', 'Name of the new line').value).toBe('')
    await press('Remove the new line')
    await press('Cancel')
    expect(made.emitted('close')).toHaveLength(2)
    await choose('Condition of email', 'Leave out when absent')
    await press('Cancel')
    await press('Leave')
    expect(made.emitted('close')).toHaveLength(3)
  })

  it('runs what it makes on the claims of the mapperEditor, and drops answers that are late', async () => {
    await open()
    await settle(60)
    expect(calls.map(({ name }) => name)).toEqual(['mapper.run'])
    expect(calls[0]?.input).toMatchObject({ text: suggested, claims: editorClaims.input })
    expect(JSON.parse(calls[0]?.input.schema)).toEqual(schema)
    await choose('Source of name.first', 'Not mapped')
    await settle(60)
    expect(cancelled).toEqual([calls[0]?.id])
    calls[1]?.answer(run({ first: 'newer' }))
    await settle(0)
    calls[0]?.answer(run({ first: 'older' }))
    await settle(1_000)
    const result = document.querySelector('section[aria-label="Result on a sample"]')?.textContent
    expect(result).toContain('newer')
    expect(result).not.toContain('older')
    expect(calls).toHaveLength(2)
  })

  it('says what the schema has against the result, in words and beside the line', async () => {
    await open()
    await settle(60)
    const problem = { path: ['email'], message: 'must match format "email"', keyword: 'format' }
    calls[0]?.answer(
      run(
        { email: 'kim' },
        {
          schemaProblems: [{ ...problem, missing: false }],
          consequences: ['`email` must match format "email": goes back to the registration form'],
        },
      ),
    )
    await settle(0)
    const result = document.querySelector('section[aria-label="Result on a sample"]')?.textContent
    expect(result).toContain('goes back to the registration form')
    const line = combobox('Source of email').closest('.trait-row')
    expect(line?.textContent).toContain('With this sample: must match format "email".')
  })

  it('shows why a sample is refused', async () => {
    await open()
    await settle(60)
    const message = 'Sign-in needs an e-mail address of example.com.'
    calls[0]?.answer(success({ error: { code: 'mapper.runtime', message, retry: false } }))
    await settle(0)
    expect(document.querySelector('[role="alert"]')?.textContent).toContain(message)
  })

  it('gives every field a name of its own', async () => {
    await open()
    await press('Add metadata')
    const names = all('dialog input, dialog button').map(nameOf)
    expect(names.filter((name) => !name)).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })
})
