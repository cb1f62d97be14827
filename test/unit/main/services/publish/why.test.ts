import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../../../../src/core/errors/result'
import { requests } from '../../../../../src/core/ipc/contract'
import type { PublishOutcome } from '../../../../../src/core/ipc/publish'
import { draftChanges } from '../../../../../src/core/publish/changes'
import { suggestSummary } from '../../../../../src/core/publish/suggest-summary'
import type { Why } from '../../../../../src/core/publish/why'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { createPersonName } from '../../../../../src/main/services/person-name'
import { demoIds } from '../../../../emulator'
import {
  canary,
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import {
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  type Bench,
} from '../../../../support/services/main-services'
import { agreeing } from '../../../../support/publishing/agreeing'
import { keyOf, setLabel } from '../../../../support/publishing/publish-entries'

const workspaceId = demoIds.northwind
const why: Why = { summary: 'Globex goes live', ticket: 'CHG-4711' }

/** Publishes another label of a connection. */
async function publishLabel(bench: Bench, label: string, said?: Why) {
  const key = await keyOf(bench, 0)
  const { shown } = await draftOf(bench, projectId, [setLabel(key, label)])
  const more = said ? { why: said } : {}
  return bench.publishing.publish({ projectId, excluded: [], shown, ...more })
}

const listOf = async (bench: Bench) => value(await bench.publishHistory.list(projectId))

/** What is kept of a publish; all of a bench have the same time. */
async function keptOf(bench: Bench, outcome?: { readonly publishId: string }) {
  const all = await listOf(bench)
  const summary = outcome ? all.find((item) => item.id === outcome.publishId) : all[0]
  const id = summary?.id ?? ''
  return { summary, record: value(await bench.publishHistory.read({ projectId, id })) }
}
const published = async (bench: Bench, result: Result<PublishOutcome>) =>
  keptOf(bench, outcomeOf(result, 'published'))

/** Every text of the folder with what the app keeps. */
async function kept({ folder, files }: Bench): Promise<string> {
  await files.flush()
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

describe('why and who', () => {
  test('stand in the record, the list, its search and the export', async () => {
    const bench = await startBench()
    const { summary, record } = await published(bench, await publishLabel(bench, 'One', why))
    expect(record).toMatchObject({ by: 'kim', why })
    expect(summary).toMatchObject({ by: 'kim', why, revisionAfter: record.revisionAfter })
    for (const word of ['globex goes live', 'chg-4711', 'kim']) {
      expect(summary?.search).toContain(word)
    }
    const exported = value(await bench.publishHistory.file({ projectId, id: record.id }))
    expect(JSON.parse(exported.text)).toMatchObject({ by: 'kim', why })

    value(await bench.settings.save({ personName: '  Kim Weber ' }))
    const later = await published(bench, await publishLabel(bench, 'Two'))
    expect(later.record.by).toBe('Kim Weber')
    expect(later.record).not.toHaveProperty('why')
    // Emptied, it is the account's again.
    value(await bench.settings.save({ personName: '' }))
    const last = await published(
      bench,
      await publishLabel(bench, 'Three', { summary: '', ticket: 'CHG-1' }),
    )
    expect(last.record).toMatchObject({ by: 'kim', why: { summary: '', ticket: 'CHG-1' } })
  })

  test('of a publish that stopped half way are there too', async () => {
    const bench = await startBench()
    value(await bench.projects.putSecret(projectId, reference, canary))
    const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 422 })
    const input = { projectId, excluded: [], shown, why }
    outcomeOf(await bench.publishing.publish(input), 'stopped')
    expect((await keptOf(bench)).record).toMatchObject({ result: 'stopped', by: 'kim', why })
  })

  test('a page names nobody, and its texts have to be one line', () => {
    const publish = { projectId: 'demo:/projects/x', excluded: [], shown: '' }
    const { input } = requests['draft.publish']
    const parse = (more: object) => input.safeParse({ ...publish, ...more })
    expect(JSON.stringify(parse({ by: 'Somebody else', why }).data ?? {})).not.toContain('Somebody')
    for (const odd of ['a\nb', 'x'.repeat(201), 'a\u0000b']) {
      expect(parse({ why: { summary: odd } }).success).toBe(false)
    }
    const project = { projectId: 'demo:/projects/x', shown: '', why: { summary: 'a\nb' } }
    const bulk = { projects: [project], onFailure: 'stop' }
    expect(requests['drafts.publish'].input.safeParse(bulk).success).toBe(false)
  })

  test('an account that the system does not name is nobody', async () => {
    const settings = { read: () => Promise.resolve({ theme: 'system', columns: {} } as const) }
    const readAccount = () => {
      throw new Error('ENOENT: uv_os_get_passwd')
    }
    expect(await createPersonName({ settings, readAccount }).read()).toBeUndefined()
    const odd = createPersonName({ settings, readAccount: () => ' ki\nm ' })
    expect([odd.account, await odd.read()]).toEqual(['ki m', 'ki m'])
    expect(createPersonName({ settings }).account).not.toBe('')
  })
})

