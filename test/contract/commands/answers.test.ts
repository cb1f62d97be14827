import { readdir } from 'node:fs/promises'
import { beforeEach, expect, it } from 'vitest'
import { publishCommands } from '../../../src/core/publish/commands/commands'
import type { Edit } from '../../../src/core/draft/edits'
import { planPublish } from '../../../src/core/publish/publish-plan'
import { demoIds, faultKinds } from '../../emulator'
import { sampled } from '../../soak/size'
import { byRequests, draftOf, startBench } from '../../support/services/main-services'
import { missingPrograms, shellsHere, startScript } from './run'
import { temporaryFolder } from '../../support/services/temporary'
import { fieldEdit } from '../../support/states/field-edit'

const missing = missingPrograms(['curl', 'jq'])
const skipped = missing.length > 0 || shellsHere.length === 0
if (skipped) console.log(`Skipped: commands were not run, there is no ${missing.join(', ')}`)

const project = demoIds.northwindStaging
const organization = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const edits: readonly Edit[] = [
  {
    kind: 'create-organization',
    key: organization,
    fields: { label: 'Made', domains: ['made.example'] },
  },
  fieldEdit(
    { kind: 'organization', key: '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8' },
    'label',
    'Renamed',
  ),
  fieldEdit({ kind: 'connection', key: 'oidc:meadowlark-okta' }, 'organization_id', organization),
  {
    kind: 'delete-organization',
    key: '267aabf3-803c-4b6f-8f63-7575150b07ed',
    connections: 'detach',
  },
]

/** Operations of the steps, in order, each with the number of requests that write by then. */
const operations = [
  ['getProject', 0],
  ['createOrganization', 1],
  ['updateOrganization', 2],
  ['patchProjectWithRevision', 3],
  ['deleteOrganization', 4],
] as const

/** Answers that once passed for success, or that no answer is. */
const names = ['empty', 'sign-in-page', 'truncated', 'mistyped', 'server-error']
const kinds = names.flatMap((wanted) => faultKinds.filter(({ name }) => name === wanted))

let folder = ''
beforeEach(async () => {
  folder = await temporaryFolder()
})

for (const [at, { name, rule }] of kinds.entries()) {
  it.skipIf(skipped)(`goes no further after an answer that is ${name}`, async () => {
    // Every step in the long run; in `npm test` one of three, with each answer others.
    for (const [index, [operation, writes]] of sampled([...operations.entries()], 3, at)) {
      const shell = shellsHere[index % shellsHere.length] ?? ''
      const { emulator, apiKey, ...bench } = await startBench(byRequests)
      const { snapshot, draft } = await draftOf({ emulator, apiKey, ...bench }, project, edits)
      const plan = planPublish(snapshot, draft.intents)
      const { apiAddress } = emulator
      const { text, steps } = publishCommands({ snapshot, plan, apiAddress }, 'curl')
      emulator.clearRequests()
      emulator.fault({ ...rule, operation, times: 1 })
      const env = { ORY_WORKSPACE_API_KEY: apiKey, TMPDIR: folder }
      const end = await startScript(shell, text, env, folder).ended
      const about = `${shell}, ${operation}: ${end.errors}`
      const sent = emulator.requests().filter(({ method }) => method !== 'GET')
      expect(sent, about).toHaveLength(writes)
      expect(end.code, about).not.toBe(0)
      expect(end.output, about).not.toContain('Done')
      // It says why in words, and how far it came.
      expect(end.errors, about).toMatch(/The answer|curl got no whole answer/)
      const step = { getProject: 1, createOrganization: 2, updateOrganization: 3 }
      const reached = operation in step ? step[operation as keyof typeof step] : writes + 2
      expect(end.errors, about).toContain(
        `Stopped at step ${reached} of ${steps.length}. Steps done: ${reached - 1}.`,
      )
      expect(/^[\n -~]*$/.test(end.errors), about).toBe(true)
      expect(await readdir(folder), about).toEqual([])
    }
  })
}
