import { randomUUID } from 'node:crypto'
import { askToTry } from './app/ask-to-try'
import { openAddress } from './app/open-link'
import { createOpenSignInPlace } from './app/sign-in-window'
import { reportProgress } from './ipc/events'
import type { AskPerson } from './services/ask-person'
import { createProjectKeys } from './services/project-keys'
import { createTryConnectionService } from './services/try-connection/try-connection'
import type { ApiClient } from './api/client'
import type { AppFiles } from './files/app-files'
import type { Notices } from './files/store/notices'
import { createMarks } from './secrets/marks'
import type { SecretStore } from './secrets/secret-store'
import type { SecretsInUse } from './scrub/secrets-in-use'
import type { GuardsService } from './services/guards/guards'
import type { Offline } from './services/offline'
import { createNameInQuestion } from './services/workspaces/name-in-question'
import type { WorkspacesService } from './services/workspaces/workspaces'

/** What the rest of the app gives to the services below. */
interface TryParts {
  readonly client: ApiClient
  readonly files: AppFiles
  readonly workspaces: WorkspacesService
  readonly guards: GuardsService
  readonly secrets: SecretsInUse
  readonly secretStore: () => Promise<SecretStore>
  readonly notices: Notices
  readonly offline: Offline
  readonly person: AskPerson
  readonly now: () => Date
}

/** Creates what tries a connection, with the window of the sign-in. */
export function composeTry(parts: TryParts) {
  const { files, offline, person } = parts
  const nameInQuestion = createNameInQuestion(parts.workspaces)
  const projectKeys = createProjectKeys({
    ...parts,
    file: files.projectKeys,
    refused: files.refusedKeys,
    marks: createMarks(parts.secretStore),
    newId: randomUUID,
  })
  const tryConnection = createTryConnectionService({
    ...parts,
    keys: projectKeys,
    allowsSending: offline.allowsSending,
    ask: (question) =>
      person.ask(`try ${question.project.id}`, async () =>
        askToTry(await nameInQuestion(question)),
      ),
    openPlace: createOpenSignInPlace(async () => !(await offline.isOffline())),
    openAddress,
    onStep: (step) => reportProgress('connection.try', step),
  })
  return { tryConnection, projectKeys }
}
