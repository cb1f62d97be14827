import { commasFirst } from '../language/listed'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { t } from '../language/translate'
import { defaultMapper } from '../mapper/template/default-mapper'
import { scimTemplate } from '../mapper/template/scim-template'
import { contentHash, mapperHash } from '../model/mapper-text'
import { scimKind } from '../mapper/given'
import { textMember } from '../model/json'
import { providerKinds } from '../model/providers'
import { onceEach } from '../model/recent'
import { mapperUsers, type MapperRemarks } from './known-project'
import { rule, type Found } from './rule'

/** The sample of Ory's documentation: a function, so it yields no identity at all. */
const documented = 'function(ctx) ctx'

let made: ReadonlySet<string> | undefined
/** Hashes of the mappers with which connections and SCIM clients begin; worked out once, when first asked for. */
function defaults(): ReadonlySet<string> {
  if (made) return made
  const texts = [
    documented,
    defaultMapper('saml', 'saml'),
    ...providerKinds.map(({ value }) => defaultMapper('oidc', value)),
    scimTemplate(),
  ]
  made = new Set(texts.map((text) => contentHash(utf8ToBytes(text))))
  return made
}

/** What is said of remarks, in words. */
function messageOf({ first, count }: MapperRemarks): string {
  if (count === 1) return first
  const values = { finding: first, count }
  return t('{finding} ({count, plural, one {# finding} other {# findings}} in all)', values)
}

/** Facts that stand for so many findings. Their words differ by language, so only their number counts. */
const factsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_each, index) => `remark ${index + 1}`)

/** A connection or SCIM client still has the mapper with which it began. */
export const defaultMapperLeft = rule({
  id: 'default-mapper',
  title: t('Default mapper'),
  badge: t('Default mapper'),
  why: t(
    'It copies only the e-mail address: names and other traits of the identity schema stay empty.',
  ),
  remedy: t('Open the mapper and map the traits that the project needs, or silence the finding.'),
  inProject({ setUp }) {
    const hashOf = onceEach(mapperHash)
    return mapperUsers(setUp).flatMap(({ fields, kind, subject }): Found[] => {
      const hash = hashOf(textMember(fields, 'mapper_url') ?? '')
      if (hash === undefined || !defaults().has(hash)) return []
      const message =
        kind === scimKind
          ? t('It has the mapper with which a SCIM client begins')
          : t('It has the mapper with which a connection begins')
      const place = { ...subject(), field: 'mapper_url', detail: hash }
      return [{ ...place, severity: 'info', message }]
    })
  },
})

/** Reading a mapper found something wrong with it. */
export const mapperFindings = rule({
  id: 'mapper-findings',
  title: t('Mapper with findings'),
  badge: ({ severity }) => (severity === 'error' ? t('Mapper error') : t('Mapper warning')),
  why: t(
    'The mapper has a mistake that makes sign-ins or provisioning fail, or give wrong results.',
  ),
  remedy: t('Open the mapper: each finding says where it is, and many offer a fix.'),
  act: 'mapper',
  inProject({ setUp, remarks }) {
    // Thousands of connections share a few mappers.
    const [hash, message, facts] = [onceEach(mapperHash), onceEach(messageOf), onceEach(factsOf)]
    return mapperUsers(setUp).flatMap(({ key, fields, subject }): Found[] => {
      const found = remarks.get(key)
      if (!found || found.severity === 'info') return []
      const { target, name } = subject()
      return [
        {
          target,
          name,
          severity: found.severity,
          message: message(found),
          field: 'mapper_url',
          detail: hash(textMember(fields, 'mapper_url') ?? '') ?? '',
          facts: facts(found.count),
        },
      ]
    })
  },
})

/** A saved case of a mapper does not hold. */
export const casesFailing = rule({
  id: 'cases-failing',
  title: t('Saved cases fail'),
  badge: t('Cases fail'),
  why: t('The mapper no longer gives the results that its saved cases expect.'),
  remedy: t(
    'Open the mapper and run its cases: correct the mapper, or the case where it is out of date.',
  ),
  act: 'mapper',
  inProject: ({ setUp, failingCases }) =>
    mapperUsers(setUp).flatMap(({ key, subject }): Found[] => {
      const names = failingCases.get(key) ?? []
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
      const place = { ...subject(), field: 'mapper_url' }
      return [{ ...place, severity: 'error', message, facts: names }]
    }),
})
