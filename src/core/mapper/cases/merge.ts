import { parseJson, sameJson } from '../../model/json'
import { caseEnding, caseText, type MapperCase } from './case'
import { sameFileKey } from './names'

/** A case with its file name. */
export interface NamedCase {
  readonly id: string
  readonly case: MapperCase
}

/** Whether two cases have the same content; the path of the mapper is not part of it. */
export function sameCase(left: MapperCase, right: MapperCase): boolean {
  const mapper = { file: '' }
  const json = (value: MapperCase) => parseJson(caseText({ ...value, mapper }))
  return sameJson(json(left), json(right))
}

/**
 * The files to write to add other cases to a folder. Nothing there is replaced: a case with the same
 * content and file name is skipped, and one with different content gets ` 2` (or the next number)
 * added to its name. Doing it again writes nothing.
 *
 * @param taken other file names in the folder, such as a file that cannot be read
 */
export function mergeCases(
  present: readonly NamedCase[],
  added: readonly NamedCase[],
  taken: readonly string[] = [],
): NamedCase[] {
  const there = new Map<string, MapperCase | undefined>([
    ...taken.map((id) => [sameFileKey(id), undefined] as const),
    ...present.map((item) => [sameFileKey(item.id), item.case] as const),
  ])
  const written: NamedCase[] = []
  for (const item of added) {
    const next = placeFor(item, there)
    if (!next) continue
    there.set(sameFileKey(next.id), next.case)
    written.push(next)
  }
  return written
}

/** The case under the first free name; `undefined` where the folder has it already. */
function placeFor(
  item: NamedCase,
  there: ReadonlyMap<string, MapperCase | undefined>,
): NamedCase | undefined {
  const base = item.id.slice(0, -caseEnding.length)
  for (let number = 1; ; number += 1) {
    const next =
      number === 1
        ? item
        : {
            id: `${base}-${number}${caseEnding}`,
            case: { ...item.case, name: `${item.case.name} ${number}` },
          }
    const key = sameFileKey(next.id)
    if (!there.has(key)) return next
    const present = there.get(key)
    if (present && sameCase(present, next.case)) return undefined
  }
}
