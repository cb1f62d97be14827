import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import {
  barrierTo,
  openedBy,
  withAllowed,
  withLock,
  withoutLock,
  type Guards,
  type KeptGuards,
} from '../../../core/model/guards'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { ProjectSummary } from '../../../core/model/project'
import { grantKeyDeletion, grantWriteAccess } from '../../api/access'
import type { Access, WriteAccess } from '../../api/client'
import { createQueue } from '../../concurrency/in-turn'
import type { GuardsFile } from '../../files/guards-file'
import type { AskPerson } from '../ask-person'
import type { Environments } from '../environments'
import type { TellOthers } from '../tell-others'
import { createNameInQuestion } from '../workspaces/name-in-question'
import type { WorkspacesService } from '../workspaces/workspaces'
import { checkGuards, checkProject, type ProductionYes } from './check-project'
import type { ProjectId } from '../../../core/model/project-id'

export type OpenQuestion =
  | { readonly kind: 'unlock'; readonly project: ProjectSummary }
  | {
      readonly kind: 'allow'
      readonly workspace: string
      /** Projects that become writable; `all` includes future ones. */
      readonly opened: readonly ProjectSummary[] | 'all'
    }

type Answer = Result<RequestOutput<'guard.change'>>

/** Protection of projects: every write needs its permission. */
export interface GuardsService {
  read(): Promise<Guards>
  lock(projectId: ProjectId): Promise<Answer>
  unlock(projectId: ProjectId): Promise<Answer>
  /** `projectIds`: the only writable projects; `undefined`: all. */
  allow(workspaceId: string, projectIds: readonly ProjectId[] | undefined): Promise<Answer>
  /** Write permission that a lock ends. `project` must be fresh; `mayRepeat` allows one request. */
  permit(
    project: ProjectSummary,
    access: Access,
    yes: ProductionYes,
    mayRepeat?: () => Promise<Result<void>>,
  ): Promise<Result<WriteAccess>>
  /** Permission to delete one of the app's own API keys, regardless of locks. */
  permitKeyDeletion(projectId: ProjectId, access: Access, keyId: string): WriteAccess
}

export interface GuardsDeps {
  readonly file: GuardsFile
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'list'>
  /** Asks in a native dialog, which no page can answer. */
  readonly ask: (question: OpenQuestion) => Promise<boolean>
  readonly person: AskPerson
  readonly tellOthers: TellOthers
  readonly environments: Pick<Environments, 'hold'>
}

export function createGuardsService(deps: GuardsDeps): GuardsService {
  const { file, workspaces, ask, person, tellOthers, environments } = deps
  const nameInQuestion = createNameInQuestion(workspaces)
  const changes = createQueue()

  /** Reads the file each time, so that the last write counts. */
  async function read(): Promise<Guards> {
    const kept = await file.read()
    if (kept.ok) return { kind: 'known', ...kept.value }
    return { kind: 'unreadable', why: kept.error.message }
  }

  /** Queues a change; `undefined` keeps all. Never waits for a dialog, so locking always works. */
  function change(next: (before: KeptGuards) => KeptGuards | undefined): Promise<Answer> {
    return changes.run(async () => {
      const before = await file.read()
      // Overwriting an unreadable file would lose its locks.
      if (!before.ok) return failure(appError('guard.unreadable', before.error.message))
      const kept = next(before.value)
      if (!kept) return success({ guards: { kind: 'known', ...before.value }, done: false })
      const written = await file.write(kept)
      if (!written.ok) return written
      const guards: Guards = { kind: 'known', ...kept }
      tellOthers('guards.changed', { guards })
      return success({ guards, done: true })
    })
  }

  const unknown = (project: string) =>
    failure(
      appError(
        'request.invalid',
        t('No connected workspace has the project {project}', { project }),
      ),
    )

  return {
    read,

    async lock(projectId) {
      if (!(await workspaces.findProject(projectId))) return unknown(projectId)
      return change((before) => withLock(before, projectId))
    },

    async unlock(projectId) {
      const project = await workspaces.findProject(projectId)
      if (!project) return unknown(projectId)
      const guards = await read()
      if (guards.kind === 'unreadable') return failure(appError('guard.unreadable', guards.why))
      const barrier = barrierTo(guards, project)
      const isLocked = barrier === 'locked' || barrier === 'locked-by-loss'
      if (!isLocked) return success({ guards, done: true })
      const yes = await person.ask(`unlock ${projectId}`, async () =>
        ask(await nameInQuestion({ kind: 'unlock', project } as const)),
      )
      if (!yes.ok) return yes
      if (!yes.value) return success({ guards, done: false })
      return change((before) => withoutLock(before, projectId))
    },

    async allow(workspaceId, projectIds) {
      const workspace = (await workspaces.list()).find(({ id }) => id === workspaceId)
      if (!workspace) {
        const message = t('No connected workspace has the ID {id}', { id: workspaceId })
        return failure(appError('request.invalid', message))
      }
      const listed = new Set(workspace.projects.map(({ id }) => id))
      const stranger = projectIds?.find((id) => !listed.has(id))
      if (stranger !== undefined) return unknown(stranger)
      const guards = await read()
      if (guards.kind === 'unreadable') return failure(appError('guard.unreadable', guards.why))
      const ids = openedBy(guards, workspaceId, projectIds)
      if (ids === 'all' || ids.length > 0) {
        const opened = ids === 'all' ? ids : workspace.projects.filter(({ id }) => ids.includes(id))
        const question = { kind: 'allow', workspace: workspace.name, opened } as const
        const yes = await person.ask(`allow ${workspaceId}`, () => ask(question))
        if (!yes.ok) return yes
        if (!yes.value) return success({ guards, done: false })
      }
      return change((before) => {
        // If the list shrank meanwhile, the answer belongs to another question.
        const now = openedBy(before, workspaceId, projectIds)
        const isAnswered = ids === 'all' || (now !== 'all' && now.every((id) => ids.includes(id)))
        return isAnswered ? withAllowed(before, workspaceId, projectIds) : undefined
      })
    },

    async permit(project, access, yes, mayRepeat) {
      const checked = async () => checkGuards(await read(), project)
      const allowed = await checked()
      if (!allowed.ok) return allowed
      // The strictest environment ever seen counts.
      const [held = project] = await environments.hold([project])
      const confirmed = checkProject(held, yes)
      if (!confirmed.ok) return confirmed
      let isSent = false
      async function stillAllowed(): Promise<Result<void>> {
        const now = await checked()
        if (!now.ok || !mayRepeat) return now
        if (isSent) return mayRepeat()
        isSent = true
        return now
      }
      return success(grantWriteAccess(access, project.id, stillAllowed))
    },

    permitKeyDeletion: (projectId, access, keyId) => grantKeyDeletion(access, projectId, keyId),
  }
}
