import { beforeEach, describe, expect, test } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { KeptGuards } from '../../../../../src/core/model/guards'
import type { ProjectSummary } from '../../../../../src/core/model/project'
import { checkWrite, type Access } from '../../../../../src/main/api/access'
import type { AskPerson } from '../../../../../src/main/services/ask-person'
import { createGuardsService } from '../../../../../src/main/services/guards/guards'
import { atOry } from '../../../../support/states/project-ids'

const uuid = 'b1f6a2b4-0000-4000-8000-000000000001'
const path = `/projects/${uuid}/revision/r1`
const project: ProjectSummary = {
  id: atOry(uuid),
  workspaceId: 'w',
  name: 'Northwind',
  slug: 'north-1',
  environment: 'staging',
  state: 'running',
  hosts: [],
}
const access: Access = { apiAddress: 'https://api.console.ory.com', apiKey: 'key' }
const unlocked: KeptGuards = { locked: [], allowed: {} }
const locked: KeptGuards = { locked: [project.id], allowed: {} }
const readOnly = { ok: false, error: { code: 'guard.read-only' } }

let kept: KeptGuards
let write: Result<void>
/** What this computer keeps of a project’s environment. */
let held: ProjectSummary['environment'] | undefined
let says: boolean
/** What happens right after the guards were read. */
let onRead: () => unknown

function service(askPerson: AskPerson['ask'] = async (_about, ask) => success(await ask())) {
  return createGuardsService({
    file: {
      read: () => {
        const read = success(kept)
        onRead()
        return Promise.resolve(read)
      },
      write: (next) => {
        if (write.ok) kept = next
        return Promise.resolve(write)
      },
    } as Parameters<typeof createGuardsService>[0]['file'],
    workspaces: {
      findProject: () => Promise.resolve(project),
      list: () => Promise.resolve([{ id: 'w', name: 'W', projects: [project] }] as never),
    },
    ask: () => Promise.resolve(says),
    person: { ask: askPerson },
    tellOthers: () => undefined,
    environments: {
      hold: (projects) =>
        Promise.resolve(
          projects.map((item) => ({ ...item, environment: held ?? item.environment })),
        ),
    },
  })
}
const permit = async (mayRepeat?: () => Promise<Result<void>>) => {
  const given = await service().permit(project, access, { pressed: false }, mayRepeat)
  if (!given.ok) throw new Error(given.error.message)
  return given.value
}

beforeEach(() => {
  kept = unlocked
  write = success(undefined)
  held = undefined
  says = true
  onRead = () => undefined
})

describe('leave to write to a project', () => {
  test('is for requests to that project, until it is locked', async () => {
    const leave = await permit()
    expect(await checkWrite(leave, path)).toEqual(success(undefined))
    expect(await checkWrite(leave, path)).toEqual(success(undefined))
    expect(await checkWrite(leave, '/projects/other/revision/r1')).toMatchObject({
      error: { code: 'bug' },
    })
    kept = locked
    expect(await checkWrite(leave, path)).toMatchObject(readOnly)
    kept = unlocked
    expect(await checkWrite(leave, path)).toEqual(success(undefined))
  })

  test('is not given where the project is locked, or was production once and nobody pressed', async () => {
    kept = locked
    expect(await service().permit(project, access, { pressed: true })).toMatchObject(readOnly)
    kept = unlocked
    held = 'production'
    expect(await service().permit(project, access, { pressed: false })).toMatchObject({
      error: { code: 'publish.unconfirmed' },
    })
    expect(await service().permit(project, access, { pressed: true })).toMatchObject({ ok: true })
  })

  test('for one request asks before that is sent again, and not before it is sent first', async () => {
    const changed = failure(appError('publish.unconfirmed', 'Somebody else is harmed now'))
    let may: Result<void> = success(undefined)
    let asked = 0
    const leave = await permit(() => {
      asked += 1
      return Promise.resolve(may)
    })
    expect(await checkWrite(leave, path)).toEqual(success(undefined))
    expect(asked).toBe(0)
    expect(await checkWrite(leave, path)).toEqual(success(undefined))
    expect(asked).toBe(1)
    may = changed
    expect(await checkWrite(leave, path)).toMatchObject({ error: changed.error })
    // Locked, it is not even asked.
    kept = locked
    expect(await checkWrite(leave, path)).toMatchObject(readOnly)
    expect(asked).toBe(2)
  })

  test('that is asked for while the project is locked counts as no request', async () => {
    const refused = failure(appError('publish.unconfirmed', 'Asked again'))
    const leave = await permit(() => Promise.resolve(refused))
    kept = locked
    expect(await checkWrite(leave, path)).toMatchObject(readOnly)
    kept = unlocked
    expect(await checkWrite(leave, path)).toEqual(success(undefined))
    expect(await checkWrite(leave, path)).toMatchObject(refused)
  })
})

test('leave to delete a key that the app made is for that key alone, whatever is locked', async () => {
  kept = locked
  const leave = service().permitKeyDeletion(project.id, access, 'k1')
  expect(await checkWrite(leave, `/projects/${uuid}/tokens/k1`)).toEqual(success(undefined))
  for (const other of [`/projects/${uuid}/tokens/k2`, `/projects/${uuid}/tokens`, path]) {
    expect(await checkWrite(leave, other)).toMatchObject({ error: { code: 'bug' } })
  }
})

test('what cannot be written is told, and the guards stay as they are', async () => {
  write = failure(appError('draft.write-failed', 'No space'))
  expect(await service().lock(project.id)).toBe(write)
  expect(await service().read()).toEqual({ kind: 'known', ...unlocked })
})

test('a question that cannot be put opens nothing', async () => {
  const soon = failure(appError('guard.too-soon', 'Asked a moment ago'))
  kept = { locked: [], allowed: { w: [] } }
  const asking = service(() => Promise.resolve(soon))
  expect(await asking.allow('w', [project.id])).toBe(soon)
  expect(await asking.allow('w', undefined)).toBe(soon)
  expect(kept).toEqual({ locked: [], allowed: { w: [] } })
})

test('a list that was made in the meantime is not taken away by who was not asked about it', async () => {
  const list: KeptGuards = { locked: [], allowed: { w: [] } }
  onRead = () => (kept = list)
  expect(await service().allow('w', undefined)).toEqual(
    success({ guards: { kind: 'known', ...list }, done: false }),
  )
  expect(kept).toBe(list)
})
