import { t } from '../../core/language/translate'
import { strictest, type Environment, type ProjectSummary } from '../../core/model/project'
import type { ProjectId } from '../../core/model/project-id'
import { createQueue } from '../concurrency/in-turn'
import type { StoredValue } from '../files/app-files'
import type { KeptEnvironments } from '../files/environments-file'
import type { Notices } from '../files/store/notices'

/** Strictest environment seen per project, so that no server can lower the protection later. */
export interface Environments {
  /** Returns the projects with the strictest environment ever seen, and stores it. */
  hold<Project extends ProjectSummary>(projects: readonly Project[]): Promise<Project[]>
}

export function createEnvironments(deps: {
  readonly file: StoredValue<KeptEnvironments>
  readonly notices?: Pick<Notices, 'add'>
}): Environments {
  const { file, notices } = deps
  const changes = createQueue()
  /** Fallback if the file can't be written. */
  const seen = new Map<ProjectId, Environment>()
  const told = new Set<ProjectId>()

  function tell({ id, name, environmentAtOry }: ProjectSummary): void {
    if (environmentAtOry === undefined || told.has(id)) return
    told.add(id)
    notices?.add({
      id: `environment ${id}`,
      title: t('{project} has another environment at Ory now', { project: name }),
      text: t(
        'It is treated as before on this computer, so publishing still asks for its slug where it did. ' +
          'Its settings say what it is at Ory.',
      ),
    })
  }

  return {
    hold: (projects) =>
      changes.run(async () => {
        const stored = await file.read()
        const kept = stored.ok ? (stored.value?.strictest ?? {}) : undefined
        // An unreadable or lost file may have named any project as production.
        const isLost = stored.ok && stored.value?.lost === true
        const unknown = isLost || !kept ? 'production' : undefined
        const next: Record<string, Environment> = { ...kept }
        const held = projects.map((project) => {
          const { environmentAtOry, ...rest } = project
          const before = kept?.[project.id] ?? unknown
          const environment = strictest(
            strictest(project.environment, before),
            seen.get(project.id),
          )
          seen.set(project.id, environment)
          const atOry = environmentAtOry ?? project.environment
          next[project.id] = environment
          return {
            ...rest,
            environment,
            ...(atOry === environment ? {} : { environmentAtOry: atOry }),
            // Only the two members above differ.
          } as (typeof projects)[number]
        })
        const isNew = kept && projects.some(({ id }) => kept[id] !== next[id])
        if (isNew) await file.write({ strictest: next, ...(isLost ? { lost: true } : {}) })
        held.forEach(tell)
        return held
      }),
  }
}
