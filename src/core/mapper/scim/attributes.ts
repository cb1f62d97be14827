/** The extension of RFC 7643, 4.3, whose address is the name of its attribute. */
export const enterpriseUser = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** An attribute of a user: a value, an object with sub-attributes, or a list of objects with them. */
interface Attribute {
  readonly type: 'text' | 'boolean' | 'object' | 'list'
  /** Names of the sub-attributes; absent where there are none. */
  readonly inside?: readonly string[]
}

const text: Attribute = { type: 'text' }
const list = (names: string): Attribute => ({ type: 'list', inside: names.split(' ') })
const entries = list('value display primary type')

/**
 * The attributes of a user in their order. Source: Ory's reference of its SCIM API, which refuses paths of any other
 * schema than these two.
 */
export const userAttributes: Readonly<Record<string, Attribute>> = {
  schemas: { type: 'list' },
  id: text,
  externalId: text,
  userName: text,
  name: {
    type: 'object',
    inside: 'formatted familyName givenName middleName honorificPrefix honorificSuffix'.split(' '),
  },
  displayName: text,
  nickName: text,
  profileUrl: text,
  title: text,
  userType: text,
  preferredLanguage: text,
  locale: text,
  timezone: text,
  active: { type: 'boolean' },
  password: text,
  emails: entries,
  phoneNumbers: entries,
  ims: entries,
  photos: entries,
  addresses: list('formatted streetAddress locality region postalCode country type primary'),
  groups: list('value display type'),
  entitlements: entries,
  roles: entries,
  x509Certificates: entries,
  meta: { type: 'object', inside: 'resourceType created lastModified location version'.split(' ') },
  [enterpriseUser]: {
    type: 'object',
    inside: 'employeeNumber costCenter organization division department manager'.split(' '),
  },
}

export const isUserAttribute = (name: string): boolean => Object.hasOwn(userAttributes, name)

/** Attributes that Ory fills itself, whatever is sent. */
export const readOnlyAttributes: readonly string[] = ['id', 'groups', 'meta']

/** Lists of which at most one entry may be the primary one, by Ory's reference. */
export const listsWithPrimary: readonly string[] = [
  'emails',
  'phoneNumbers',
  'ims',
  'photos',
  'entitlements',
  'roles',
  'x509Certificates',
]
