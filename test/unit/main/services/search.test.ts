import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AppFiles } from '../../../../src/main/files/app-files'
import type { ToEstate } from '../../../../src/main/services/estate/channel'
import { createSearchService } from '../../../../src/main/services/search'
import { estateInPlace } from '../../../support/services/estate-in-place'
import { workspaceOf } from '../../../support/services/radar-service'
import { snapshotOf } from '../../../support/states/snapshots'
import { temporaryFiles } from '../../../support/services/temporary'

const first = '11111111-1111-4111-8111-111111111111'
const second = '22222222-2222-4222-8222-222222222222'
let folder: string
let files: AppFiles
beforeEach(async () => {
  ;({ folder, files } = await temporaryFiles())
})

function projectOf(id: string, label: string) {
  const snapshot = snapshotOf({ organizations: [{ id: `o-${id}`, label }] })
  return { ...snapshot, summary: { ...snapshot.summary, id } }
}

async function write(id: string, label: string): Promise<void> {
  await files.snapshots.write(projectOf(id, label) as never)
}

/** The service, with the estate's thread in the same one. */
function start() {
  const threads = { started: 0, stopped: 0 }
  let exit: () => void = () => undefined
  const sent: ToEstate[] = []
  const workspace = workspaceOf([projectOf(first, ''), projectOf(second, '')] as never)
  const service = createSearchService({
    workspaces: { list: () => Promise.resolve([workspace]) },
    estate: estateInPlace(
      { folder, files },
      {
        start: () => void (threads.started += 1),
        sent: (message) => void sent.push(message),
        exit: (ended) => void (exit = ended),
        stop: () => void (threads.stopped += 1),
      },
    ),
  })
  const find = (typed: string, projectId?: string, windowId = 1) =>
    service.find({ typed, ...(projectId ? { projectId } : {}) } as never, { windowId })
  return { service, find, threads, sent, exit: () => exit() }
}

const labelsOf = (result: Awaited<ReturnType<ReturnType<typeof start>['find']>>) =>
  result.ok ? result.value.rows.map(({ title }) => title) : result.error.code

describe('search over cached projects', () => {
  it('finds what was read last, in all projects or in one', async () => {
    await write(first, 'Amber Freight')
    await write(second, 'Amber Rail')
    const { find } = start()
    expect(labelsOf(await find('amber'))).toEqual(['Amber Rail', 'Amber Freight'])
    expect(labelsOf(await find('amber', second))).toEqual(['Amber Rail'])
    await write(second, 'Birch Rail')
    expect(labelsOf(await find('amber'))).toEqual(['Amber Freight'])
    expect(labelsOf(await find('birch'))).toEqual(['Birch Rail'])
  })

  it('ends each search of a window that the next one replaces, also after one that ended late', async () => {
    await write(first, 'Amber Freight')
    const { find } = start()
    const [one, other] = [find('amber'), find('freight')]
    expect(labelsOf(await one)).toBe('request.cancelled')
    const last = find('amber')
    expect(labelsOf(await other)).toBe('request.cancelled')
    expect(labelsOf(await last)).toEqual(['Amber Freight'])
  })

  it('answers none of a project that is in no connected workspace', async () => {
    const other = '33333333-3333-4333-8333-333333333333'
    await write(other, 'Amber Freight')
    const { find } = start()
    expect(labelsOf(await find('amber', other))).toEqual([])
    expect(labelsOf(await find('amber'))).toEqual([])
  })

  it('passes over what cannot be read, and leaves it as it is', async () => {
    await write(first, 'Amber Freight')
    await write(second, 'Amber Rail')
    await writeFile(join(folder, 'snapshots', `${second}.json`), '{"version":2,"data":{"summ')
    const { find } = start()
    const result = await find('amber')
    expect(labelsOf(result)).toEqual(['Amber Freight'])
    expect(result.ok && result.value.projects).toBe(1)
  })

  it('ends the earlier search of a window, and none of another', async () => {
    await write(first, 'Amber Freight')
    const { find, sent } = start()
    const [earlier, later, other] = await Promise.all([
      find('am'),
      find('amb'),
      find('amber', undefined, 2),
    ])
    expect(labelsOf(earlier)).toBe('request.cancelled')
    expect(labelsOf(later)).toEqual(['Amber Freight'])
    expect(labelsOf(other)).toEqual(['Amber Freight'])
    expect(sent.filter(({ kind }) => kind === 'ask').length).toBeLessThanOrEqual(3)
  })

  it('makes ready for nothing typed, in a thread that starts then and again after it died', async () => {
    await write(first, 'Amber Freight')
    const { find, threads, sent, exit } = start()
    expect(threads.started).toBe(0)
    const made = await find('')
    expect(made.ok && made.value).toEqual({ rows: [], projects: 1 })
    const asked = sent.length
    const waiting = find('amber')
    while (sent.length === asked) await Promise.resolve()
    exit()
    expect(labelsOf(await waiting)).toBe('request.cancelled')
    expect(labelsOf(await find('amber'))).toEqual(['Amber Freight'])
    expect(threads).toEqual({ started: 2, stopped: 1 })
  })
})