describe('a secret of the draft in them', () => {
  const lines = ['MIGTAgEAMBMGByqGSM49AgEG', 'CCqGSM49AwEHBHkwdwIBAQQg']
  const key = `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----`

  test.each([
    ['whole', canary, `Key is ${canary}!`],
    ['in part', canary, canary.slice(0, 17)],
    ['short, as a word', 'hx7q', 'with hx7q, see'],
    ['in base64', canary, Buffer.from(canary).toString('base64')],
    // A field of one line takes the line ends out of what is pasted.
    ['as a key in one line', key, key.replaceAll('\n', '').slice(0, 200)],
  ])('does not come onto the disk: %s', async (_how, secret, pasted) => {
    const bench = await startBench()
    value(await bench.projects.putSecret(projectId, reference, secret))
    const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
    value(await bench.settings.save({ personName: 'Kim' }))
    const said = { summary: pasted, ticket: pasted.slice(0, 100) }
    const input = { projectId, excluded: [], shown, why: said }
    const { record } = await published(bench, await bench.publishing.publish(input))
    expect(record.why?.summary).toContain('[hidden]')
    const text = await kept(bench)
    for (const part of [pasted, ...lines]) expect(text).not.toContain(part)
  })

  test('nor does one of a change that is left out, when the app has started since', async () => {
    const bench = await startBench()
    const second = await startBench()
    value(await bench.projects.putSecret(projectId, reference, canary))
    const { snapshot, draft } = await draftOf(bench, projectId, [newOrganization, newConnection])
    const excluded = ['connection new:connection']
    const shown = shownOf(snapshot, draft, excluded)
    const said = { summary: `with ${canary}` }
    const input = { projectId, excluded, shown, why: said, ...agreeing(['brightwater.example']) }
    outcomeOf(await bench.publishing.publish(input), 'published')
    expect((await keptOf(bench)).record.why?.summary).toBe('with [hidden]')
    expect(await kept(bench)).not.toContain(canary)
    // Where it is nobody's secret, it is a text like any other.
    outcomeOf(await publishLabel(second, 'One', said), 'published')
    expect((await keptOf(second)).record.why?.summary).toBe(`with ${canary}`)
  })
})

