/** What a claim's name says about its value. */
export type ClaimRole =
  /** Part of the token, not of a person. */
  | 'kept'
  | 'given'
  | 'family'
  /** A whole name or a login. */
  | 'person'
  | 'group'
  | 'phone'
  | 'birth'
  | 'gender'
  | 'country'
  | 'time'
  /** An identifier; as a number it may look like a time. */
  | 'id'
  | 'plain'

const named: Readonly<Record<Exclude<ClaimRole, 'plain' | 'time' | 'id'>, readonly string[]>> = {
  kept: names(
    'iss aud azp appid client_id acr amr authnmethodsreferences authnclassreference locale ' +
      'authenticationmethod authmethod auth_method zoneinfo timezone language preferred_language typ ' +
      'type ver alg scp scope token_use token_type user_type id_type profile_type apptype utcoffset visibility',
  ),
  given: names('given_name first_name first givenname middle_name firstnameen localizedfirstname'),
  family: names('family_name last_name last surname sn lastnameen localizedlastname'),
  person: names(
    'name nickname nick preferred_username username user_name login display_name displayname full_name ' +
      'fullnameen real_name global_name en_name screen_name unique_name upn cn mail_nickname',
  ),
  group: names(
    'groups group roles role memberof member_of memberofgroupnames groups_direct department team ' +
      'division company organization org org_name job_title title permissions entitlements wids',
  ),
  phone: names(
    'phone_number phone mobile mobile_phone telephone telephonenumber home_phone number',
  ),
  birth: names('birthdate birthday bdate date_of_birth dob'),
  gender: names('gender sex'),
  country: names('country ctry tenant_ctry nationality nationalityen country_code region'),
}

const roles = new Map<string, ClaimRole>(
  Object.entries(named).flatMap(([role, list]) =>
    // The keys of the literal are roles; `Object.entries` loses their type.
    list.map((name): [string, ClaimRole] => [name, role as ClaimRole]),
  ),
)

const time = /^(?:exp|iat|nbf|auth_time)$|(?:_at|_time|_expires|[a-z](?:At|Time))$/

const id = /(?:^|_)(?:[a-z]{0,8}id|sub|number|no|num)$|[a-z](?:Id|ID|Number|No)$/

/** The role of a claim by its name; for a name that is a URL, by its last part. */
export function roleOf(name: string): ClaimRole {
  const last = name.split(/[/:]/).at(-1) ?? ''
  const known = roles.get(simple(last))
  if (known !== undefined) return known
  if (time.test(last)) return 'time'
  return id.test(last) ? 'id' : 'plain'
}

function names(text: string): string[] {
  return text.split(' ').map(simple)
}

function simple(name: string): string {
  return name.toLowerCase().replace(/[_\-.\s]/g, '')
}
