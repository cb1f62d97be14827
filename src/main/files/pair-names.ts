import {
  isProjectId,
  projectFileName,
  projectOfFile,
  type ProjectId,
} from '../../core/model/project-id'

/** Side in a file name: a project, or a file's own slug. */
export const sideName = (side: string): string => (isProjectId(side) ? projectFileName(side) : side)

/** Cannot occur in a side's name. */
const between = '~'

/** Name of a pair's file, in either direction. */
export const pairFileName = (left: string, right: string): string =>
  [sideName(left), sideName(right)].toSorted().join(between)

/** Both sides, left first; `undefined` for other names. */
export function sidesOfPair(name: string): readonly [string, string] | undefined {
  const [left, right, ...more] = name.split(between).map((side) => projectOfFile(side) ?? side)
  return left && right && more.length === 0 ? [left, right] : undefined
}

/** Projects of a pair; `undefined` if a side is none. */
export function projectsOfPair(name: string): readonly [ProjectId, ProjectId] | undefined {
  const [left, right] = sidesOfPair(name) ?? []
  return isProjectId(left) && isProjectId(right) ? [left, right] : undefined
}
