import type { ClaimName } from '../kratos/claim-fields'

/** A fact about a person that identity providers know, with the names of its traits and claims. */
export interface Concept {
  /** Names of traits, in lower-case letters and digits alone. */
  readonly traits: readonly string[]
  /** Claims that Ory passes on, the likeliest first. */
  readonly claims: readonly ClaimName[]
  /** Names of members of `raw_claims`, written like those of traits. Of a URL, the last part counts. */
  readonly raw: readonly string[]
  /** The list in `raw_claims` where identity providers usually have it, for use without a sample. */
  readonly usualList?: string
}

const concept = (
  traits: string,
  claims: readonly ClaimName[],
  raw = '',
  usualList?: string,
): Concept => ({
  traits: traits.split(' '),
  claims,
  raw: raw.split(' ').map(plainName),
  ...(usualList === undefined ? {} : { usualList }),
})

export const email = concept(
  'email emails mail emailaddress primaryemail workemail',
  ['email'],
  'email mail emailaddress urn:oid:0.9.2342.19200300.100.1.3',
)

export const phone = concept(
  'phone phonenumber mobile mobilephone tel telephone',
  ['phone_number'],
  'phonenumber mobile mobilephone telephonenumber',
)

export const userName = concept(
  'username login loginname handle preferredusername uid nickname nick',
  ['preferred_username', 'nickname'],
  'preferredusername username login uid',
)

export const fullName = concept(
  'name fullname displayname full display',
  ['name'],
  'displayname name fullname cn urn:oid:2.16.840.1.113730.3.1.241',
)

const others: readonly Concept[] = [
  concept(
    'first firstname givenname given forename',
    ['given_name'],
    'givenname firstname urn:oid:2.5.4.42',
  ),
  concept(
    'last lastname familyname family surname',
    ['family_name', 'last_name'],
    'familyname lastname surname sn urn:oid:2.5.4.4',
  ),
  concept('middle middlename', ['middle_name'], 'middlename'),
  concept('picture avatar avatarurl photo pictureurl image imageurl', ['picture'], 'picture photo'),
  concept('website homepage', ['website'], 'website'),
  concept('profile profileurl', ['profile'], 'profile'),
  concept(
    'locale language lang preferredlanguage',
    ['locale'],
    'locale preferredlanguage language',
  ),
  concept('zoneinfo timezone tz', ['zoneinfo'], 'zoneinfo timezone'),
  concept('gender', ['gender'], 'gender'),
  concept('birthdate birthday dateofbirth dob', ['birthdate'], 'birthdate birthday dateofbirth'),
  concept('emailverified', ['email_verified']),
  concept('phonenumberverified phoneverified', ['phone_number_verified']),
  concept('sub subject externalid idpid ssoid', ['sub']),
  concept('oid objectid', ['oid'], 'oid objectidentifier objectid'),
  concept('hd hosteddomain', ['hd'], 'hd'),
  concept('updatedat', ['updated_at']),
  concept('groups group groupids memberof', [], 'groups group memberof', 'groups'),
  concept('roles role', [], 'roles role', 'roles'),
  concept('department', [], 'department ou'),
  concept('title jobtitle position', [], 'title jobtitle'),
  concept(
    'employeeid employeenumber',
    [],
    'employeeid employeenumber urn:oid:2.16.840.1.113730.3.1.3',
  ),
  concept(
    'company companyname organization organisation org',
    [],
    'company companyname organization',
  ),
  concept('tenant tenantid tid', [], 'tid tenantid'),
]

/** A name in the form used by `traits` and `raw`: `First Name` and `urn:x/firstName` are equal. */
export function plainName(name: string): string {
  const last = /^urn:oid:/i.test(name)
    ? name.slice('urn:'.length)
    : (/[^/:#]+$/.exec(name)?.[0] ?? name)
  return last.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Objects whose members describe the person, so that their `name` is the person's name. */
const personal = new Set('name person personal user profile contact info details'.split(' '))

/** The concept of a trait, judging by its path. */
export function conceptOf(path: readonly string[]): Concept | undefined {
  const last = plainName(path.at(-1) ?? '')
  const parent = path.length > 1 ? plainName(path.at(-2) ?? '') : undefined
  const all = [email, phone, userName, fullName, ...others]
  const named = (name: string) => all.find(({ traits }) => traits.includes(name))
  if (parent === undefined) return named(last)
  return named(parent + last) ?? (personal.has(parent) ? named(last) : undefined)
}
