import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { ApiClient, Access, CallOptions, WriteAccess } from '../../api/client'
import {
  createProjectKey,
  deleteProjectKey,
  listProjectKeys,
} from '../../api/endpoints/project-keys'
import { createQueue } from '../../concurrency/in-turn'
import type { StoredValue } from '../../files/app-files'
import type { ProjectKeyNote } from '../../files/project-keys-file'
import type { Notices } from '../../files/store/notices'
import type { SecretsInUse } from '../../scrub/secrets-in-use'
import type { GuardsService } from '../guards/guards'
import type { WorkspacesService } from '../workspaces/workspaces'
import { isProjectId, type ProjectId } from '../../../core/model/project-id'

const hour = 60 * 60 * 1000

/** A key that was just made. `value` stays in memory, and in the requests that it opens. */
export interface MadeKey {
  readonly note: ProjectKeyNote
  readonly value: string
}

/** Short-lived API keys of projects: made, and deleted again whatever happens. */
export interface ProjectKeys {
  /** Makes one that lives for an hour; noted on disk before, by its name. */
  make(access: WriteAccess, projectId: ProjectId, options?: CallOptions): Promise<Result<MadeKey>>
  /** @returns whether it is gone; if not, the next start of the app tries again. */
  remove(note: ProjectKeyNote, access: Access): Promise<boolean>
  /** Deletes what an earlier run of the app left, and tells it. */
  sweep(): Promise<void>
}

export interface ProjectKeysDeps {
  readonly client: ApiClient
  readonly file: StoredValue<readonly ProjectKeyNote[]>
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
  readonly guards: Pick<GuardsService, 'permitKeyDeletion'>
  readonly secrets: Pick<SecretsInUse, 'add'>
  readonly notices: Pick<Notices, 'add'>
  readonly now: () => Date
  readonly newId: () => string
}

export function createProjectKeys(deps: ProjectKeysDeps): ProjectKeys {
  const { client, file, workspaces, guards, secrets, notices, now, newId } = deps
  const changes = createQueue()

  function change(
    next: (before: readonly ProjectKeyNote[]) => readonly ProjectKeyNote[],
  ): Promise<Result<void>> {
    return changes.run(async () => {
      const before = await file.read()
      return before.ok ? file.write(next(before.value ?? [])) : before
    })
  }

  const without = (name: string) => (before: readonly ProjectKeyNote[]) =>
    before.filter((note) => note.name !== name)

  /** Ids of the keys that a note is about: a lost answer never told the id. */
  async function idsOf(
    note: ProjectKeyNote,
    projectId: ProjectId,
    access: Access,
  ): Promise<Result<string[]>> {
    if (note.id !== undefined) return success([note.id])
    const listed = await listProjectKeys(client, access, projectId)
    if (!listed.ok) return listed
    return success(listed.value.filter(({ name }) => name === note.name).map(({ id }) => id))
  }

  async function deleteNoted(note: ProjectKeyNote, access: Access): Promise<Result<void>> {
    const { projectId } = note
    // A note of an earlier version names no server, so it is unknown where its key is.
    if (!isProjectId(projectId)) {
      return failure(appError('request.invalid', t('The note of the key names no server')))
    }
    const ids = await idsOf(note, projectId, access)
    if (!ids.ok) return ids
    for (const id of ids.value) {
      const leave = guards.permitKeyDeletion(projectId, access, id)
      const deleted = await deleteProjectKey(client, leave, projectId, id)
      if (!deleted.ok) return deleted
    }
    return change(without(note.name))
  }

  async function sweepOne(note: ProjectKeyNote): Promise<void> {
    const project = isProjectId(note.projectId)
      ? await workspaces.findProject(note.projectId)
      : undefined
    const access = project ? await workspaces.access(project.workspaceId) : undefined
    const gone = access?.ok ? await deleteNoted(note, access.value) : access
    const name = project?.name ?? note.projectId
    if (gone?.ok) {
      notices.add({
        id: `project key ${note.name}`,
        title: t('The key of an interrupted test sign-in was deleted.'),
        text: t(
          'The app ended during a test sign-in of {project}. The API key that it had made there is gone.',
          { project: name },
        ),
      })
      return
    }
    if (Date.parse(note.expiresAt) <= now().getTime()) {
      await change(without(note.name))
      return
    }
    notices.add({
      id: `project key ${note.name}`,
      title: t('The key of an interrupted test sign-in is still there.'),
      text: t(
        'An API key of {project} could not be deleted; it stops working at {time}. The next start tries ' +
          'again. In the Ory Console it is called “{key}”.',
        { project: name, time: note.expiresAt, key: note.name },
      ),
    })
  }

  return {
    async make(access, projectId, options = {}) {
      const expiresAt = new Date(now().getTime() + hour).toISOString()
      const name = `SSO Workbench test sign-in ${newId()}`
      const note: ProjectKeyNote = { projectId, name, expiresAt }
      const noted = await change((before) => [...before, note])
      if (!noted.ok) return noted
      const made = await createProjectKey(client, access, projectId, { name, expiresAt }, options)
      if (made.ok && made.value.value) {
        const { id, value } = made.value
        secrets.add(value)
        const known = { ...note, id }
        // Where this cannot be written, the name alone finds the key.
        await change((before) => before.map((each) => (each.name === name ? known : each)))
        return success({ note: known, value })
      }
      if (!made.ok && made.error.arrived === false) await change(without(name))
      else await deleteNoted(note, access)
      if (!made.ok) return made
      return failure(
        appError('api.unexpected-response', t('The new key was answered without its value')),
      )
    },

    async remove(note, access) {
      return (await deleteNoted(note, access)).ok
    },

    async sweep() {
      const left = await file.read()
      for (const note of left.ok ? (left.value ?? []) : []) await sweepOne(note)
    },
  }
}
