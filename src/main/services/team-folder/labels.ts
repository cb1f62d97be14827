import { t } from '../../../core/language/translate'
import { listed } from '../../../core/language/listed'
import type { TeamRow } from '../../../core/ipc/team-folder'
import { namesOfPair } from '../../../core/team-folder/paths'
import type { ItemStanding } from '../../../core/team-folder/standing'
import { itemId, type TeamFolder, type TeamItem } from '../../../core/team-folder/team'
import type { AppSide } from './app-side'

/** Names items in the app's words, else the folder's. */
export function createLabels({ projects, mapperLabels, state }: AppSide, folder: TeamFolder) {
  const nameOf = (name: string) =>
    projects.get(name)?.summary.name ?? folder.projects.get(name)?.file.project?.name ?? name
  return ({ kind, name }: TeamItem): string => {
    if (kind === 'project') return nameOf(name)
    if (kind === 'pair') {
      const { left, right } = namesOfPair(name)
      return listed([nameOf(left), nameOf(right)])
    }
    const own = [...folder.mappers].find(([, { hash }]) => hash === name)
    const said = state.mappers.get(name)?.name || own?.[1].name
    return said || mapperLabels.get(name) || own?.[0] || name.slice(0, 12)
  }
}

const notHere = t('No project of this workspace has this slug')

function noteOf({ item, standing }: ItemStanding, { projects }: AppSide, folder: TeamFolder) {
  if (item.kind === 'project') {
    const project = projects.get(item.name)
    if (!project) return { standing: 'unknown' as const, note: notHere }
    if (project.unknown !== undefined) {
      return { standing: 'unknown' as const, note: project.unknown }
    }
    const [first] = project.remarks
    const more = project.remarks.length - 1
    if (first === undefined) return { standing }
    return { standing, note: more > 0 ? t('{first}, and {more} more', { first, more }) : first }
  }
  if (item.kind === 'pair') {
    const { left, right } = namesOfPair(item.name)
    const isHere = projects.has(left) && projects.has(right)
    return isHere ? { standing } : { standing: 'unknown' as const, note: notHere }
  }
  const isPlaced = [...folder.mappers.values()].some(({ hash }) => hash === item.name)
  const waits = t('Its text is not in the folder yet: write the project first')
  return isPlaced ? { standing } : { standing, note: waits }
}

/** All items as rows, including projects only on one side. */
export function rowsOf(
  standings: readonly ItemStanding[],
  app: AppSide,
  folder: TeamFolder,
): TeamRow[] {
  const label = createLabels(app, folder)
  const known = new Set(standings.map(({ item }) => itemId(item)))
  const others = [...app.projects.keys()]
    .map((name): ItemStanding => ({ item: { kind: 'project', name }, standing: 'only-app' }))
    .filter(({ item }) => !known.has(itemId(item)))
  // Projects first: mappers may exceed the row limit.
  const isMapper = ({ item }: ItemStanding) => Number(item.kind === 'mapper')
  const all = [...standings, ...others].toSorted((one, two) => isMapper(one) - isMapper(two))
  return all.map((entry): TeamRow => {
    const isProject = entry.item.kind === 'project'
    const summary = isProject && app.projects.get(entry.item.name)?.summary
    const published = isProject && folder.published.get(entry.item.name)
    return {
      item: entry.item,
      label: label(entry.item),
      ...(summary ? { environment: summary.environment, projectId: summary.id } : {}),
      ...(published ? { published } : {}),
      ...noteOf(entry, app, folder),
    }
  })
}
