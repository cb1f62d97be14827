import { readSetUpFile, type SetUpReading } from '../../../core/set-up-file/read'
import type { SetUpFile } from '../../../core/set-up-file/form'
import type { AnswerPart } from '../../../core/ipc/parts'
import type { TeamFolder } from '../../../core/team-folder/team'
import type { Folders } from '../../files/team-folder/read-team-files'
import { readTeamFolderAt } from '../../files/team-folder/read-team-folder'
import { createLongAnswers } from '../../concurrency/long-answers'
import { readPeoplePage, type PageQuestion, type PageReading } from '../people/read-page'

/** A file to read, or part n (from 0) of the last result. */
export type ForeignQuestion =
  | { readonly kind: 'set-up'; readonly text: string }
  /** `root`: absolute path; `folders`: subfolders to read, all by default. */
  | { readonly kind: 'folder'; readonly root: string; readonly folders?: Folders | undefined }
  | { readonly kind: 'people'; readonly page: PageQuestion }
  | { readonly kind: 'rest'; readonly id: string; readonly part: number }

type Entries<Value> = readonly (readonly [string, Value])[]
type EntriesOf<Of> = Of extends ReadonlyMap<string, infer Value> ? Entries<Value> : never
type Named = 'projects' | 'published' | 'pairs' | 'mappers'

/** A folder without maps, which can't be split. */
export type SentFolder =
  | { readonly ok: false; readonly code: string | undefined }
  | {
      readonly ok: true
      readonly hashes: Entries<string>
      readonly folder: Omit<TeamFolder, Named> & {
        readonly [Name in Exclude<Named, 'projects'>]: EntriesOf<TeamFolder[Name]>
      } & {
        /** By portable name; `rows` counts over all projects. */
        readonly projects: Readonly<
          Record<string, { readonly file: SetUpFile; readonly uses: Entries<string> }>
        >
      }
    }

/** A result without what exceeds one message. */
export interface ForeignAnswer {
  readonly id: string
  readonly value: SetUpReading | SentFolder | PageReading | AnswerPart | undefined
  /** Number of further parts. */
  readonly rest: number
}

async function sentFolder(root: string, folders?: Folders): Promise<SentFolder> {
  const read = await readTeamFolderAt(root, folders)
  if (!read.ok) return read
  const { projects, published, pairs, mappers, ...rest } = read.folder
  return {
    ok: true,
    hashes: [...read.hashes],
    folder: {
      ...rest,
      projects: Object.fromEntries(
        [...projects].map(([name, { file, uses }]) => [name, { file, uses: [...uses] }]),
      ),
      published: [...published],
      pairs: [...pairs],
      mappers: [...mappers],
    },
  }
}

function readingOf(
  question: Exclude<ForeignQuestion, { readonly kind: 'rest' }>,
): SetUpReading | PageReading | Promise<SentFolder> {
  switch (question.kind) {
    case 'set-up':
      return readSetUpFile(question.text)
    case 'people':
      return readPeoplePage(question.page)
    case 'folder':
      return sentFolder(question.root, question.folders)
  }
}

/** Reads foreign files; hands out long results in parts of at most 1,000 rows on request. */
export function createForeignReader(): (question: ForeignQuestion) => Promise<ForeignAnswer> {
  const answers = createLongAnswers()
  let last = 0
  return async (question) => {
    if (question.kind === 'rest') {
      const { id, part } = question
      return { id, value: answers.take(0, id, part), rest: 0 }
    }
    const id = String((last += 1))
    const read = await readingOf(question)
    const { value, rest = 0 } = answers.keep(0, id, read)
    // Same members, without long lists.
    return { id, value: value as typeof read, rest }
  }
}
