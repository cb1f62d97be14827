import type { ProjectId } from '../../../src/core/model/project-id'
import type { ProjectSummary } from '../../../src/core/model/project'
import { createReadProjects } from '../../../src/main/services/projects/read-projects'
import { workspaceOf } from './radar-service'

type Deps = Parameters<typeof createReadProjects>[0]

/**
 * The reading of several projects.
 *
 * @returns `run` reads the projects of these ids as all that are listed, or without any those that were left
 */
export function readingOf(
  deps: Pick<Deps, 'read' | 'emit'> & Partial<Deps>,
  listed: readonly string[] = [],
) {
  let ids = listed
  const reading = createReadProjects({
    workspaces: {
      list: () =>
        Promise.resolve([
          { ...workspaceOf([]), projects: ids.map((id) => ({ id }) as unknown as ProjectSummary) },
        ]),
    },
    snapshots: { writtenAt: () => Promise.resolve(undefined) },
    mayReadUnasked: () => Promise.resolve(true),
    now: () => new Date('2026-11-27T12:00:00Z'),
    ...deps,
  })
  return {
    ...reading,
    read: reading.run,
    run(given?: readonly ProjectId[], signal?: AbortSignal) {
      ids = given ?? ids
      return reading.run({ which: given ? 'all' : 'left' }, signal)
    },
  }
}
