import type { RequestName } from '../../../src/core/ipc/contract'
import type { RunningApp } from './app'
import { everyRequest, type EveryRequest, type RequestPlace } from '../texts/every-request'

/**
 * Requests that answer no list, or of which a large project has none: those that write, ask a person,
 * open something or run one mapper. A new request is not among them, so its answer is counted.
 */
const withoutLists: ReadonlySet<RequestName> = new Set<RequestName>([
  'all-mappers.edit',
  'all-mappers.fetch',
  'all-mappers.note',
  'all-organizations.copy',
  'app.report',
  'bulk.apply',
  'bulk.copy-ids',
  'case.cover',
  'case.delete',
  'case.export',
  'case.import',
  'case.run',
  'case.save',
  'clipboard.write',
  'compare.choose-file',
  'compare.note',
  'compare.texts',
  'connection.check',
  'connection.check-all',
  'domain.look-up-txt',
  'draft.append',
  'draft.discard',
  'draft.publish',
  'draft.save',
  'drafts.publish',
  'file.save-text',
  'guard.change',
  'interrupted-publish.leave',
  'interrupted-publish.settle',
  'link.open',
  'page.print',
  'people.export',
  'people.change-key',
  'people.read',
  'people.show',
  'people.stop',
  'portal-link.copy',
  'portal-link.create',
  'portal-link.delete',
  'portal-link.update',
  'project.note-whole-writes',
  'promote.make',
  'values.save',
  'publish-history.export',
  'publish-history.revert',
  'projects.read',
  'radar.save-calendar',
  'secret-end.note',
  'secret.drop',
  'secret.put',
  'file.choose',
  'set-up.opened',
  'set-up.read',
  'set-up.export',
  'settings.save',
  'trash.delete',
  'trash.restore',
  'window.begin',
  'window.drawn',
  'window.keep',
  'window.open',
  'window.settled',
  'workspace.accept-old-electron',
  'workspace.change',
  'workspace.connect',
  'workspace.disconnect',
  'team.choose',
  'team.keep-both',
  'team.load',
  'team.take',
  'team.write',
  'workspace.replace-key',
  'update.read',
  'update.run',
])

/** Requests that may answer a list, each asking for as many rows as it may. */
export function listRequests(place: RequestPlace): Partial<EveryRequest> {
  const all = everyRequest(place)
  const names = (Object.keys(all) as RequestName[]).filter((name) => !withoutLists.has(name))
  const inputs = names.map((name) => {
    const input: object = all[name]
    const most = name === 'bulk.rows' ? 1000 : 500
    return [name, 'limit' in input ? { ...input, limit: most } : input] as const
  })
  return Object.fromEntries(inputs)
}

/** The most rows of a message with an answer, by its request. */
export type MostRows = Readonly<Partial<Record<RequestName, number>>>

/**
 * Counts, in the main process, the rows of every message with an answer from now on: the entries of its
 * outermost lists together, or of the longest list within, if that has more. A record of over a hundred
 * members counts as a list.
 */
export async function countRows({ app }: RunningApp): Promise<() => Promise<MostRows>> {
  await app.evaluate(({ ipcMain }) => {
    const rowsIn = (value: unknown, isInRow = false): number => {
      if (typeof value !== 'object' || value === null) return 0
      const entries: unknown[] = Object.values(value)
      const isList = Array.isArray(value) || entries.length > 100
      const inner = entries.map((each) => rowsIn(each, isInRow || isList))
      const within = isList || isInRow ? Math.max(0, ...inner) : inner.reduce((a, b) => a + b, 0)
      return isList ? Math.max(entries.length, within) : within
    }
    const most: Record<string, number> = {}
    Object.assign(globalThis, { mostRowsByRequest: most })
    // Electron has no public way to look at a handler that is there.
    const handlers: Map<string, (...args: any[]) => unknown> = (ipcMain as any)._invokeHandlers
    const handle = handlers.get('request')!
    handlers.set('request', async (event, name: string, ...rest) => {
      const answer = await handle(event, name, ...rest)
      // Where a part belongs is no row.
      const part = name === 'answer.rest' ? (answer as any).value?.text : undefined
      const counted = typeof part === 'string' ? JSON.parse(part) : answer
      most[name] = Math.max(most[name] ?? 0, rowsIn(counted))
      return answer
    })
  })
  return () => app.evaluate(() => (globalThis as any).mostRowsByRequest as MostRows)
}
