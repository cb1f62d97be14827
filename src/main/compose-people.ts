import { askAboutPeople } from './app/ask-about-people'
import { saveText } from './app/print-and-save'
import type { ApiClient } from './api/client'
import type { AppFiles } from './files/app-files'
import { emit } from './ipc/events'
import type { ProjectId } from '../core/model/project-id'
import type { SecretsInUse } from './scrub/secrets-in-use'
import type { SecretStore } from './secrets/secret-store'
import type { AskPerson } from './services/ask-person'
import type { GuardsService } from './services/guards/guards'
import type { Offline } from './services/offline'
import { createOpenPeople } from './services/people/open-people'
import { createPeopleKeys } from './services/people/people-keys'
import { createPeopleService } from './services/people/people'
import type { ReadPeoplePage } from './services/people/read-page'
import type { ProjectKeys } from './services/project-keys'
import type { IdentitySchemas } from './services/projects/identity-schemas'
import { createNameInQuestion } from './services/workspaces/name-in-question'
import type { WorkspacesService } from './services/workspaces/workspaces'

/** What the rest of the app gives to the services below. */
interface PeopleParts {
  readonly client: ApiClient
  readonly files: AppFiles
  readonly workspaces: WorkspacesService
  readonly guards: GuardsService
  readonly secrets: SecretsInUse
  readonly secretStore: () => Promise<SecretStore>
  readonly projectKeys: ProjectKeys
  readonly identitySchemas: IdentitySchemas
  readonly offline: Offline
  readonly person: AskPerson
  readonly readPeoplePage: ReadPeoplePage
  readonly now: () => Date
  /** What is known of the people of a project is another now. */
  readonly onTold: (projectId: ProjectId) => void
}

/** Creates what reads the people behind a set-up. */
export function composePeople({ projectKeys, person, offline, onTold, ...parts }: PeopleParts) {
  const keys = createPeopleKeys(parts.secretStore)
  const { allowsSending } = offline
  const nameInQuestion = createNameInQuestion(parts.workspaces)
  return createPeopleService({
    ...parts,
    readPage: parts.readPeoplePage,
    keys,
    allowsSending,
    opening: createOpenPeople({
      ...parts,
      keys: projectKeys,
      kept: keys,
      allowsSending,
      ask: (question) =>
        person.ask(`people ${question.purpose.kind} ${question.project.id}`, async () =>
          askAboutPeople(await nameInQuestion(question)),
        ),
    }),
    saveTable: saveText,
    tell(payload) {
      emit('people.changed', payload)
      onTold(payload.projectId)
    },
  })
}
