import { utf8ToBytes } from '@noble/hashes/utils.js'
import { defaultMapper } from '../mapper/template/default-mapper'
import { counted } from '../model/counted'
import { contentHash, mapperHash } from '../model/mapper-text'
import { textMember } from '../model/json-value'
import { providerKinds } from '../model/providers'
import { findingsOf, type ProjectRule } from './project'

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
    const message = 'It has the mapper with which a connection begins'
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
    const count = found.count === 1 ? '' : ` (${counted(found.count, 'finding')} in all)`
    const hash = hashOf(textMember(connection.fields, 'mapper_url') ?? '') ?? ''
    const more = { field: 'mapper_url', detail: hash }
    return [at(connection, found.severity, `${found.first}${count}`, more)]
  })
}

/** A saved case of a mapper does not hold. */
export const casesFailing: ProjectRule = ({ summary, setUp, failingCases }) => {
  const { at } = findingsOf(summary.id, 'cases-failing')
  return setUp.connections.flatMap((connection) => {
    const names = failingCases.get(connection.key) ?? []
    if (names.length === 0) return []
    const shown = names.slice(0, 3).map((name) => `“${name}”`)
    const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
    const message = `${counted(names.length, 'saved case fails', 'saved cases fail')}: ${shown.join(', ')}${more}`
    return [at(connection, 'error', message, { field: 'mapper_url' })]
  })
}
