import { commasFirst } from '../language/listed'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { t } from '../language/translate'
import { defaultMapper } from '../mapper/template/default-mapper'
import { contentHash, mapperHash } from '../model/mapper-text'
import { textMember } from '../model/json-value'
import { providerKinds } from '../model/providers'
import { findingsOf, type ProjectRule } from './radar-project'

/** The sample of Ory's documentation: a function, so it yields no identity at all. */
const documented = 'function(ctx) ctx'

let made: ReadonlySet<string> | undefined
/** Hashes of the mappers with which connections begin; worked out once, when first asked for. */
function defaults(): ReadonlySet<string> {
  if (made) return made
  const texts = [
    documented,
    defaultMapper('saml', 'saml'),
    ...providerKinds.map(({ value }) => defaultMapper('oidc', value)),
  ]
  made = new Set(texts.map((text) => contentHash(utf8ToBytes(text))))
  return made
}

/** Hashes of addresses, each worked out once: thousands of connections share a few mappers. */
function hashes(): (address: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (address) => {
    if (!known.has(address)) known.set(address, mapperHash(address))
    return known.get(address)
  }
}

/** A connection still has the mapper with which it began. */
export const defaultMapperLeft: ProjectRule = ({ summary, setUp }) => {
  const { at } = findingsOf(summary.id, 'default-mapper')
  const hashOf = hashes()
  return setUp.connections.flatMap((connection) => {
    const hash = hashOf(textMember(connection.fields, 'mapper_url') ?? '')
    if (hash === undefined || !defaults().has(hash)) return []
    const message = t('It has the mapper with which a connection begins')
    return [at(connection, 'info', message, { field: 'mapper_url', detail: hash })]
  })
}

/** Reading a mapper found something wrong with it. */
export const mapperFindings: ProjectRule = ({ summary, setUp, remarks }) => {
  const { at } = findingsOf(summary.id, 'mapper-findings')
  const hashOf = hashes()
  return setUp.connections.flatMap((connection) => {
    const found = remarks.get(connection.key)
    if (!found || found.severity === 'info') return []
    const { first, count } = found
    const message =
      count === 1
        ? first
        : t('{finding} ({count, plural, one {# finding} other {# findings}} in all)', {
            finding: first,
            count,
          })
    const hash = hashOf(textMember(connection.fields, 'mapper_url') ?? '') ?? ''
    // What was found is in words, which differ by language; more of it is a further fact.
    const facts = Array.from({ length: count }, (_each, index) => `remark ${index + 1}`)
    const more = { field: 'mapper_url', detail: hash, facts }
    return [at(connection, found.severity, message, more)]
  })
}

/** A saved case of a mapper does not hold. */
export const casesFailing: ProjectRule = ({ summary, setUp, failingCases }) => {
  const { at } = findingsOf(summary.id, 'cases-failing')
  return setUp.connections.flatMap((connection) => {
    const names = failingCases.get(connection.key) ?? []
    if (names.length === 0) return []
    const message = t(
      '{count, plural, one {# saved case fails} other {# saved cases fail}}: {names}',
      {
        count: names.length,
        names: commasFirst(
          names.map((name) => t('“{text}”', { text: name })),
          3,
        ),
      },
    )
    return [at(connection, 'error', message, { field: 'mapper_url', facts: names })]
  })
}
