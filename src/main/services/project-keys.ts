import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { ApiClient, Access, CallOptions, WriteAccess } from '../api/client'
import { serverOf } from '../api/uuid-at'
import { createProjectKey, deleteProjectKey, listProjectKeys } from '../api/endpoints/project-keys'
import type { WireProjectKey } from '../api/wire/project-key'
import { createQueue } from '../concurrency/in-turn'
import type { StoredValue } from '../files/app-files'
import {
  markedTexts,
  projectKeyName,
  purposeOfKey,
  type KeyPurpose,
  type ProjectKeyNote,
} from '../files/project-keys-file'
import type { Notices } from '../files/store/notices'
import type { Marks } from '../secrets/marks'
import { isTokenShaped, type SecretsInUse } from '../scrub/secrets-in-use'
import type { GuardsService } from './guards/guards'
import type { WorkspacesService } from './workspaces/workspaces'
import { isProjectId, type ProjectId } from '../../core/model/project-id'

const hour = 60 * 60 * 1000
/** Maximum number of kept notes among those set aside. */
const mostRefused = 100
/** Maximum number of notices per start. */
const mostTold = 3

/** A note with the project's server; older versions stored Ory's ID only. */
type OwnNote = ProjectKeyNote & { readonly projectId: ProjectId }
const namesServer = (note: ProjectKeyNote): note is OwnNote => isProjectId(note.projectId)

/** A new key. `value` stays in memory and in its requests. */
export interface MadeKey {
  readonly note: OwnNote
  readonly value: string
}

/** Short-lived API keys, deleted whatever happens. */
export interface ProjectKeys {
  /** Creates a key for an hour, after noting its name on disk. */
  make(
    access: WriteAccess,
    projectId: ProjectId,
    purpose: KeyPurpose,
    options?: CallOptions,
  ): Promise<Result<MadeKey>>
  /** Whether it is deleted; otherwise the next start retries. */
  remove(note: OwnNote, access: Access): Promise<boolean>
  /** Deletes leftover keys that the app noted and the server lists by that ID and name. */
  sweep(): Promise<void>
}

export interface ProjectKeysDeps {
  readonly client: ApiClient
  readonly file: StoredValue<readonly ProjectKeyNote[]>
  /** Notes that must not delete anything. */
  readonly refused: StoredValue<readonly ProjectKeyNote[]>
  readonly marks: Marks
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
  readonly guards: Pick<GuardsService, 'permitKeyDeletion'>
  readonly secrets: Pick<SecretsInUse, 'add'>
  readonly notices: Pick<Notices, 'add'>
  readonly now: () => Date
  readonly newId: () => string
}

