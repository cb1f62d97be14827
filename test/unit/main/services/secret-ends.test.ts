import { beforeEach, describe, expect, it } from 'vitest'
import type { Edit } from '../../../../src/core/draft/edits'
import { connectionsOf } from '../../../../src/core/model/connection'
import type { JsonValue } from '../../../../src/core/model/json'
import { type AppFiles } from '../../../../src/main/files/app-files'
import { createCachedProjects } from '../../../../src/main/files/snapshots/cached-projects'
import { createSecretEnds } from '../../../../src/main/services/secret-ends'
import {
  canary,
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../support/publishing/brightwater'
import { draftOf, outcomeOf, startBench, value } from '../../../support/services/main-services'
import { someProject } from '../../../support/states/project-ids'
import { temporaryFiles } from '../../../support/services/temporary'
import { fieldEdit } from '../../../support/states/field-edit'

const one = someProject(1)
let folder: string
let files: AppFiles
beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

it('keeps the last day of each secret of a project, where the thread of Home reads it, and forgets it', async () => {
  const told: unknown[] = []
  const ends = createSecretEnds(files, (name, payload) => void told.push([name, payload]))
  expect(value(await ends.list(one))).toEqual({})
  // Two windows at once.
  await Promise.all([
    ends.note(one, 'oidc:b', '2027-03-01'),
    ends.note(one, 'oidc:a', '2028-01-31'),
  ])
  const both = { 'oidc:a': '2028-01-31', 'oidc:b': '2027-03-01' }
  expect(value(await ends.list(one))).toEqual(both)
  expect(told.at(-1)).toEqual(['secret-end.noted', { projectId: one, ends: both }])
  const cached = createCachedProjects({ folder })
  expect(await cached.readEnds(one)).toEqual({ secrets: both })
  expect(value(await ends.note(one, 'oidc:b', undefined))).toEqual({
    'oidc:a': '2028-01-31',
  })
  value(await files.forgetEnds(one))
  expect(await cached.readEnds(one)).toBeUndefined()
})

describe('a publish', () => {
  const day = '2027-03-01'
  const next = '2029-03-01'

  /** A project whose first OIDC connection of no organization, on which nobody depends, has a noted day. */
  async function noted() {
    const bench = await startBench()
    const snapshot = value(await bench.projects.read(projectId, {}))
    const found = connectionsOf(snapshot).find(
      ({ protocol, ambiguous, entry }) =>
        protocol === 'oidc' && !ambiguous && entry['organization_id'] === undefined,
    )
    if (!found) throw new Error('The demo has no such connection')
    const target = { kind: 'connection', key: found.key } as const
    const id = bench.id(projectId)
    value(await bench.secretEnds.note(id, found.key, day))
    const publish = async (edits: readonly Edit[]) => {
      const { shown } = await draftOf(bench, projectId, edits)
      const sent = await bench.publishing.publish({ projectId, excluded: [], shown })
      return outcomeOf(sent, 'published')
    }
    const ends = async () => value(await bench.secretEnds.list(id))
    const set = (field: string, to: JsonValue): Edit => fieldEdit(target, field, to)
    const setSecret = async () => {
      value(await bench.projects.putSecret(projectId, reference, canary))
      return set('client_secret', { $secret: reference })
    }
    return { bench, id, target, publish, ends, set, setSecret }
  }

  it('of something else leaves the noted day, also under another id', async () => {
    const { target, publish, ends, set } = await noted()
    await publish([set('label', 'Named otherwise')])
    expect(await ends()).toEqual({ [target.key]: day })
    await publish([set('id', 'moved-elsewhere')])
    expect(await ends()).toEqual({ 'oidc:moved-elsewhere': day })
  })

  it('of another secret clears the day of the one before, until then it stays', async () => {
    const { bench, target, publish, ends, setSecret } = await noted()
    const edit = await setSecret()
    await draftOf(bench, projectId, [edit])
    expect(await ends()).toEqual({ [target.key]: day })
    const { publishId } = await publish([edit])
    expect(await ends()).toEqual({})
    // A revert brings no secret back, and so no day.
    value(await bench.publishHistory.revert({ projectId, id: publishId }))
    expect(await ends()).toEqual({})
  })

  it('of another secret gives the connection the day that was noted for it', async () => {
    const { bench, id, target, publish, ends, set, setSecret } = await noted()
    value(await bench.secretEnds.note(id, reference, next))
    // A reference that no draft has any more.
    value(await bench.secretEnds.note(id, '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c14', next))
    await publish([await setSecret(), set('label', 'With another secret')])
    expect(await ends()).toEqual({ [target.key]: next })
  })

  it('of a new connection gives it the day that was noted for its secret', async () => {
    const { bench, id, target, publish, ends } = await noted()
    value(await bench.projects.putSecret(projectId, reference, canary))
    value(await bench.secretEnds.note(id, reference, next))
    await publish([newOrganization, newConnection])
    expect(await ends()).toEqual({ [target.key]: day, 'oidc:brightwater-okta': next })
  })

  it('of its deletion leaves no day', async () => {
    const { target, publish, ends } = await noted()
    await publish([{ kind: 'delete-connection', key: target.key }])
    expect(await ends()).toEqual({})
  })

  it('that fails leaves the day', async () => {
    const { bench, target, ends, setSecret } = await noted()
    const { shown } = await draftOf(bench, projectId, [await setSecret()])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 400 })
    const sent = await bench.publishing.publish({ projectId, excluded: [], shown })
    outcomeOf(sent, 'stopped')
    expect(await ends()).toEqual({ [target.key]: day })
  })
})
