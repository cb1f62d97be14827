import { fileSlug, sameFileKey } from '../mapper/cases/names'
import { textMember } from '../model/json'
import { byText, type SetUpFile } from '../set-up-file/form'
import { mapperEntries, mapperTextOf } from './project-file'
import type { TeamFolder } from './team'

/** One use of a mapper. */
interface Use {
  readonly project: string
  /** Owner key. */
  readonly owner: string
  readonly label: string
}

/** Uses by text, in deterministic order. */
function usesByText(projects: ReadonlyMap<string, SetUpFile>): Map<string, Use[]> {
  const uses = new Map<string, Use[]>()
  for (const [project, file] of [...projects].toSorted(([a], [b]) => byText(a, b))) {
    const own = mapperEntries(file).flatMap(({ key, entry }) => {
      const text = mapperTextOf(entry)
      const label = textMember(entry.fields, 'label') || entry.id
      return text === undefined ? [] : [{ text, use: { project, owner: key, label } }]
    })
    for (const { text, use } of own.toSorted((a, b) => byText(a.use.owner, b.use.owner))) {
      const others = uses.get(text)
      if (others) others.push(use)
      else uses.set(text, [use])
    }
  }
  return uses
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let number = 2; taken.has(sameFileKey(name)); number += 1) name = `${wanted}-${number}`
  return name
}

/**
 * Assigns a folder name to each mapper text: its current one, that of the text it replaces (so that git shows a
 * diff), or a new one from `nameOf`, its only connection or `shared-mapper`.
 */
export function placeMappers(
  projects: ReadonlyMap<string, SetUpFile>,
  folder: Pick<TeamFolder, 'projects' | 'mappers'>,
  nameOf: (text: string) => string,
): ReadonlyMap<string, string> {
  const wanted = usesByText(projects)
  const places = new Map<string, string>()
  const taken = new Set<string>()
  const give = (text: string, name: string) => {
    places.set(text, name)
    taken.add(sameFileKey(name))
  }
  for (const [name, { text }] of [...folder.mappers].toSorted(([a], [b]) => byText(a, b))) {
    if (wanted.has(text) && !places.has(text)) give(text, name)
  }
  const others = () => [...wanted].filter(([text]) => !places.has(text))
  for (const [text, uses] of others()) {
    const before = uses
      .flatMap(({ project, owner }) => folder.projects.get(project)?.uses.get(owner) ?? [])
      .find((name) => !taken.has(sameFileKey(name)))
    if (before !== undefined) give(text, before)
  }
  // Unused folders may stay for their other files.
  for (const name of folder.mappers.keys()) taken.add(sameFileKey(name))
  for (const [text, uses] of others()) {
    const labels = new Set(uses.map(({ label }) => label))
    const label = labels.size === 1 ? [...labels].join('') : 'shared-mapper'
    give(text, freeName(fileSlug(nameOf(text) || label, 'mapper'), taken))
  }
  return places
}
