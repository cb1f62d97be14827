import { parseJson, sameJson } from '../../model/json-value'
import { caseEnding, caseText, type MapperCase } from './case'
import { sameFileKey } from './names'

/** A case with the name of its file. */
export interface NamedCase {
  readonly id: string
  readonly case: MapperCase
}

/** Whether two cases say the same; which mapper a file names is its place and no part of it. */
export function sameCase(left: MapperCase, right: MapperCase): boolean {
  const mapper = { file: '' }
  const json = (value: MapperCase) => parseJson(caseText({ ...value, mapper }))
  return sameJson(json(left), json(right))
}

/**
 * What has to be written so that a folder has its own cases and others too. Nothing that is there is
 * replaced: of two that say the same under one file name there is one, and of two that differ the
 * one that comes gets ` 2` (or the next number) behind its name. Doing it again writes nothing.
 *
 * @param taken file names of the folder that are no case, such as a file that cannot be read
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

/** The case under the first name that is free; `undefined` where it is there already. */
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
