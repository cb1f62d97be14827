import { t } from '../language/translate'
import type { FieldHelp } from './field-help'

/** Help for fields outside Ory's documents. */
export const formHelp = {
  'api-key': {
    label: t('Workspace API key'),
    what: t(
      'The key by which the app reads and changes the projects of a workspace. Make it in the Ory Console under workspace settings, API keys. It is kept in the keychain of this computer.',
    ),
    example: t('ory_wak_ and what follows it'),
    wrong: t(
      'A project key (ory_apikey_ or ory_pat_) is refused. A workspace key opens every project of the workspace, production too: there is none with fewer rights.',
    ),
  },
  'txt-record-name': {
    label: t('Record name'),
    what: t('The name whose TXT record the app looks up by DNS.'),
    example: '_ory-domain-verification.acme.example',
    wrong: t('A found record does not show that Ory accepts it.'),
  },
  'check-secret': {
    label: t('Secret token'),
    what: t(
      'The secret token that the identity provider sends. Ory shows it to nobody, so a check needs it from you: it goes to the project’s own host and is forgotten when the dialog closes.',
    ),
    example: t('What was copied when it was generated'),
    wrong: t('One that only waits in the draft is refused: Ory has the old one until you publish.'),
  },
  'api-address': {
    label: t('API address'),
    what: t(
      'Where the key is sent, and nowhere else. It is Ory’s own address unless you run a server of your own.',
    ),
    example: 'https://api.console.ory.com',
    wrong: t(
      'Whoever runs the server at the address gets the key. Only https is accepted, and http on this computer.',
    ),
  },
  'workspace-name': {
    label: t('Name'),
    what: t('What the app calls the workspace on this computer. Ory’s own name does not change.'),
    example: t('Northwind, customers'),
    wrong: t('Two workspaces with the same name are hard to tell apart in the switcher.'),
  },
  'publish-summary': {
    label: t('Summary'),
    what: t(
      'What this publish is for, in one line. It is suggested from the changes until you write your own, and is kept in the history, its export and the team folder.',
    ),
    example: t('New organization Globex with 1 connection'),
    wrong: t(
      'Without one, colleagues and you yourself only see later what changed, and not why. Write no secret into it.',
    ),
  },
  'publish-ticket': {
    label: t('Ticket'),
    what: t('The change request or issue that this publish belongs to: its number or its address.'),
    example: 'CHG-4711',
    wrong: t('It is only kept beside the publish: nothing is sent to the system of the ticket.'),
  },
  'person-name': {
    label: t('Your name'),
    what: t(
      'Who publishes from this computer. The history, its export and the team folder show it, ' +
        'beside the end of the key.',
    ),
    example: t('Ada Meyer'),
    wrong: t(
      'It proves nothing, since you set it yourself: several people who use one account should each set their own.',
    ),
  },
  protocol: {
    label: t('Protocol'),
    what: t('How the identity provider and Ory speak: OIDC (OpenID Connect) or SAML.'),
    example: t(
      'OIDC, if you were sent an issuer URL and a client ID; SAML, if you were sent metadata',
    ),
    wrong: t(
      'It cannot be changed later: delete the connection and make a new one. SAML is part of some Enterprise plans only.',
    ),
  },
  guide: {
    label: t('Guide'),
    what: t(
      'The product for which the hand-over sheet explains each step, in the product’s own words.',
    ),
    example: 'Microsoft Entra ID',
    wrong: t('With another product’s guide the customer does not find the names that they read.'),
  },
  'sheet-language': {
    label: t('Language of the sheet'),
    what: t(
      'The language of the person who gets the sheet, whatever the language of the app. It is ' +
        'kept for the next sheets.',
    ),
    example: 'Deutsch',
    wrong: t('Names of menus and fields stay as the product shows them in English.'),
  },
  paste: {
    label: t('What you were sent'),
    what: t(
      'Anything that holds details of a connection: an address, metadata, a whole e-mail. What is found is listed first, and filled in only where you say so.',
    ),
    example: t('An e-mail with “Issuer: https://acme.okta.com” in it'),
    wrong: t('Secrets in an e-mail were read by others on their way: ask for a new one.'),
  },
  certificate: {
    label: t('New certificate'),
    what: t(
      'The signing certificate that the identity provider uses from now on: its text, base64, file or metadata. Only the certificate changes; the rest of the metadata stays as it is.',
    ),
    example: t('The lines from BEGIN CERTIFICATE to END CERTIFICATE'),
    wrong: t(
      'With a certificate that the identity provider does not sign with, every sign-in is refused: compare the fingerprint.',
    ),
  },
  'project-api-key': {
    label: t('Project API key'),
    what: t(
      'An API key of this very project, which reads its accounts and sessions. Make it in the Ory Console under project settings, API keys. The project is asked whether it takes the key before the keychain of this computer keeps it.',
    ),
    example: t('ory_pat_ and what follows it'),
    wrong: t(
      'A workspace API key (ory_wak_) reads no people. A project API key can also change accounts: the app only reads with it.',
    ),
  },
  'project-slug': {
    label: t('Project slug'),
    what: t(
      'The project’s short name in its addresses. You type it to confirm that you mean this project, where people sign in.',
    ),
    example: 'brave-lovelace-7k2m9x4q1d',
    wrong: t('Until it is the same, letter by letter, nothing is sent.'),
  },
  'locked-out': {
    label: t('Locked out'),
    what: t(
      'The domain that you type to confirm that its people can no longer sign in after this; ' +
        'where there are several domains, their number.',
    ),
    example: 'brightwater.example',
    wrong: t('Nothing is sent until it fits. Go back if you did not mean to lock anyone out.'),
  },
  workspace: {
    label: t('Workspace'),
    what: t('The workspace whose team folder is shown.'),
    example: 'Northwind',
    wrong: t('Each workspace has a folder of its own.'),
  },
  project: {
    label: t('Project'),
    what: t('Shows only what belongs to one project, or to all of them.'),
    example: t('All projects'),
    wrong: t('What is in other projects stays, but is not listed.'),
  },
  'link-expiry': {
    label: t('Expires after'),
    what: t('How long the portal link works. It can be used many times until then.'),
    example: t('7 days, as the Ory Console chooses'),
    wrong: t(
      'Everyone who has the link can set up the connection until it expires. Ory accepts no less than one day.',
    ),
  },
  'secret-end': {
    label: t('Secret expires on'),
    what: t(
      'The last day on which the identity provider accepts the client secret. Whoever made the secret knows it. It is a note on this computer: Ory does not know it, and nothing is sent. A publish of another secret clears it, unless you noted the last day of that one while it was in the draft.',
    ),
    example: t('24 months after it was made, as Entra ID chooses'),
    wrong: t('Without it nobody is told in time, and sign-in stops on that day.'),
  },
  'link-date': {
    label: t('Expiry date'),
    what: t('The day on which the portal link stops working.'),
    example: t('A day in two weeks'),
    wrong: t('Ory accepts no less than one day from now.'),
  },
  'link-host': {
    label: t('Host'),
    what: t('Where the portal link leads: the project’s own host or one of its custom domains.'),
    example: 'login.northwind.example',
    wrong: t('Customers trust your own domain more than one they do not know.'),
  },
  'link-mapper': {
    label: t('Mapper of new connections'),
    what: t(
      'The mapper that a connection gets when the customer sets it up through the portal link.',
    ),
    example: t('The mapper that your other connections of the same provider have'),
    wrong: t('If it does not fit what the identity provider sends, sign-ins fail at once.'),
  },
  'link-acs': {
    label: t('ACS URL to show'),
    what: t(
      'The ACS URL that the portal shows for SAML instead of the project’s own, where a proxy of yours stands before Ory.',
    ),
    example: 'https://sso.acme.example/saml/acs',
    wrong: t('Ory does not set up the proxy: what is shown has to lead to the project’s own URL.'),
  },
  'link-redirect': {
    label: t('Redirect URL to show'),
    what: t(
      'The redirect URL that the portal shows for OIDC instead of the project’s own, where a proxy of yours stands before Ory.',
    ),
    example: 'https://sso.acme.example/callback',
    wrong: t('Ory does not set up the proxy: what is shown has to lead to the project’s own URL.'),
  },
  'link-audience': {
    label: t('SAML audience to show'),
    what: t('The audience that the portal shows for SAML instead of the project’s own.'),
    example: 'https://sso.acme.example',
    wrong: t('The connection has to expect the same audience.'),
  },
  'link-scim-url': {
    label: t('SCIM server URL to show'),
    what: t(
      'The SCIM server URL that the portal shows instead of the project’s own, where a proxy of yours stands before Ory.',
    ),
    example: 'https://scim.acme.example/v2',
    wrong: t('Ory does not set up the proxy: what is shown has to lead to the project’s own URL.'),
  },
  'bulk-what': {
    label: t('What to change'),
    what: t(
      'The field that gets one value in everything selected. The preview shows each change ' +
        'before it is in a draft.',
    ),
    example: 'PKCE',
    wrong: t('Whatever cannot take the value is left out, with the reason.'),
  },
  'bulk-table': {
    label: t('Table of domains'),
    what: t('One organization and its domains in each line, from a table or a CSV file.'),
    example: 'Brightwater, brightwater.example brightwater.test',
    wrong: t('A line whose organization is not found is left out, and says why.'),
  },
  addresses: {
    label: t('E-mail addresses or domains'),
    what: t('Addresses to look up: who they belong to and where they sign in, in each project.'),
    example: 'jane@acme.example',
    wrong: t('The answer rests on what was read last: refresh if others changed the project.'),
  },
  environment: {
    label: t('Environment'),
    what: t('Shows only what belongs to projects of one environment, or to all of them.'),
    example: t('Production'),
    wrong: t('What is in other environments stays, but is not listed.'),
  },
  'view-name': {
    label: t('Name'),
    what: t('What the view is called. It brings back the filter, the columns and the order.'),
    example: t('Certificates of partners'),
    wrong: t('A view of the same name is replaced.'),
  },
  'compare-side': {
    label: t('Project or file'),
    what: t('What is on this side of the comparison: a project or a set-up in a file.'),
    example: 'Northwind Staging',
    wrong: t('A project that was not read yet is read first.'),
  },
  'compare-state': {
    label: t('State'),
    what: t(
      'Which state of the project is compared: what Ory has, your draft, or an earlier publish.',
    ),
    example: t('On the server'),
    wrong: t('A draft also shows what nobody uses yet.'),
  },
  'move-organization': {
    label: t('Organization'),
    what: t('The customer whose members sign in with these connections from the next publish on.'),
    example: 'Acme Corporation',
    wrong: t('Members of the former organization cannot sign in with them any more.'),
  },
  'duplicate-project': {
    label: t('Project'),
    what: t('The project whose draft gets the copies. Secrets are not copied.'),
    example: 'Acme Production',
    wrong: t('Nothing is sent before you publish there: discard the step in its history.'),
  },
  'compare-match': {
    label: t('Belongs to'),
    what: t('What this belongs to on the other side, where the app found nothing by itself.'),
    example: 'Acme Corporation',
    wrong: t('A wrong match shows differences between two different things.'),
  },
  'value-name': {
    label: t('Name'),
    what: t('What the value is called, wherever it takes the place of another one.'),
    example: t('Okta host'),
    wrong: t('Two values cannot have the same name.'),
  },
  'value-kind': {
    label: t('Replace in'),
    what: t('The fields in which the value stands.'),
    example: t('Issuer URLs'),
    wrong: t('In other fields the text stays as it is.'),
  },
  'value-text': {
    label: t('Text in an environment'),
    what: t(
      'What the value is in this environment or project. It takes the place of the text of the other side when something is taken from there.',
    ),
    example: 'staging.acme.example',
    wrong: t(
      'A wrong host here stops sign-ins there: the preview shows what each value did. Secrets are never kept here.',
    ),
  },
  'value-project': {
    label: t('Add a project'),
    what: t('A project whose text is another one than that of its environment.'),
    example: 'Northwind Staging',
    wrong: t('An empty text means that the project does not have the value.'),
  },
  'mapper-name': {
    label: t('Name'),
    what: t('What you and your team call the mapper. It is not sent to Ory.'),
    example: t('Verified e-mail with groups'),
    wrong: t(
      'Without a name the list shows the comment that the text begins with, or its first connection.',
    ),
  },
  'mapper-notes': {
    label: t('Notes'),
    what: t('What others should know of the mapper. It is not sent to Ory.'),
    example: t('For customers whose Okta sends groups as one text'),
    wrong: t('Notes are plain text on this computer and in the team folder: no secrets.'),
  },
  'case-name': {
    label: t('Name'),
    what: t('What the saved case is called in the list of cases.'),
    example: t('Okta member without groups'),
    wrong: t('Two cases of one name are hard to tell apart.'),
  },
  'case-error': {
    label: t('Error message'),
    what: t('Words that the mapper’s error has to contain for the case to pass.'),
    example: 'address is not of',
    wrong: t('Another message fails the case.'),
  },
  'own-claims': {
    label: t('Claims'),
    what: t(
      'Claims to run the mapper on: JSON, a token (JWT), the result of a test sign-in or SAML attributes.',
    ),
    example: '{ "sub": "1", "email": "jane@acme.example" }',
    wrong: t(
      'A token is a secret, so its signature is left out. Personal values of real people can be masked.',
    ),
  },
  'own-user': {
    label: t('SCIM user'),
    what: t('A user to run the mapper on: the JSON that a SCIM client sends, or that Ory answers.'),
    example: '{ "userName": "jane@acme.example", "active": true }',
    wrong: t('A password in it is left out. Personal values of real people can be masked.'),
  },
  'scim-sample': {
    label: t('User to try'),
    what: t(
      'What the SCIM client sends in this trial: a sample of RFC 7643 or of a product, a saved case or your own user.',
    ),
    example: t('Microsoft Entra ID: new user'),
    wrong: t(
      'A customer may have mapped other attributes in their identity provider: ask for a user as it is sent.',
    ),
  },
  sample: {
    label: t('Claims to try'),
    what: t(
      'What the identity provider sends in this trial: a sample of the provider, a saved case or your own claims.',
    ),
    example: t('Microsoft: work account'),
    wrong: t('A customer’s identity provider may send other claims: try a sign-in to see its own.'),
  },
  schema: {
    label: t('Identity schema'),
    what: t('The schema of the project that the traits have to fit.'),
    example: t('The project’s default schema'),
    wrong: t('Traits that do not fit send people to a form at their first sign-in.'),
  },
  'trait-name': {
    label: t('Trait'),
    what: t('The name of the trait in the identity schema, with dots between its parts.'),
    example: 'name.first',
    wrong: t('A trait that the schema does not know makes registration loop.'),
  },
  'trait-type': {
    label: t('Type'),
    what: t('Whether the trait is a text, a number, a list or another kind of value.'),
    example: t('Text'),
    wrong: t('A value of another type does not fit the schema, and people see a form.'),
  },
  'trait-source': {
    label: t('Source'),
    what: t('Where the value comes from: a claim, a fixed value or several claims joined.'),
    example: 'email',
    wrong: t('A claim that is not sent leaves the trait out.'),
  },
  'trait-condition': {
    label: t('Condition'),
    what: t('When the trait is set: always, or only if a claim says that the value is verified.'),
    example: t('Only if email_verified is true'),
    wrong: t(
      'A provider that never sends the claim of the condition leaves the trait out for everyone.',
    ),
  },
  'trait-address': {
    label: t('Address to take it from'),
    what: t('The claim with the e-mail address; the part before the @ becomes the value.'),
    example: 'email',
    wrong: t('Two people whose addresses begin the same get the same value.'),
  },
  'claim-path': {
    label: t('Path of the claim'),
    what: t('Where the claim is below raw_claims, with dots between its parts.'),
    example: 'realm_access.roles',
    wrong: t(
      'Only OpenID Connect providers, netID and SAML have raw_claims; with others the claim is never there.',
    ),
  },
  'fixed-value': {
    label: t('Fixed value'),
    what: t('The same value for everyone who signs in with this mapper.'),
    example: 'customer',
    wrong: t('It has to fit the type that the identity schema has for the trait.'),
  },
  'claims-joined': {
    label: t('Claims joined'),
    what: t('Claims whose texts are put one after the other, in this order.'),
    example: 'given_name, family_name',
    wrong: t('Claims that are not sent are left out.'),
  },
  separator: {
    label: t('Separator'),
    what: t('What is put between the joined texts.'),
    example: t('A space'),
    wrong: t('Without one the texts run together.'),
  },
  'mapper-domains': {
    label: t('Domains of this mapper'),
    what: t(
      'The only domains whose addresses this mapper accepts. It stops all others with an error.',
    ),
    example: 'acme.example',
    wrong: t('People with another address see Ory’s error page and cannot sign in.'),
  },
  'silence-reason': {
    label: t('Reason'),
    what: t('Why the finding is silent, for whoever looks at it later.'),
    example: t('The customer moves in March'),
    wrong: t('Without a reason others cannot tell whether it may come back.'),
  },
  'silence-until': {
    label: t('Silent until'),
    what: t(
      'The last day on which the finding is hidden. It comes back at once if something about it changes.',
    ),
    example: t('The day after the customer has changed over'),
    wrong: t('A date far ahead hides the finding until it has done harm.'),
  },
  'finding-kind': {
    label: t('Kind of finding'),
    what: t('Shows findings of one kind only.'),
    example: t('Certificates that expire'),
    wrong: t('Findings of other kinds stay, but are not listed.'),
  },
  'finding-organization': {
    label: t('Organization'),
    what: t('Shows what is about one customer, in all projects in which it has this label.'),
    example: t('Harbor Lights'),
    wrong: t(
      'With very many organizations only those with the worst findings are offered: use the filter.',
    ),
  },
  'group-by': {
    label: t('Grouped by'),
    what: t('What the list is grouped by.'),
    example: t('Project'),
    wrong: t('It changes the order only; nothing is hidden.'),
  },
  'try-result': {
    label: t('Result'),
    what: t(
      'The page with the result of the test sign-in, copied from the browser in which you signed in.',
    ),
    example: t('All text of the page, from { to }'),
    wrong: t(
      'Another browser may not read the result. It holds personal data and stays in this window.',
    ),
  },
} as const satisfies Readonly<Record<string, FieldHelp>>