export function createProjectKeys(deps: ProjectKeysDeps): ProjectKeys {
  const { client, file, refused, marks, workspaces, guards, secrets, notices, now, newId } = deps
  const changes = createQueue()
  /** Keys in use in this run, which no sweep may delete. */
  const inUse = new Set<string>()

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

  /** Signs a note; unsigned if the keychain has no key. */
  async function marked(note: OwnNote): Promise<OwnNote> {
    const mark = await marks.make(markedTexts(note))
    return mark.ok ? { ...note, mark: mark.value } : note
  }

  /** Listed keys for a note: a lost answer has no ID. */
  async function listed(note: OwnNote, access: Access): Promise<Result<WireProjectKey[]>> {
    const all = await listProjectKeys(client, access, note.projectId)
    if (!all.ok) return all
    const isMeant = ({ id, name }: WireProjectKey) =>
      note.id === undefined ? name === note.name : id === note.id
    return success(all.value.filter(isMeant))
  }

  async function deleteKey(note: OwnNote, access: Access, id: string) {
    const leave = guards.permitKeyDeletion(note.projectId, access, id)
    return deleteProjectKey(client, leave, note.projectId, id)
  }

  /** Deletes a key of this session. */
  async function deleteOwn(note: OwnNote, access: Access): Promise<Result<void>> {
    const keys = note.id === undefined ? await listed(note, access) : success([{ id: note.id }])
    if (!keys.ok) return keys
    for (const { id } of keys.value) {
      const deleted = await deleteKey(note, access, id)
      if (!deleted.ok) return deleted
    }
    return change(without(note.name))
  }

  /** The same; notes a failure, so that the next start sees that work ended. */
  async function removeOwn(note: OwnNote, access: Access): Promise<boolean> {
    const deleted = await deleteOwn(note, access)
    if (deleted.ok) return true
    await change((before) =>
      before.map((each) => (each.name === note.name ? { ...each, isLeft: true } : each)),
    )
    return false
  }

  /** Deletes a leftover key if the server has this ID under one of our names. */
  async function deleteLeft(
    note: OwnNote,
    access: Access,
  ): Promise<Result<'deleted' | 'gone' | 'another'>> {
    const keys = await listed(note, access)
    if (!keys.ok) return keys
    const [key, ...others] = keys.value
    if (!key) return success('gone')
    const isOurs =
      key.name === note.name && purposeOfKey(key.name) !== undefined && others.length === 0
    if (!isOurs) return success('another')
    const deleted = await deleteKey(note, access, key.id)
    return deleted.ok ? success('deleted') : deleted
  }

  /** Sets notes aside without deleting keys and reports the first; a forged file may have many. */
  async function refuse(notes: readonly ProjectKeyNote[]): Promise<void> {
    if (notes.length === 0) return
    const aside = await refused.read()
    const before = aside.ok ? (aside.value ?? []) : []
    const kept = aside.ok && (await refused.write([...before, ...notes].slice(-mostRefused))).ok
    if (kept) {
      const gone = new Set(notes.map(textOf))
      await change((all) => all.filter((note) => !gone.has(textOf(note))))
    }
    for (const note of notes.slice(0, mostTold)) {
      const found = namesServer(note) ? await workspaces.findProject(note.projectId) : undefined
      const project = found?.name ?? note.projectId
      notices.add({
        id: `project key refused ${textOf(note)}`.slice(0, 500),
        title: t('A key was not deleted, because it may not be one of this app.'),
        text: t(
          'The file project-keys.json names the API key “{key}” of {project} as one of a test sign-in, but not ' +
            'as this app writes it. Nothing was deleted. If the key is of a test sign-in, delete it in the ' +
            'Ory Console; otherwise leave it. The note is now in project-keys-refused.json.',
          { key: shown(note.name), project: shown(project) },
        ),
      })
    }
  }

  async function tellLeft(note: ProjectKeyNote, project: string): Promise<void> {
    if (Date.parse(note.expiresAt) <= now().getTime()) {
      await change(without(note.name))
      return
    }
    notices.add({
      id: `project key ${note.name}`,
      title: note.isLeft
        ? t('A key that could not be deleted before is still there.')
        : purposeOfKey(note.name) === 'reading people'
          ? t('The key of an interrupted read of people is still there.')
          : t('The key of an interrupted test sign-in is still there.'),
      text: t(
        'An API key of {project} could not be deleted; it stops working at {time}. The next start tries ' +
          'again. In the Ory Console it is called “{key}”.',
        { project, time: note.expiresAt, key: note.name },
      ),
    })
  }

  /** Whether the app wrote a note, or the keychain's error. */
  const isOwn = (note: ProjectKeyNote) => marks.verify(markedTexts(note), note.mark)

  /** `note` must be verified. */
  async function sweepOne(note: OwnNote): Promise<void> {
    const project = await workspaces.findProject(note.projectId)
    const name = project?.name ?? note.projectId
    const access = project ? await workspaces.access(project.workspaceId) : undefined
    const isThere = access?.ok && serverOf(access.value) === note.server
    const done = isThere ? await deleteLeft(note, access.value) : undefined
    if (!done?.ok) return tellLeft(note, name)
    if (done.value === 'another') return refuse([note])
    await change(without(note.name))
    if (done.value === 'gone') return
    notices.add({
      id: `project key ${note.name}`,
      ...deletedWords(note, name),
    })
  }

  return {
    async make(access, projectId, purpose, options = {}) {
      const expiresAt = new Date(now().getTime() + hour).toISOString()
      const name = projectKeyName(purpose, newId())
      inUse.add(name)
      const note = await marked({ server: serverOf(access), projectId, name, expiresAt })
      const noted = await change((before) => [...before, note])
      if (!noted.ok) {
        inUse.delete(name)
        return noted
      }
      const made = await createProjectKey(client, access, projectId, { name, expiresAt }, options)
      const value = made.ok ? (made.value.value ?? '') : ''
      if (made.ok && isTokenShaped(value)) {
        const { id } = made.value
        secrets.add(serverOf(access), value)
        const known = await marked({ ...note, id })
        // If this write fails, the name alone finds the key.
        await change((before) => before.map((each) => (each.name === name ? known : each)))
        return success({ note: known, value })
      }
      if (!made.ok && made.error.arrived === false) await change(without(name))
      else await removeOwn(note, access)
      inUse.delete(name)
      if (!made.ok) return made
      return failure(
        appError('api.unexpected-response', t('The answer has no usable value for the new key')),
      )
    },

    async remove(note, access) {
      const deleted = await removeOwn(note, access)
      inUse.delete(note.name)
      return deleted
    },

    async sweep() {
      const left = await file.read()
      const own: OwnNote[] = []
      const others: ProjectKeyNote[] = []
      // Verify notes first: whoever writes this file must not trigger requests.
      const notes = (left.ok ? left.value : undefined) ?? []
      for (const note of notes.filter(({ name }) => !inUse.has(name))) {
        const known = await isOwn(note)
        if (!known.ok) await tellLeft(note, note.projectId)
        else if (known.value && namesServer(note)) own.push(note)
        else others.push(note)
      }
      await refuse(others)
      for (const note of own) await sweepOne(note)
    },
  }
}

function deletedWords(note: ProjectKeyNote, project: string): { title: string; text: string } {
  if (note.isLeft === true) {
    return {
      title: t('A key that could not be deleted before was deleted.'),
      text: t('The API key “{key}” that the app made for {project} is gone.', {
        key: note.name,
        project,
      }),
    }
  }
  return purposeOfKey(note.name) === 'reading people'
    ? {
        title: t('The key of an interrupted read of people was deleted.'),
        text: t(
          'The app ended while it read the people of {project}. The API key that it had made there is gone.',
          { project },
        ),
      }
    : {
        title: t('The key of an interrupted test sign-in was deleted.'),
        text: t(
          'The app ended during a test sign-in of {project}. The API key that it had made there is gone.',
          { project },
        ),
      }
}

const textOf = (note: ProjectKeyNote) => JSON.stringify(note)

const shown = (text: string) => text.replaceAll(/\p{C}/gu, ' ').slice(0, 100)
