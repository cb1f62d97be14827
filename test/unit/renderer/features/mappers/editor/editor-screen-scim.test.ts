import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AppState } from '../../../../../../src/core/ipc/app-state'
import { success } from '../../../../../../src/core/errors/result'
import type { MapperGiven } from '../../../../../../src/core/mapper/given'
import { ownMapperKey } from '../../../../../../src/core/mapper/owners/owners'
import { toMapperUrl } from '../../../../../../src/core/model/mapper-text'
import type { Snapshot } from '../../../../../../src/core/model/snapshot'
import MapperScreen from '../../../../../../src/renderer/features/mappers/editor/MapperScreen.vue'
import { useAppStore } from '../../../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../../support/page/project'
import { callsOf, goodRun, main, named, region, settle, useLabBench } from './editor-bench'

useLabBench()

let wrapper: VueWrapper | undefined
afterEach(() => wrapper?.unmount())

/** The editor on the mapper that nothing has. */
const startOwn = (given: MapperGiven) => startOn(ownMapperKey(given), snapshotOf({}))

async function startOn(key: string, snapshot: Snapshot) {
  useAppStore().state = {
    workspaces: [],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
  } as unknown as AppState
  const project = showProject(snapshot)
  shownProject().place.openMapper(key)
  wrapper = mount(MapperScreen, { attachTo: document.body })
  await vi.waitUntil(
    () => (document.querySelector<HTMLInputElement>('[role="combobox"]')?.value ?? '') !== '',
    10_000,
  )
  // The editor itself is loaded when it is first shown, which takes long on a busy machine.
  await vi.waitUntil(() => text('Mapper').includes('std.extVar'), 30_000)
  await settle(1_000)
  return project
}

const text = (name: string) => region(name)?.textContent?.replaceAll(/\s+/g, ' ') ?? ''

describe('the editor of a mapper for SCIM that nothing has', () => {
  it('begins with a mapper that reads scim, and tries it with a user', async () => {
    main.run = success({ ...goodRun, given: 'scim', ending: { at: 'provisioned', status: 201 } })
    await startOwn('scim')
    expect(text('Mapper')).toContain("std.extVar('scim')")
    expect(region('Sample claims')).toBeNull()
    const [ran] = callsOf('mapper.run')
    expect(ran?.input).toMatchObject({ claims: { mode: 'provider', kind: 'scim' } })
    expect(ran?.input.form).toBeUndefined()
    const [inspected] = callsOf('mapper.inspect')
    expect(inspected?.input.situation.provider).toBe('scim')
    // There is no form, and no setting of a sign-in.
    expect(text('Sample user')).not.toContain('Typed in the form')
    expect(text('Sample user')).not.toContain('At sign-in')
  })

  it('says what is known from documents alone, and what is known to hurt', async () => {
    main.run = success({ ...goodRun, given: 'scim', ending: { at: 'provisioned', status: 201 } })
    await startOwn('scim')
    expect(text('Result')).toContain('known from its documents alone')
    named('What is known')?.click()
    await settle(50)
    expect(text('Result')).toContain('An identity with these traits is created')
    expect(text('Result')).toContain('DELETE /Users')
    expect(text('Result')).toContain('409')
    expect(text('Result')).toContain('Ory’s documents do not say')
    expect(text('Result')).not.toContain('signed in')
  })

  it('tells of a failure what the identity provider is answered', async () => {
    const error = { code: 'mapper.runtime', message: 'Field does not exist: x', retry: false }
    main.run = success({
      given: 'scim',
      error,
      ending: { at: 'refused', status: 500, text: error.message },
    })
    await startOwn('scim')
    expect(text('Result')).toContain('The identity provider would get an error')
    named('SCIM')?.click()
    await settle(50)
    expect(text('Result')).toContain('Ory answers the identity provider with 500')
  })

  it('keeps what it becomes on this computer, and nothing in the draft', async () => {
    const project = await startOwn('scim')
    named('Start from schema')?.click()
    await settle(1_000)
    const kept = callsOf('mapper.own-keep')
    expect(kept.at(-1)?.input).toMatchObject({ given: 'scim' })
    expect(project.draft.current?.past ?? []).toEqual([])
    expect(callsOf('case.list')[0]?.input.connectionKey).toBe('own:scim')
  })

  it('has a visible choice of what it is given', async () => {
    await startOwn('claims')
    expect(text('Mapper')).toContain("std.extVar('claims')")
    expect(region('Sample claims')).not.toBeNull()
    const group = document.querySelector(
      '[role="radiogroup"][aria-label="What the mapper is given"]',
    )
    const [claims, scim] = [...(group?.querySelectorAll('input') ?? [])]
    expect(claims?.checked).toBe(true)
    scim?.dispatchEvent(new Event('change'))
    const { place } = shownProject()
    expect(place.mapperEditor?.connectionKey).toBe('own:scim')
    expect(place.ownMapperGiven).toBe('scim')
  })
})

describe('the editor of the mapper of a SCIM client', () => {
  const writes = (part: string) =>
    toMapperUrl(
      `local scim = std.extVar('scim'); { identity: { traits: {}, ${part}: { oid: 1 } } }`,
    )
  const snapshot = snapshotOf({
    organizations: [{ id: 'org', label: 'Acme', domains: ['acme.example'] }],
    oidc: [
      connection('a', {
        label: 'Okta',
        organization_id: 'org',
        mapper_url: writes('metadata_public'),
      }),
      connection('b', { organization_id: 'else', mapper_url: writes('metadata_admin') }),
    ],
    scimClients: [{ client_id: 'x', organization_id: 'org', mapper_url: writes('metadata_admin') }],
  })

  it('knows the metadata that connections of its organization write, and its domains', async () => {
    main.run = success({ ...goodRun, given: 'scim', ending: { at: 'provisioned', status: 201 } })
    await startOn('scim:x', snapshot)
    expect(callsOf('mapper.inspect').at(-1)?.input.situation).toMatchObject({
      ssoMetadata: [
        { part: 'metadata_public', names: ['oid'], complete: true, connection: 'Okta' },
      ],
    })
    expect(callsOf('mapper.run').at(-1)?.input.domains).toEqual(['acme.example'])
  })
})
