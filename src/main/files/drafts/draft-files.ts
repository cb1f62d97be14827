import { join } from 'node:path'
import { isWorthKeeping, type Draft, type Step } from '../../../core/draft/draft'
import { applyEntries, type Entry } from '../../../core/draft/journal'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { hasCleanSecrets, haveCleanSecrets } from '../../../core/intents/secret-places'
import { t } from '../../../core/language/translate'
import { createQueues } from '../../concurrency/in-turn'
import { createJournalFile, type JournalFile } from './journal-file'
import { entryLine, headerLine } from './journal-lines'
import { namesIn, refuseNewer, writeFailed, type JsonFiles } from '../store/json-files'
import { replayJournal, storedDraftSchema, type DraftState, type Damage } from './replay-journal'
import { projectFileName, projectOfFile, type ProjectId } from '../../../core/model/project-id'
import type { Notice } from '../store/notices'

function damagedJournal(
  name: string,
  folder: string,
  aside: string,
  { kept, lost }: Damage,
): Notice {
  const saved =
    lost === 0
      ? t('The draft was kept with {kept, plural, one {# step} other {# steps}} from it.', { kept })
      : t(
          'The draft was kept with {kept, plural, one {# step} other {# steps}} from it; ' +
            '{lost, plural, one {# line} other {# lines}} could not be read.',
          { kept, lost },
        )
  return {
    id: `damaged ${aside}`,
    title: t('{name} was damaged', { name }),
    text: `${saved} ${t('It was set aside as {aside} in {folder}.', { aside, folder })}`,
  }
}

/** `sequence`: last complete entry, so that each case is reported once. */
function tornJournal(name: string, sequence: number): Notice {
  return {
    id: `torn ${name} ${sequence}`,
    title: t('The last edit was not saved completely'),
    text: t('The app ended while it wrote to {name}. All edits before that one are kept.', {
      name,
    }),
  }
}

export interface StoredDraft {
  readonly draft: Draft
  readonly sequence: number
}

/** Drafts on disk: `drafts/ID.json` plus appended `drafts/ID.journal`, merged when long. */
export interface DraftFiles {
  read(projectId: ProjectId): Promise<Result<Draft | undefined>>
  readStored(projectId: ProjectId): Promise<Result<StoredDraft | undefined>>
  /** Replaces the draft; returns the number that entries follow. */
  write(draft: Draft): Promise<Result<number>>
  /** Appends durably; `draft.stale` unless `after` is the number of the last entry. */
  append(projectId: ProjectId, after: number, entries: readonly Entry[]): Promise<Result<number>>
  delete(projectId: ProjectId): Promise<Result<void>>
  projectIds(): Promise<ProjectId[]>
  flush(): Promise<void>
}

const areClean = (steps: readonly Step[]) =>
  steps.every(({ changes }) => changes.every(hasCleanSecrets))

/** Whether secret references occur only in secret fields. */
const isClean = ({ intents, past, future, branches }: Draft): boolean =>
  haveCleanSecrets(intents) && [past, future, ...branches.map(({ steps }) => steps)].every(areClean)

const isCleanEntry = (entry: Entry): boolean => {
  if (entry.kind === 'record') return areClean([entry.step])
  return entry.kind !== 'join' || entry.changes.every(hasCleanSecrets)
}

const misplacedSecret = () =>
  appError(
    'request.invalid',
    t('A field that is not for secrets holds a reference to a secret, so nothing was saved'),
  )

/** Longer journals are merged, to keep reading fast. */
const longest = { lines: 500, bytes: 1024 * 1024 }

