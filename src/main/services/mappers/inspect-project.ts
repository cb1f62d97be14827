import type { WorkingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { EventPayload, RequestOutput } from '../../../core/ipc/contract'
import type { JsonObject } from '../../../core/model/json'
import type { AppFiles } from '../../files/app-files'
import type { ReadText } from '../projects/projects'
import { savedCopy } from '../projects/saved-copy'
import type { InspectCopy } from './inspect-copy'
import type { ProjectId } from '../../../core/model/project-id'

export interface InspectProjectDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  /** Creates a reader for the stored texts of a project; called once for all of them. */
  readonly openTexts: (projectId: ProjectId) => ReadText
  readonly inspectCopy: InspectCopy
  /** The project's default identity schema; `undefined` leaves its rules out. */
  readonly schemaOf: (projectId: ProjectId, signal?: AbortSignal) => Promise<JsonObject | undefined>
  readonly emit: (inspected: EventPayload<'mapper.inspected'>) => void
}

/**
 * Inspects every mapper of a project's saved draft, each text once, and emits each result. A mapper that
 * cannot be read only fails itself. An abort ends with `request.cancelled`, and nothing is emitted after
 * it.
 */
export type InspectProject = (
  projectId: ProjectId,
  signal?: AbortSignal,
) => Promise<Result<RequestOutput<'mapper.inspect-project'>>>

export function createInspectProject(deps: InspectProjectDeps): InspectProject {
  const { files, openTexts, inspectCopy, schemaOf, emit } = deps

  async function inspectAll(
    projectId: ProjectId,
    copy: WorkingCopy,
    signal: AbortSignal | undefined,
  ): Promise<RequestOutput<'mapper.inspect-project'>> {
    const schema = await schemaOf(projectId, signal)
    const counts = { mappers: 0, findings: 0 }
    await inspectCopy(copy, {
      readText: openTexts(projectId),
      schema,
      signal,
      onMapper(mapper, done, of) {
        counts.mappers = done
        counts.findings += mapper.findings.length
        emit({ projectId, mapper, done, of })
      },
    })
    return counts
  }

  return async (projectId, signal) => {
    const copy = await savedCopy(files, projectId)
    if (!copy.ok) return copy
    const counts = await inspectAll(projectId, copy.value, signal)
    return signal?.aborted
      ? failure(appError('request.cancelled', t('Not all mappers were checked')))
      : success(counts)
  }
}
