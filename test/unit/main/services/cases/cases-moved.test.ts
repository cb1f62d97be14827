import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { textMember } from '../../../../../src/core/model/json'
import type { ApiClient } from '../../../../../src/main/api/client'
import {
  casesAt,
  draftCaseFolders,
  staging,
  changeMapper,
  hashOf,
  openWindow,
  serverText,
  setMapper,
} from '../../../../support/mapping/cases'
import {
  byRequests,
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'

const { projectId, key, sibling } = staging
const mine = '{ identity: { traits: { email: std.extVar("claims").email } } }\n'
const theirs = '{ identity: { traits: { name: std.extVar("claims").name } } }\n'

const { save, list } = casesAt(projectId, key)
const read = async (bench: Bench) => value(await bench.projects.read(projectId, {}))

const changeElsewhere = (bench: Bench, text: string) => changeMapper(bench, projectId, key, text)

describe('a publish that the app ended in', () => {
  /** Ends after the patch was written down, before the organization is deleted. */
  async function crash(bench: Bench, edits: readonly Edit[], excluded: readonly string[] = []) {
    const { organizations } = await read(bench)
    const organization = textMember(organizations[0] ?? {}, 'id') ?? ''
    const { snapshot, draft } = await draftOf(bench, projectId, [
      ...edits,
      { kind: 'delete-organization', key: organization, connections: 'detach' },
    ])
    bench.hooks.beforeRequest = (request) => {
      if (request.startsWith('DELETE')) throw new Error('The app ended')
    }
    const input = { projectId, excluded: [...excluded], shown: shownOf(snapshot, draft, excluded) }
    await expect(bench.publishing.publish(input)).rejects.toThrow('The app ended')
    delete bench.hooks.beforeRequest
  }

  test.each(['settled', 'left', 'published again'] as const)('is followed when %s', async (how) => {
    const bench = await startBench(byRequests)
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Mine')
    await crash(bench, [setMapper(key, mine)])
    expect(await serverText(bench, projectId, key)).toBe(mine)
    if (how === 'settled') value(await bench.interrupted.settle(projectId))
    else if (how === 'left') value(await bench.interrupted.leave(projectId))
    else {
      const draft = value(await bench.files.drafts.read(projectId))!
      const shown = shownOf(await read(bench), draft)
      const input = { projectId, excluded: [], shown }
      outcomeOf(await bench.publishing.publish(input), 'published')
    }
    expect(await list(bench, mine)).toEqual(['Mine'])
    expect(await list(bench, text, sibling)).toEqual(['Mine'])
  })

  test('takes the working folders along, and those of new connections under their ids', async () => {
    const bench = await startBench(byRequests)
    const text = await serverText(bench, projectId, key)
    await draftOf(bench, projectId, [setMapper(key, mine)])
    await save(bench, mine, 'While')
    const created: Edit = {
      kind: 'create-connection',
      key: 'new:saml',
      protocol: 'saml',
      fields: {
        id: 'alpha-saml',
        label: 'Alpha SAML',
        mapper_url: `base64://${Buffer.from(theirs).toString('base64')}`,
        raw_idp_metadata_xml: 'https://idp.alpha.example/metadata',
      },
    }
    await draftOf(bench, projectId, [setMapper(key, mine), created])
    await save(bench, theirs, 'Of the new one', 'new:saml')
    await crash(bench, [setMapper(key, mine), created])
    await openWindow(bench, projectId)
    value(await bench.interrupted.settle(projectId))
    expect(await list(bench, mine)).toEqual(['While'])
    expect(await list(bench, theirs, 'saml:alpha-saml')).toEqual(['Of the new one'])
    expect(await list(bench, text, sibling)).toEqual([])
    expect(await draftCaseFolders(bench)).toEqual([])
  })

  test('leaves in work what it left out', async () => {
    const bench = await startBench(byRequests)
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Before')
    await draftOf(bench, projectId, [setMapper(sibling, theirs)])
    await save(bench, theirs, 'In work', sibling)
    const edits = [setMapper(key, mine), setMapper(sibling, theirs)]
    await crash(bench, edits, [`connection ${sibling}`])
    value(await bench.interrupted.settle(projectId))
    expect(await list(bench, mine)).toEqual(['Before'])
    expect(await list(bench, theirs, sibling)).toEqual(['Before', 'In work'])
    expect(await draftCaseFolders(bench)).toHaveLength(1)
  })

  test('is followed where its answer never came, by the reading that finds it', async () => {
    const gate = { open: true }
    const client = (own: ApiClient): ApiClient => ({
      async send(call) {
        const result = await own.send(call)
        if (!gate.open && call.method !== 'GET') throw new Error('The app ended')
        return result
      },
    })
    const bench = await startBench({}, { client })
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Mine')
    const { shown } = await draftOf(bench, projectId, [setMapper(key, mine)])
    gate.open = false
    const publishing = bench.publishing.publish({ projectId, excluded: [], shown })
    await expect(publishing).rejects.toThrow('The app ended')
    gate.open = true
    await openWindow(bench, projectId)
    expect(await list(bench, mine)).toEqual(['Mine'])
    value(await bench.interrupted.settle(projectId))
    expect(await list(bench, mine)).toEqual(['Mine'])
  })
})

describe('a mapper that somebody else changed', () => {
  test('has its cases still, after the reading and after the next edit', async () => {
    const bench = await startBench(byRequests)
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Mine')
    changeElsewhere(bench, theirs)
    await openWindow(bench, projectId)
    expect(await list(bench, theirs)).toEqual(['Mine'])
    expect(await list(bench, text, sibling)).toEqual(['Mine'])
    const folder = join(bench.folder, 'cases', hashOf(theirs))
    expect(await readdir(folder)).toContain('mine.case.json')
    await draftOf(bench, projectId, [setMapper(key, mine)])
    expect(await list(bench, mine)).toEqual(['Mine'])
    expect(bench.notices.list()).toEqual([])
  })

  test('has them too where an edit of it is given up afterwards', async () => {
    const bench = await startBench(byRequests)
    const text = await serverText(bench, projectId, key)
    await save(bench, text, 'Mine')
    await draftOf(bench, projectId, [setMapper(key, mine)])
    changeElsewhere(bench, theirs)
    await openWindow(bench, projectId)
    expect(await list(bench, mine)).toEqual(['Mine'])
    value(await bench.trash.discardDraft(projectId))
    expect(await list(bench, theirs)).toEqual(['Mine'])
  })

  test('has them where it was changed to just what the draft made of it', async () => {
    const bench = await startBench(byRequests)
    await draftOf(bench, projectId, [setMapper(key, mine)])
    await save(bench, mine, 'While')
    changeElsewhere(bench, mine)
    await openWindow(bench, projectId)
    expect(value(await bench.files.drafts.read(projectId))?.intents.connection ?? {}).toEqual({})
    expect(await list(bench, mine)).toEqual(['While'])
    expect(await draftCaseFolders(bench)).toEqual([])
  })

  test('nothing that is in work moves by a reading of something else', async () => {
    const bench = await startBench(byRequests)
    await draftOf(bench, projectId, [setMapper(key, mine)])
    await save(bench, mine, 'While')
    value(await bench.trash.discardDraft(projectId))
    bench.emulator.edit((state: any) => {
      state.projects.find((item: any) => item.id === projectId).name = 'Another name'
    })
    await openWindow(bench, projectId)
    expect(await draftCaseFolders(bench)).toHaveLength(1)
    const text = await serverText(bench, projectId, key)
    expect(await list(bench, text)).toEqual(['While'])
    expect(await list(bench, text, sibling)).toEqual([])
  })

  test('a project that was never read here before has nothing to follow', async () => {
    const bench = await startBench(byRequests)
    await draftOf(bench, projectId, [setMapper(key, mine)])
    await save(bench, mine, 'While')
    value(await bench.files.drafts.delete(projectId))
    value(await bench.files.snapshots.delete(projectId))
    await read(bench)
    expect(await draftCaseFolders(bench)).toHaveLength(1)
  })
})
