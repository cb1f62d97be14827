import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { z } from 'zod'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { createQueues } from '../../concurrency/in-turn'
import { envelopeText, parseEnvelope, type UnknownMembers } from './envelope'
import { causeOf, isMissing } from './file-errors'
import type { Notices } from './notices'
import { readOwnText } from './read-text'
import { setAside } from './set-aside'
import { InvalidIdError } from '../../../core/errors/invalid-id-error'

/** Only publishes have a folder per project. */
const namePattern =
  /^(?:history\/[A-Za-z0-9][A-Za-z0-9@+._-]{0,129}\/|[a-z]+\/)?[A-Za-z0-9][A-Za-z0-9@+._~-]{0,239}\.json$/

/** JSON files below a folder, such as `drafts/PROJECT.json`. */
export interface JsonFiles {
  readonly folder: string
  readonly notices: Notices
  /** `undefined` if missing or damaged (renamed and reported); `draft.too-new` if newer. */
  read<Value>(
    name: string,
    schema: z.ZodType<Value>,
    unknownMembers?: UnknownMembers,
  ): Promise<Result<Value | undefined>>
  /** Writes atomically; refuses to replace a newer version's file. */
  write(name: string, data: unknown): Promise<Result<void>>
  delete(name: string): Promise<Result<void>>
  /** Names without `.json`. */
  list(folder: string): Promise<string[]>
  flush(): Promise<void>
}

export function writeFailed(name: string, error: unknown) {
  return failure(appError('draft.write-failed', causeOf(error), { retry: true, subject: name }))
}

/** Names in a folder, empty if missing; adds a notice if it can't be read. */
export async function namesIn(notices: Notices, folder: string, name: string): Promise<string[]> {
  try {
    return await readdir(join(folder, name))
  } catch (error) {
    if (isMissing(error)) return []
    notices.add({
      id: `unreadable ${name}`,
      title: t('The folder {name} cannot be read', { name }),
      text: `${t(
        'The content of {folder} is not shown and not changed. Give this account the right to read ' +
          'it, then start the app again.',
        { folder: join(folder, name) },
      )} ${causeOf(error)}`,
    })
    return []
  }
}

/** Whether a damaged copy lies beside it. Read from disk, since the app may have restarted. */
export async function wasSetAside(files: JsonFiles, name: string): Promise<boolean> {
  const names = await namesIn(files.notices, files.folder, '.')
  return names.some((each) => each.startsWith(`${name}.damaged-`))
}

export function refuseNewer(notices: Notices, name: string, why: string) {
  notices.add({
    id: `too-new ${name}`,
    title: t('{name} is from a newer version', { name }),
    text: `${why} ${t('It was not changed. Update SSO Workbench to use it again.')}`,
  })
  return failure(appError('draft.too-new', `${name}: ${why}`, { subject: name }))
}

/** `folder` is created for the owner when needed. */
export function createJsonFiles({
  folder,
  notices,
}: {
  folder: string
  notices: Notices
}): JsonFiles {
  /** Protected files, with the error for writes. */
  const untouchable = new Map<string, ReturnType<typeof refuseNewer>>()
  const unreadable = new Set<string>()
  const changes = createQueues()

  function path(name: string): string {
    if (!namePattern.test(name)) throw new InvalidIdError('Not a file name of this app')
    return join(folder, name)
  }

  async function damaged(name: string, why: string): Promise<Result<undefined>> {
    try {
      const aside = await setAside(path(name))
      const place = dirname(path(name))
      notices.add({
        id: `damaged ${place} ${aside}`,
        title: t('{name} was damaged', { name: basename(name) }),
        text: `${t('It was set aside as {aside} in {folder}.', { aside, folder: place })} ${why}`,
      })
      return success(undefined)
    } catch (error) {
      unreadable.add(name)
      notices.add({
        id: `unreadable ${name}`,
        title: t('{name} cannot be read', { name }),
        text: `${t('It is still in {folder} and is not overwritten.', { folder: dirname(path(name)) })} ${why}`,
      })
      return failure(appError('draft.corrupt', causeOf(error), { subject: name }))
    }
  }

  /** Never overwrites an unreadable file: renames it first. */
  async function clear(name: string): Promise<void> {
    if (!unreadable.has(name)) return
    await setAside(path(name)).catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
    unreadable.delete(name)
  }

  return {
    folder,
    notices,

    async read(name, schema, unknownMembers) {
      const file = path(name)
      let text: string
      try {
        text = await readOwnText(file)
      } catch (error) {
        return isMissing(error) ? success(undefined) : damaged(name, causeOf(error))
      }
      const parsed = parseEnvelope(name, text, schema, unknownMembers)
      if (parsed.kind === 'good') return success(parsed.value)
      if (parsed.kind === 'damaged') return damaged(name, parsed.why)
      const refused = refuseNewer(notices, name, parsed.why)
      untouchable.set(name, refused)
      return refused
    },

    write(name, data) {
      const file = path(name)
      const refused = untouchable.get(name)
      if (refused) return Promise.resolve(refused)
      return changes.run(name, async () => {
        try {
          await mkdir(dirname(file), { recursive: true, mode: 0o700 })
          await clear(name)
          await writeFileAtomic(file, envelopeText(name, data), { mode: 0o600, fsync: true })
          return success(undefined)
        } catch (error) {
          return writeFailed(name, error)
        }
      })
    },

    delete(name) {
      const file = path(name)
      const refused = untouchable.get(name)
      if (refused) return Promise.resolve(refused)
      return changes.run(name, async () => {
        try {
          await rm(file, { force: true })
          return success(undefined)
        } catch (error) {
          return writeFailed(name, error)
        }
      })
    },

    async list(name) {
      const names = await namesIn(notices, folder, name)
      return names
        .filter((item) => namePattern.test(`${name}/${item}`))
        .map((item) => item.slice(0, -'.json'.length))
    },

    flush: changes.idle,
  }
}
