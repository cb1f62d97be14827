import fc from 'fast-check'
import { beforeEach, expect, it, vi } from 'vitest'
import { draftSchema, emptyDraft, isAlive, isWorthKeeping } from '../../../../src/core/draft/draft'
import type { Draft } from '../../../../src/core/draft/draft'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import { targetsOf } from '../../../../src/core/intents/intents'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { afterPublishOf } from '../../../support/publishing/after-publish-of'
import { createOwnWrites } from '../../../../src/main/services/projects/own-writes'
import { createDrafts } from '../../../../src/main/services/drafts/drafts'
import { createDraftDisk } from '../../../support/states/draft-disk'
import type { ProjectDeps } from '../../../../src/renderer/project/deps'
import {
  createProjectSession,
  type ProjectSession,
} from '../../../../src/renderer/project/project-session'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const projectId = snapshotOf({}).summary.id
/** One for each edit of a run, so that no edit hides another. */
const connections = Array.from({ length: 24 }, (_, index) => `c${index}`)
const later = (count: number) => new Date(Date.parse('2027-01-01') + count * 1000).toISOString()

/** What may happen next; `which` chooses among what there is, such as a window or an answer. */
const steps = [
  'edit',
  'edit',
  'type',
  'undo',
  'redo',
  'save',
  'handle',
  'handle',
  'answer',
  'answer',
  'tell',
  'tell',
  'server changes',
  'server makes an edit',
  'refresh',
  'disk fails',
  'request fails',
  'pass time',
  'publish',
  'server answers',
  'discard',
] as const
type Step = (typeof steps)[number]

interface Happening {
  readonly step: Step
  readonly which: number
}

interface Request {
  readonly window: number
  readonly name: string
  readonly input: any
  readonly answer: (value: unknown) => void
}

/** On its way to a window; `order` is that in which main sent it. */
interface Sent {
  readonly window: number
  readonly order: number
  readonly give: () => void
}

/** Waits until nothing moves by itself. */
const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

/**
 * The real service of drafts with its files kept in memory, and windows whose requests, answers and
 * news lie in queues until the test moves them on.
 */
