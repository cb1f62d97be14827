import type { FieldHelp } from './field-help'

/** Help for fields that are no part of Ory's documents: workspaces, links, confirmations, filters. */
export const formHelp = {
  'api-key': {
    label: 'Workspace API key',
    what: 'The key by which the app reads and changes the projects of a workspace. Make it in the Ory Console under workspace settings, API keys. It is kept in the keychain of this computer.',
    example: 'ory_wak_ and what follows it',
    wrong:
      'A project key (ory_apikey_ or ory_pat_) is refused. A workspace key opens every project of the workspace, production too: there is none with fewer rights.',
  },
  'api-address': {
    label: 'API address',
    what: 'Where the key is sent, and nowhere else. It is Ory’s own address unless you run a server of your own.',
    example: 'https://api.console.ory.com',
    wrong:
      'Whoever runs the server at the address gets the key. Only https is accepted, and http on this computer.',
  },
  'workspace-name': {
    label: 'Name',
    what: 'What the app calls the workspace on this computer. Ory’s own name does not change.',
    example: 'Northwind, customers',
    wrong: 'Two workspaces with the same name are hard to tell apart in the switcher.',
  },
  protocol: {
    label: 'Protocol',
    what: 'How the identity provider and Ory speak: OIDC (OpenID Connect) or SAML.',
    example:
      'OIDC, if you were sent an issuer URL and a client ID; SAML, if you were sent metadata',
    wrong:
      'It cannot be changed later: delete the connection and make a new one. SAML is part of some Enterprise plans only.',
  },
  guide: {
    label: 'Guide',
    what: 'The product for which the hand-over sheet explains each step, in the product’s own words.',
    example: 'Microsoft Entra ID',
    wrong: 'With another product’s guide the customer does not find the names that they read.',
  },
  paste: {
    label: 'What you were sent',
    what: 'Anything that holds details of a connection: an address, metadata, a whole e-mail. What is found is listed first, and filled in only where you say so.',
    example: 'An e-mail with “Issuer: https://acme.okta.com” in it',
    wrong: 'Secrets in an e-mail were read by others on their way: ask for a new one.',
  },
  certificate: {
    label: 'New certificate',
    what: 'The signing certificate that the identity provider uses from now on: its text, base64, file or metadata. Only the certificate changes; the rest of the metadata stays as it is.',
    example: 'The lines from BEGIN CERTIFICATE to END CERTIFICATE',
    wrong:
      'With a certificate that the identity provider does not sign with, every sign-in is refused: compare the fingerprint.',
  },
  'project-slug': {
    label: 'Project slug',
    what: 'The project’s short name in its addresses. You type it to confirm that you mean this project, where people sign in.',
    example: 'brave-lovelace-7k2m9x4q1d',
    wrong: 'Until it is the same, letter by letter, nothing is sent.',
  },
  'locked-out': {
    label: 'Locked out',
    what: 'A number or name that you type to confirm that people can no longer sign in after this.',
    example: 'What the line above the field asks for',
    wrong: 'Nothing is sent until it fits. Go back if you did not mean to lock anyone out.',
  },
  workspace: {
    label: 'Workspace',
    what: 'The workspace whose team folder is shown.',
    example: 'Northwind',
    wrong: 'Each workspace has a folder of its own.',
  },
  project: {
    label: 'Project',
    what: 'Shows only what belongs to one project, or to all of them.',
    example: 'All projects',
    wrong: 'What is in other projects stays, but is not listed.',
  },
  'link-expiry': {
    label: 'Expires after',
    what: 'How long the portal link works. It can be used many times until then.',
    example: '7 days, as the Ory Console chooses',
    wrong:
      'Everyone who has the link can set up the connection until it expires. Ory accepts no less than one day.',
  },
  'link-date': {
    label: 'Expiry date',
    what: 'The day on which the portal link stops working.',
    example: 'A day in two weeks',
    wrong: 'Ory accepts no less than one day from now.',
  },
  'link-host': {
    label: 'Host',
    what: 'Where the portal link leads: the project’s own host or one of its custom domains.',
    example: 'login.northwind.example',
    wrong: 'Customers trust your own domain more than one they do not know.',
  },
  'link-mapper': {
    label: 'Mapper of new connections',
    what: 'The mapper that a connection gets when the customer sets it up through the portal link.',
    example: 'The mapper that your other connections of the same provider have',
    wrong: 'If it does not fit what the identity provider sends, sign-ins fail at once.',
  },
  'bulk-scopes': {
    label: 'Scopes',
    what: 'Scopes that are added, removed or set for all chosen connections.',
    example: 'groups, offline_access',
    wrong: 'A scope that an identity provider does not know can stop its sign-ins.',
  },
  'bulk-value': {
    label: 'New value',
    what: 'The value that everything chosen gets. The preview shows each change before it stands in a draft.',
    example: 'Automatic',
    wrong: 'Whatever cannot take the value is left out, with the reason.',
  },
  'bulk-table': {
    label: 'Table of domains',
    what: 'One organization and its domains in each line, from a table or a CSV file.',
    example: 'Brightwater, brightwater.example brightwater.test',
    wrong: 'A line whose organization is not found is left out, and says why.',
  },
  addresses: {
    label: 'E-mail addresses or domains',
    what: 'Addresses to look up: who they belong to and where they sign in, in each project.',
    example: 'jane@acme.example',
    wrong: 'The answer rests on what was read last: refresh if others changed the project.',
  },
  'compare-side': {
    label: 'Project or file',
    what: 'What stands on this side of the comparison: a project or a set-up in a file.',
    example: 'Northwind Staging',
    wrong: 'A project that was not read yet is read first.',
  },
  'compare-state': {
    label: 'State',
    what: 'Which state of the project is compared: what Ory has, your draft, or an earlier publish.',
    example: 'On the server',
    wrong: 'A draft also shows what nobody uses yet.',
  },
  'move-organization': {
    label: 'Organization',
    what: 'The customer whose members sign in with these connections from the next publish on.',
    example: 'Acme Corporation',
    wrong: 'Members of the former organization cannot sign in with them any more.',
  },
  'duplicate-project': {
    label: 'Project',
    what: 'The project whose draft gets the copies. Secrets are not copied.',
    example: 'Acme Production',
    wrong: 'Nothing is sent before you publish there: discard the step in its history.',
  },
  'compare-match': {
    label: 'Belongs to',
    what: 'What this belongs to on the other side, where the app found nothing by itself.',
    example: 'Acme Corporation',
    wrong: 'A wrong match shows differences between two different things.',
  },
  'rule-kind': {
    label: 'Replace in',
    what: 'The kind of text in which a substitution replaces when something is promoted.',
    example: 'Issuer URLs',
    wrong: 'In other fields the text stays as it is.',
  },
  'rule-from': {
    label: 'From',
    what: 'The text of the project that you promote from.',
    example: 'staging.acme.example',
    wrong: 'Text that does not occur replaces nothing; the preview shows what each rule did.',
  },
  'rule-to': {
    label: 'To',
    what: 'The text that takes its place in the project that you promote to.',
    example: 'login.acme.example',
    wrong: 'A wrong host here stops sign-ins there: look at the preview.',
  },
  'mapper-name': {
    label: 'Name',
    what: 'What you and your team call the mapper. It is not sent to Ory.',
    example: 'Verified e-mail with groups',
    wrong: 'Without a name the library shows the beginning of its hash.',
  },
  'mapper-notes': {
    label: 'Notes',
    what: 'What others should know of the mapper. It is not sent to Ory.',
    example: 'For customers whose Okta sends groups as one text',
    wrong: 'Notes are plain text on this computer and in the team folder: no secrets.',
  },
  'mapper-connection': {
    label: 'Connection',
    what: 'Which of the connections that use this mapper is meant.',
    example: 'Acme Okta',
    wrong: 'The others keep the mapper that they have.',
  },
  'case-name': {
    label: 'Name',
    what: 'What the saved case is called in the list of cases.',
    example: 'Okta member without groups',
    wrong: 'Two cases of one name are hard to tell apart.',
  },
  'case-error': {
    label: 'Error message',
    what: 'Words that the mapper’s error has to contain for the case to pass.',
    example: 'address is not of',
    wrong: 'Another message fails the case.',
  },
  'own-claims': {
    label: 'Claims',
    what: 'Claims to run the mapper on: JSON, a token (JWT), the result of a test sign-in or SAML attributes.',
    example: '{ "sub": "1", "email": "jane@acme.example" }',
    wrong:
      'A token is a secret, so its signature is left out. Claims of real people can be replaced by invented ones.',
  },
  sample: {
    label: 'Claims to try',
    what: 'What the identity provider sends in this trial: a sample of the provider, a saved case or your own claims.',
    example: 'Microsoft: work account',
    wrong: 'A customer’s identity provider may send other claims: try a sign-in to see its own.',
  },
  schema: {
    label: 'Identity schema',
    what: 'The schema of the project that the traits have to fit.',
    example: 'The project’s default schema',
    wrong: 'Traits that do not fit send people to a form at their first sign-in.',
  },
  'trait-name': {
    label: 'Trait',
    what: 'The name of the trait in the identity schema, with dots between its parts.',
    example: 'name.first',
    wrong: 'A trait that the schema does not know makes registration loop.',
  },
  'trait-type': {
    label: 'Type',
    what: 'Whether the trait is a text, a number, a list or another kind of value.',
    example: 'Text',
    wrong: 'A value of another type does not fit the schema, and people see a form.',
  },
  'trait-source': {
    label: 'Source',
    what: 'Where the value comes from: a claim, a fixed value or several claims joined.',
    example: 'email',
    wrong: 'A claim that is not sent leaves the trait out.',
  },
  'trait-condition': {
    label: 'Condition',
    what: 'When the trait is set: always, or only if a claim says that the value is verified.',
    example: 'Only if email_verified is true',
    wrong:
      'A provider that never sends the claim of the condition leaves the trait out for everyone.',
  },
  'trait-address': {
    label: 'Address to take it from',
    what: 'The claim with the e-mail address; the part before the @ becomes the value.',
    example: 'email',
    wrong: 'Two people whose addresses begin the same get the same value.',
  },
  'claim-path': {
    label: 'Path of the claim',
    what: 'Where the claim stands below raw_claims, with dots between its parts.',
    example: 'realm_access.roles',
    wrong:
      'Only OpenID Connect providers, netID and SAML have raw_claims; with others the claim is never there.',
  },
  'fixed-value': {
    label: 'Fixed value',
    what: 'The same value for everyone who signs in with this mapper.',
    example: 'customer',
    wrong: 'It has to fit the type that the identity schema has for the trait.',
  },
  'claims-joined': {
    label: 'Claims joined',
    what: 'Claims whose texts are put one after the other, in this order.',
    example: 'given_name, family_name',
    wrong: 'Claims that are not sent are left out.',
  },
  separator: {
    label: 'Separator',
    what: 'What stands between the joined texts.',
    example: 'A space',
    wrong: 'Without one the texts run together.',
  },
  'mapper-domains': {
    label: 'Domains of this mapper',
    what: 'The only domains whose addresses this mapper accepts. It stops all others with an error.',
    example: 'acme.example',
    wrong: 'People with another address see Ory’s error page and cannot sign in.',
  },
  'silence-reason': {
    label: 'Reason',
    what: 'Why the finding is silent, for whoever looks at it later.',
    example: 'The customer moves in March',
    wrong: 'Without a reason others cannot tell whether it may come back.',
  },
  'silence-until': {
    label: 'Silent until',
    what: 'The last day on which the finding is hidden. It comes back at once if something about it changes.',
    example: 'The day after the customer’s move',
    wrong: 'A day far away hides the finding until after it has done harm.',
  },
  'finding-kind': {
    label: 'Kind of finding',
    what: 'Shows findings of one kind only.',
    example: 'Certificates that expire',
    wrong: 'Findings of other kinds stay, but are not listed.',
  },
  'group-by': {
    label: 'Grouped by',
    what: 'By what the list is put together.',
    example: 'Project',
    wrong: 'It changes the order only; nothing is hidden.',
  },
  'try-result': {
    label: 'Result',
    what: 'The page with the result of the test sign-in, copied from the browser in which you signed in.',
    example: 'All text of the page, from { to }',
    wrong:
      'Another browser may not read the result. It holds personal data and stays in this window.',
  },
} as const satisfies Readonly<Record<string, FieldHelp>>
