import { allOrganizationsHandlers } from './handlers/all-organizations'
import { answerHandlers } from './handlers/answer'
import { appHandlers } from './handlers/app'
import { bulkHandlers } from './handlers/bulk'
import { caseHandlers } from './handlers/case'
import { checkHandlers } from './handlers/check'
import { compareHandlers } from './handlers/compare'
import { promoteHandlers } from './handlers/promote'
import { connectionHandlers } from './handlers/connection'
import type { HandlerDeps } from './handlers/deps'
import { desktopHandlers } from './handlers/desktop'
import { diagnosticsHandlers } from './handlers/diagnostics'
import { draftHandlers } from './handlers/draft'
import { draftsHandlers } from './handlers/drafts'
import { guardHandlers } from './handlers/guard'
import { mapperHandlers } from './handlers/mapper'
import { allMappersHandlers } from './handlers/all-mappers'
import { namedValueHandlers } from './handlers/named-values'
import { pageHandlers } from './handlers/page'
import { portalLinkHandlers } from './handlers/portal-link'
import { projectHandlers } from './handlers/project'
import { publishHistoryHandlers } from './handlers/publish-history'
import { searchHandlers } from './handlers/search'
import { radarHandlers } from './handlers/radar'
import { secretHandlers } from './handlers/secret'
import { secretEndHandlers } from './handlers/secret-ends'
import { setUpHandlers } from './handlers/set-up'
import { settingsHandlers } from './handlers/settings'
import { teamFolderHandlers } from './handlers/team-folder'
import { trashHandlers } from './handlers/trash'
import { tryConnectionHandlers } from './handlers/try-connection'
import { updateHandlers } from './handlers/update'
import { windowHandlers } from './handlers/window'
import { workspaceHandlers } from './handlers/workspace'
import type { Handlers } from './router'

export function createHandlers(deps: HandlerDeps): Handlers {
  return {
    ...answerHandlers(deps),
    ...appHandlers(deps),
    ...workspaceHandlers(deps),
    ...guardHandlers(deps),
    ...projectHandlers(deps),
    ...mapperHandlers(deps),
    ...allMappersHandlers(deps),
    ...caseHandlers(deps),
    ...connectionHandlers(deps),
    ...checkHandlers(deps),
    ...tryConnectionHandlers(deps),
    ...compareHandlers(deps),
    ...promoteHandlers(deps),
    ...namedValueHandlers(deps),
    ...portalLinkHandlers(deps),
    ...draftHandlers(deps),
    ...publishHistoryHandlers(deps),
    ...searchHandlers(deps),
    ...secretHandlers(deps),
    ...secretEndHandlers(deps),
    ...setUpHandlers(deps),
    ...settingsHandlers(deps),
    ...teamFolderHandlers(deps),
    ...trashHandlers(deps),
    ...radarHandlers(deps),
    ...allOrganizationsHandlers(deps),
    ...bulkHandlers(deps),
    ...draftsHandlers(deps),
    ...desktopHandlers(deps),
    ...pageHandlers(deps),
    ...diagnosticsHandlers(deps),
    ...updateHandlers(deps),
    ...windowHandlers(deps),
  }
}
