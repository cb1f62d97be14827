import {
  isProjectId,
  projectFileName,
  projectOfFile,
  type ProjectId,
} from '../../core/model/project-id'

/** A side of a comparison in the name of a file: a project, or what a file says of itself. */
export const sideName = (side: string): string => (isProjectId(side) ? projectFileName(side) : side)

/** Between the sides; no name of a side has it. */
const between = '~'

/** What the file about two sides is called, whichever of them is on the left. */
export const pairFileName = (left: string, right: string): string =>
  [sideName(left), sideName(right)].toSorted().join(between)

/** Both sides that a file is about, the left one first; `undefined` where it is not named as such a file. */
export function sidesOfPair(name: string): readonly [string, string] | undefined {
  const [left, right, ...more] = name.split(between).map((side) => projectOfFile(side) ?? side)
  return left && right && more.length === 0 ? [left, right] : undefined
}

/** The projects that a file is about; `undefined` where a side of it is none. */
export function projectsOfPair(name: string): readonly [ProjectId, ProjectId] | undefined {
  const [left, right] = sidesOfPair(name) ?? []
  return isProjectId(left) && isProjectId(right) ? [left, right] : undefined
}
