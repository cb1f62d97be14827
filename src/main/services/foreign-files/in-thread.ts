import { readSetUpFile, type SetUpReading } from '../../../core/set-up-file/read'
import type { SetUpFile } from '../../../core/set-up-file/form'
import type { AnswerPart } from '../../../core/ipc/parts'
import type { TeamFolder } from '../../../core/team-folder/team'
import type { Folders } from '../../files/team-folder/read-team-files'
import { readTeamFolderAt } from '../../files/team-folder/read-team-folder'
import { createLongAnswers } from '../../concurrency/long-answers'
import { readPeoplePage, type PageQuestion, type PageReading } from '../people/read-page'

/** What the thread is asked to read, or a part of what it has read, from 0. */
export type ForeignQuestion =
  | { readonly kind: 'set-up'; readonly text: string }
  /** `root` is an absolute path; `folders` are those below it that are read, all by default. */
  | { readonly kind: 'folder'; readonly root: string; readonly folders?: Folders | undefined }
  | { readonly kind: 'people'; readonly page: PageQuestion }
  | { readonly kind: 'rest'; readonly id: string; readonly part: number }

type Entries<Value> = readonly (readonly [string, Value])[]
type EntriesOf<Of> = Of extends ReadonlyMap<string, infer Value> ? Entries<Value> : never
type Named = 'projects' | 'published' | 'pairs' | 'mappers'

/** A folder as it is sent: without maps, which are not cut into parts. */
export type SentFolder =
  | { readonly ok: false; readonly code: string | undefined }
  | {
      readonly ok: true
      readonly hashes: Entries<string>
      readonly folder: Omit<TeamFolder, Named> & {
        readonly [Name in Exclude<Named, 'projects'>]: EntriesOf<TeamFolder[Name]>
      } & {
        /** By name, which is portable. The rows of all projects count together, which those within a list do not. */
        readonly projects: Readonly<
          Record<string, { readonly file: SetUpFile; readonly uses: Entries<string> }>
        >
      }
    }

/** What was read, without what is too much for one message. */
export interface ForeignAnswer {
  readonly id: string
  /** As the question has it: a `SetUpReading`, a `SentFolder`, a `PageReading` or an `AnswerPart`. */
  readonly value: SetUpReading | SentFolder | PageReading | AnswerPart | undefined
  /** How many parts there are besides. */
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

/** What a question asks for. */
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
    // Without its long lists it has the same members.
    return { id, value: value as typeof read, rest }
  }
}
