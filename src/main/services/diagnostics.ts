import { diagnosticsText, type DiagnosticFacts } from '../log/diagnostics/diagnostics-text'
import { success, type Result } from '../../core/errors/result'
import type { RequestOutput } from '../../core/ipc/contract'
import { isoDay } from '../../core/model/format'
import type { Notices } from '../files/store/notices'
import type { Logger } from '../log/logger'
import type { SecretStore } from '../secrets/secret-store'
import type { GuardsService } from './guards/guards'
import type { ProjectsService } from './projects/projects'
import type { SettingsService } from './settings'
import type { WorkspacesService } from './workspaces/workspaces'

/** Maximum number of log lines. */
const mostLines = 200

export interface DiagnosticsDeps extends Pick<DiagnosticFacts, 'versions' | 'system'> {
  readonly secretStore: () => Promise<Pick<SecretStore, 'kind'>>
  readonly settings: Pick<SettingsService, 'read'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly guards: Pick<GuardsService, 'read'>
  readonly projects: Pick<ProjectsService, 'draftCounts'>
  readonly notices: Pick<Notices, 'list'>
  readonly log: Pick<Logger, 'flush' | 'clean'>
  readonly recentLines: (most: number) => Promise<string[]>
  readonly folderParts: () => Promise<DiagnosticFacts['folder']>
  readonly now: () => Date
}

export interface DiagnosticsService {
  read(withMessages: boolean): Promise<Result<RequestOutput<'diagnostics.read'>>>
}

/** Creates a local report; sends and writes nothing. */
export function createDiagnostics(deps: DiagnosticsDeps): DiagnosticsService {
  const { versions, system, log, now } = deps

  async function facts(): Promise<DiagnosticFacts> {
    await log.flush()
    const [store, settings, workspaces, guards, draftCounts, folder, lines] = await Promise.all([
      deps.secretStore(),
      deps.settings.read(),
      deps.workspaces.list(),
      deps.guards.read(),
      deps.projects.draftCounts(),
      deps.folderParts(),
      deps.recentLines(mostLines),
    ])
    return {
      madeAt: now().toISOString(),
      versions,
      system,
      secretStore: store.kind,
      settings,
      workspaces,
      guards,
      draftCounts,
      notices: deps.notices.list().length,
      folder,
      // Scrub again: a secret may have become known later.
      log: lines.map((line) => log.clean(line)),
    }
  }

  return {
    async read(withMessages) {
      const known = await facts()
      const day = isoDay(known.madeAt)
      const suggestedName = `sso-workbench-diagnostics-${day}.txt`
      return success({ text: diagnosticsText(known, withMessages), suggestedName })
    },
  }
}