function createWorld() {
  const disk = createDraftDisk()
  const ownWrites = createOwnWrites(() => new Date())
  let server: Snapshot = snapshotOf({ oidc: connections.map((id) => connection(id)) })
  let revision = 1
  let isPublishing = false
  let endPublish: (() => void) | undefined
  let isRefused = false
  let asking: number | undefined
  const windows: { listeners: Map<string, (told: any) => void>; session: ProjectSession }[] = []
  const requests: Request[] = []
  const answers: Sent[] = []
  const news: Sent[] = []
  let sent = 0

  function tellOthers(name: string, payload: object): void {
    for (const [window, { listeners }] of windows.entries()) {
      if (window === asking) continue
      const told = structuredClone(payload)
      news.push({ window, order: (sent += 1), give: () => listeners.get(name)?.(told) })
    }
  }

  const drafts = createDrafts({
    files: disk.files,
    locks: { isPublishing: () => isPublishing },
    ownWrites,
    publishLocks: { holder: () => Promise.resolve(undefined) },
    tellOthers,
  })

  function moveServer(change: (oidc: any[]) => any[]): void {
    revision += 1
    const { oidc } = (server.project as any).services.identity.config.selfservice.methods
    server = {
      ...snapshotOf({
        oidc: change(structuredClone(oidc.config.providers)),
        revisionId: `revision-${revision}`,
      }),
      readAt: later(revision),
    }
  }

  /** Publishes all labels in the draft; the server answers when the test says so. */
  async function publish(window: number): Promise<unknown> {
    isPublishing = true
    await new Promise<void>((resolve) => (endPublish = resolve))
    asking = window
    const before = server
    const result = await drafts.change(projectId, async (turn) => {
      const read = await turn.read(projectId)
      const sent = (read.ok && read.value) || emptyDraft(projectId, server.revisionId)
      moveServer((oidc) =>
        oidc.map((item) => {
          const intent = sent.intents.connection[`oidc:${item.id}`]
          const to = intent && 'fields' in intent ? (intent.fields as any).label?.to : undefined
          return to === undefined ? item : { ...item, label: to }
        }),
      )
      const mark = { publishId: `publish-${revision}`, at: later(revision) }
      const rest = afterPublishOf(sent, targetsOf(sent.intents), server, {}, mark)
      ownWrites.note(before, server)
      await turn.write(rest, { snapshot: server, ids: {} })
      return rest
    })
    tellOthers('project.changed', { projectId, snapshot: server })
    isPublishing = false
    return success({ draft: result, snapshot: server, ids: {}, ...(await drafts.onDisk(result)) })
  }

  async function work({ window, name, input }: Request): Promise<unknown> {
    if (isRefused && name.startsWith('draft.')) {
      isRefused = false
      return failure(appError('draft.write-failed', 'It did not work'))
    }
    switch (name) {
      case 'project.open': {
        const stored = await drafts.readStored(projectId)
        return success({ snapshot: server, ...(stored.ok ? stored.value : {}) })
      }
      case 'project.read':
        tellOthers('project.changed', { projectId, snapshot: server })
        return success(server)
      case 'draft.read': {
        const stored = await drafts.readStored(projectId)
        return stored.ok ? success({ ...stored.value }) : stored
      }
      case 'draft.save': {
        const saved = await drafts.save(draftSchema.parse(input.draft), input.after)
        return saved.ok ? success({ sequence: saved.value }) : saved
      }
      case 'draft.append': {
        const added = await drafts.append(projectId, input.after, input.entries)
        return added.ok ? success({ sequence: added.value }) : added
      }
      case 'draft.discard':
        return isPublishing
          ? failure(appError('publish.running', 'A window publishes'))
          : drafts.change(projectId, (turn) => turn.delete(projectId))
      case 'publish':
        return isPublishing ? failure(appError('publish.running', 'Publishes')) : publish(window)
      default:
        return success({ missing: [] })
    }
  }

  /** Main takes up the next request of a window, and tells the others what came of it. */
  async function handle(window: number): Promise<void> {
    const index = requests.findIndex((item) => item.window === window)
    const [request] = index < 0 ? [] : requests.splice(index, 1)
    if (!request) return
    asking = window
    void work(request).then((result) => {
      const given = structuredClone(result)
      answers.push({ window, order: (sent += 1), give: () => request.answer(given) })
    })
    await settle()
    asking = undefined
  }

  async function openWindow(): Promise<ProjectSession> {
    const window = windows.length
    const listeners = new Map<string, (told: any) => void>()
    const ask = (name: string, input: unknown) =>
      new Promise((answer) => {
        requests.push({ window, name, input: structuredClone(input), answer })
      })
    const deps: ProjectDeps = {
      ask: ask as ProjectDeps['ask'],
      subscribe: (name, listener) => {
        listeners.set(name, listener as never)
        return () => void listeners.delete(name)
      },
      settings: () => ({ theme: 'system', columns: {} }),
      summary: () => undefined,
    }
    const session = createProjectSession(projectId, deps)
    windows.push({ listeners, session })
    void session.open()
    await drain()
    return session
  }

  /** The next of what is told to a window arrives. */
  async function tell(window: number): Promise<void> {
    const index = news.findIndex((item) => item.window === window)
    if (index < 0) return
    news.splice(index, 1)[0]?.give()
    await settle()
  }

  /** An answer arrives, which overtakes other answers, but nothing that was told before it. */
  async function answer(index: number): Promise<void> {
    const [item] = answers.splice(index, 1)
    if (!item) return
    const isEarlier = (one: Sent) => one.window === item.window && one.order < item.order
    while (news.some(isEarlier)) await tell(item.window)
    item.give()
    await settle()
  }

  /** Moves everything on until all windows say that they are saved. */
  async function drain(): Promise<void> {
    for (let round = 0; round < 400; round += 1) {
      await settle()
      isRefused = false
      disk.mend()
      for (const { session } of windows) session.leaving.answer(true)
      if (requests[0]) await handle(requests[0].window)
      else if (answers.length > 0) await answer(0)
      else if (news[0]) await tell(news[0].window)
      else if (endPublish) await answerPublish()
      else if (windows.every(({ session }) => session.saving.state === 'saved')) return
      else await vi.advanceTimersByTimeAsync(31_000)
    }
    throw new Error('The windows never come to rest')
  }

  async function answerPublish(): Promise<void> {
    endPublish?.()
    endPublish = undefined
    await settle()
    asking = undefined
  }

  return {
    disk,
    windows,
    requests,
    answers,
    news,
    handle,
    tell,
    answer,
    openWindow,
    drain,
    moveServer,
    answerPublish,
    server: () => server,
    refuse: () => (isRefused = true),
    isPublishing: () => isPublishing,
    publish: (window: number) =>
      void windows[window]?.session.lend(
        () =>
          new Promise((answer) =>
            requests.push({ window, name: 'publish', input: {}, answer: answer as never }),
          ),
      ),
  }
}

type World = ReturnType<typeof createWorld>

/** What counts of a draft: one that work cannot go on in may stand on an older state on disk. */
function essence(draft: Draft | undefined): unknown {
  if (!draft || !isWorthKeeping(draft)) return undefined
  return JSON.parse(JSON.stringify(isAlive(draft) ? draft : draft.earlier)) as unknown
}

/** A window that says saved, and has nothing on its way, has what a restart would find. */
async function expectSaved(world: World): Promise<void> {
  for (const [window, { session }] of world.windows.entries()) {
    const isOnItsWay = [...world.requests, ...world.answers, ...world.news].some(
      (item) => item.window === window,
    )
    if (isOnItsWay || session.saving.state !== 'saved' || world.isPublishing()) continue
    expect(session.saving.unsaved).toEqual([])
    expect(essence(session.draft.current)).toEqual(
      essence(await world.disk.afterRestart(projectId)),
    )
  }
}

