import type { BrowserWindow } from 'electron'
import { projectFileName } from '../core/model/project-id'
import { versions } from './app/versions'
import type { AppFiles } from './files/app-files'
import { forgetFirstAnswers } from './files/first-answers'
import { keepFirstAnswers } from './files/keep-first-answers'
import type { ToldEarly } from './ipc/early-answers'
import { emitTo } from './ipc/events'
import type { Handlers } from './ipc/router'
import { createSettingsService } from './services/settings'
import type { WindowStates } from './services/window-states'

/** More is not read before the first picture: it would cost the time that it saves. */
const longestDraft = 2_000_000

/** What the first window is answered before the services are there: kept at the end of a run, made good at a start. */
export function composeEarly(deps: {
  readonly folder: string
  readonly files: AppFiles
  readonly windowStates: WindowStates
  readonly readApp: Handlers['app.read']
}) {
  const { folder, files, windowStates, readApp } = deps

  async function appNow() {
    const answer = await readApp({}, { signal: new AbortController().signal, windowId: 0 })
    return answer.ok ? answer.value : undefined
  }

  /** The page hears what has become otherwise since, such as a keychain that is no more there. */
  async function makeGood(window: BrowserWindow, told: NonNullable<ToldEarly['app']>) {
    const now = await appNow()
    if (!now || JSON.stringify(now) === JSON.stringify(told) || window.isDestroyed()) return
    emitTo(window.webContents)('app.changed', now)
  }

  return {
    /** Goes on where the page was told something before. */
    goOn(window: BrowserWindow, { app, hasBegun }: ToldEarly): void {
      forgetFirstAnswers(folder)
      if (window.isDestroyed()) return
      if (hasBegun) {
        const { place } = windowStates.begin(window.webContents.id)
        if (place) emitTo(window.webContents)('place.open', place)
      }
      if (app) void makeGood(window, app)
    },

    /** Keeps the answers for the next start, when everything is written. A run with notices begins without them. */
    async keep(): Promise<void> {
      const app = await appNow()
      if (!app || app.notices.length > 0) return
      // As the next run reads them.
      const settings = await createSettingsService({ files, onTheme: () => undefined }).read()
      const [window] = await windowStates.read()
      const id = window?.state?.shown
      const stored = id === undefined ? undefined : await files.drafts.readStored(id)
      if (stored && !stored.ok) return
      if (JSON.stringify(stored?.value ?? '').length > longestDraft) return
      const project =
        id === undefined
          ? undefined
          : { id, file: `${projectFileName(id)}.json`, stored: stored?.value }
      await keepFirstAnswers(folder, versions(), {
        app: { ...app, settings },
        state: window?.state,
        project,
      })
    },
  }
}
