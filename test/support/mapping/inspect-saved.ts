import { appError } from '../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../src/core/errors/result'
import type { JsonObject } from '../../../src/core/model/json'
import type { ProjectId } from '../../../src/core/model/project-id'
import type { AppFiles } from '../../../src/main/files/app-files'
import type { InspectCopy, InspectedMapper } from '../../../src/main/services/mappers/inspect-copy'
import type { ReadText } from '../../../src/main/services/projects/projects'
import { savedCopy } from '../../../src/main/services/projects/saved-copy'

/** A mapper that was looked at, and how far the look is. */
export interface Inspected {
  readonly mapper: InspectedMapper
  readonly done: number
  readonly of: number
}

export interface InspectSavedDeps {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly openTexts: (projectId: ProjectId) => ReadText
  readonly inspectCopy: InspectCopy
  readonly schemaOf: () => Promise<JsonObject | undefined>
  readonly emit: (inspected: Inspected) => void
}

/** Looks at every mapper of the saved draft of a project. */
export function inspectSaved({ files, openTexts, inspectCopy, schemaOf, emit }: InspectSavedDeps) {
  return async (
    projectId: ProjectId,
    signal?: AbortSignal,
  ): Promise<Result<{ mappers: number; findings: number }>> => {
    const copy = await savedCopy(files, projectId)
    if (!copy.ok) return copy
    const counts = { mappers: 0, findings: 0 }
    await inspectCopy(copy.value, {
      readText: openTexts(projectId),
      schema: await schemaOf(),
      signal,
      onMapper(mapper, done, of) {
        counts.mappers = done
        counts.findings += mapper.findings.length
        emit({ mapper, done, of })
      },
    })
    return signal?.aborted
      ? failure(appError('request.cancelled', 'Not all mappers were checked'))
      : success(counts)
  }
}
