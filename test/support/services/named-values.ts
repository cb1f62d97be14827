import type { Snapshot } from '../../../src/core/model/snapshot'
import type { AppFiles } from '../../../src/main/files/app-files'
import { createFormerRules } from '../../../src/main/services/compare/former-rules'
import { createNamedValues } from '../../../src/main/services/compare/named-values'
import { workspaceOf } from './radar-service'

/** The named values of a user data folder whose workspace has these projects. */
export const namedValuesIn = (
  files: AppFiles,
  projects: readonly Snapshot[] = [],
  tellNoted: () => void = () => undefined,
) =>
  createNamedValues({
    file: files.namedValues,
    formerRules: createFormerRules(files, {
      list: () => Promise.resolve([workspaceOf(projects)]),
    }),
    tellNoted,
  })
