import { randomUUID } from 'node:crypto'
import { askAboutPeople, askToTry } from './app/ask-consent'
import { openAddress } from './app/open-link'
import { saveText } from './app/print-and-save'
import { createOpenSignInPlace } from './app/sign-in-window'
import type { Base } from './compose-base'
import type { Estate } from './compose-estate'
import type { Projects } from './compose-projects'
import { emit, reportProgress } from './ipc/events'
import { createMarks } from './secrets/marks'
import { createOpenPeople } from './services/people/open-people'
import { createPeopleKeys } from './services/people/people-keys'
import { createPeopleService } from './services/people/people'
import { createProjectKeys } from './services/project-keys'
import { createTryConnectionService } from './services/try-connection/try-connection'
import { createNameInQuestion } from './services/workspaces/name-in-question'

/** Creates what needs a key of a project: test sign-ins, and counts of people. */
export function composePeople(given: Base & Projects & Estate) {
  const { files, offline, person, secretStore, signals } = given
  // The keys of these requests are not those of a workspace, whose health is shown.
  const own = { ...given, client: given.plainClient, newId: randomUUID }
  const nameInQuestion = createNameInQuestion(own.workspaces)
  const projectKeys = createProjectKeys({
    ...own,
    file: files.projectKeys,
    refused: files.refusedKeys,
    marks: createMarks(secretStore),
  })
  const tryConnection = createTryConnectionService({
    ...own,
    keys: projectKeys,
    ask: (question) =>
      person.ask(`try ${question.project.id}`, async () =>
        askToTry(await nameInQuestion(question)),
      ),
    openPlace: createOpenSignInPlace(async () => !(await offline.isOffline())),
    openAddress,
    onStep: (step) => reportProgress('connection.try', step),
  })
  const keys = createPeopleKeys(secretStore)
  const people = createPeopleService({
    ...own,
    readPage: own.foreignFiles.peoplePage,
    keys,
    opening: createOpenPeople({
      ...own,
      keys: projectKeys,
      kept: keys,
      ask: (question) =>
        person.ask(`people ${question.purpose.kind} ${question.project.id}`, async () =>
          askAboutPeople(await nameInQuestion(question)),
        ),
    }),
    saveTable: saveText,
    tell(payload) {
      emit('people.changed', payload)
      signals.emit('people-told', payload.projectId)
    },
  })
  return { projectKeys, tryConnection, people }
}
export type People = ReturnType<typeof composePeople>
