/** Mappers of the demo, as text. All run under Ory's rules on what their provider sends. */

/** Providers that say whether an address is verified: takes only verified ones. */
export const verifiedEmail = `local claims = {
  email_verified: false,
} + std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
      name: {
        [if 'given_name' in claims then 'first' else null]: claims.given_name,
        [if 'family_name' in claims then 'last' else null]: claims.family_name,
      },
    },
  },
}
`

/** Microsoft does not send \`email_verified\`. */
export const microsoftEmail = `local claims = std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
      name: {
        [if 'given_name' in claims then 'first' else null]: claims.given_name,
        [if 'family_name' in claims then 'last' else null]: claims.family_name,
      },
    },
  },
}
`

/** Groups of the customer's directory go to metadata the user cannot read. */
export const emailAndGroups = `local claims = std.extVar('claims');
local raw = if 'raw_claims' in claims then claims.raw_claims else {};

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
    },
    metadata_admin: {
      groups: if 'groups' in raw then raw.groups else [],
    },
  },
}
`

/** SAML attributes stand under \`raw_claims\`. */
export const samlAttributes = `local claims = std.extVar('claims');
local raw = if 'raw_claims' in claims then claims.raw_claims else {};

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
      name: {
        [if 'firstName' in raw then 'first' else null]: raw.firstName,
        [if 'lastName' in raw then 'last' else null]: raw.lastName,
      },
    },
    metadata_public: {
      [if 'department' in raw then 'department' else null]: raw.department,
    },
  },
}
`

/** Marks the address as verified, for an identity provider that owns the mailboxes. */
export const trustedMailbox = `local claims = std.extVar('claims');

{
  identity: {
    traits: {
      email: std.asciiLower(claims.email),
    },
    verified_addresses: [
      { via: 'email', value: std.asciiLower(claims.email) },
    ],
  },
}
`

/** GitHub and GitLab: a user name beside the address. */
export const developerAccount = `local claims = {
  email_verified: false,
} + std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
    },
    metadata_public: {
      [if 'nickname' in claims then 'username' else null]: claims.nickname,
    },
  },
}
`

/** For SCIM: the work address, or the first one, or a user name that is an address. */
export const scimPerson = `local scim = std.extVar('scim');
local emails = if 'emails' in scim then scim.emails else [];
local work = [email.value for email in emails if 'type' in email && email.type == 'work'];
local all = work + [email.value for email in emails] + [scim.userName];
local name = if 'name' in scim then scim.name else {};

{
  identity: {
    traits: {
      email: std.asciiLower(all[0]),
      name: {
        [if 'givenName' in name then 'first' else null]: name.givenName,
        [if 'familyName' in name then 'last' else null]: name.familyName,
      },
    },
  },
}
`

/** For SCIM from Microsoft Entra ID: its user name is the address; department and groups go to metadata. */
export const scimDirectory = `local scim = std.extVar('scim');
local enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
local work = if enterprise in scim then scim[enterprise] else {};

{
  identity: {
    traits: {
      email: std.asciiLower(scim.userName),
    },
    metadata_public: {
      [if 'department' in work then 'department' else null]: work.department,
    },
    metadata_admin: {
      groups: if 'groups' in scim then [group.display for group in scim.groups] else [],
    },
  },
}
`
