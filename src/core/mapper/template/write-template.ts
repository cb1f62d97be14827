import { addressClaim, addressMapping } from './address'
import { isTextSource } from './claim-types'
import {
  claimsName,
  fullTest,
  missingMessage,
  plainOrLower,
  valueLines,
  verified,
} from './expressions'
import { writeName, writeText } from './literals'
import { normalTemplate, treeOf, type MappingTree } from './normal-form'
import type { MapperTemplate, TraitMapping } from './template'

/** Only a single expression can make a line longer. */
const widest = 100

/**
 * The Jsonnet of a template, in the style of go-jsonnet's formatter. It never fails on claims, except
 * for `require` and domains. An object of traits is present even if all its members are missing: a form
 * then asks for the missing member, and a sign-in changes nothing.
 */
export function writeTemplate(template: MapperTemplate): string {
  const normal = normalTemplate(template)
  const address = addressMapping(normal)
  const comments = commentsOf(normal)
  const body = [
    '{',
    '  identity: {',
    ...objectLines('traits', treeOf(normal.traits), 4, comments),
    ...metadataLines(normal, comments),
    ...verifiedLines(normal, address),
    '  },',
    '}',
  ]
  return [...claimsLines(normal, address), ...domainLines(normal, address), ...body, ''].join('\n')
}

function claimsLines(template: MapperTemplate, address: TraitMapping | undefined): string[] {
  const usesAddress = template.domains !== undefined || template.verifiedAddresses
  const read = [
    ...[...template.traits, ...template.metadataPublic].filter(
      ({ source }) => source.kind !== 'fixed',
    ),
    ...(usesAddress ? [address ?? addressClaim] : []),
  ]
  if (read.length === 0) return []
  const tests = read.map(fullTest)
  const usesRaw = read.some(({ source }) => source.kind === 'raw')
  const defaults = [
    ...(template.verifiedAddresses || tests.some((test) => test.includes(verified))
      ? ['email_verified: false']
      : []),
    ...(usesRaw ? ['raw_claims: {}'] : []),
  ]
  const before = defaults.length > 0 ? `{ ${defaults.join(', ')} } + ` : ''
  return [
    ...(tests.some((test) => test !== '')
      ? [
          '// Ory leaves out claims that are empty or false, so each one is tested before it is read.',
        ]
      : []),
    ...(usesRaw
      ? ['// All that the identity provider sent is in raw_claims, which some kinds do not have.']
      : []),
    `local ${claimsName} = ${before}std.extVar('claims');`,
    '',
  ]
}

function domainLines({ domains }: MapperTemplate, address: TraitMapping = addressClaim): string[] {
  if (!domains) return []
  const list = domains.map(writeText).join(', ')
  const value = `std.asciiLower(${plainOrLower(address.source)})`
  const test = fullTest(address)
  const message = `Sign-in needs an e-mail address of ${domains.join(' or ')}.`
  const conditions = [
    ...(test === '' ? [] : [`${test} &&`]),
    `std.any([std.endsWith(${value}, '@' + domain) for domain in [${list}]]) :`,
    `${writeText(message)};`,
  ]
  return [
    '// Ory makes everyone who signs in here a member, whatever the domain of their address.',
    ...conditions.map((line, at) => (at === 0 ? `assert ${line}` : `       ${line}`)),
    '',
  ]
}

function metadataLines({ metadataPublic }: MapperTemplate, comments: Comment): string[] {
  if (metadataPublic.length === 0) return []
  const comment = '    // Whoever signs in can read this of themselves.'
  return [comment, ...objectLines('metadata_public', treeOf(metadataPublic), 4, comments)]
}

function verifiedLines(template: MapperTemplate, address: TraitMapping = addressClaim): string[] {
  if (!template.verifiedAddresses) return []
  const test = fullTest({ ...address, guard: 'verified-only' })
  const value = `[{ value: ${plainOrLower(address.source)}, via: 'email' }]`
  return [
    '    // Ory asks nobody to confirm these, so only what the identity provider has verified.',
    ...fieldLines(`[if ${test} then 'verified_addresses' else null]:`, [value], 4),
  ]
}

type Comment = (mapping: TraitMapping) => string | undefined

function objectLines(name: string, tree: MappingTree, indent: number, comment: Comment): string[] {
  const space = ' '.repeat(indent)
  if (tree.size === 0) return [`${space}${writeName(name)}: {},`]
  const members = [...tree].flatMap(([member, node]) =>
    node instanceof Map
      ? objectLines(member, node, indent + 2, comment)
      : mappingLines(member, node, indent + 2, comment),
  )
  return [`${space}${writeName(name)}: {`, ...members, `${space}},`]
}

function mappingLines(
  name: string,
  mapping: TraitMapping,
  indent: number,
  comment: Comment,
): string[] {
  const why = comment(mapping)
  const test = fullTest(mapping)
  const key = `${writeName(name)}:`
  const value = valueLines(mapping)
  const lines =
    test === ''
      ? fieldLines(key, value, indent)
      : mapping.guard === 'require'
        ? [`${' '.repeat(indent)}${key}`, ...requiredLines(mapping, test, value, indent + 2)]
        : fieldLines(`[if ${test} then ${writeText(name)} else null]:`, value, indent)
  return why === undefined ? lines : [`${' '.repeat(indent)}// ${why}`, ...lines]
}

function fieldLines(key: string, value: readonly string[], indent: number): string[] {
  const space = ' '.repeat(indent)
  const line = `${space}${key} ${value.join(' ')},`
  if (value.length === 1 && line.length <= widest) return [line]
  return [
    `${space}${key}`,
    ...value.map((part, at) => {
      return `${space}  ${part}${at === value.length - 1 ? ',' : ''}`
    }),
  ]
}

function requiredLines(
  mapping: TraitMapping,
  test: string,
  value: readonly string[],
  indent: number,
): string[] {
  const space = ' '.repeat(indent)
  const otherwise = `else error ${writeText(missingMessage(mapping))},`
  if (value.length === 1) {
    return [`${space}if ${test} then ${value.join('')}`, `${space}${otherwise}`]
  }
  return [
    `${space}if ${test} then (`,
    ...value.map((part) => `${space}  ${part}`),
    `${space}) ${otherwise}`,
  ]
}

/** The situations that need a comment; equal comments are written once. */
function commentsOf(template: MapperTemplate): Comment {
  const address = addressMapping(template)
  const said = new Set<string>()
  return (mapping) => {
    const words = mapping === address ? addressWords(mapping, template) : listWords(mapping)
    if (words === undefined || said.has(words)) return undefined
    said.add(words)
    return words
  }
}

function addressWords({ guard }: TraitMapping, { domains }: MapperTemplate): string {
  if (guard === 'verified-only') {
    return 'Only an address that the identity provider has verified is taken over.'
  }
  return domains
    ? 'The address is taken as it comes, verified or not.'
    : 'The address is taken as it comes: Ory does not check that it is of the organization.'
}

function listWords({ source, type }: TraitMapping): string | undefined {
  const mayBeOne = type === 'array' && !isTextSource(source)
  return mayBeOne ? 'One value may come alone, several come as a list.' : undefined
}
