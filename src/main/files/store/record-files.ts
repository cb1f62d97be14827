import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { causeOf, codeOf } from './file-errors'
import type { Notices } from './notices'
import { readOwnText } from './read-text'
import { setAside } from './set-aside'

/** The version that records of publishes are written with; their meaning is `{ version, data }`. */
const recordVersion = 1
const envelopeSchema = z.object({ version: z.number().int(), data: z.unknown() })

/** How `write-file-atomic` names a file until it takes the place of the real one. */
const leftoverPattern = /\.json\.\d+$/

/** One record of a publish in a file of its own, by its path. */
export interface RecordFiles {
  /**
   * `undefined` where there is none. A damaged one is set aside and told as a notice, and counts as
   * absent then; one of a newer version stays and answers `draft.too-new`.
   */
  read<Value>(path: string, schema: z.ZodType<Value>): Promise<Result<Value | undefined>>
  /** All or nothing, for the owner's eyes only. */
  write(path: string, data: unknown): Promise<Result<void>>
  delete(path: string): Promise<Result<void>>
  /**
   * Removes what writes that a kill ended left in a folder: temporary files of that age and more.
   * @param milliseconds an hour is more than any write takes; 0 where nobody else can be writing
   * @param prefix of their names; all by default
   */
  sweep(folder: string, milliseconds: number, prefix?: string): Promise<void>
}

function parse(text: string): z.infer<typeof envelopeSchema> | undefined {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const writeFailed = (path: string, error: unknown) =>
  failure(appError('draft.write-failed', causeOf(error), { retry: true, subject: basename(path) }))

export function createRecordFiles({ notices }: { readonly notices: Notices }): RecordFiles {
  async function putAside(path: string): Promise<void> {
    const name = basename(path)
    const aside = await setAside(path)
    notices.add({
      id: `damaged ${dirname(path)} ${aside}`,
      title: `${name} was damaged`,
      text: `It was set aside as ${aside} in ${dirname(path)}. All else is as it was.`,
    })
  }

  /** A folder in its place, or no permission: out of the way, so that the next one can be written. */
  async function unreadable(path: string, error: unknown): Promise<Result<undefined>> {
    const subject = basename(path)
    try {
      await putAside(path)
      return success(undefined)
    } catch {
      notices.add({
        id: `unreadable ${path}`,
        title: `${subject} cannot be read`,
        text: `It was left as it is in ${dirname(path)}. ${causeOf(error)}`,
      })
      return failure(appError('draft.corrupt', causeOf(error), { subject }))
    }
  }

  return {
    async read(path, schema) {
      const subject = basename(path)
      try {
        const envelope = parse(await readOwnText(path))
        if (envelope && envelope.version > recordVersion) {
          notices.add({
            id: `too-new ${path}`,
            title: `${subject} is from a newer version`,
            text: 'It was left as it is. Update SSO Workbench to use it again.',
          })
          const message = `${subject} was written by a newer version of SSO Workbench`
          return failure(appError('draft.too-new', message, { subject }))
        }
        const data = envelope ? schema.safeParse(envelope.data) : undefined
        if (data?.success) return success(data.data)
        await putAside(path)
        return success(undefined)
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return success(undefined)
        return unreadable(path, error)
      }
    },

    async write(path, data) {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        const text = `${JSON.stringify({ version: recordVersion, data })}\n`
        await writeFileAtomic(path, text, { mode: 0o600, fsync: true })
        return success(undefined)
      } catch (error) {
        return writeFailed(path, error)
      }
    },

    async delete(path) {
      try {
        await rm(path, { force: true })
        return success(undefined)
      } catch (error) {
        return writeFailed(path, error)
      }
    },

    async sweep(folder, milliseconds, prefix = '') {
      const names = await readdir(folder).catch(() => [])
      const left = names.filter((item) => item.startsWith(prefix) && leftoverPattern.test(item))
      for (const name of left) {
        const path = join(folder, name)
        const found = await stat(path).catch(() => undefined)
        if (found && Date.now() - found.mtimeMs >= milliseconds) {
          await rm(path, { force: true }).catch(() => undefined)
        }
      }
    },
  }
}
