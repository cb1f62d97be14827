import type { NamedValue, NewValue, ValuePlace } from '../../../core/compare/named-values'
import { kindsOf } from '../../../core/compare/substitution'
import { t } from '../../../core/language/translate'
import { environments, type ProjectSummary } from '../../../core/model/project'
import { environmentLooks } from '../../components/marks/environments'
import type { CompareList, FieldRow } from './compare-store'

/** What a project or a file is called for which a value has a text of its own. */
export function placeName(of: string, projects: readonly ProjectSummary[]): string {
  const project = projects.find(({ id }) => id === of)
  if (project) return project.name
  const slug = of.startsWith('file-') ? of.slice('file-'.length) : undefined
  return slug === undefined ? of : t('Set-up file {name}', { name: slug })
}

/** Where values can meet: in each environment. */
export const valuePlaces: readonly ValuePlace[] = environments.map((environment) => ({
  name: '',
  environment,
  label: environmentLooks[environment].word,
}))

/** The texts of a value in a line: `preview.okta.example, live.okta.example`. */
export const valueTexts = ({ texts, projects }: NamedValue): string =>
  [
    ...environments.map((environment) => texts[environment] ?? ''),
    ...projects.map(({ text }) => text),
  ]
    .filter((text) => text !== '')
    .join(', ')

/** Why a value cannot be saved under its name, in words. */
export function nameProblem(value: NamedValue, values: readonly NamedValue[]): string | undefined {
  if (value.name.trim() === '') return t('Give the value a name.')
  const isTaken = values.some(
    ({ id, name }) => id !== value.id && name.trim() === value.name.trim(),
  )
  return isTaken ? t('Another value is called {name}.', { name: value.name }) : undefined
}

/** Of two addresses that differ in their hosts alone the hosts, for these serve other addresses as well. */
function shortened(left: string, right: string): readonly [string, string] {
  const [one, other] = [left, right].map((text) => /^https:\/\/([^/]+)(.*)$/.exec(text))
  if (!one?.[1] || !other?.[1] || one[2] !== other[2]) return [left, right]
  return [one[1], other[1]]
}

/** The value that a difference can be named as; none where it is not one of values of environments. */
export function valueOfDifference(
  { field, left, right, name }: FieldRow,
  list: Pick<CompareList, 'left' | 'right'>,
  ids: { readonly left: string | undefined; readonly right: string | undefined },
): NewValue | undefined {
  const kinds = kindsOf(field)
  const [what] = kinds
  const isOne = what !== 'domain-suffix' && what !== 'scope'
  if (what === undefined || !isOne || !left || !right) return undefined
  const [here, there] = what === 'issuer' ? shortened(left, right) : [left, right]
  const common = { name, what }
  if (list.left.environment !== list.right.environment) {
    const texts = { [list.left.environment]: here, [list.right.environment]: there }
    return { ...common, texts, projects: [] }
  }
  if (ids.left === undefined || ids.right === undefined || ids.left === ids.right) return undefined
  const projects = [
    { of: ids.left, text: here },
    { of: ids.right, text: there },
  ]
  return { ...common, texts: {}, projects }
}
