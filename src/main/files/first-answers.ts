import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AppState } from '../../core/ipc/app-state'
import type { WindowState } from '../../core/ipc/window-state'
import { isTooDeep } from '../../core/model/json-depth'
import type { ProjectId } from '../../core/model/project-id'
import type { StoredDraft } from './drafts/draft-files'

/** Answers that the first page needs before drawing, from the last run. */
export interface FirstAnswers {
  readonly app: AppState
  readonly state?: WindowState | undefined
  /** The shown project; its state is in its own file. */
  readonly project?:
    | {
        readonly id: ProjectId
        readonly file: string
        readonly stored?: StoredDraft | undefined
      }
    | undefined
}

export interface ReadFirstAnswers {
  readonly app: AppState
  readonly state?: WindowState | undefined
  readonly opened?:
    | {
        readonly id: ProjectId
        /** JSON text, so that only the page parses it. */
        readonly snapshot: string
        readonly stored?: StoredDraft | undefined
      }
    | undefined
}

export const firstAnswersName = 'first-answers.json'
/** Bytes. */
const largest = 8_000_000
/** Folders whose files the answers depend on. */
const folders = ['.', 'drafts', 'snapshots']
const isOurs = (file: string) => file !== firstAnswersName && /\.(json|journal)$/.test(file)

/** Changes with every write to these files and with the app's version. */
export function stampOf(folder: string, version: string): string {
  const hash = createHash('sha256').update(version)
  for (const part of folders) {
    let names: string[]
    try {
      names = readdirSync(join(folder, part)).filter(isOurs).sort()
    } catch {
      // No project read or draft begun yet.
      names = []
    }
    for (const file of names) {
      const { size, mtimeMs, ino } = statSync(join(folder, part, file))
      hash.update(`${part}/${file} ${size} ${mtimeMs} ${ino}\n`)
    }
  }
  return hash.digest('hex')
}

export const sumOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** Deeply nested JSON would crash the app when copied. */
function notTooDeep(json: string): string {
  if (isTooDeep(json)) throw new Error('It is nested too deep')
  return json
}

/** Removes the file first, so that bad content can't break the next start too. */
function takeText(folder: string): string {
  const path = join(folder, firstAnswersName)
  const found = statSync(path)
  const text = found.isFile() && found.size <= largest ? readFileSync(path, 'utf8') : ''
  rmSync(path)
  return text
}

/** Reads and deletes the answers without a schema; `undefined` if any source file changed. */
export function readFirstAnswers(folder: string, version: string): ReadFirstAnswers | undefined {
  try {
    const [stamp, sum, text = ''] = takeText(folder).split('\n')
    if (sum !== sumOf(text) || stamp !== stampOf(folder, version)) return undefined
    // A matching stamp proves our own content; `composeEarly` validates it later.
    const { app, state, project } = JSON.parse(notTooDeep(text)) as FirstAnswers
    return { app, state, ...(project ? { opened: opened(folder, project) } : {}) }
  } catch {
    // Missing or changing: the services read the files as usual.
    return undefined
  }
}

type Project = NonNullable<FirstAnswers['project']>

function opened(folder: string, { id, file, stored }: Project): ReadFirstAnswers['opened'] {
  if (basename(file) !== file) throw new Error('The name leads out of the folder')
  const text = notTooDeep(readFileSync(join(folder, 'snapshots', file), 'utf8'))
  const [, snapshot] = /^\{"version":\d+,"data":(\{.*\})\}\s*$/s.exec(text) ?? []
  if (snapshot === undefined) throw new Error('It is not as it was written')
  return { id, snapshot, stored }
}