describe('a workspace that asks for a summary', () => {
  test('has nothing sent without one, and a ticket alone is none', async () => {
    const bench = await startBench()
    value(await bench.workspaces.change({ workspaceId, asksForSummary: true }))
    const key = await keyOf(bench, 0)
    const { shown } = await draftOf(bench, projectId, [setLabel(key, 'One')])
    bench.emulator.clearRequests()
    for (const none of [undefined, { summary: '' }, { summary: '', ticket: 'CHG-1' }]) {
      const more = none ? { why: none } : {}
      const refused = await bench.publishing.publish({ projectId, excluded: [], shown, ...more })
      expect(refused).toMatchObject({
        error: { code: 'publish.summary-missing', subject: 'Northwind', arrived: false },
      })
    }
    // It is not even read.
    expect(bench.emulator.requests()).toEqual([])
    expect(await listOf(bench)).toEqual([])
    const input = { projectId, excluded: [], shown, why: { summary: 'Why' } }
    outcomeOf(await bench.publishing.publish(input), 'published')
  })

  test('still asks when its server is asked again, after a restore, and not when it was turned off', async () => {
    const bench = await startBench()
    const { workspaces } = bench
    const asks = async () => (await workspaces.list())[0]?.asksForSummary
    expect(await asks()).toBeUndefined()
    value(await workspaces.change({ workspaceId, asksForSummary: true }))
    value(await workspaces.change({ workspaceId, name: 'Other' }))
    value(await workspaces.refresh(workspaceId))
    expect(await asks()).toBe(true)
    value(await bench.trash.removeWorkspace(workspaceId))
    const [item] = await bench.trash.list()
    value(await bench.trash.restore(item?.id ?? '', false))
    expect(await asks()).toBe(true)
    value(await workspaces.change({ workspaceId, asksForSummary: false }))
    expect(await asks()).toBe(false)
  })
})

describe('a revert', () => {
  const suggested = async (bench: Bench) => {
    const stored = value(await bench.drafts.readStored(bench.id(projectId)))
    const snapshot = value(await bench.files.snapshots.read(bench.id(projectId)))
    if (!stored?.draft || !snapshot) throw new Error('There is no draft')
    return suggestSummary(draftChanges(snapshot, stored.draft.intents), stored.draft.past)
  }

  test('is suggested by the summary of what it reverts, again and again', async () => {
    const bench = await startBench()
    const { record } = await published(bench, await publishLabel(bench, 'One', why))
    const made = value(await bench.publishHistory.revert({ projectId, id: record.id }))
    expect(await suggested(bench)).toBe('Revert of Globex goes live')
    const said = { summary: await suggested(bench) }
    const shown = shownOf(made.snapshot, made.draft)
    const input = { projectId, excluded: [], shown, why: said }
    const again = await published(bench, await bench.publishing.publish(input))
    value(await bench.publishHistory.revert({ projectId, id: again.record.id }))
    expect(await suggested(bench)).toBe('Revert of Revert of Globex goes live')
  })

  test('and by its time, where there was none', async () => {
    const bench = await startBench()
    const { record } = await published(
      bench,
      await publishLabel(bench, 'One', { summary: '', ticket: 'CHG-1' }),
    )
    value(await bench.publishHistory.revert({ projectId, id: record.id }))
    expect(await suggested(bench)).toMatch(/^Revert of 25 Nov 2026, \d\d:\d\d$/)
  })

  test('of a summary as long as one can be is one that can be published', async () => {
    const bench = await startBench()
    const { record } = await published(
      bench,
      await publishLabel(bench, 'One', { summary: 'x'.repeat(200) }),
    )
    value(await bench.publishHistory.revert({ projectId, id: record.id }))
    const text = await suggested(bench)
    expect([text.length, text.slice(0, 12), text.at(-1)]).toEqual([200, 'Revert of xx', '…'])
  })
})

test('what an earlier version kept is read without them, its index too', async () => {
  const bench = await startBench()
  outcomeOf(await publishLabel(bench, 'One', why), 'published')
  const folder = join(bench.folder, 'history', projectFileName(bench.id(projectId)))
  for (const name of await readdir(folder)) {
    const { data, ...rest } = JSON.parse(await readFile(join(folder, name), 'utf8'))
    const entries = name === 'index.json' ? Object.values<any>(data) : [data]
    for (const entry of entries) {
      delete entry.by
      delete entry.why
      if (name === 'index.json') delete entry.revisionAfter
    }
    await writeFile(join(folder, name), JSON.stringify({ ...rest, data }))
  }
  const { summary, record } = await keptOf(bench)
  expect(summary).not.toHaveProperty('why')
  expect(summary?.revisionAfter).toBe(record.revisionAfter)
  expect(record).not.toHaveProperty('by')
})
