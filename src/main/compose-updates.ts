import { app } from 'electron'
import { z } from 'zod'
import { openAddress } from './app/open-link'
import { createInstaller } from './app/install-update'
import type { Base } from './compose-base'
import { emit } from './ipc/events'
import { onSchedule } from './services/updates/on-schedule'
import { readFeed, type UpdateSource } from './services/updates/read-feed'
import { createUpdatesService } from './services/updates/updates'

/** Where this copy learns of newer versions; inserted by the build, and null without a release to be part of. */
declare const __UPDATES__: UpdateSource | null

/** Milliseconds that a server may take. */
const patience = 20_000

const sourceSchema = z.object({ feed: z.url(), page: z.url(), publicKey: z.string() })

/** Tests name a source of their own, which a packaged app does not listen to. */
function updateSource(): UpdateSource | undefined {
  const given = app.isPackaged ? undefined : process.env['SSO_WORKBENCH_UPDATES']
  return given === undefined ? (__UPDATES__ ?? undefined) : sourceSchema.parse(JSON.parse(given))
}

/** Creates what looks for newer versions, and when. */
export function composeUpdates({ version, files, settings, offline, fetch }: Base) {
  const source = updateSource()
  const updates = createUpdatesService({
    source,
    version,
    settings,
    offline,
    ask: (from) => readFeed(from, fetch, AbortSignal.timeout(patience)),
    seen: files.seenFeed,
    installer: createInstaller(source?.feed ?? ''),
    openPage: openAddress,
    onChange: (state) => emit('update.changed', { state }),
  })
  const schedule = onSchedule({
    isOn: async () => source !== undefined && (await settings.read()).lookForUpdates === true,
    look: updates.look,
  })
  return { updates, schedule }
}
export type Updates = ReturnType<typeof composeUpdates>
