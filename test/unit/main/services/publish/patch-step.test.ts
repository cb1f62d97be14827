import { expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { sendSteps } from '../../../../../src/main/services/publish/send-steps'
import type { PublishSession } from '../../../../../src/main/services/publish/session'
import { oidcProviders } from '../../../../emulator'
import {
  newConnection,
  newOrganization,
  projectId,
} from '../../../../support/publishing/brightwater'
import {
  keyOf,
  keyOfEntry,
  labelOf,
  setLabel,
} from '../../../../support/publishing/publish-entries'
import { sessionOf } from '../../../../support/publishing/publish-session'
import { startBench, writesOf, type Bench } from '../../../../support/services/main-services'

const connection = {
  ...newConnection,
  fields: { ...('fields' in newConnection ? newConnection.fields : {}), client_secret: 'typed' },
} as Edit

/** A publish in two patches, of which the second sets a label. */
async function twoPatches(bench: Bench) {
  const key = await keyOf(bench, 0)
  const edits = [newOrganization, connection, setLabel(key, 'Mine')]
  const { session } = await sessionOf(bench, projectId, edits)
  expect(session.plan.steps.map(({ kind }) => kind)).toEqual([
    'patch-new-organizations',
    'patch-project',
  ])
  return { key, session }
}

test('what the answer to the first patch shows of a colleague is not written over by the second', async () => {
  const bench = await startBench()
  const { key, session } = await twoPatches(bench)
  let isFirst = true
  const client: PublishSession['client'] = {
    async send(call) {
      const result = await session.client.send(call)
      if (call.method !== 'PATCH' || !isFirst || !result.ok) return result
      isFirst = false
      bench.emulator.edit(({ projects }) => {
        const project = projects.find(({ id }) => id === projectId)
        const entry = (project ? oidcProviders(project) : []).find(
          (item) => keyOfEntry(item) === key,
        )
        if (entry) entry['label'] = 'Theirs'
      })
      return { ...result, value: { ...result.value, project: bench.emulator.project(projectId) } }
    },
  }
  expect(await sendSteps({ ...session, client })).toEqual({ kind: 'moved' })
  expect(writesOf(bench)).toEqual(['PATCH 200'])
  expect(labelOf(bench, key)).toBe('Theirs')
})
