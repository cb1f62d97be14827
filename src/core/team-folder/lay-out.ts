import { utf8ToBytes } from '@noble/hashes/utils.js'
import { contentHash } from '../model/mapper-text'
import { documentText } from './document'
import { aboutFileText, caseFileText, hasNotes, sharedNotes } from './mapper-files'
import { placeMappers } from './mapper-places'
import { pairFileText } from './pair-file'
import {
  aboutPath,
  attributesPath,
  casePath,
  mapperPath,
  markerPath,
  namesOfPair,
  pairPath,
  projectPath,
  publishPath,
  readmePath,
} from './paths'
import { mapperEntries, mapperTextOf, projectFileText } from './project-file'
import { publishFileText } from './publish-file'
import { itemId, noNotes, type TeamFolder, type TeamState } from './team'

/** Written once; later edits by the team are kept. */
const readmeText = `# Team folder of SSO Workbench

What a team shares about single sign-on in its Ory Network projects. It is made for git: the same state
is always the same text. No file holds a secret; client secrets and API keys are typed in the app.

- \`projects/SLUG.json\`: the organizations, connections and SCIM clients of a project
- \`publishes/SLUG.json\`: the publish that this state came from, if it was made with the app: when, by whom and why
- \`mappers/NAME/mapper.jsonnet\`: a mapper, beside its name and notes (\`about.json\`) and its cases
- \`pairs/A--B.json\`: what is expected to differ between two projects, what belongs together, and which
  values take the place of others

In the app, **Compare** has this folder as a side: it shows what differs between this folder and the server, loads the folder as a
draft, and writes the server's state into it. It never overwrites a file that changed after it was read.

To check the folder, as in CI, in a checkout of SSO Workbench:

    npm run --silent sso -- team check DIR

This file is yours: the app does not write it again.
`

const attributesText = `# Written by SSO Workbench: the same line ends on every system.
projects/** text eol=lf
publishes/** text eol=lf
pairs/** text eol=lf
mappers/** text eol=lf
team-folder.json text eol=lf
`

/** Files created once if missing, by path. */
export const firstFiles: ReadonlyMap<string, string> = new Map([
  [readmePath, readmeText],
  [attributesPath, attributesText],
  [markerPath, documentText('team-folder', {})],
])

export interface LaidOut {
  /** Path and text by item ID; a mapper appears in each project that uses it. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Mapper folders by text hash. */
  readonly places: ReadonlyMap<string, string>
  /** What is left out. */
  readonly remarks: readonly string[]
}

const hashOf = (text: string) => contentHash(utf8ToBytes(text))

function filesOfMapper(
  folder: string,
  text: string,
  said: ReturnType<typeof sharedNotes>['shared'],
): Map<string, string> {
  const files = new Map([[mapperPath(folder), text]])
  const about = aboutFileText(said)
  if (about !== undefined) files.set(aboutPath(folder), about)
  for (const item of said.cases) files.set(casePath(folder, item.id), caseFileText(item.case))
  return files
}

/**
 * Files of a state, deterministic and identical for a folder that has it already. Mappers keep their place in
 * `folder`.
 */
export function layOut(
  state: TeamState,
  folder: Pick<TeamFolder, 'projects' | 'mappers'>,
): LaidOut {
  const remarks: string[] = []
  const hashes = new Map<string, string>()
  const known = (text: string) => {
    const hash = hashes.get(text) ?? hashOf(text)
    hashes.set(text, hash)
    return hash
  }
  const nameOf = (text: string) => state.mappers.get(known(text))?.name ?? ''
  const places = placeMappers(state.projects, folder, nameOf)
  const items = new Map<string, ReadonlyMap<string, string>>()
  for (const [name, file] of state.projects) {
    const files = new Map([[projectPath(name), projectFileText(file, (text) => places.get(text))]])
    const texts = mapperEntries(file).flatMap(({ entry }) => mapperTextOf(entry) ?? [])
    for (const text of new Set(texts)) {
      const place = places.get(text)
      if (place !== undefined) files.set(mapperPath(place), text)
    }
    const publish = state.published.get(name)
    if (publish) files.set(publishPath(name), publishFileText(publish))
    items.set(itemId({ kind: 'project', name }), files)
  }
  for (const [name, memory] of state.pairs) {
    const files = new Map([[pairPath(name), pairFileText(namesOfPair(name), memory)]])
    items.set(itemId({ kind: 'pair', name }), files)
  }
  for (const [text, place] of places) {
    const { shared, remarks: leftOut } = sharedNotes(state.mappers.get(known(text)) ?? noNotes)
    remarks.push(...leftOut.map((words) => `${mapperPath(place)}: ${words}`))
    if (!hasNotes(shared)) continue
    const item = itemId({ kind: 'mapper', name: known(text) })
    items.set(item, filesOfMapper(place, text, shared))
  }
  return {
    items,
    places: new Map([...places].map(([text, place]) => [known(text), place])),
    remarks,
  }
}