export function createDraftFiles(parts: {
  files: JsonFiles
  /** For tests. */
  journalAt?: (path: string) => JournalFile
}): DraftFiles {
  const { files, journalAt = createJournalFile } = parts
  const { folder, notices } = files
  const states = new Map<string, DraftState>()
  const { run: inTurn, idle } = createQueues()
  const nameOf = (projectId: ProjectId) => `drafts/${projectFileName(projectId)}.json`
  const journalName = (projectId: ProjectId) => `drafts/${projectFileName(projectId)}.journal`
  const journalOf = (projectId: ProjectId) => journalAt(join(folder, journalName(projectId)))

  async function writeWhole(projectId: ProjectId, state: DraftState): Promise<Result<void>> {
    const { sequence, draft } = state
    return draft ? files.write(nameOf(projectId), { sequence, draft }) : success(undefined)
  }

  /** Deletes a journal after its draft was written or deleted. */
  async function emptyJournal(projectId: ProjectId, state: DraftState): Promise<Result<void>> {
    const journal = journalOf(projectId)
    try {
      if (typeof state.blocked === 'object') {
        const aside = await journal.setAside()
        notices.add(damagedJournal(journalName(projectId), folder, aside, state.blocked))
      } else {
        await journal.remove()
      }
    } catch (error) {
      state.blocked ??= 'unclean'
      return writeFailed(journalName(projectId), error)
    }
    Reflect.deleteProperty(state, 'blocked')
    Object.assign(state, { lines: 0, bytes: 0 })
    return success(undefined)
  }

  /** Writes the draft, then empties the journal; both together are always valid. */
  async function fold(projectId: ProjectId, state: DraftState): Promise<Result<void>> {
    const written = await writeWhole(projectId, state)
    return written.ok ? emptyJournal(projectId, state) : written
  }

  /** Skipped if the draft changed meanwhile. */
  function foldLater(projectId: ProjectId, state: DraftState): void {
    void inTurn(projectId, async () => {
      if (states.get(projectId) === state) await fold(projectId, state)
    })
  }

  async function load(projectId: ProjectId): Promise<Result<DraftState>> {
    const known = states.get(projectId)
    if (known) return success(known)
    const whole = await files.read(nameOf(projectId), storedDraftSchema)
    if (!whole.ok) return whole
    const journal = await journalOf(projectId).read()
    if (journal?.kind === 'too-new') {
      return refuseNewer(notices, journalName(projectId), journal.why)
    }
    const state = replayJournal(projectId, whole.value, journal)
    states.set(projectId, state)
    if (journal?.kind === 'read' && journal.torn) {
      notices.add(tornJournal(journalName(projectId), state.sequence))
    }
    if (journal) foldLater(projectId, state)
    return success(state)
  }

  async function add(
    projectId: ProjectId,
    state: DraftState,
    draft: Draft,
    entries: readonly Entry[],
  ): Promise<Result<number>> {
    if (state.blocked !== undefined) {
      const folded = await fold(projectId, state)
      if (!folded.ok) return folded
    }
    const lines = entries.map((entry, index) => entryLine(state.sequence + 1 + index, entry))
    if (state.bytes === 0) {
      lines.unshift(headerLine({ projectId, baseRevisionId: draft.baseRevisionId }))
    }
    const text = lines.join('')
    const journal = journalOf(projectId)
    try {
      await journal.append(text)
    } catch (error) {
      // A part may have been written: the next entries must not follow half a line.
      await journal.cut(state.bytes).catch(() => {
        state.blocked = 'unclean'
      })
      return writeFailed(journalName(projectId), error)
    }
    const before = { lines: state.lines, bytes: state.bytes }
    Object.assign(state, {
      draft: applyEntries(draft, entries),
      sequence: state.sequence + entries.length,
      lines: before.lines + entries.length,
      bytes: before.bytes + Buffer.byteLength(text),
    })
    // At each multiple: if it cannot be merged, this is not tried with every key.
    const passes = (unit: 'lines' | 'bytes') =>
      Math.floor(state[unit] / longest[unit]) > Math.floor(before[unit] / longest[unit])
    if (passes('lines') || passes('bytes')) foldLater(projectId, state)
    return success(state.sequence)
  }

  async function readStored(projectId: ProjectId): Promise<Result<StoredDraft | undefined>> {
    const state = await inTurn(projectId, () => load(projectId))
    if (!state.ok) return state
    const { draft, sequence } = state.value
    return success(draft && isWorthKeeping(draft) ? { draft, sequence } : undefined)
  }

  return {
    readStored,

    async read(projectId) {
      const stored = await readStored(projectId)
      return stored.ok ? success(stored.value?.draft) : stored
    },

    write: (draft) =>
      inTurn(draft.projectId, async () => {
        if (!isClean(draft)) return failure(misplacedSecret())
        const state = await load(draft.projectId)
        if (!state.ok) return state
        // A new number, so that entries for the previous draft are refused.
        const next = { ...state.value, draft, sequence: state.value.sequence + 1 }
        const written = await writeWhole(draft.projectId, next)
        if (!written.ok) return written
        states.set(draft.projectId, next)
        // Remaining entries are older than the draft; they are deleted before the next one is appended.
        await emptyJournal(draft.projectId, next)
        return success(next.sequence)
      }),

    append: (projectId, after, entries) =>
      inTurn(projectId, async () => {
        if (!entries.every(isCleanEntry)) return failure(misplacedSecret())
        const state = await load(projectId)
        if (!state.ok) return state
        const { draft, sequence } = state.value
        if (draft && after === sequence) return add(projectId, state.value, draft, entries)
        return failure(appError('draft.stale', t('The saved draft is a different one')))
      }),

    delete: (projectId) =>
      inTurn(projectId, async () => {
        const state = await load(projectId)
        if (!state.ok) return state
        // If the app ends before the deletion, the remaining entries are ignored.
        const mark = { sequence: state.value.sequence, draft: null }
        const marked =
          state.value.lines > 0 ? await files.write(nameOf(projectId), mark) : success(undefined)
        if (!marked.ok) return marked
        const gone = { ...state.value, draft: undefined }
        states.set(projectId, gone)
        const emptied = await emptyJournal(projectId, gone)
        return emptied.ok ? files.delete(nameOf(projectId)) : emptied
      }),

    async projectIds() {
      const whole = await files.list('drafts')
      const names = await namesIn(notices, folder, 'drafts')
      const journals = names
        .filter((name) => name.endsWith('.journal'))
        .map((name) => name.slice(0, -'.journal'.length))
      return [...new Set([...whole, ...journals])].flatMap((name) => projectOfFile(name) ?? [])
    },

    flush: idle,
  }
}
