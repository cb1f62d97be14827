import type { BrowserWindow } from 'electron'
import { appStateSchema, type AppState } from '../core/ipc/app-state'
import { openedProjectSchema } from '../core/ipc/contract'
import { windowStateSchema } from '../core/ipc/window-state'
import { parseJson } from '../core/model/json'
import { projectFileName } from '../core/model/project-id'
import { versions } from './app/versions'
import type { AppFiles } from './files/app-files'
import type { ReadFirstAnswers } from './files/first-answers'
import { keepFirstAnswers } from './files/keep-first-answers'
import { snapshotOf, storedSnapshotSchema } from './files/snapshots/snapshot-files'
import type { ToldEarly } from './ipc/early-answers'
import { emitTo } from './ipc/events'
import type { Handlers } from './ipc/router'
import { createSettingsService } from './services/settings'
import type { WindowStates } from './services/window-states'

/** Characters of a draft: reading more before the first picture would cost the time that it saves. */
const longestDraft = 2_000_000

function isValidProject({
  id,
  snapshot,
  stored,
}: NonNullable<ReadFirstAnswers['opened']>): boolean {
  try {
    const state = snapshotOf(id, storedSnapshotSchema.parse(parseJson(snapshot)))
    return openedProjectSchema.safeParse({ snapshot: state, ...stored }).success
  } catch {
    // It is no JSON, or no state.
    return false
  }
}

/** Whether the page could read what it was told, by the schemas that were not there yet. */
function isValid({ app, state, opened }: ReadFirstAnswers): boolean {
  return (
    appStateSchema.safeParse(app).success &&
    windowStateSchema.optional().safeParse(state).success &&
    (opened === undefined || isValidProject(opened))
  )
}

/**
 * What the first window is answered before the services are there: kept at the end of a run, and corrected at the start
 * of the next.
 */
export function composeEarly(deps: {
  readonly folder: string
  readonly files: AppFiles
  readonly windowStates: WindowStates
  readonly readApp: Handlers['app.read']
}) {
  const { folder, files, windowStates, readApp } = deps

  async function appNow(): Promise<AppState | undefined> {
    const answer = await readApp({}, { signal: new AbortController().signal, windowId: 0 })
    return answer.ok ? answer.value : undefined
  }

  /** Tells the page what has changed since, such as a keychain that is gone. */
  async function correct({ webContents }: BrowserWindow, told: ReadFirstAnswers): Promise<void> {
    if (!isValid(told)) {
      // Somebody else wrote the file. The page starts again, with what the services say.
      webContents.reload()
      return
    }
    const now = await appNow()
    if (!now || JSON.stringify(now) === JSON.stringify(told.app)) return
    emitTo(webContents)('app.changed', now)
  }

  return {
    /** Goes on from what the page was told. */
    goOn(window: BrowserWindow, { answers, hasBegun }: ToldEarly): void {
      if (window.isDestroyed()) return
      if (hasBegun) {
        const { place } = windowStates.begin(window.webContents.id)
        if (place) emitTo(window.webContents)('place.open', place)
      }
      if (answers) void correct(window, answers)
    },

    /**
     * Keeps the answers for the next start, once everything is written. Where there are notices, the next start reads
     * every file anew and tells them again.
     */
    async keep(): Promise<void> {
      const app = await appNow()
      if (!app || app.notices.length > 0) return
      // As the next run reads them: without what was closed for this run.
      const settings = await createSettingsService({ files, onTheme: () => undefined }).read()
      const [window] = await windowStates.read()
      const id = window?.state?.shown
      const stored = id === undefined ? undefined : await files.drafts.readStored(id)
      if (stored && !stored.ok) return
      if (JSON.stringify(stored?.value ?? '').length > longestDraft) return
      await keepFirstAnswers(folder, versions(), {
        app: { ...app, settings },
        state: window?.state,
        project: id && { id, file: `${projectFileName(id)}.json`, stored: stored?.value },
      })
    },
  }
}