async function run(happenings: readonly Happening[], count: number): Promise<void> {
  const world = createWorld()
  const sessions: ProjectSession[] = []
  for (let index = 0; index < count; index += 1) sessions.push(await world.openWindow())
  const made: string[] = []
  let mayLose = false
  try {
    for (const { step, which } of happenings) {
      const window = which % count
      const session = sessions[window]
      if (!session) throw new Error('No window')
      const next = `c${made.length}`
      const edit = (id: string, value: string, group?: string) =>
        session.draft.edit(
          fieldEdit({ kind: 'connection', key: `oidc:${id}` }, 'label', value),
          `Label of ${id}`,
          group,
        )
      if (step === 'edit' && made.length < connections.length) {
        edit(next, `mine ${next}`)
        made.push(next)
      } else if (step === 'type' && made.length < connections.length) {
        edit(next, 'mi', `typing ${next}`)
        edit(next, `mine ${next}`, `typing ${next}`)
        made.push(next)
      } else if (step === 'undo' || step === 'redo') {
        mayLose = true
        session.draft[step]()
      } else if (step === 'save') void session.saving.flush()
      else if (step === 'handle') await world.handle(window)
      else if (step === 'answer') await world.answer(which % Math.max(1, world.answers.length))
      else if (step === 'tell') await world.tell(window)
      else if (step === 'server changes') {
        world.moveServer((oidc) =>
          oidc.map((item, index) =>
            index === which % oidc.length ? { ...item, client_id: `theirs ${which}` } : item,
          ),
        )
      } else if (step === 'server makes an edit') {
        const id = made[which % Math.max(1, made.length)]
        world.moveServer((oidc) =>
          oidc.map((item) => (item.id === id ? { ...item, label: `mine ${id}` } : item)),
        )
      } else if (step === 'refresh') void session.refresh()
      else if (step === 'disk fails')
        world.disk.fail((['whole', 'append', 'torn'] as const)[which % 3]!)
      else if (step === 'request fails') world.refuse()
      else if (step === 'pass time') await vi.advanceTimersByTimeAsync(which * 20)
      else if (step === 'publish') world.publish(window)
      else if (step === 'server answers') await world.answerPublish()
      else if (step === 'discard' && which % 4 === 0) {
        mayLose = true
        void session.discard()
      }
      await settle()
      await expectSaved(world)
    }
    await world.drain()
    await expectSaved(world)
    const [first] = sessions
    for (const other of sessions) {
      expect(essence(other.draft.current)).toEqual(essence(first?.draft.current))
    }
    if (mayLose) return
    const stored = await world.disk.afterRestart(projectId)
    const providers: any[] = (world.server().project as any).services.identity.config.selfservice
      .methods.oidc.config.providers
    for (const id of made) {
      const intent = stored?.intents.connection[`oidc:${id}`]
      const inDraft = intent && 'fields' in intent ? (intent.fields as any).label?.to : undefined
      const onServer = providers.find((item) => item.id === id)?.label
      expect([inDraft, onServer]).toContain(`mine ${id}`)
    }
  } finally {
    for (const session of sessions) session.end()
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))

const anyOrder = fc.array(fc.record({ step: fc.constantFrom(...steps), which: fc.nat(11) }), {
  minLength: 4,
  maxLength: 40,
})

/** What was found once, in the words of a run: `edit 3` is an edit in the second of two windows. */
const found = (windows: 1 | 2, ...words: readonly string[]): [Happening[], number] => [
  words.map((text) => {
    const which = Number(/\d+$/.exec(text)?.[0] ?? 0)
    return { step: text.replace(/ \d+$/, '') as Step, which }
  }),
  windows,
]

it('has on disk what the window has once it says saved, in any order of what happens', async () => {
  await fc.assert(fc.asyncProperty(anyOrder, fc.constantFrom(1, 2), run), {
    numRuns: 100,
    examples: [
      // A move onto a newer state while an append is under way.
      found(
        1,
        'edit',
        'save',
        'handle',
        'answer',
        'edit',
        'save',
        'handle',
        'server changes',
        'refresh',
        'handle',
        'answer 1',
        'answer',
      ),
      // What is not written when main gets the draft is not what main has.
      found(1, 'edit', 'publish', 'edit'),
      // A draft that another window begins while this one discards the former one.
      found(2, 'edit', 'save', 'request fails', 'discard', 'handle', 'edit 7', 'edit', 'edit'),
      // A publish whose draft the disk did not take.
      found(1, 'disk fails', 'publish', 'handle', 'answer', 'server answers'),
      found(
        1,
        'edit',
        'save',
        'handle',
        'answer',
        'disk fails',
        'publish',
        'handle',
        'server answers',
        'answer',
        'edit',
      ),
    ],
  })
})
