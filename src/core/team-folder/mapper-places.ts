import { fileSlug, sameFileKey } from '../mapper/cases/names'
import { textMember } from '../model/json'
import { byText, type SetUpFile } from '../set-up-file/form'
import { mapperEntries, mapperTextOf } from './project-file'
import type { TeamFolder } from './team'

/** A use of a mapper by a connection or SCIM client of a project. */
interface Use {
  readonly project: string
  /** Key of the owner. */
  readonly owner: string
  readonly label: string
}

/** The uses of each text that is to be a file, in an order that does not depend on who writes. */
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
 * Gives each text of a mapper a folder by name. A text that the folder has keeps its place; one that
 * takes the place of another at the same connections or SCIM clients takes its folder, so that git shows what changed in
 * it; a new one is called as people call it, or after the connection that uses it, or `shared-mapper` where several do.
 *
 * @param nameOf what people call a mapper, by its text; empty for nothing
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
  // A folder that is used no more may stay for what else is in it.
  for (const name of folder.mappers.keys()) taken.add(sameFileKey(name))
  for (const [text, uses] of others()) {
    const labels = new Set(uses.map(({ label }) => label))
    const label = labels.size === 1 ? [...labels].join('') : 'shared-mapper'
    give(text, freeName(fileSlug(nameOf(text) || label, 'mapper'), taken))
  }
  return places
}
