import { chooseFiles, chooseFolder, confirmReplace } from './app/ask-for-files'
import { inspectMapper } from './mapper/inspect'
import { createCasesService } from './services/cases/cases'
import { createLookAtText, type InspectText } from './services/mappers/look-at-text'
import { createMappersService } from './services/mappers/mappers'
import { createIdentitySchemas } from './services/projects/identity-schemas'
import type { AppFiles } from './files/app-files'
import type { CaseFiles } from './files/cases/case-files'
import type { TextCache } from './files/snapshots/text-cache'
import type { Notices } from './files/store/notices'
import type { MapperEngine } from './mapper/engine'
import type { StorageReader } from './api/storage'
import type { ProjectsService } from './services/projects/projects'
import type { WorkspacesService } from './services/workspaces/workspaces'

/** What the rest of the app gives to the services below. */
interface MapperParts {
  readonly files: AppFiles
  readonly notices: Notices
  readonly workspaces: WorkspacesService
  readonly storage: StorageReader
  readonly texts: TextCache
  readonly caseFiles: CaseFiles
  readonly engine: MapperEngine
  readonly openTexts: ProjectsService['openTexts']
}

/** Creates what runs mappers, looks for mistakes in them, and keeps their cases. */
export function composeMappers(parts: MapperParts) {
  const { engine } = parts
  const identitySchemas = createIdentitySchemas(parts)
  const inspect: InspectText = (...asked) => inspectMapper(engine, ...asked)
  const lookAtText = createLookAtText(inspect)
  const cases = createCasesService({
    ...parts,
    identitySchemas,
    asking: { chooseFolder, chooseFiles, confirmReplace },
  })
  return {
    mappers: createMappersService(engine),
    identitySchemas,
    inspect,
    lookAtText,
    cases,
  }
}
